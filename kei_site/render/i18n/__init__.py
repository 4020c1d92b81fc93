"""Keys -> words in the language of a page."""
