"""Shortcodes of Hugo and Quarto."""

import pytest

from kei_site.importers.folder.markup import Markup
from kei_site.importers.folder.shortcodes import turn_shortcodes


def find(name: str, is_reference: bool) -> str:
    return "item:posts/other.md" if name.startswith("other") else ""


def turned(text: str) -> tuple[str, Markup]:
    markup = Markup("posts/a.md", 5, find)
    return turn_shortcodes(text, markup), markup


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ('{{< figure src="a.png" alt="A map" >}}', "![A map](kei-import:0)"),
        (
            '{{< figure src="a.png" alt="A map" caption="Sea *lanes*" attr="KEI" >}}',
            '::: figure kei-import:0 "A map"\nSea *lanes* KEI\n:::',
        ),
        (
            '{{< figure src="a.png" title="Lanes" caption="At sea" >}}',
            '::: figure kei-import:0 ""\n**Lanes** At sea\n:::',
        ),
        (
            '{{< gallery >}}\n{{< figure src="a.png" >}}\n{{< figure src="b.png" >}}\n{{< /gallery >}}',
            ":::: gallery\n![](kei-import:0)\n![](kei-import:1)\n::::",
        ),
        ('{{< gallery match="*.jpg" >}}', None),
        (
            '{{< figure src="a.png" caption="Sea" attr="KEI" attrlink="https://kei.kr" >}}',
            '::: figure kei-import:1 ""\nSea [KEI](kei-import:0)\n:::',
        ),
        ("{{< instagram AbC >}}", "[https://www.instagram.com/p/AbC/](kei-import:0)"),
        ("{{< rawhtml >}}\n<b>x</b>\n{{< /rawhtml >}}", "<b>x</b>"),
        ("{{% lead %}}Words{{% /lead %}}", "Words"),
        ("{{< video https://youtu.be/abcdefghijk >}}", "::: video https://youtu.be/abcdefghijk\n:::"),
        (
            "{{< video https://www.youtube.com/embed/abcdefghijk >}}",
            "::: video https://www.youtube.com/watch?v=abcdefghijk\n:::",
        ),
        ('Text {{< figure src="a.png" caption="Sea" >}} on', "Text ![](kei-import:0) *Sea* on"),
        ('{{% legacy-img src="a.png" alt="[A]" %}}', "![\\[A\\]](kei-import:0)"),
        ('{{< figure src="a.png" alt="A" link="/b/" >}}', "[![A](kei-import:0)](kei-import:1)"),
        ('[x]({{< ref "other.md" >}})', "[x](kei-import:0)"),
        ('[x]({{<relref "gone page.md#top">}})', "[x](kei-import:0)"),
        ("{{< youtube abcdefg_1-2 >}}", "::: video https://www.youtube.com/watch?v=abcdefg_1-2\n:::"),
        ("{{< youtube short >}}", "[https://www.youtube.com/watch?v=short](kei-import:0)"),
        ('{{< vimeo id="123" title="A talk" >}}', "::: video https://vimeo.com/123 A talk\n:::"),
        ("{{< highlight go >}}\nx := `{{< a >}}`\n{{< /highlight >}}", "```go\nx := `{{< a >}}`\n```"),
        ("{{< gist kim 12 >}}", "[https://gist.github.com/kim/12](kei-import:0)"),
        ('{{< tweet user="kim" id="12" >}}', "[https://x.com/kim/status/12](kei-import:0)"),
        ('{{< note title="Sea" >}}\nText.\n{{< /note >}}', "::: aside Sea\nText.\n:::"),
        (
            "{{% alert %}}A {{< youtube x >}} b{{% /alert %}}",
            "::: aside\nA [https://www.youtube.com/watch?v=x](kei-import:0) b\n:::",
        ),
        ('{{< button href="/b/" >}}Go{{< /button >}}', "[Go](kei-import:0)"),
        ('{{< button href="/b/" text="Go" />}}', "[Go](kei-import:0)"),
        ('{{< details "More" >}}Text{{< /details >}}', "<details>\n<summary>More</summary>\n\nText\n\n</details>"),
        ('{{< quote-block cite="Kim" >}}Words{{< /quote-block >}}', None),
        ("a {{/* hidden */}} b", "a  b"),
        ("{{< comment >}}hidden{{< /comment >}}b", "b"),
        ("`{{</* figure */>}}` and ```{{< x >}}```", "`{{< figure >}}` and ```{{< x >}}```"),
        ("no shortcodes: {{ braces }}", "no shortcodes: {{ braces }}"),
    ],
)
def test_a_shortcode_becomes(text: str, markdown: str | None) -> None:
    found, markup = turned(text)
    if markdown is None:
        assert markup.leftovers
    else:
        assert found.strip("\n") == markdown
        assert markup.leftovers == []


def test_an_unknown_shortcode_stays_as_words_and_is_listed_with_its_place() -> None:
    found, markup = turned('One\n\n{{< chart file="a_b.csv" >}} and {{<stars>}}\n')
    assert found == "One\n\n\\{\\{".replace("\\{", "{") + '\\< chart file="a\\_b.csv" \\>}} and {{\\<stars\\>}}\n'
    assert [(leftover.name, leftover.place) for leftover in markup.leftovers] == [
        ('{{< chart file="a_b.csv" >}}', "posts/a.md:7"),
        ("{{<stars>}}", "posts/a.md:7"),
    ]


def test_the_words_inside_an_unknown_shortcode_are_kept_once() -> None:
    found, markup = turned("{{< odd >}}Some words.{{< figure src=a.png alt=B >}}{{< /odd >}}")
    assert found.count("Some words.") == 1
    assert "![B](kei-import:0)" in found
    assert [leftover.name for leftover in markup.leftovers] == ["{{< odd >}}", "{{< /odd >}}"]


@pytest.mark.parametrize("text", ['{{< a "b" ' * 2_000, "{{< a " * 2_000, '{{< a "' * 2_000])
def test_tags_that_never_close_are_read_in_time(text: str) -> None:
    assert turned(text)[1].leftovers == []


def test_boxes_in_boxes_close_apart() -> None:
    found, _ = turned("{{< box >}}\na\n{{< note >}}\nb\n{{< /note >}}\n{{< /box >}}")
    assert [line for line in found.splitlines() if line.startswith(":")] == [":::: aside", "::: aside", ":::", "::::"]


def test_a_figure_in_a_list_stays_in_it() -> None:
    found, _ = turned('- one\n\n  {{< figure src="a.png" caption="c" >}}\n')
    assert found == '- one\n\n  ::: figure kei-import:0 ""\n  c\n  :::\n'


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ('[x]({{< ref "other.md" >}})', "item:posts/other.md"),
        ('[x]({{<relref "gone page.md#top">}})', "item:gone%20page.md#top"),
        ('[x]({{< ref "other.md" >}}"title")', "item:posts/other.md"),
        ('[x]({{< ref "other.md" >}} and no end', "item:posts/other.md"),
        ('See {{< ref "other.md" >}}.', "item:posts/other.md"),
        ('[x] ({{< ref "gone.md" >}})', "item:gone.md"),
    ],
)
def test_the_name_of_a_text_is_a_reference_wherever_it_stands(text: str, address: str) -> None:
    found, markup = turned(text)
    assert "item:" not in found
    assert "kei-import:0" in found
    assert [reference.address for reference in markup.references] == [address]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('[a plan]({{< legacy-file "2014/07/plan.docx" >}}) and', "[a plan](2014/07/plan.docx) and"),
        ('[a]({{< tmp"events/a.md" >}} "Title")', '[a](events/a.md "Title")'),
        (
            '<a href="{{< link path="x/a b.md" >}}">a</a>',
            '<a href="%7B%7B%3C%20link%20path=%22x/a%20b.md%22%20%3E%7D%7D">a</a>',
        ),
        ("![a](/files/{{< year >}}/a.png)", "![a](/files/%7B%7B%3C%20year%20%3E%7D%7D/a.png)"),
        ("[a]: {{< place b/c >}}", "[a]: b/c"),
    ],
)
def test_an_unknown_shortcode_as_an_address_leaves_the_link_whole_and_is_listed(text: str, written: str) -> None:
    found, markup = turned(text)
    assert found == written
    assert len(markup.leftovers) == 1
