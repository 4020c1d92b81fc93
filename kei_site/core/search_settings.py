"""What a site asks of its search index. Core, data."""

from kei_site.core.value import value


@value
class SearchSettings:
    """The parts of the index, and how its words are spread over files."""

    segments: int = 0
    """The most segments; 0 if the program decides."""
    files: str = "many"
    """`many` small files, of which a query loads little, or `few` large ones, for hosts that count files."""
