"""Groups of images of several programs become galleries; images parted by texts do not."""

import pytest

from kei_site.importers.html.convert import convert_html

_BLOCK = """<figure class="wp-block-gallery"><figure class="alignleft"><img src="x.png" alt="X">
<figcaption>One <em>x</em></figcaption></figure><figure class="alignright"><a href="/y"><img src="y.png"></a></figure>
<figcaption class="blocks-gallery-caption">All <b>of</b> them</figcaption></figure>"""
_LIST = """<ul class="blocks-gallery-grid"><li class="blocks-gallery-item"><figure><img src="x.png">
<figcaption>One</figcaption></figure></li><li><figure><img src="y.png"></figure></li></ul>"""
_CLASSIC = """<div class="gallery galleryid-1"><dl class="gallery-item"><dt class="gallery-icon"><img src="x.png"></dt>
<dd class="wp-caption-text gallery-caption">One</dd></dl><dl class="gallery-item"><dt><img src="y.png"></dt></dl>
<br></div>"""
_TILED = """<div class="wp-block-jetpack-tiled-gallery"><div class="tiled-gallery__row"><div class="tiled-gallery__col">
<figure class="tiled-gallery__item"><img src="x.png"></figure></div><div class="tiled-gallery__col">
<figure class="tiled-gallery__item"><img src="y.png"></figure></div></div></div>"""
_ONE_CAPTION = '::: gallery\n![](kei-import:0 "One")\n\n![](kei-import:1)\n:::'


@pytest.mark.parametrize(("html", "markdown"), [
    pytest.param(_BLOCK, """::: gallery All **of** them
::: figure kei-import:0 "X"
One *x*
:::

[![](kei-import:1)](kei-import:2)
:::""", id="block"),
    pytest.param(_LIST, _ONE_CAPTION, id="older block"),
    pytest.param(_CLASSIC, _ONE_CAPTION, id="classic"),
    pytest.param(_TILED, "::: gallery\n![](kei-import:0)\n\n![](kei-import:1)\n:::", id="tiles"),
])  # fmt: skip
def test_images_in_a_group_become_a_gallery(html: str, markdown: str) -> None:
    assert convert_html(html).markdown == markdown


@pytest.mark.parametrize("html", [
    '<div class="carousel"><h2>Head</h2><p><img src="x.png"></p><p>Words</p><p><img src="y.png"></p></div>',
    '<ul class="my-gallery"><li><img src="x.png"> words</li><li><img src="y.png"></li></ul>',
    '<div class="gallery"><figure><img src="x.png"></figure></div>',
])  # fmt: skip
def test_one_image_and_images_parted_by_texts_become_no_gallery(html: str) -> None:
    assert ":::" not in convert_html(html).markdown
