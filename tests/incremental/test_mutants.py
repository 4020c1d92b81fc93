"""Each mutant of the program, one fault planted in it, is found by a script of edits that is run against the law."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from kei_site.build import body_edits, context, images, load, outdated, pipeline, plan, publish, render, text_targets
from kei_site.core.hashing import digest_of
from kei_site.model import cards
from kei_site.model.related import Ties
from kei_site.output import ownership
from kei_site.output import publish as output_publish
from kei_site.plan import feeds, targets
from kei_site.plan import outdated as plan_outdated
from kei_site.plan import search_index as search
from kei_site.plan import site_pages as site_plan
from kei_site.plan.targets import Key
from kei_site.render.pages import template_closures, template_syntax
from kei_site.source import reread, scan
from tests.support.edit_script import Failure, deal, report, run_script
from tests.support.fixture_site import make_fixture_site

MOVES = 200
"""In how many moves a fault has to be found at most; most need fewer than ten."""
SAME = digest_of("the same")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """The faults of a mutant, (module, name, old function -> new function), and the edits that find them."""

    edits: tuple[str, ...]
    changes: tuple[tuple[Any, str, Callable[[Any], Any]], ...]


def found_by(edits: str, *changes: tuple[Any, str, Callable[[Any], Any]]) -> Mutant:
    """Return the mutant of some changes; `edits` are separated by blanks."""
    return Mutant(edits=tuple(edits.split()), changes=changes)


def key_without(part: str) -> Mutant:
    """Forget a part of every target's key."""
    edits = {"view": "brief_title brief_body", "template": "template_base template_page", "code": "tool_raised"}

    def forgetful(key_of: Callable[..., Key]) -> Callable[..., Key]:
        return lambda *given: replace(key_of(*given), **{part: SAME})

    return found_by(edits[part], (targets, "key_of", forgetful))


def reason_without(reason: str, edits: str) -> Mutant:
    """Forget a reason for which targets are outdated."""

    def forgetful(reason_of: Callable[..., Any]) -> Callable[..., Any]:
        def without(*given: Any) -> Any:
            found = reason_of(*given)
            return None if found and found.reason == reason else found

        return without

    return found_by(edits, (plan_outdated, "_outdated", forgetful))


def hash_without(where: Any, kind: str, fields: Mapping[str, Any], edits: str) -> Mutant:
    """Leave fields out of the content hash of a view."""

    def forgetful(real: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def hashed(value: Any) -> Any:
            if type(value).__name__ != kind:
                return real(value)
            return replace(value, content_hash=digest_of(replace(value, **fields)))

        return hashed

    return found_by(edits, (where, "with_hash", forgetful))


def always(value: Any) -> Callable[[Any], Any]:
    """Return what makes a function that returns `value`, whatever it is given."""
    return lambda before: lambda *given, **named: value


def cache_key(matches: Callable[[Any], bool], forget: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Forget something in the key of a remembered result of planning."""
    return lambda digest: lambda value: digest(forget(value) if matches(value) else value)


def is_of_ties(value: Any) -> bool:
    """Tell whether a key is that of the related briefs."""
    return bool(value[1]) and isinstance(value[1][0], Ties)


def is_of_templates(value: Any) -> bool:
    """Tell whether a key is that of the closures."""
    return bool(value[1]) and isinstance(value[1][0], tuple)


def coarse(stamp_of: Callable[..., Any]) -> Callable[..., Any]:
    """A file system whose clock ticks every two seconds and that has no inodes."""

    def stamped(found: Any) -> tuple[int, ...]:
        size, changed, moved, _ = stamp_of(found)
        return (size, changed // 2_000_000_000 * 2_000_000_000, moved // 2_000_000_000 * 2_000_000_000, 0)

    return stamped


def edited_briefs(past: Any, snapshot: Any) -> list[str]:
    """Return the edited bodies, whatever else was edited."""
    known = past.saved.contents
    return [
        path
        for path in past.saved.metadata_digests
        if path in snapshot.files and snapshot.files[path].digest != known[path]
    ]


def same_length(new: Any, old: Any) -> Any:
    """Return a kept brief with the count of words that another one has."""
    return replace(new, content=replace(new.content, word_count=old.content.word_count))


def without_macros(references: Any) -> Any:
    """Return the references of a template to others than that of the macros."""
    return tuple(found for found in references if "macros" not in found[0])


COARSE = ((scan, "stamp_of", coarse), (reread, "stamp_of", coarse))
EDITS = "brief_body brief_title brief_add brief_delete"

MUTANTS: Mapping[str, Mutant] = {
    **{f"a key without its {part}": key_without(part) for part in ("view", "template", "code")},
    "the reason new": reason_without("new", "brief_add"),
    "the reason view": reason_without("view", "brief_title"),
    "the reason template": reason_without("template", "template_macro"),
    "the reason code": reason_without("code", "tool_raised"),
    "the reason missing": reason_without("missing", "output_deleted"),
    "the reason altered": reason_without("altered", "output_edited"),
    "a setting in the site's view": hash_without(site_plan, "SiteView", {"description": ""}, "config_description"),
    "the assets in the site's view": hash_without(site_plan, "SiteView", {"assets": {}}, "asset_edit"),
    "the title in the card": hash_without(cards, "Card", {"title": ""}, "brief_title"),
    "the tags in the card": hash_without(cards, "Card", {"tags": ()}, "tag_add tag_merge"),
    "the text in the entry": hash_without(feeds, "EntryView", {"text": None}, "brief_body"),
    "the text in the index": hash_without(search, "SearchDocument", {"fragment": ""}, "option_search brief_body"),
    "includes in the closure": found_by(
        "template_deep template_base",
        (template_closures, "_closure", lambda _: lambda name, references, texts: digest_of((name, texts[name]))),
    ),
    "imports in the closure": found_by(
        "template_macro",
        (
            template_syntax,
            "read_template",
            lambda real: lambda *given: replace(real(*given), references=without_macros(real(*given).references)),
        ),
    ),
    "what a stamp says beside size and time": found_by(
        "static_same_stat image_same_size",
        (scan, "stamp_of", lambda real: lambda found: (*real(found)[:2], 0, 0)),
    ),
    "the times in a stamp": found_by(
        "static_same_stat image_same_size",
        (scan, "stamp_of", lambda real: lambda found: (real(found)[0], 1, 1, 0)),
    ),
    "that a stamp may be too young": found_by("static_same_stat", *COARSE, (scan, "is_racy", always(False))),
    "the digest of a remembered brief": found_by(
        "brief_title",
        (load, "_known_text", lambda real: lambda row, digest, tools: real(row, row.digest if row else digest, tools)),
    ),
    "the settings under which a brief was read": found_by(
        "config_time_zone config_language",
        (
            load,
            "_known_text",
            lambda real: lambda row, digest, tools: real(row, digest, row.tools if row else tools),
        ),
    ),
    "the digest of a remembered image": found_by(
        "image_same_size",
        (
            images,
            "_known_image",
            lambda real: lambda row, digest, tools: real(row, row.facts.digest if row else digest, tools),
        ),
    ),
    "texts that are gone": found_by(
        "cache_emptied template_base", (load, "_with_fragments", lambda _: lambda known, _: known)
    ),
    "what related briefs depend on": found_by(
        "tag_add brief_series brief_authors brief_date",
        (plan, "digest_of", cache_key(is_of_ties, lambda key: (key[0], ()))),
    ),
    "the program that related briefs": found_by(
        "tool_raised", (plan, "digest_of", cache_key(is_of_ties, lambda key: ("", key[1])))
    ),
    "the texts of the remembered closures": found_by(
        "template_deep template_base", (plan, "digest_of", cache_key(is_of_templates, lambda key: (key[0], ())))
    ),
    "the instants at which briefs are due": found_by("embargo_set clock_past_embargo", (plan, "_due", always(()))),
    "dates to come among the instants": found_by(
        "brief_future clock_past_embargo",
        (
            plan,
            "_due",
            lambda _: lambda records: tuple(sorted({b.front.embargo.epoch for b in records.briefs if b.front.embargo})),
        ),
    ),
    "the stamps of the sources when idle": found_by(
        EDITS, (scan.Walk, "stamps", lambda _: lambda walk: SAME), (scan, "is_racy", always(False))
    ),
    "the paths in the digest of the sources": found_by(
        "brief_rename_file",
        (
            scan.Snapshot,
            "digest",
            lambda _: lambda taken: digest_of(sorted(file.digest for file in taken.files.values())),
        ),
    ),
    "files that cannot be read": found_by(
        "break_a_file",
        (scan.Walk, "stamps", lambda _: lambda walk: digest_of(tuple((file.path, file.stamp) for file in walk.files))),
        (scan.Snapshot, "digest", lambda _: lambda taken: digest_of(tuple(taken.files))),
    ),
    "the options in the request": found_by(
        "brief_draft option_drafts",
        (context.BuildContext, "key", lambda _: lambda run: digest_of((run.code, str(run.request.output)))),
    ),
    "the program in the request": found_by(
        "tool_raised",
        (context.BuildContext, "key", lambda _: lambda run: digest_of((str(run.request.output), run.request.drafts))),
    ),
    "the stamps of the outputs when idle": found_by(
        "output_edited output_deleted",
        (context, "outputs_digest", always(SAME)),
        (publish, "outputs_digest", always(SAME)),
    ),
    "to look at published files": found_by(
        "output_edited output_deleted", (outdated, "find_damaged", always(({}, {})))
    ),
    "which files are ours": found_by(
        "cache_emptied brief_slug brief_delete", (output_publish, "read_owned", always(frozenset()))
    ),
    "to delete": found_by("brief_delete brief_slug", (output_publish, "remove_files", always(()))),
    "to list files before they are written": found_by(
        "killed",
        (
            output_publish,
            "write_owned",
            lambda real: (
                lambda output, paths, site="": None if (output / ownership.NAME).exists() else real(output, paths, site)
            ),
        ),
    ),
    "to leave equal files alone": found_by(
        "brief_body config_comment cache_emptied", (render, "_stamp_if_published", always(None))
    ),
    "the outline of an edited brief": found_by(
        "brief_title tag_add", (body_edits, "_has_only_another_text", always(True))
    ),
    "what else was edited beside a body": found_by(
        "brief_body config_description asset_edit", (body_edits, "_edited", lambda _: edited_briefs)
    ),
    "the lists that show a text": found_by(
        "brief_body",
        (text_targets, "targets_by_brief", lambda real: lambda lists, public: dict.fromkeys(real(lists, public), ())),
    ),
    "the length of a text": found_by(
        "brief_body", (body_edits, "with_text", lambda real: lambda kept, brief: same_length(real(kept, brief), kept))
    ),
    "the diagnostics of the last build": found_by(
        EDITS, (pipeline, "_idle_report", lambda real: lambda *given: replace(real(*given), diagnostics=()))
    ),
}


@contextlib.contextmanager
def planted(mutant: Mutant) -> Iterator[None]:
    """Plant the faults of a mutant."""
    with contextlib.ExitStack() as stack:
        for where, name, change in mutant.changes:
            stack.enter_context(patch.object(where, name, change(getattr(where, name))))
        yield


def violation(mutant: Mutant, folder: Path) -> Failure | None:
    """Run a script of the edits that find a mutant."""
    fixture = make_fixture_site(folder, briefs=24)
    fixture.around = lambda: planted(mutant)
    return run_script(fixture, deal(1, MOVES, mutant.edits), 1)


def test_there_are_enough_mutants() -> None:
    assert len(MUTANTS) >= 20


@pytest.mark.parametrize("forgotten", MUTANTS)
def test_a_build_that_forgets_this_is_caught(forgotten: str, law_folder: Path) -> None:
    found = violation(MUTANTS[forgotten], law_folder)
    assert found is not None, f"{MOVES} moves did not show that the build forgets {forgotten}"


def test_the_same_edits_find_nothing_in_a_sound_build(law_folder: Path) -> None:
    edits = sorted({edit for mutant in MUTANTS.values() for edit in mutant.edits})
    found = run_script(make_fixture_site(law_folder, briefs=24), deal(1, 20, edits), 1)
    assert found is None, report(found, 1)


def test_a_coarse_clock_alone_breaks_nothing(law_folder: Path) -> None:
    with planted(Mutant(edits=(), changes=COARSE)):
        found = run_script(make_fixture_site(law_folder, briefs=24), deal(1, 6, ("static_same_stat", "brief_body")), 1)
    assert found is None, report(found, 1)
