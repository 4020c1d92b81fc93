"""The words that readers of another generator saw."""

import pytest

from kei_site.importers.folder.seen_text import seen_text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('[a](b.md "The "b" of c") d', "a d"),
        ("[a](b.md “The b”) d", "a d"),
        ("<https://a.example/?q=%22b%22>", "https://a.example/?q=%22b%22"),
        ("<!-- a --><audio src=b><https://c.example/></audio>", ""),
        ('[a]({{< odd "b.md" >}} "c") d', "a d"),
        ("[a](b){.button} c", "a c"),
        ("[a](b){ .md-button } c", "a c"),
        ("[a](javascript:b) ![c](file:///d)", "a c"),
        ("- [x] done\n- [ ] open", "done open"),
        ("`{% raw %}{{ a }}{% endraw %}` b", "{{ a }} b"),
        ("* toc\n{:toc}\n\nWords", "Words"),
        ("> [!NOTE]\n> Words", "Words"),
        ('=== "Tab"\n\nOne', "Tab One"),
        ('??? note "Sea"\n\nOne', "Sea One"),
    ],
)
def test_what_is_no_word_of_the_text_is_not_counted(body: str, words: str) -> None:
    assert " ".join(seen_text(body, {}).split()) == words


def test_addresses_of_tags_part_the_words_around_them_in_code() -> None:
    code = '    See [the guide]({{< ref "guide.md" >}} "Guide"), or <a href="{{< ref "b.md" >}}">this</a>.'
    assert seen_text(code, {}).split("\n")[0].rstrip().endswith("[the guide](")
    assert 'href="\n">this' in seen_text(code, {})
