"""Values that only `site.yaml` has -> the address of the site, its search, severities. Schema, pure."""

import re
from typing import Any
from urllib.parse import urlsplit

from kei_site.core.diagnostic_codes import CODES
from kei_site.core.diagnostics import Severity
from kei_site.core.search_settings import SearchSettings
from kei_site.schema.fields import Problems, Readers, boolean, choice, fields, text, whole_number, wrong_kind
from kei_site.schema.formats import HOST_AND_PORT, invalid_web_address
from kei_site.schema.nodes import Mapping, Node
from kei_site.schema.shapes import caseless, object_shape, shape_of, shaped, text_like

_CLIMB = "//|%2[Ff]|%5[Cc]|/(?:[.]|%2[Ee]){1,2}(?:/|$)"


@text_like(rf"(?!.{{8}}.*(?:{_CLIMB})){caseless('https')}://{HOST_AND_PORT}(?:/[^\s?#\\<>\"^`{{|}}]*)?")
def site_address(node: Node, problems: Problems) -> str | None:
    """Read an absolute https address (CFG04); return it without a closing slash."""
    written = text(node, problems)
    if written is None:
        return None
    message = invalid_web_address(written) or _not_a_site(written)
    if message:
        fix = "write https:// and the host, such as https://example.org"
        problems.add("CFG04", node, message, found=written, fix=fix)
        return None
    return written.rstrip("/")


def _not_a_site(written: str) -> str:
    """Return why a web address cannot be the address of a site; an empty string if it can."""
    parts = urlsplit(written)
    if parts.scheme != "https":
        return "not an https address"
    if "?" in written or "#" in written:
        return "an address with a query or a fragment"
    return "an address with `..` or empty parts" if re.search(_CLIMB, parts.path) else ""


_SEARCH: Readers = {"segments": whole_number(1, 1000), "files": choice("many", "few")}


@shaped({"anyOf": [shape_of(boolean), object_shape(_SEARCH)]})
def search(node: Node, problems: Problems) -> dict[str, Any] | None:
    """Read `true`, `false` or `{segments: N, files: few}`; return the fields of the configuration that it sets."""
    if type(node) is Mapping:
        return {"search_index": SearchSettings(**fields(node, _SEARCH, problems))}
    wanted = boolean(node, problems)
    return None if wanted is None else {"search": wanted}


_SEVERITIES: Readers = dict.fromkeys(CODES, choice(*Severity))


@shaped(object_shape(_SEVERITIES))
def severities(node: Node, problems: Problems) -> dict[str, Severity] | None:
    """Read the severities of diagnostics, by code."""
    if type(node) is not Mapping:
        wrong_kind(node, problems, "a mapping", "diagnostics: {HTM01: warning}")
        return None
    return {code: Severity(asked) for code, asked in fields(node, _SEVERITIES, problems).items()}
