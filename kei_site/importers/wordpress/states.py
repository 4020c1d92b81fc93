"""The state of a post of WordPress -> its state here: whatever not everybody could read is a draft."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

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
_LIKE_MEMBERS = re.compile(
    r"member|restrict|private|paywall|subscriber|login|logged[_-]?in|protect|premium|paid|password|registered|locker"
)
"""In names of shortcodes and blocks that stand around such content."""
_FOR_ALL = re.compile(
    r"(?:^|[_/-])(?:not?|non|un|guests?|visitors?|logged[_-]?out|board|faculty|staff|team|fusion_person|form)(?:[_/-]|$)"
    r"|^su_member$|member[_-](?:card|info|list|name|photo|profile|social)|unrestricted"
)
"""In names of those of content for guests, and of the members of a team."""
_RULES = (
    "_members_access_role",
    "rcp_subscription_level",
    "_is_paid",
    "rcp_access_level",
    "_jetpack_newsletter_access",
)
_PUBLIC = frozenset(("", "0", "none", "everybody", "everyone", "public", "all", "a:0:{}"))
_OF_ULTIMATE_MEMBER = re.compile(
    r'"_um_custom_access_settings";(?:b:1|s:1:"1"|i:1);.*"_um_accessible";(?:s:1:"|i:)2\b', re.DOTALL
)


def state_of(fields: Fields) -> tuple[str, str]:
    """Return (state, reason). The date says nothing: a post that was held back is dated in the past by now."""
    status = fields.get("wp:status").lower()
    if status in THROWN_AWAY:
        return "refused", THROWN_AWAY[status]
    if fields.texts.get("wp:post_password", "").strip():
        return "draft", "behind a password"
    if status in _HELD:
        return "draft", _HELD[status]
    if _is_for_members(fields):
        return "draft", "for members alone"
    return ("published", "") if status in ("publish", "") else ("draft", f"of the state {status}")


def reason_of_file(fields: Fields) -> str:
    """Return why not everybody could read an attachment; empty for one that is as public as the text that has it."""
    is_as_its_text = fields.get("wp:status").lower() == "inherit"
    return state_of(replace(fields, texts={**fields.texts, "wp:status": ""}) if is_as_its_text else fields)[1]


def _is_for_members(fields: Fields) -> bool:
    """Return whether a plug-in for members says of a post as a whole that not everybody reads it."""
    return (
        any(fields.meta_of(key).strip().lower() not in _PUBLIC for key in _RULES)
        or fields.meta_of("_wpmem_block").strip() == "1"
        or _OF_ULTIMATE_MEMBER.search(fields.meta_of("um_content_restriction")) is not None
    )


def with_hidden_parts(state: tuple[str, str], names: Iterable[str], enclosing: Iterable[str]) -> tuple[str, str]:
    """Return the state of a post whose text holds shortcodes: a part for members makes a draft of it.

    `names` are those of unknown shortcodes, `enclosing` those of all shortcodes and blocks around a part of the text.
    """
    known = (name for name in (*names, *enclosing) if name in _FOR_MEMBERS)
    alike = (name for name in enclosing if _LIKE_MEMBERS.search(name) and not _FOR_ALL.search(name))
    hidden = next(chain(known, alike), "") if state[0] == "published" else ""
    return ("draft", f"a part of it is for members alone: [{hidden}]") if hidden else state
