"""A library, with unpublished briefs, -> advice to its editors, which a build does not give. Check, pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kei_site.config import Config
from kei_site.core.characters import width
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.placeholders import is_placeholder
from kei_site.core.urls import VOWEL_SIGNS, plain_form
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.tags import Tag

MAX_TITLE_CELLS = 80
MAX_SUMMARY_CELLS = 320
"""Search results show about 70 and 160 Latin letters, cards a little more. Wide letters count twice."""
FEW_BRIEFS = 20
"""A site with fewer briefs gets no advice about tags that are used once."""


def advice(library: Library) -> tuple[Diagnostic, ...]:
    """Return the advice of a library: TXT02, TXT03, TAG06, TAG07, AUT04, EVT03, PDF03."""
    briefs = tuple(library.by_path.values())
    return (
        *_long_words(briefs),
        *_without_text(briefs),
        *_lonely_tags(library),
        *_tags_alike(library),
        *_names_with_commas(library),
        *_late_registrations(library),
        *_unmarked_files(briefs),
    )


_ORGANIZATION = re.compile(
    r"\b(?:agency|alliance|association|bank|board|bureau|cent(?:er|re)|coalition|college|commission|committee|company"
    r"|corporation|council|department|desk|division|embassy|faculty|federation|foundation|fund|government|group|inc"
    r"|initiative|institut\w*|laborator\w+|league|llc|ltd|ministry|network|office|organi[sz]ation|programme?|project"
    r"|school|secretariat|service|society|staff|team|think tank|trust|unit|universit\w+)\b"
    r"|연구원|연구소|위원회|대학|협회|학회|센터|재단|정책실|외교부|국방부|통일부",
    re.IGNORECASE,
)
"""Words in the names of organizations."""


def _late_registrations(library: Library) -> Iterator[Diagnostic]:
    for brief in library.past_events:
        if brief.front.event and brief.front.event.register:
            message = "nobody can register for this event: it is over, so its page does not show the link"
            place = brief.place("event.register")
            yield diagnostic("EVT03", place, message, found=brief.front.event.register, fix="remove the link")


def _names_with_commas(library: Library) -> Iterator[Diagnostic]:
    for author in library.authors.values():
        if author.kind == "person" and "," in author.name and not (author.family and author.given):
            message = "reference managers read a name with a comma as family and given name"
            is_person = _ORGANIZATION.search(author.name) is None
            fix = "add `family:` and `given:`" if is_person else "add `kind: organization`"
            yield diagnostic("AUT04", author.place("name"), message, found=author.name, fix=fix)


_ADDRESSES = {
    "url": "links, feeds and ids of the site name this address, which is an example",
    "mailing_list.action": "the sign-up form sends addresses to this example",
}
_MARKS = ("mailing_list.unsubscribe", "mailing_list.hidden")
"""Settings that a list program may replace."""
_FREE = ("menu", "redirects", "diagnostics", "search", "share_cards", "attachments")
"""Settings that name pages and files of the site: a placeholder there leads to nothing, which is reported."""


def placeholder_settings(config: Config) -> Iterator[Diagnostic]:
    """Yield a diagnostic (CFG08) for each setting that is an example: `https://example.org`, `[postal address]`."""
    for key in config.places:
        text = _setting(config, key)
        if key.startswith(_FREE) or not is_placeholder(text, may_be_mark=key.startswith(_MARKS)):
            continue
        message = _ADDRESSES.get(key, "this stands for what nobody has written yet")
        fix = "write the address of the site" if key == "url" else "write what is true of the institute"
        yield diagnostic("CFG08", config.place(key), message, found=text, fix=fix)


def _setting(config: Config, key: str) -> str:
    """Return the text of a setting such as `mailing_list.sender` or `feeds.hubs.0`; empty if it is none."""
    found: object = config
    for part in key.split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, tuple):
            found = found[int(part)] if part.isdecimal() and int(part) < len(found) else None
        else:
            found = getattr(found, part, None)
    return found if isinstance(found, str) else ""


def _unmarked_files(briefs: Iterable[Brief]) -> Iterator[Diagnostic]:
    """Report authors' own PDFs of retracted briefs: nothing draws the line through their pages."""
    for brief in briefs:
        file = brief.front.pdf
        if brief.front.is_retracted and file not in ("", "true", "false"):
            message = "the file of a brief that does not stand any more, published as it is"
            fix = "mark its pages as retracted, or write `pdf: true` for a PDF that is marked"
            yield diagnostic("PDF03", brief.place("pdf"), message, found=file, fix=fix)


def _long_words(briefs: Iterable[Brief]) -> Iterator[Diagnostic]:
    limits = (("title", MAX_TITLE_CELLS), ("summary", MAX_SUMMARY_CELLS))
    for brief in briefs:
        texts = {"title": brief.front.title, "summary": "" if brief.front.summary_is_derived else brief.front.summary}
        for key, limit in limits:
            if width(texts[key]) > limit:
                message = f"a {key} of {width(texts[key])} columns; cards and search results show {limit} at most"
                yield diagnostic("TXT02", brief.place(key), message, found=texts[key][:60], fix="shorten it")


def _without_text(briefs: Sequence[Brief]) -> Iterator[Diagnostic]:
    """Report briefs without text (TXT03) one time for all: in some sites they are links, hundreds of them."""
    bare = [brief for brief in briefs if not brief.word_count and not brief.images]
    if bare:
        others = f"; {len(bare) - 1} more have none" if len(bare) > 1 else ""
        message = f"this brief has no text, so feeds give its summary{others}"
        yield diagnostic("TXT03", Place(path=bare[0].path), message)


_Uses = Mapping[str, list[tuple[Brief, int]]]


def _uses(library: Library) -> _Uses:
    """The uses of each tag by slug: the brief, oldest first, and the position of the tag in it."""
    uses: dict[str, list[tuple[Brief, int]]] = defaultdict(list)
    for brief in reversed([*library.by_path.values()]):
        for at, written in enumerate(brief.front.tags):
            uses[library.tags.slugs.get(written, "")].append((brief, at))
    return uses


def _lonely_tags(library: Library) -> Iterator[Diagnostic]:
    if len(library.by_path) < FEW_BRIEFS:
        return
    for slug, uses in _uses(library).items():
        tag = library.tags.by_slug.get(slug)
        if tag and len(uses) == 1 and not tag.description:
            brief, at = uses[0]
            place = brief.place(f"tags.{at}")
            fix = "use a tag that other briefs have, or describe this one in content/tags.yaml"
            yield diagnostic("TAG06", place, "no other brief has this tag", found=tag.name, fix=fix)


def _tags_alike(library: Library) -> Iterator[Diagnostic]:
    """Report tags with different slugs whose names differ only by a plural, a space or a Unicode form (TAG07)."""
    uses = _uses(library)
    alike: dict[str, list[Tag]] = defaultdict(list)
    for tag in library.tags.by_slug.values():
        alike[core(tag.name)].append(tag)
    for tags in alike.values():
        most, *others = sorted(tags, key=lambda tag: (-len(uses[tag.slug]), tag.slug))
        for tag in others:
            brief, at = uses[tag.slug][0]
            message = f"nearly the same as the tag {most.name}, which {len(uses[most.slug])} briefs have"
            fix = f"write {most.name}, or list one under `also` of the other in content/tags.yaml"
            yield diagnostic("TAG07", brief.place(f"tags.{at}"), message, found=tag.name, fix=fix)


def core(name: str) -> str:
    """Return the name of a tag without case, Unicode form, spaces, punctuation and the English plural of its last word.

    `Sea lanes`, `sea-lane` and `SEALANES` have one core; so have `한미 동맹` and `한·미동맹`.
    """
    plain = plain_form(name).casefold()
    return _singular("".join(char for char in plain if char.isalnum() or char in VOWEL_SIGNS))


def _singular(word: str) -> str:
    if len(word) < 4 or not word.isascii() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")
