"""Pages that the program makes -> the ids in them that links may lead to, as the templates of the theme have them.

A test compares them with the pages. A site with templates of its own may have others, so nothing is known of it.
"""

from collections.abc import Mapping

from kei_site.core.value import value
from kei_site.model.views.common import Card, SiteView
from kei_site.model.views.listings import BriefListView, SeriesView, TagIndexView, TagView, TypeView, YearView
from kei_site.model.views.pages import HomeView, SubscribeView
from kei_site.plan.inputs import Inputs
from kei_site.plan.people import people_groups
from kei_site.plan.targets import Target

_FRAME = ("kei-content", "kei-theme", "kei-sections", "kei-feeds")
_SEARCH = ("kei-q", "kei-search", "kei-browse", "kei-browse-name")
_EMPTY: frozenset[str] = frozenset()


@value
class PageIds:
    """Finds the ids of a page by its address."""

    inputs: Inputs
    pages: Mapping[str, Target]
    """The pages that show no text, by address."""

    def of(self, address: str) -> frozenset[str] | None:
        """Return the ids of the page at a decoded address without the prefix; None if they are not known."""
        if self.inputs.has_own_templates:
            return None
        if address == "/authors/":
            return self._frame("authors") | self._people()
        if address.startswith("/authors/"):
            return self._frame("author") | self._author(address.split("/")[2])
        target = self.pages.get(address)
        if target is None or target.recipe not in _IDS:
            return None
        return self._frame(target.recipe) | _IDS[target.recipe](target.view)

    def _frame(self, recipe: str) -> frozenset[str]:
        """Return the ids in the head and the foot of a page."""
        site = self.inputs.site
        finder = {"kei-finder"} if site.has_search and recipe != "search" else set()
        place = {"kei-signup"} if site.mailing_list and recipe != "subscribe" else set()
        return frozenset({*_FRAME, *finder, *place, *_form(site)})

    def _people(self) -> frozenset[str]:
        groups = people_groups(self.inputs)
        has_former = any(self.inputs.library.authors[name].former for name in self.inputs.library.people)
        has_names = has_former or len(groups) > 1
        names = {f"kei-group-{number}" for number, (name, _) in enumerate(groups, 1) if name or has_names}
        return frozenset(names | ({"kei-former"} if has_former else set()))

    def _author(self, author: str) -> frozenset[str]:
        """Return the ids of an author's pages: years, of any of them, and the headings of the biography."""
        library = self.inputs.library
        years = {f"y{brief.front.date.year}" for brief in library.by_author.get(author, ())}
        record = library.authors.get(author)
        return frozenset({*years, *(record.anchors if record else ())})


def _form(site: SiteView) -> set[str]:
    form = site.mailing_list
    parts = {"kei-address": form, "kei-promise": form and form.promise, "kei-trap": form and form.honeypot}
    return {name for name, is_there in parts.items() if is_there}


def _home(view: object) -> frozenset[str]:
    if not isinstance(view, HomeView):
        return _EMPTY
    parts = {
        "kei-spotlight": view.spotlight,
        "kei-cards": view.cards,
        "kei-coming": view.events,
        "kei-podcasts": view.podcasts,
        "kei-latest": True,
        "kei-every-type": view.types,
        "kei-topics": view.topics,
        "kei-series": view.series,
    }
    return frozenset([*(name for name, there in parts.items() if there), *(f"kei-type-{kind}" for kind in view.types)])


def _years(cards: tuple[Card, ...]) -> frozenset[str]:
    return frozenset(f"y{card.date.year}" for card in cards)


def _list(view: object) -> frozenset[str]:
    return _years(view.listing.cards) if isinstance(view, BriefListView | TagView | SeriesView | TypeView) else _EMPTY


def _year(view: object) -> frozenset[str]:
    return frozenset(f"m{card.date.day[:7]}" for card in view.cards) if isinstance(view, YearView) else _EMPTY


def _tags(view: object) -> frozenset[str]:
    has_largest = isinstance(view, TagIndexView) and view.largest
    return frozenset({"kei-all", *(["kei-largest"] if has_largest else [])})


def _subscribe(view: object) -> frozenset[str]:
    if not isinstance(view, SubscribeView):
        return _EMPTY
    kinds = {f"kei-kind-{feed.kind}" for feed in view.feeds}
    mail = {"kei-by-mail", "subscribed", "not-subscribed"} if view.site.mailing_list else set()
    return frozenset({"kei-by-feed", *kinds, *mail})


def _events(view: object) -> frozenset[str]:
    return frozenset({"kei-coming", *(["kei-past"] if getattr(view, "past", ()) else [])})


def _search(_: object) -> frozenset[str]:
    return frozenset(_SEARCH)


def _nothing(_: object) -> frozenset[str]:
    return _EMPTY


_IDS = {
    "home": _home,
    **dict.fromkeys(("briefs", "tag", "series", "type"), _list),
    **dict.fromkeys(("series_index", "types", "archive", "month", "past_events", "not_found"), _nothing),
    "year": _year,
    "tags": _tags,
    "subscribe": _subscribe,
    "events": _events,
    "search": _search,
}
"""The ids in the middle of a page, by recipe."""
