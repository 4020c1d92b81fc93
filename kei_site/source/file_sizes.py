"""The path and the size of a source file -> whether it is too large to be read at all. Source, pure.

A file is read whole where it is parsed or published, so its size bounds the memory of a build.
"""

import posixpath

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic

MAX_PARSED = 16 * 1024 * 1024
"""Bytes of a file that is parsed. Texts have a lower limit, beyond which their front matter is read: see `decode`."""
MAX_FILE = 200 * 1024 * 1024
"""Bytes of any other file, such as an attachment. Hosts of static sites take less: 25 to 100 MiB."""
_PARSED = (".bib", ".md", ".yaml")


def unread_size(path: str, size: int) -> Diagnostic | None:
    """Return the diagnostic (LIM02) of a file of `size` bytes that is not read, or None."""
    is_parsed = posixpath.splitext(path)[1].lower() in _PARSED or path.startswith("templates/")
    limit = MAX_PARSED if is_parsed else MAX_FILE
    if size <= limit:
        return None
    message = f"the file is too large to be read; the limit is {limit:,} bytes"
    fix = "split it" if is_parsed else "make it smaller, or put it on another server and link to it"
    return diagnostic("LIM02", Place(path=path), message, found=f"{size:,} bytes", fix=fix)
