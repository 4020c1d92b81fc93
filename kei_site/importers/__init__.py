"""Archives of other programs -> briefs, pages, authors and tags of this site, with a receipt of every item."""
