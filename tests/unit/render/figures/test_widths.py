from kei_site.render.figures.widths import cut, lines_of, lines_with_number, width_of


def test_letters_have_their_own_widths() -> None:
    assert width_of("iii", 10) < width_of("nnn", 10) < width_of("WWW", 10)
    assert width_of("한", 10) > width_of("n", 10)
    assert width_of("e\u0301", 10) == width_of("e", 10)


def test_a_text_is_broken_between_words() -> None:
    assert lines_of("one two three", 10, width_of("one two", 10)) == ("one two", "three")


def test_what_has_no_room_ends_in_an_ellipsis() -> None:
    lines = lines_of("one two three four five", 10, width_of("one two", 10))
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width_of(line, 10) <= width_of("one two", 10) for line in lines)
    assert cut("Unbreakable", 10, width_of("Unbr…", 10)) == "Unbr…"
    assert cut("short", 10, 500) == "short"


def test_no_number_is_cut_off_a_name() -> None:
    limit = width_of("United Kingdom of", 10)
    assert lines_with_number("Korea", "2.5", 10, limit) == ("Korea 2.5",)
    lines = lines_with_number("United Kingdom of Great Britain and Northern Ireland", "12.5", 10, limit)
    assert lines[0] == "United Kingdom of"
    assert lines[1].startswith("Great")
    assert lines[1].endswith("… 12.5")
    assert max(width_of(line, 10) for line in lines) <= limit
    assert lines_with_number("", "123,456,789,012,345,678", 10, 20) == ("123,456,789,012,345,678",)
    assert lines_with_number("", "", 10, 20) == ()
    assert lines_with_number("Korea", "", 10, limit) == ("Korea",)


def test_a_word_wider_than_a_line_is_broken() -> None:
    assert lines_of("사이버방어협력프로그램", 13, 100) == ("사이버방어협", "력프로그램")
    first, second = lines_of("Donaudampfschifffahrt", 13, 100)
    assert first.endswith("-")
    assert first[:-1] + second == "Donaudampfschifffahrt"
    assert lines_of("12345678901234567", 13, 100)[0].isdigit()
