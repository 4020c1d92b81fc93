"""The live preview: the site in a browser while it is written."""
