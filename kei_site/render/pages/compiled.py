"""(template name, source) -> its code, compiled once in a process; of the theme's templates, once by a program. Render.

A preview makes one renderer for early pages and one for each build, all of the same templates. To compile those of one
page takes longer than all else that is done for it, so the code of templates that ship with the program lies beside the
program's own, where Python keeps what it compiles. Code of a site's templates is kept nowhere.
"""

import contextlib
import functools
import marshal
import os
import sys
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from kei_site.core.hashing import Digest, digest_bytes, digest_of
from kei_site.core.value import value


@value
class ThemeCode:
    """The templates that ship with the program, and what their code depends on besides them."""

    templates: Path
    """Their folder."""
    program: Digest
    """Of the program, its libraries and Python."""


class CompiledTemplates(BytecodeCache):
    """The code of the last source of each template, for environments that compile alike."""

    def __init__(self, theme: ThemeCode | None) -> None:
        """Begin without any code in memory; without a theme, keep none elsewhere."""
        self._theme = theme
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template: its name."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if its source was compiled before."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else self._kept(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template in place of that of its last source."""
        if bucket.code is not None:
            self._codes[bucket.key] = (bucket.checksum, bucket.code)
            if not sys.dont_write_bytecode and self._is_of_theme(bucket):
                self._keep(bucket, marshal.dumps(bucket.code))

    def _is_of_theme(self, bucket: Bucket) -> bool:
        try:
            text = (self._theme.templates / bucket.key).read_text("utf-8") if self._theme else ""
        except OSError:
            return False
        return self.get_source_checksum(text) == bucket.checksum

    def _kept(self, bucket: Bucket) -> CodeType | None:
        try:
            mark, _, data = _place(bucket).read_bytes().partition(b"\n")
        except OSError:
            return None
        if mark != self._mark(bucket, data):
            return None
        code: CodeType = marshal.loads(data)  # noqa: S302  # from the folder of the program
        self._codes[bucket.key] = (bucket.checksum, code)
        return code

    def _keep(self, bucket: Bucket, data: bytes) -> None:
        """Write the code to its place; nothing happens where the folder of the program cannot be written."""
        place = _place(bucket)
        part = place.with_name(f"{place.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            try:
                part.write_bytes(self._mark(bucket, data) + b"\n" + data)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)

    def _mark(self, bucket: Bucket, data: bytes) -> bytes:
        """Return the digest of everything that the code depends on, and of the code."""
        return digest_of((self._theme and self._theme.program, bucket.checksum, digest_bytes(data))).encode()


def _place(bucket: Bucket) -> Path:
    """Return where the code of a template is kept: `__pycache__`, as docs.python.org says, importlib, PEP 3147."""
    return Path(cache_from_source(os.path.join(os.path.dirname(__file__), f"{bucket.key.replace('/', '.')}.x")))


@functools.cache
def compiled_templates(theme: ThemeCode | None = None) -> CompiledTemplates:
    """Return the code that this process has for pages."""
    return CompiledTemplates(theme)
