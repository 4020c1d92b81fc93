"""The words that readers see, and those that a text has lost."""

from kei_site.importers.words import lost_words, text_of_fragment, without_email, words_of


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words_of("It's 12:30, *now* — 한국은") == ["It", "s", "12", "30", "now", "한국은"]


def test_words_are_compared_in_one_unicode_form() -> None:
    assert words_of("e\u0301te\u0301") == words_of("\u00e9t\u00e9")


def test_unseen_characters_do_not_part_words() -> None:
    assert words_of("so\u00adft di\u200erection za\u200cza") == ["soft", "direction", "zaza"]


def test_a_word_is_lost_as_often_as_it_is_missing() -> None:
    assert lost_words("a b a c a", "a c") == ("a", "b", "a")


def test_words_that_were_glued_are_lost() -> None:
    assert lost_words("one two", "onetwo") == ("one", "two")


def test_inline_marks_do_not_part_words_and_blocks_do() -> None:
    assert text_of_fragment("<p><b>한국</b>은</p><p>x</p><ul><li>a<li>b</ul>") == "한국은\nx\na\nb"


def test_the_texts_of_images_are_words_and_marks_of_notes_are_not() -> None:
    html = '<p>Word<sup class="fnref">1</sup><img alt="a map"></p><script>x</script><!-- y --><a class="backref">z</a>'
    assert words_of(text_of_fragment(html)) == ["Word", "a", "map"]


def test_words_behind_what_is_left_out_are_kept() -> None:
    assert words_of(text_of_fragment("<p>a<script>b</script>c <!-- d -->e</p>")) == ["ac", "e"]


def test_no_html_has_no_words() -> None:
    assert text_of_fragment(" \n") == ""


def test_addresses_of_mail_are_taken_out_of_words() -> None:
    assert without_email("Kim (kim@old.example.org), Seoul") == "Kim , Seoul"
    assert without_email("Write to <kim@old.example.org>") == "Write to"


def test_words_for_browsers_that_play_nothing_are_not_seen() -> None:
    for player in ("audio", "video", "iframe"):
        assert text_of_fragment(f"<p>a <{player} src=b>none <a href=b>b</a></{player}> c</p>").split() == ["a", "c"]
