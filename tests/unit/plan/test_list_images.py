"""Cards have the image of their brief, and never one that is not public."""

from unicodedata import normalize

from kei_site.core.hashing import digest_of
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.model.brief import LeadImage
from kei_site.model.views.common import Card
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.list_images import private_folders
from tests.support.plan_samples import brief, inputs


def picture(src: str) -> LeadImage:
    return LeadImage(src=src, alt="Bars", caption="A caption", credit="Desk")


def facts(path: str) -> ImageFacts:
    return ImageFacts(path=path, digest=digest_of(path), format="PNG", width=900, height=600)


def files(*paths: str) -> SourceFiles:
    return SourceFiles(static={}, content={}, images={path: facts(path) for path in paths})


def cards(*briefs: object, files: SourceFiles) -> dict[str, Card]:
    return {card.url.split("/")[-2]: card for card in inputs(*briefs, files=files).library.cards.values()}  # type: ignore[arg-type]


def test_a_card_has_the_image_without_words() -> None:
    image = cards(brief("2024/a", image=picture("a.png")), files=files("content/briefs/2024/a.png"))["a"].image
    assert image
    assert (image.alt, image.caption, image.credit) == ("", "", "")
    assert [variant.width for variant in image.variants] == [480, 800, 900]


def test_a_card_is_another_with_another_image() -> None:
    pictured = cards(brief("2024/a", image=picture("a.png")), files=files("content/briefs/2024/a.png"))["a"]
    other = cards(brief("2024/a"), files=files())["a"]
    assert other.image is None
    assert pictured.content_hash != other.content_hash


def test_an_image_whose_name_is_composed_otherwise_is_found() -> None:
    name = "content/briefs/2024/" + normalize("NFD", "한국.png")
    assert cards(brief("2024/a", image=picture("한국.png")), files=files(name))["a"].image


def test_an_image_that_is_missing_broken_or_outside_is_not_shown() -> None:
    broken = SourceFiles(
        static={},
        content={},
        images={"content/briefs/2024/b.png": BadImage(code="IMG03", message="m", found="", fix="f")},
    )
    briefs = (
        brief("2024/a", image=picture("none.png")),
        brief("2024/b", image=picture("b.png")),
        brief("2024/c", image=picture("../../../secret.png")),
    )
    assert [card.image for card in cards(*briefs, files=broken).values()] == [None, None, None]


def test_an_image_of_an_unpublished_brief_is_shown_nowhere() -> None:
    hidden = brief("2024/hidden/index", draft=True, image=picture("a.png"))
    thief = brief("2024/thief", image=picture("hidden/a.png"))
    made = inputs(hidden, thief, files=files("content/briefs/2024/hidden/a.png"))
    assert list(private_folders(made.library)) == ["content/briefs/2024/hidden"]
    assert [card.image for card in made.library.cards.values()] == [None]
