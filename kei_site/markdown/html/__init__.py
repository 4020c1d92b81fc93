"""Tokens -> HTML."""
