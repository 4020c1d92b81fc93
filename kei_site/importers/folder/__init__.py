"""Folders of Markdown of other generators (Hugo, Jekyll, Quarto, Eleventy, Pelican) -> items."""
