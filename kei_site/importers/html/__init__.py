"""HTML of other programs -> Markdown of this site."""
