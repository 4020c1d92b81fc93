"""What the subscription page and the OPML show of a feed."""

from kei_site.core.value import value


@value
class FeedCount:
    """A feed on the subscription page and in the OPML: one thing to subscribe to, in its three formats."""

    title: str
    """A type or a language is given by its code, to be worded by the page."""
    kind: str
    """`site`, `series`, `tag`, `author`, `type`, `language` or `corrections`."""
    count: int
    latest: str
    page_url: str
    rss: str
    atom: str
    json: str
