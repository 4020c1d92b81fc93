"""The page that counts where briefs appeared elsewhere."""

from kei_site.core.hashing import NO_DIGEST
from kei_site.core.syndication import Syndication
from kei_site.model.views.outlets import OutletsView
from kei_site.plan.planner import plan_site
from tests.support.plan_samples import brief, day, inputs

WEEKLY = Syndication(outlet="Weekly", url="https://w.example/a", date=day("2023-12-30"))
BOTH = Syndication(
    outlet="Point", url="", others=(Syndication(outlet="Weekly", url="https://w.example/b", role="reprint"),)
)


def view(*outlets: Syndication | None) -> OutletsView | None:
    briefs = [brief(f"2024/{at}", published_in=there) for at, there in enumerate(outlets)]
    target = plan_site(inputs(*briefs), {}, NO_DIGEST).targets.get("outlets/index.html")
    assert target is None or isinstance(target.view, OutletsView)
    return target.view if target else None  # type: ignore[return-value]


def test_a_site_of_its_own_texts_has_none() -> None:
    assert view(None) is None


def test_outlets_are_counted_by_year() -> None:
    found = view(WEEKLY, BOTH, None)
    assert found
    assert found.years == (2024, 2023)
    assert [(outlet.name, outlet.count, outlet.by_year) for outlet in found.outlets] == [
        ("Weekly", 2, (1, 1)),
        ("Point", 1, (1, 0)),
    ]
    assert [line.there.role for line in found.outlets[0].appearances] == ["reprint", "original"]
