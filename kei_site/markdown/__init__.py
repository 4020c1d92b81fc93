"""A text -> a fragment of HTML. Two doors: `document.read_markdown`, and `document.read_title` for one line."""
