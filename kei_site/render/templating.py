"""Jinja with fewer steps between a value and the page that shows it. Render.

Templates mean what they mean in Jinja; pages come out some fifth faster, because thousands of them show two hundred
values each and make fifty calls.
"""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import BuiltinMethodType, FunctionType, MethodType, MethodWrapperType
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

_Remembering = type(lru_cache(len))
_PLAIN = frozenset({FunctionType, MethodType, BuiltinMethodType, MethodWrapperType, _Remembering})
"""What is called as it is, unless it is marked with `jinja_pass_arg`."""

_STOPPED = "value was undefined because a callable raised a StopIteration exception"


def escaped(value: object) -> str:
    """Return what `markupsafe.escape` returns; text comes back without a mark, which nothing needs that is put out."""
    if type(value) is str:
        return _escaped_text(value)
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


def _escaped_text(text: str) -> str:
    """Most texts have nothing to be escaped, and looking for a letter is far quicker than replacing it."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    if "'" in text:
        text = text.replace("'", "&#39;")
    return text


class PageContext(Context):
    """What a template sees."""

    @internalcode
    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: Any,
        _block_vars: dict[str, Any] | None = None,
        _loop_vars: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Return what `called` returns, as Jinja does, which asks each time what else `called` wants to be given."""
        if type(called) is Macro:
            args = (self.eval_ctx, *args)
        elif type(called) not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, _block_vars=_block_vars, _loop_vars=_loop_vars, **kwargs)
        try:
            return called(*args, **kwargs)
        except StopIteration:
            return self.environment.undefined(_STOPPED)


class PageCode(CodeGenerator):
    """The Python that a template becomes."""

    def write_commons(self) -> None:
        """Write what each function begins with; what it puts out goes through its `escape`."""
        super().write_commons()
        self.writeline("escape = environment.escaped")


class PageEnvironment(Environment):
    """Where the templates of pages run."""

    code_generator_class = PageCode
    context_class = PageContext
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees of the environment; a plain mapping, since nothing is added later."""
        return {**self.globals, **(d or {})}
