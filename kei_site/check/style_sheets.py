"""Style sheets of a site -> what browsers would not read in them, and what they could not load. Check, pure.

A browser passes over what it does not read (CSS Syntax, section 2.2), so an open brace takes all rules behind it away.
"""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from tinycss2 import ast, parse_blocks_contents, parse_component_value_list, parse_stylesheet

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.suggest import nearest
from kei_site.core.value import value

_BOM = "\ufeff"
_ASSETS = "static/assets/"
_WORDS = {
    "bad-string": ("a string that its line does not end", "close its quotation mark in the same line"),
    "eof-in-string": ("a string that never ends", "close its quotation mark"),
    "bad-url": ("an address with a blank or a quotation mark in it", "write it in quotation marks"),
    "eof-in-url": ("an address that never ends", "close its bracket"),
}
"""What kinds of parse errors mean; the kinds `)`, `]` and `}` are brackets that nothing opened."""
_BLOCKS = {"{} block": "{", "[] block": "[", "() block": "(", "function": "("}
_IN_RULES = frozenset("container layer media scope starting-style supports".split())
"""At-rules whose block holds rules."""


@value
class Published:
    """What a style sheet can load."""

    prefix: str
    """What the addresses of the site begin with."""
    host: str
    files: Collection[str]
    """Paths of published files, below the output folder."""
    assets: Collection[str]
    """Names, without folders, of files below `static/assets/`, which are published with a digest in their names."""


def style_advice(sheets: Mapping[str, bytes], published: Published) -> Iterator[Diagnostic]:
    """Yield diagnostics for style sheets by path: THM06 for what is not read, THM07 for what is not loaded."""
    for path, data in sheets.items():
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            yield diagnostic("THM06", Place(path=path), "not written in UTF-8", fix="save the file as UTF-8")
            continue
        faults = list(_faults(path, text))
        yield from faults or _declaration_faults(path, parse_stylesheet(text, skip_comments=True))
        for node, url, is_font in _addresses(parse_component_value_list(text)):
            yield from _not_loaded(_place(path, node), url, _Sheet(path=path, is_font=is_font), published)


def _place(path: str, node: ast.Node) -> Place:
    return Place(path=path, line=node.source_line, column=node.source_column)


def _faults(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield what breaks a style sheet: strings and brackets that do not fit, or a mark of byte order in the text."""
    nodes = list(_all(parse_component_value_list(text)))
    for node in nodes:
        if node.type == "ident" and _BOM in node.value:
            message, fix = "a byte-order mark inside the file, which becomes part of a name", "delete it"
            yield diagnostic("THM06", _place(path, node), message, found="U+FEFF", fix=fix)
    errors = [node for node in nodes if node.type == "error"]
    texts = [node for node in errors if node.kind in _WORDS]
    unclosed = None if texts else _unclosed(text)
    # A brace in an open bracket closes nothing: the bracket is at fault.
    is_open = unclosed is not None and _BLOCKS.get(unclosed.type, "{") != "{"
    for node in texts or ([] if is_open else errors):
        message, fix = _WORDS.get(node.kind, ("a bracket that nothing opened", "delete it, or open it before"))
        yield diagnostic("THM06", _place(path, node), message, fix=fix)
    if unclosed:
        what = "a comment" if unclosed.type == "comment" else f"a {_BLOCKS[unclosed.type]}"
        fix = "write */ where it ends" if unclosed.type == "comment" else "close it where it ends"
        message = f"{what} that is never closed: the rest of the file is inside of it"
        yield diagnostic("THM06", _place(path, unclosed), message, fix=fix)


def _unclosed(text: str) -> ast.Node | None:
    """Return the comment or block that the end of a style sheet cuts off, or None: one more brace finds nothing open.

    Of blocks in each other it is the outermost brace, or the innermost bracket of another kind.
    """
    last = parse_component_value_list(f"{text}}}")[-1]
    if last.type == "error":
        return None
    inner = last
    while children := _children(inner):
        if children[-1].type not in _BLOCKS:
            break
        inner = children[-1]
    return last if inner.type == "{} block" else inner


def _declaration_faults(path: str, nodes: list[ast.Node]) -> Iterator[Diagnostic]:
    for node in nodes:
        if node.type == "error":
            message = "neither a declaration (name: value;) nor a rule (selector { … })"
            yield diagnostic("THM06", _place(path, node), message, fix="correct it: browsers pass over it")
        elif node.type == "qualified-rule" or (node.type == "at-rule" and node.content is not None):
            is_hack = (token for token in node.content if token.type == "literal" and token.value == "*")
            inner = parse_blocks_contents(node.content, skip_comments=True)
            if node.type == "at-rule" and node.lower_at_keyword not in _IN_RULES:
                continue
            yield from () if next(is_hack, None) else _declaration_faults(path, inner)


def _all(nodes: list[ast.Node]) -> Iterator[ast.Node]:
    for node in nodes:
        yield node
        yield from _all(_children(node))


def _children(node: ast.Node) -> list[ast.Node]:
    if node.type == "function":
        arguments: list[ast.Node] = node.arguments
        return arguments
    content: list[ast.Node] = node.content if node.type in _BLOCKS else []
    return content


def _addresses(nodes: list[ast.Node], *, is_font: bool = False) -> Iterator[tuple[ast.Node, str, bool]]:
    """Yield each address in a style sheet: its node, and whether a font is asked for there."""
    keyword = ""
    for node in nodes:
        if node.type == "at-keyword":
            keyword = node.lower_value
        elif keyword == "namespace":  # whose address is a name
            keyword = "" if node == ";" else keyword
        elif node.type == "url" or (node.type == "string" and keyword == "import"):
            yield node, node.value, is_font
        elif node.type == "function" and node.lower_name == "url":
            yield from ((node, token.value, is_font) for token in node.arguments if token.type == "string")
        else:
            yield from _addresses(_children(node), is_font=is_font or keyword == "font-face")
        if node.type == "{} block" or node == ";":
            keyword = ""


@value
class _Sheet:
    path: str
    is_font: bool


def _not_loaded(place: Place, url: str, sheet: _Sheet, published: Published) -> Iterator[Diagnostic]:
    """Yield a diagnostic for an address that browsers do not load: elsewhere, or not there."""
    parts = urlsplit(url.strip())
    if not url.strip() or url.startswith("#"):
        return
    if parts.scheme == "data":
        if sheet.is_font:
            fix = "put the font into a file below static/"
            yield diagnostic("THM07", place, "a font in the style sheet, which the policy of pages blocks", fix=fix)
        return
    if parts.netloc and parts.netloc != published.host:
        message, fix = "a file of another host, which the policy of pages blocks", "put the file below static/"
        yield diagnostic("THM07", place, message, found=url, fix=fix)
        return
    path = unquote(parts.path)
    if path and not _is_there(path, sheet.path, published):
        known = {*published.files, *(f"assets/{name}" for name in published.assets)}
        close = nearest(path.strip("/"), known)
        fix = f"did you mean {close}?" if close else "put the file below static/, or correct the address"
        yield diagnostic("THM07", place, "a file that does not exist", found=url, fix=fix)


def _is_there(path: str, sheet: str, published: Published) -> bool:
    if sheet.startswith(_ASSETS) and posixpath.basename(path) in published.assets and not path.endswith(".css"):
        return True
    if path.startswith("/"):
        return path.removeprefix(published.prefix).lstrip("/") in published.files
    folder = posixpath.dirname(sheet.removeprefix("static/")) if not sheet.startswith(_ASSETS) else "assets"
    return posixpath.normpath(posixpath.join(folder, path)) in published.files
