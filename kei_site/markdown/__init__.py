"""A text -> a fragment of HTML. One door: `document.read_markdown`."""
