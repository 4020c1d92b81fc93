"""Views -> the search index."""
