"""Frozen versions of public briefs -> their pages, each with its difference from the version behind it. Plan, pure."""

from collections.abc import Iterator, Mapping

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.limits import LIMITS
from kei_site.core.suggest import Suggester
from kei_site.core.urls import page_path
from kei_site.model.brief import Brief
from kei_site.model.permanent_ids import last_change
from kei_site.model.versions import FOLDER, FrozenVersion, version_url
from kei_site.model.views.pages import BriefContent, VersionLink
from kei_site.model.views.versions import Changes, VersionView
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target
from kei_site.plan.texts import Texts


def shown_versions(brief: Brief, inputs: Inputs) -> tuple[FrozenVersion, ...]:
    """Return the frozen versions that a public brief shows, the newest ones in order; without those with errors."""
    return inputs.frozen.get(brief.id, ())[-LIMITS.versions.most :] if brief.front.versions else ()


def version_links(brief: Brief, inputs: Inputs) -> tuple[VersionLink, ...]:
    """Return the versions of a public brief, the one that stands last; empty when there is no other."""
    frozen, prefix = shown_versions(brief, inputs), inputs.site.prefix
    if not frozen:
        return ()
    stands = is_current(frozen[-1], brief, inputs)
    earlier = [_link(version, brief, prefix) for version in (frozen[:-1] if stands else frozen)]
    number = frozen[-1].number + (not stands)
    current = VersionLink(number=number, date=last_change(brief.front), url=prefix + brief.url)
    return (*earlier, current) if earlier else ()


def _link(version: FrozenVersion, brief: Brief, prefix: str) -> VersionLink:
    url = prefix + version_url(brief, version.number)
    return VersionLink(number=version.number, date=last_change(version.text.front), url=url)


def is_current(version: FrozenVersion, brief: Brief, inputs: Inputs) -> bool:
    """Tell whether a frozen version has the title, the text and the pictures of its brief."""
    if version.path in inputs.replaced:
        return False
    return (version.text.body, version.text.front.title) == (brief.body, brief.front.title)


def version_paths(inputs: Inputs) -> Iterator[str]:
    """Yield the output path of the page of each frozen version."""
    for brief in inputs.library.briefs:
        yield from (_path(brief, version) for version in shown_versions(brief, inputs))


def _path(brief: Brief, version: FrozenVersion) -> str:
    return page_path("briefs", str(brief.front.date.year), brief.slug, f"v{version.number}")


def version_targets(inputs: Inputs, contents: Mapping[str, BriefContent], texts: Texts) -> Iterator[Target]:
    """Yield the page of each frozen version; `contents` holds the public briefs by id."""
    for brief in inputs.library.briefs:
        frozen = shown_versions(brief, inputs)
        for version, later in zip(frozen, (*frozen[1:], None), strict=False):
            is_last = later is None and is_current(version, brief, inputs)
            view = VersionView(
                site=inputs.site_in(version.text.front.language),
                url=inputs.site.prefix + version_url(brief, version.number),
                brief=contents[brief.id].card,
                is_retracted=brief.front.is_retracted,
                front=version.text.front,
                number=version.number,
                date=last_change(version.text.front),
                text=texts.versions[version.path],
                changes=None if is_last else _changes(version, later, contents[brief.id], texts),
                versions=contents[brief.id].versions,
            )
            yield Target(
                path=_path(brief, version),
                recipe="version",
                view=view,
                template="version.html",
                origin=Place(path=version.path),
                texts=(brief.id,),
            )


def _changes(version: FrozenVersion, later: FrozenVersion | None, brief: BriefContent, texts: Texts) -> Changes:
    """Return what followed a version: a later frozen one, or the brief as it stands."""
    front, text = (later.text.front, texts.versions[later.path]) if later else (brief.front, brief.text)
    links = brief.versions
    number = later.number if later else version.number + 1
    return Changes(
        next=next((link for link in links if link.number == number), links[-1]),
        title=front.title,
        text=text,
        notices=tuple(notice for notice in front.notices if notice not in version.text.front.notices),
    )


def version_diagnostics(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield a diagnostic (VER01) for each frozen version that no brief shows."""
    briefs, suggester = {brief.id: brief for brief in inputs.library.by_path.values()}, Suggester()
    for version in inputs.records.versions:
        place, brief = Place(path=version.path), briefs.get(version.owner)
        if brief is None:
            close = suggester.nearest(version.owner, "briefs", lambda: briefs)
            fix = f"move it to {FOLDER}{close}/" if close else "delete it, or name its folder after its brief"
            yield diagnostic("VER01", place, "no brief has this path", found=version.owner, fix=fix)
        elif not brief.front.versions and not brief.is_broken:
            fix = f"write `versions: true` in {brief.path}, or delete this file"
            yield diagnostic("VER01", place, "its brief does not show its versions", fix=fix)
    limit = LIMITS.versions
    for frozen in inputs.frozen.values():
        if len(frozen) > limit.most:
            message = f"a brief shows its newest {limit}, so neither this one nor those before it"
            place = Place(path=frozen[-limit.most - 1].path)
            yield diagnostic(limit.code, place, message, found=f"{len(frozen):,} versions", fix=limit.fix)
