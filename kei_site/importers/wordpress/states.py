"""The state of a post of WordPress -> its state here: whatever not everybody could read is a draft."""

from collections.abc import Mapping

from kei_site.importers.wordpress.fields import Fields

_HELD: Mapping[str, str] = {
    "draft": "draft",
    "auto-draft": "draft",
    "pending": "waits for a review",
    "future": "planned for a later day",
    "private": "private",
}
THROWN_AWAY = {"trash": "in the trash", "inherit": "a revision"}
"""What nobody of the former site reads or means to keep, by its state there."""


def state_of(fields: Fields) -> tuple[str, str]:
    """Return (state, reason). The date says nothing: a post that was held back is dated in the past by now."""
    status = fields.get("wp:status").lower()
    if status in THROWN_AWAY:
        return "refused", THROWN_AWAY[status]
    if fields.texts.get("wp:post_password", "").strip():
        return "draft", "behind a password"
    if status in _HELD:
        return "draft", _HELD[status]
    return ("published", "") if status in ("publish", "") else ("draft", f"of the state {status}")
