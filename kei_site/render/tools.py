"""What recipes are given besides their view: ways to fetch what the view names by digest. Render room."""

from collections.abc import Callable
from pathlib import Path

from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.brief import Fragment


@value
class Tools:
    """The means of a recipe. Each is a function of a digest (or of nothing but its arguments), so a view still
    decides all."""

    page: Callable[[str, object], bytes]
    """(template name, view) -> an HTML page."""
    fragment: Callable[[Digest], Fragment]
    """The text under a key."""
    source: Callable[[str, Digest], bytes]
    """(path, digest) -> the bytes of a source file; raises if they are not those of the digest any more."""
    workspace: Path
    """A folder for files of passing use."""
