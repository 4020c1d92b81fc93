"""The library and the settings of languages -> a home page for each language but that of the site. Plan, pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kei_site.config import HomeSettings
from kei_site.core.urls import page_path
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.plan.home import home_target
from kei_site.plan.inputs import Inputs
from kei_site.plan.languages import home_folder, own_languages
from kei_site.plan.targets import Target


def language_homes(inputs: Inputs) -> Iterator[Target]:
    """Yield the home page of each language but that of the site."""
    for language in own_languages(inputs.config, inputs.library):
        own = replace(
            inputs,
            site=inputs.sites[language],
            library=_library_in(inputs.library, language),
            config=replace(inputs.config, home=HomeSettings(types=inputs.config.home.types)),
        )
        target = home_target(own)
        view = replace(target.view, url=inputs.sites[language].home)  # type: ignore[type-var]
        yield replace(target, path=page_path(home_folder(language)), view=view)


def _library_in(library: Library, language: str) -> Library:
    """Return the public briefs in a language and their groups; texts and records are those of the whole library."""

    def kept(briefs: Iterable[Brief]) -> tuple[Brief, ...]:
        return tuple(brief for brief in briefs if brief.front.language == language)

    by_tag = {name: kept(briefs) for name, briefs in library.by_tag.items()}
    series = (replace(group, briefs=kept(group.briefs)) for group in library.series)
    return replace(
        library,
        briefs=kept(library.briefs),
        listed=kept(library.listed),
        tags=library.tags.named_in(language),
        by_tag={name: briefs for name, briefs in by_tag.items() if briefs},
        series=tuple(group for group in series if group.briefs),
        coming_events=kept(library.coming_events),
    )
