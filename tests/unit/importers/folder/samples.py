"""Small sites as six generators expect them: path -> text."""

from collections.abc import Mapping
from pathlib import Path

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
"""An image of one pixel."""

HUGO = {
    "hugo.toml": """\
baseURL = "https://old.example.org/"
title = "Harbour Institute"
defaultContentLanguage = "en"
[permalinks]
posts = "/:year/:month/:slug/"
[[menu.main]]
name = "About us"
url = "/about/"
""",
    "data/authors/kim.yaml": "name: Mina Kim\nbio: Works on ports.\nemail: mina.kim@old.example.org\nwebsite: https://kim.example.org\n",
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/about.md": "---\ntitle: About us\n---\nWe study harbours.\n",
    "content/posts/2019-03-04-tides.md": """\
+++
title = "Tides & trade"
date = 2019-03-04T09:30:00+09:00
lastmod = 2019-04-01
description = "How tides shape trade."
tags = ["Ports"]
categories = ["Sea"]
authors = ["kim", "Ana Ruiz"]
slug = "tides"
aliases = ["/old/tides.html"]
series = ["Harbours"]
subtitle = "A second line of words"
[cover]
image = "/img/sea.png"
alt = "The sea"
+++

A note on [docks]({{< ref "posts/docks/index.md" >}}) and [locks]({{< relref "locks" >}}).

{{< figure src="/img/sea.png" alt="The sea" caption="Where *ships* wait" >}}

{{< odd-thing colour="blue" >}}

![Crane](crane.png)[^1]

[^1]: A note with words.
""",
    "content/posts/docks/index.md": "---\ntitle: Docks\ndate: 2019-05-06\nauthor: kim\n---\n"
    "![A crane](crane.png)\n\nSee [tides](/2019/03/tides/#x).\n",
    "content/posts/docks/index.ko.md": "---\ntitle: 부두\ndate: 2019-05-06\nauthor: kim\n---\n글.\n",
    "content/posts/locks.md": "---\ntitle: Locks\ndate: 2019-06-07\ndraft: true\n---\nNot yet.\n",
    "content/posts/docks/crane.png": "PNG",
    "static/img/sea.png": "PNG",
}

JEKYLL = {
    "_config.yml": "title: Harbour Institute\nurl: https://old.example.org\npermalink: pretty\nauthor: desk\n",
    "_data/authors.yml": "desk:\n  name: The Desk\n  email: desk@old.example.org\nkim:\n  name: Mina Kim\n",
    "_posts/2019-03-04-tides.markdown": """\
---
layout: post
title:  "Tides: a note"
author: kim
categories: sea trade
tags: [ports]
---
{% include figure.html src="/images/sea.png" alt="The sea" caption="Ships wait" %}

A [link]({% post_url 2019-05-06-docks %}) and ![inline]({{ "/images/sea.png" | relative_url }}){: .left}
{: .lead}

## Where {{ page.title }} ends
{: #the-end}

{% highlight ruby %}
puts "{{ kept }}"
{% endhighlight %}

{% include newsletter.html %}
""",
    "_posts/2019-05-06-docks.md": "---\ntitle: Docks\n---\nBack to [the end](/sea/trade/2019/03/04/tides/#the-end).\n",
    "_posts/2019-06-07-hidden.md": "---\ntitle: Hidden\npublished: false\n---\nSecret words.\n",
    "_drafts/later.md": "---\ntitle: Later\n---\nNot yet.\n",
    "about.md": "---\nlayout: page\ntitle: About\npermalink: /about-us/\n---\nWe study harbours.\n",
    "_posts/2019-07-08-old.html": "---\ntitle: Old\n---\n<p>Kept <b>words</b> of "
    "<a href='{{ site.baseurl }}/sea/trade/2019/03/04/tides/'>tides</a>.</p>\n{% include box.html %}\n",
    "blog/index.html": "---\nlayout: list\n---\n{% for post in site.posts %}{% endfor %}\n",
    "README.md": "For programmers.\n",
    "images/sea.png": "PNG",
}

QUARTO = {
    "_quarto.yml": "website:\n  title: Harbour Institute\n  site-url: https://old.example.org\n"
    "  navbar:\n    left:\n      - {href: posts/tides/index.qmd, text: Tides}\n",
    "posts/tides/_data.qmd": "Where the data *lie*.\n",
    "posts/tides/works.bib": "@book{kim2019, title = {Tides}, author = {Kim, Mina}, year = {2019}}\n",
    "posts/tides/index.qmd": """\
---
title: "Tides"
date: "March 4, 2019"
author:
  - name: Mina Kim
    email: mina.kim@old.example.org
    orcid: 0000-0002-1825-0097
  - Ana Ruiz
categories: [sea, ports]
image: sea.png
image-alt: The sea
bibliography: [works.bib, works.yaml]
csl: ../apa.csl
---

::: {.callout-note title="Data"}
Taken from [docks](../docks.qmd).
:::

![Ships wait](sea.png){#fig-sea fig-alt="The sea" width=50%}

A fact [@kim2019, p. 3] in [small capitals]{.smallcaps}.

{{< include _data.qmd >}}

The area is $x^2$, at `$5`.

## Method {#sec-method .unnumbered}

``` {.bash filename="Terminal"}
kei-site build
```

```{python}
#| echo: false
print(1)
```
""",
    "posts/docks.qmd": "---\ntitle: Docks\ndate: 2019-05-06\nauthor: Mina Kim\n---\n"
    "Text with {{< video https://video.example.org/1.mp4 >}}.\n",
    "posts/tides/sea.png": "PNG",
}

ELEVENTY = {
    "eleventy.config.js": "module.exports = {};\n",
    "src/_data/site.json": '{"title": "Harbour Institute", "url": "https://old.example.org"}',
    "src/posts/2019-03-04-tides.md": """\
---json
{"title": "Tides", "tags": ["posts", "Sea"], "author": "Mina Kim"}
---
Go to [docks](../docks/) or [the file](./2019-05-06-docks.md).

{% image "./sea.png", "The sea" %}

{% raw %}{{ kept }}{% endraw %}
""",
    "src/posts/2019-05-06-docks.md": "---\ntitle: Docks\npermalink: /ports/docks/\n"
    "eleventyExcludeFromCollections: true\n---\nText.\n",
    "src/posts/sea.png": "PNG",
    "node_modules/x/readme.md": "---\ntitle: No\n---\n",
}

PELICAN = {
    "pelicanconf.py": "import os\nAUTHOR = 'The Desk'\nSITENAME = 'Harbour Institute'\nSITEURL = 'https://old.example.org'\n"
    "TIMEZONE = 'Asia/Seoul'\nARTICLE_URL = '{date:%Y}/{slug}/'\nos.system('touch ran')\n",
    "content/sea/tides.md": """\
Title: Tides
Date: 2019-03-04 09:30
Category: Sea
Tags: ports, trade
Authors: Mina Kim, Ana Ruiz
Slug: tides
Summary: How tides
    shape trade.

See [docks]({filename}docks.md) and ![The sea]({static}/images/sea.png).
About [ports]({tag}ports) by [her]({author}Mina Kim).

    :::python
    if sea:

        print(1)

!!! note "Data"
    Words in a box.
""",
    "content/sea/docks.md": "Title: Docks\nDate: 2019-05-06\nStatus: draft\n\nText.\n",
    "content/sea/gezeiten.md": "Title: Gezeiten\nDate: 2019-03-04\nLang: de\nSlug: tides\n\nWorte.\n",
    "content/pages/about.md": "Title: About\n\nWe study harbours.\n",
    "content/sea/old.rst": "Old\n###\n\n:date: 2010-01-01\n\nWords in another language.\n",
    "content/images/sea.png": "PNG",
}

MKDOCS = {
    "mkdocs.yml": "site_name: Harbour Institute\nsite_url: https://old.example.org/docs/\n"
    "markdown_extensions:\n  - emoji:\n      index: !!python/name:material.emoji\n",
    "docs/index.md": """\
# Welcome

!!! warning "Take care"
    Of the *tide*.

??? note "More"
    Hidden words.

=== "Sea"
    Wide.

=== "River"
    Sweet.

[Guide](sub/guide.md#how){ .md-button } to ports.

- [x] done
""",
    "docs/sub/guide.md": "---\ndescription: <p>A <b>guide</b></p>\n---\n# Guide\n\n## Setting up {: #how .x }\n\n"
    "Back [home](../index.md).\n\n"
    "## Search {#search}\n\nWords.\n",
}

SAMPLES: Mapping[str, Mapping[str, str]] = {
    "hugo": HUGO,
    "jekyll": JEKYLL,
    "quarto": QUARTO,
    "eleventy": ELEVENTY,
    "pelican": PELICAN,
    "mkdocs": MKDOCS,
}


def write_sample(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files of a sample below a folder, and return the folder."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(PNG if text == "PNG" else text.encode())
    return folder
