"""The path and the size of a source file -> whether it is too large to be read at all. Source, pure.

A file is read whole where it is parsed or published, so its size bounds the memory of a build. Texts have a lower
limit, beyond which their front matter is read: see `decode`. Hosts of static sites take 25 to 100 MiB of a file.
"""

import posixpath

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.limits import LIMITS

_PARSED = (".bib", ".md", ".yaml")


def unread_size(path: str, size: int) -> Diagnostic | None:
    """Return the diagnostic (LIM02) of a file of `size` bytes that is not read, or None."""
    if size <= LIMITS.parsed_file.most:  # the lower limit
        return None
    is_parsed = posixpath.splitext(path)[1].lower() in _PARSED or path.startswith("templates/")
    limit = LIMITS.parsed_file if is_parsed else LIMITS.published_file
    if size <= limit.most:
        return None
    message = f"the file is too large to be read; the limit is {limit}"
    return diagnostic(limit.code, Place(path=path), message, found=f"{size:,} bytes", fix=limit.fix)
