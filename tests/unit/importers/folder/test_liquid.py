"""Tags of Liquid and Nunjucks."""

import pytest

from kei_site.importers.folder.liquid import turn_liquid
from kei_site.importers.folder.markup import Markup


def find(name: str, is_reference: bool) -> str:
    return "item:_posts/2019-03-04-other.md" if "other" in name else ""


def turned(text: str) -> tuple[str, Markup]:
    markup = Markup("_posts/a.md", 5, find, {"page.title": "A*b"})
    return turn_liquid(text, markup), markup


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ('{% include figure.html src="/a.png" alt="A" caption="Sea" %}', '::: figure kei-import:0 "A"\nSea\n:::'),
        ("{% include image url='/a.png' %}", "![](kei-import:0)"),
        ('{% include figure image_path="/a.png" alt="A" %}', "![A](kei-import:0)"),
        ('{% image /a.png alt="A" %}', "![A](kei-import:0)"),
        ('{% image "./a.png", "A map" %}', "![A map](kei-import:0)"),
        ("[x]({% post_url 2019-03-04-other %})", "[x](kei-import:0)"),
        ("[x]({% link _posts/2019-03-04-other.md %}#a)", "[x](kei-import:0#a)"),
        ("{% highlight ruby linenos %}\nputs '{{ x }}'\n{% endhighlight %}", "```ruby\nputs '{{ x }}'\n```"),
        ("{% raw %}{{ kept }}{% endraw %} b", "{{ kept }} b"),
        ("a {% comment %}hidden{% endcomment %}b", "a b"),
        ("a {# hidden #}b", "a b"),
        ('{% include youtube.html id="abcdefghijk" %}', "::: video https://www.youtube.com/watch?v=abcdefghijk\n:::"),
        ("{% youtube abcdefghijk %}", "::: video https://www.youtube.com/watch?v=abcdefghijk\n:::"),
        ("{% gist kim/12 %}", "[https://gist.github.com/kim/12](kei-import:0)"),
        ('![A]({{ "/a.png" | relative_url }})', "![A](/a.png)"),
        ("![A]({{ site.baseurl }}/a.png)", "![A](/a.png)"),
        ("{{ page.title }}", "A\\*b"),
        ("[x]({{ site.url }}{{ site.baseurl }}{% post_url 2019-03-04-other %}#a)", "[x](kei-import:0#a)"),
        ('{% include video id="123456" provider="vimeo" %}', "::: video https://vimeo.com/123456\n:::"),
        ('{% include image.html url="/a.png" description="Sea" %}', '::: figure kei-import:0 ""\nSea\n:::'),
        ('{% include note.html content="Mind **it**" %}', "::: aside\nMind **it**\n:::"),
        (
            '{% capture n %}\nMind *it*\n{% endcapture %}\n<div class="notice">{{ n | markdownify }}</div>',
            "::: aside\nMind *it*\n:::",
        ),
        ('{% figure "/a.png", "Alt", "Sea" %}', '::: figure kei-import:0 "Alt"\nSea\n:::'),
        ('{% img left /a.png 300 200 "Sea" %}', "![Sea](kei-import:0)"),
        ('{% callout "warning" %}\nMind *it*\n{% endcallout %}', "::: aside\nMind *it*\n:::"),
        ('{% blockquote "Kim" %}Words{% endblockquote %}', "::: pullquote Kim\nWords\n:::"),
        ('{% highlight "js" %}\na\n{% endhighlight %}', "```js\na\n```"),
        ("{% twitter https://x.com/a/status/1 %}", "[https://x.com/a/status/1](kei-import:0)"),
        ("`{% include x %}`", "`{% include x %}`"),
    ],
)
def test_a_tag_becomes(text: str, markdown: str) -> None:
    found, markup = turned(text)
    assert found.strip("\n") == markdown
    assert markup.leftovers == []


@pytest.mark.parametrize(
    "tag", ["{% include chart.html %}", "{{ site.data.x }}", "{% for x in y %}", "{% post_url gone %}"]
)
def test_what_is_not_sure_stays_as_words_and_is_listed(tag: str) -> None:
    found, markup = turned(f"One\n\n{tag} two")
    assert found.replace("\\", "") == f"One\n\n{tag} two"
    assert [(leftover.name, leftover.place) for leftover in markup.leftovers] == [(tag, "_posts/a.md:7")]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[a]({% asset files/plan.pdf %})", "[a](files/plan.pdf)"),
        ('<a href="{{ page.link }}/b">a</a>', '<a href="%7B%7B%20page.link%20%7D%7D/b">a</a>'),
        ("[a]({% post_url gone/x %})", "[a](gone/x)"),
    ],
)
def test_a_tag_as_an_address_leaves_the_link_whole_and_is_listed(text: str, written: str) -> None:
    found, markup = turned(text)
    assert found == written
    assert len(markup.leftovers) == 1
