"""Templates of a site -> those whose originals have changed since, and those with a mistyped name. Check, pure.

A copy names its original and the digest of that in its first line. Comments of a template are no part of its digest.
"""

import re
from collections.abc import Iterator, Mapping

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import digest_bytes
from kei_site.core.suggest import nearest

_COMMENT = re.compile(r"\{#.*?#\}\n?", re.DOTALL)
_ORIGIN = re.compile(r"\{# A copy of the theme's (?P<name>[^\s,]+), (?P<digest>[0-9a-f]{10})")


def copy_of(name: str, text: str) -> str:
    """Return the text of a copy of the theme's template `name`."""
    words = f"A copy of the theme's {name}, {_digest(text)}: by this line `kei-site check` knows its age."
    return f"{{# {words} #}}\n{text}"


def changed_originals(own: Mapping[str, str], theme: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (THM03) for each copy whose original is another by now, or is gone.

    `own` and `theme` are the texts of templates by name.
    """
    for name, text in own.items():
        found = _ORIGIN.match(text)
        gone = found is not None and found["name"] not in theme
        if found and (gone or found["digest"] != _digest(theme[found["name"]])):
            message = "the theme has no such template any more" if gone else "the theme's template has changed since"
            fix = (
                "delete the file if no template of yours names it"
                if gone
                else f"compare it with `kei-site theme copy {found['name']} --print`, and take over its first line"
            )
            yield diagnostic("THM03", Place(path=f"templates/{name}"), message, found=found["name"], fix=fix)


def mistyped_templates(own: Mapping[str, str], theme: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (THM05) for each template that no other names, and that is called nearly like the theme's.

    `own` and `theme` are the texts of templates by name.
    """
    texts = {**theme, **own}
    for name in sorted(own.keys() - theme.keys()):
        close = nearest(name, theme)
        if close and not any(name in text for other, text in texts.items() if other != name):
            message, fix = "a template that nothing uses", f"did you mean {close}?"
            yield diagnostic("THM05", Place(path=f"templates/{name}"), message, found=name, fix=fix)


def _digest(text: str) -> str:
    return digest_bytes(_COMMENT.sub("", text.replace("\r\n", "\n")).encode())[:10]


def purpose_of(text: str) -> str:
    """Return what a template is for: the first sentence of the comment that it begins with, or an empty string."""
    found = _COMMENT.match(text)
    words = " ".join(found[0].strip("{#} \n").split()) if found else ""
    return f"{words.partition('. ')[0].rstrip('.')}." if words else ""
