"""Briefs that translate others -> every version of each text, and what is wrong with them. Model, pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.limits import LIMITS
from kei_site.core.suggest import Suggester
from kei_site.model.brief import Brief
from kei_site.model.brief_names import BriefNames, find_brief, is_shared_name, several_owners
from kei_site.model.suggestions import nearest_brief


def translations_of(
    briefs: Sequence[Brief], names: BriefNames, hidden: Collection[str]
) -> tuple[dict[str, tuple[Brief, ...]], list[Diagnostic]]:
    """Return the versions of one text by the id of each, and diagnostics (REL01, REL02, LNK09).

    `hidden` are the ids of briefs that are not public; what such a brief translates is hidden, too.
    """
    originals: dict[str, Brief] = {}
    groups: dict[str, dict[str, Brief]] = defaultdict(dict)
    diagnostics, suggester = [], Suggester()
    for brief in filter(lambda brief: brief.front.translation_of, briefs):
        original = find_brief(brief.front.translation_of, brief.path, names.by_path, names.by_slug)
        if original is None or original is brief:
            diagnostics.append(_no_original(brief, original, names.by_path, suggester))
        elif brief.id not in hidden:
            originals[brief.id] = original
    for brief in briefs:
        if brief.id in originals:
            first = _first_version(brief, originals)
            groups[first.id] |= {first.id: first, brief.id: brief}
    versions = _versions(groups, hidden)
    diagnostics += _two_of_a_language({group[0].id: group for group in versions.values()}.values())
    return _first_ones(versions), [*diagnostics, *_shared_originals(briefs, names)]


def _two_of_a_language(versions: Iterable[tuple[Brief, ...]]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (REL02) for each version of a text in a language that an earlier version has."""
    for group in versions:
        for at, brief in enumerate(group):
            other = next((other for other in group[:at] if other.front.language == brief.front.language), None)
            if other:
                key = "translation_of" if brief.front.translation_of else "language"
                message = f"{other.path} is a version in the same language"
                fix = "correct `language:`, or keep one of the two"
                yield diagnostic("REL02", brief.place(key), message, found=brief.front.language, fix=fix)


def _first_version(brief: Brief, originals: Mapping[str, Brief]) -> Brief:
    """Return what a translation of a translation goes back to; of briefs that translate each other, the first by id."""
    passed: dict[str, Brief] = {}
    at = brief
    while at.id in originals and at.id not in passed:
        passed[at.id] = at
        at = originals[at.id]
    around = [*passed][[*passed].index(at.id) :] if at.id in passed else [at.id]
    return passed.get(min(around), at)


def _versions(groups: Mapping[str, Mapping[str, Brief]], hidden: Collection[str]) -> dict[str, tuple[Brief, ...]]:
    result: dict[str, tuple[Brief, ...]] = {}
    for first, group in groups.items():
        ordered = sorted(group.values(), key=lambda brief: (brief.id != first, brief.front.language, brief.id))
        versions = tuple(brief for brief in ordered if brief.id not in hidden)
        if len(versions) > 1:
            result |= {brief.id: versions for brief in versions}
    return result


def _first_ones(versions: Mapping[str, tuple[Brief, ...]]) -> dict[str, tuple[Brief, ...]]:
    """Return the versions that a text may have, whose pages name all of them; others are texts of their own."""
    shown = {group[0].id: group[: LIMITS.translations.most] for group in versions.values()}
    return {brief.id: group for group in shown.values() for brief in group}


def _no_original(brief: Brief, original: Brief | None, by_path: Iterable[str], suggester: Suggester) -> Diagnostic:
    wanted, place = brief.front.translation_of, brief.place("translation_of")
    if original:
        return diagnostic("REL01", place, "a brief is no translation of itself", found=wanted, fix="remove it")
    close = nearest_brief(wanted, brief, by_path, suggester)
    hint = f"did you mean {close}?" if close else "write the path of a brief, relative to this file"
    return diagnostic("REL01", place, "no brief has this path", found=wanted, fix=hint)


def _shared_originals(briefs: Iterable[Brief], names: BriefNames) -> Iterator[Diagnostic]:
    """Yield a diagnostic (LNK09) for each translation that names its original by a slug of several briefs."""
    for brief in briefs:
        wanted = brief.front.translation_of
        if wanted and is_shared_name(wanted, brief.path, names.by_path, names.shared):
            yield several_owners(brief.place("translation_of"), wanted, names.by_slug[wanted.removeprefix("brief:")])
