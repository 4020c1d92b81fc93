"""Markdown -> tokens: the grammar, on markdown-it-py."""
