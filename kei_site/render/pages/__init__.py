"""Views -> HTML pages."""
