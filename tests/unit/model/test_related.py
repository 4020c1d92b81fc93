"""Which briefs a reader may want next."""

from kei_site.model.related import WANTED, Ties, relate


def ties(name: str, day: int, *groups: str, language: str = "en") -> Ties:
    return Ties(id=name, epoch=day * 86_400, language=language, groups=groups)


OLDER = (ties("c", 3, "nato", "trade"), ties("b", 2, "trade", "nato"), ties("a", 1, "nato"))


def test_shared_tags_count_first_then_nearness_in_time() -> None:
    found = relate((ties("d", 9, "nato", "trade"), *OLDER))["d"]
    assert [relation.id for relation in found] == ["c", "b", "a"]
    assert found[0].shared == ("nato", "trade")


def test_a_shared_series_counts_like_two_tags() -> None:
    found = relate((ties("e", 9, "series:x", "nato"), ties("d", 8, "nato"), ties("s", 1, "series:x")))
    assert [relation.id for relation in found["e"]] == ["s", "d"]


def test_a_new_brief_changes_nothing_for_briefs_far_from_it() -> None:
    many = tuple(
        ties(f"brief-{day:03}", day, *(("nato", "trade") if day % 2 else ("trade", "nato")))
        for day in range(100, 0, -1)
    )
    before, after = relate(many), relate((ties("new", 200, "nato", "trade"), *many))
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {brief.id for brief in many[:4]}


def test_languages_are_not_mixed_and_few_are_chosen() -> None:
    korean = ties("ko", 5, "nato", language="ko")
    found = relate((korean, *(ties(f"x{day}", day, "nato") for day in range(9, 0, -1))))
    assert "ko" not in found
    assert all(len(others) <= WANTED for others in found.values())
