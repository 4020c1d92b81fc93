"""(template name, source) -> its code, compiled once in a process. Render, pure.

A preview makes one renderer for early pages and one for each build, all of the same templates.
"""

import functools
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """The code of the last source of each template, for environments that compile alike."""

    def __init__(self) -> None:
        """Begin without any code."""
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if its source was compiled before."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template in place of that of its last source."""
        if bucket.code is not None:
            self._codes[bucket.key] = (bucket.checksum, bucket.code)


@functools.cache
def compiled_templates() -> CompiledTemplates:
    """Return the code that this process has compiled for pages."""
    return CompiledTemplates()
