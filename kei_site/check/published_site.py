"""The published folder -> warnings that a build gives besides those of its sources. Check; reads the disk.

They depend on the clock, or on what was published before, so they are no diagnostics of the sources.
"""

import re
from datetime import datetime
from pathlib import Path

from kei_site.core.diagnostics import Diagnostic, Place, SeverityPolicy, apply_severities, diagnostic
from kei_site.model.routes import FEED_FORMATS
from kei_site.source.decode import decode
from kei_site.source.file_kinds import CONFIG

SECURITY_TXT = ".well-known/security.txt"
_HEAD = 4096
"""The bytes of a feed that its own id stands in."""
_FEED_ID = re.compile(r"<id>(tag:([^:<]+):[^<]*)</id>")
_URL = re.compile(r"^url: *[\"']?https://([^/\s\"'#:]+)", re.MULTILINE)
_EXPIRES = re.compile(r"^expires:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def moved_feeds(site: Path, output: Path, *, strict: bool = False) -> tuple[Diagnostic, ...]:
    """Return FED01 if the feed in the output folder has ids that the settings of the site would change.

    With `strict` it is an error.
    """
    published = _FEED_ID.search(_text(output / FEED_FORMATS["atom"].file, _HEAD))
    settings = _text(site / CONFIG)
    if not published or not settings or _is_certainly_the_same(settings, published[2]):
        return ()
    from kei_site.check.published_feeds import moved_diagnostic
    from kei_site.config import read_config
    from kei_site.model.permanent_ids import feed_id

    config, _ = read_config(settings, CONFIG)
    if config is None or feed_id(config) == published[1]:
        return ()
    return apply_severities(
        [moved_diagnostic(published[2])], SeverityPolicy(severities=config.diagnostics, strict=strict)
    )


def _is_certainly_the_same(settings: str, authority: str) -> bool:
    """Tell so without reading YAML: a build with nothing to do takes a tenth of a second."""
    url = _URL.search(settings)
    return url is not None and "authority" not in settings and url[1].lower() == authority.partition(",")[0]


def expired_contact(site: Path, output: Path, instant: int) -> tuple[Diagnostic, ...]:
    """Return CFG09 if `security.txt`, that of the site or the published one, has expired at an instant (RFC 9116)."""
    own = f"static/{SECURITY_TXT}"
    text = _text(site / own)
    found = _EXPIRES.search(text or _text(output / SECURITY_TXT))
    if not found or not _is_over(found[1], instant):
        return ()
    message = "security.txt has expired, so nobody may rely on it"
    fix = "write a later date into it" if text else f"publish a brief, or write one of your own into {own}"
    return (diagnostic("CFG09", Place(path=own if text else CONFIG), message, found=found[1], fix=fix),)


def _is_over(written: str, instant: int) -> bool:
    try:
        return datetime.fromisoformat(written).timestamp() <= instant
    except ValueError:
        return False


def _text(path: Path, size: int = -1) -> str:
    try:
        with path.open("rb") as opened:
            return decode(opened.read(size), path.name).text
    except OSError:
        return ""
