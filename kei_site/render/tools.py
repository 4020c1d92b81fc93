"""The functions by which recipes fetch the texts and files that a view names by digest. Render."""

from collections.abc import Callable
from pathlib import Path

from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.brief import Fragment


@value
class Tools:
    """Functions for recipes. Each depends on its arguments alone, so that equal views give equal bytes."""

    page: Callable[[str, object], bytes]
    """(template name, view) -> an HTML page."""
    fragment: Callable[[Digest], Fragment]
    """Key -> the text."""
    source: Callable[[str, Digest], bytes]
    """(path, digest) -> the bytes of a source file; raises when they changed."""
    workspace: Path
    """A folder for temporary files."""
