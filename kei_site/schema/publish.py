"""The `publish` of `site.yaml` -> the places that the site is published to, and its diagnostics. Schema, pure.

No setting holds a secret: passwords and keys come from the environment, or from the tools of the host.
"""

from typing import Any

from kei_site.core.publish_settings import TARGETS, PublishTarget
from kei_site.core.suggest import nearest
from kei_site.schema.fields import (
    Problems,
    Reader,
    Readers,
    boolean,
    choice,
    group,
    missing,
    text,
    whole_number,
    wrong_kind,
)
from kei_site.schema.formats import matching
from kei_site.schema.nodes import Mapping, Node, Scalar, Sequence
from kei_site.schema.shapes import shape_of, shaped

_FORM = "publish: {target: folder, path: ../www}"
_NAME = matching(r"[a-z0-9][a-z0-9-]{0,40}", "a word of small letters, digits and hyphens, such as live")
_ENDPOINT = matching(
    r"https://[^\s/@?#]+(?:/[^\s@?#]*)?|http://(?:localhost|127\.0\.0\.1)(?::\d+)?",
    "an https address without a password, such as https://s3.example.org",
)
_REMOTE = matching(
    r"(?![-])(?!\w+::)(?![a-z+]+://[^/@\s]*:[^/@\s]*@)\S+",
    "the name of a remote such as origin, or an address without a password",
)
_SHARED: Readers = {
    "name": _NAME,
    "websub": boolean,
    "indexnow": matching(r"[A-Za-z0-9-]{8,128}", "8 to 128 letters, digits and hyphens"),
}
_OF_TARGET: dict[str, Readers] = {
    "folder": {"path": text},
    "ssh": {
        "host": matching(r"(?!-)[\w.@-]+", "a host such as web@www.example.org"),
        "path": matching(r"(?:~/)?(?!-)[\w./+-]+", "a folder without blanks, such as /srv/www"),
        "port": whole_number(1, 65535),
    },
    "s3": {
        "bucket": matching(r"[A-Za-z0-9][\w.-]{1,254}", "the name of a bucket"),
        "endpoint": _ENDPOINT,
        "region": matching(r"[a-z0-9-]+", "a region such as eu-central-1"),
        "prefix": matching(r"[\w.-]+(?:/[\w.-]+)*", "a folder such as www/site"),
    },
    "git": {
        "remote": _REMOTE,
        "branch": matching(r"(?![-./])(?!.*(?:\.\.|//|\.lock$))[\w./-]+(?<![./])", "a branch such as gh-pages"),
        "history": boolean,
    },
    "netlify": {"site": matching(r"(?!-)[\w.-]+", "the id of the site, or its host such as kei.netlify.app")},
}
_REQUIRED = {
    "folder": ("path",),
    "ssh": ("host", "path"),
    "s3": ("bucket",),
    "git": ("remote",),
    "netlify": ("site",),
}
_READERS: dict[str, Reader] = {
    target: group(
        PublishTarget,
        {"target": choice(target), **_SHARED, **readers},
        required=("target", *_REQUIRED[target]),
        form=_FORM,
    )
    for target, readers in _OF_TARGET.items()
}
_PLACE = {"anyOf": [shape_of(reader) for reader in _READERS.values()]}


@shaped({"anyOf": [_PLACE, {"type": "array", "items": _PLACE}]})
def publish(node: Node, problems: Problems) -> tuple[PublishTarget, ...] | None:
    """Read a place, or a list of places; places with one name are CFG02."""
    items = node.items if type(node) is Sequence else (node,)
    found: dict[str, PublishTarget] = {}
    for item in items:
        if place := _place(item, problems):
            if place.label in found:
                fix = "give each place a `name` of its own"
                problems.add(problems.codes.kind, item, "two places have one name", found=place.label, fix=fix)
            found[place.label] = place
    return tuple(found.values())


def _place(node: Node, problems: Problems) -> PublishTarget | None:
    if type(node) is not Mapping:
        wrong_kind(node, problems, "a mapping", _FORM)
        return None
    kind = node.entries.get("target")
    if kind is None:
        meant = nearest("target", node.keys)
        missing("target", node.keys.get(meant, node) if meant else node, problems)
        return None
    read = _READERS.get(kind.text.strip() if type(kind) is Scalar else "")
    if read is None:
        choice(*TARGETS)(kind, problems)
        return None
    found: Any = read(node, problems)
    return found if isinstance(found, PublishTarget) else None
