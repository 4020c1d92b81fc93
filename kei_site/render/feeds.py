"""The renderers of feeds, by name. Render.

Each takes a feed's view and a function from the key of a text to the text, and returns the bytes of the document.
"""

from kei_site.render.atom import render_atom
from kei_site.render.json_feed import render_json_feed
from kei_site.render.rss import render_rss

__all__ = ["render_atom", "render_json_feed", "render_rss"]
