"""The state of a post of WordPress -> its state here: whatever not everybody could read is a draft."""

from collections.abc import Iterable, Mapping

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

_FOR_MEMBERS = frozenset(
    "arm_restrict_content groups_member ihc-hide-content is_paid loggedin logged_in member members members_access "
    "members_logged_in members_only membership mepr-active mepr-show passster private protected restrict s2if "
    "su_members swpm_protected um_loggedin user_logged_in wcm_restrict wlm_private wpmem_logged_in".split()
)
"""Shortcodes of plug-ins whose content not everybody sees."""


def state_of(fields: Fields) -> tuple[str, str]:
    """Return (state, reason). The date says nothing: a post that was held back is dated in the past by now."""
    status = fields.get("wp:status").lower()
    if status in THROWN_AWAY:
        return "refused", THROWN_AWAY[status]
    if fields.texts.get("wp:post_password", "").strip():
        return "draft", "behind a password"
    if status in _HELD:
        return "draft", _HELD[status]
    if fields.meta_of("_members_access_role").strip() or fields.meta_of("_wpmem_block").strip() == "1":
        return "draft", "for members alone"
    return ("published", "") if status in ("publish", "") else ("draft", f"of the state {status}")


def with_hidden_parts(state: tuple[str, str], shortcodes: Iterable[str]) -> tuple[str, str]:
    """Return the state of a post that holds shortcodes of these names: a part for members makes a draft of it."""
    hidden = next((name for name in shortcodes if name in _FOR_MEMBERS), "")
    return ("draft", f"a part of it is for members alone: [{hidden}]") if state[0] == "published" and hidden else state
