"""Views -> files that are not pages."""
