import pytest

from kei_site.core.regions import KOREA, MAPS, USA, region_code


def test_no_two_regions_of_a_map_share_a_tile() -> None:
    for regions in MAPS.values():
        places = {(region.column, region.row) for region in regions.values()}
        assert len(places) == len(regions)


def test_every_region_is_there() -> None:
    assert len(KOREA) == 17
    assert len(USA) == 51


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("서울특별시", "SEL"),
        ("강원특별자치도", "GWN"),
        ("전라북도", "JLB"),
        ("충남", "CCN"),
        ("Gyeonggi-do", "GGI"),
        ("Jeju Special Self-Governing Province", "JJU"),
        ("texas", "TX"),
        ("Washington D.C.", "DC"),
        ("Washington", "WA"),
        ("Atlantis", ""),
    ],
)
def test_regions_are_known_by_their_usual_names(name: str, code: str) -> None:
    assert region_code(name) == code


def test_every_region_is_known_by_each_of_its_names() -> None:
    for region in (*KOREA.values(), *USA.values()):
        assert {region_code(name) for name in (region.code, region.name, region.korean)} == {region.code}
