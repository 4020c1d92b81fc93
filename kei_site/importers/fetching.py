"""Addresses of a former site -> its images and files on this disk, loaded once and kept for the next import.

Only the host of the former site is asked, over http and https, and nothing is loaded that is larger than the limit: an
archive could name any address, also one inside the network of whoever imports it.
"""

import contextlib
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from kei_site.core.hashing import digest_bytes
from kei_site.importers.media import MAX_MEDIA_BYTES, FoundFile, name_beside

KEPT = ".kei-site/import-media"
_SECONDS = 30
_CHUNK = 1 << 20


class MediaFetcher:
    """Loads files from one host into a folder; a file that is there is not loaded again."""

    def __init__(self, folder: Path, is_own: Callable[[str], bool]) -> None:
        """`is_own` tells whether an absolute address is one of the former site. Raises OSError.

        What an import that was killed left of a file is removed.
        """
        self._folder, self._is_own = folder, is_own
        self._opener = urllib.request.build_opener(_SameHost(is_own))
        self._failed: dict[str, str] = {}
        for part in folder.glob("*.part"):
            part.unlink()

    def fetch(self, address: str) -> FoundFile:
        """Return the file at an absolute address; the problem says why it could not be loaded."""
        if urlsplit(address).scheme not in ("http", "https") or not self._is_own(address):
            return FoundFile()
        place = self._folder / f"{digest_bytes(address.encode())[:16]}-{name_beside(address)}"
        if not place.is_file() and address not in self._failed:
            self._failed |= self._load(address, place)
        return FoundFile(source=place) if place.is_file() else FoundFile(problem=self._failed.get(address, ""))

    def _load(self, address: str, place: Path) -> dict[str, str]:
        """Load a file; return the reason by address if that fails."""
        part = place.with_suffix(".part")
        place.parent.mkdir(parents=True, exist_ok=True)
        request = urllib.request.Request(  # noqa: S310  # `fetch` has looked at the scheme
            quote(address, safe="/:?#@!$&'()*+,;=-._~%[]"), headers={"User-Agent": "kei-site"}
        )
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer, part.open("wb") as opened:
                _copy(answer, opened)
            os.replace(part, place)
        except (OSError, ValueError) as error:
            return {address: f"{address} could not be loaded: {error}"}
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return {}


def _copy(answer: Any, opened: Any) -> None:
    size = 0
    while chunk := answer.read(_CHUNK):
        size += len(chunk)
        if size > MAX_MEDIA_BYTES:
            raise ValueError(f"larger than {MAX_MEDIA_BYTES} bytes")
        opened.write(chunk)


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows redirects within the former site alone."""

    def __init__(self, is_own: Callable[[str], bool]) -> None:
        self._is_own = is_own

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:  # noqa: PLR0913, PLR0917  # the form of urllib
        if urlsplit(newurl).scheme not in ("http", "https") or not self._is_own(newurl):
            raise urllib.error.URLError(f"it leads to another site: {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
