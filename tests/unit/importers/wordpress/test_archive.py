"""Exports as they are found: every good post comes out, nothing private does, and what is lost is named."""

import gzip
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.importers.items import Item, Site
from kei_site.importers.wordpress import bytes as archive_bytes
from kei_site.importers.wordpress import posts
from kei_site.importers.wordpress.archive import WordPressArchive
from kei_site.importers.wordpress.kinds import kind_of
from tests.support.lower_limits import lower
from tests.support.wxr import HEAD, TAIL, author, export, item, meta, term, write_export


def read(*paths: Path) -> tuple[list[Item], Site]:
    archive = WordPressArchive(paths)
    return list(archive.items()), archive.site()


def read_text(folder: Path, text: str | bytes) -> list[Item]:
    path = folder / "export.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path)[0]


def only(folder: Path, **fields: str) -> Item:
    """Return the one item of an export with one item."""
    (found,) = read(write_export(folder, item(**fields)))[0]
    return found


def test_a_post_is_an_item(tmp_path: Path) -> None:
    extra = term("category", "asia", "Asia &amp; Pacific") + term("post_tag", "korea", "Korea")
    one_item = item(extra, title="Tom &amp; <em>Jerry</em>", excerpt="<p>In short.</p>")
    items, site = read(write_export(tmp_path, one_item, channel=author("user7", "Jane Doe", "jane@mail.example")))
    (found,) = items
    assert (found.key, found.kind, found.state, found.title) == ("post-7", "brief", "published", "Tom & Jerry")
    assert found.date == "2020-05-01T18:00:00+09:00"
    assert found.addresses == ("https://old.example.org/2020/05/a-post/", "https://old.example.org/?p=7")
    assert (found.id, found.slug, found.summary) == ("https://old.example.org/?p=7", "a-post", "In short.")
    assert found.tags == ("Asia & Pacific", "Korea")
    assert [site.authors[key].name for key in found.authors] == ["Jane Doe"]
    assert found.source == "export.xml:12"
    assert (site.title, site.url, site.language, site.timezone) == (
        "Institute",
        "https://old.example.org",
        "en-US",
        "Asia/Seoul",
    )


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"status": "publish"}, "published"),
        ({"status": "draft"}, "draft"),
        ({"status": "pending"}, "draft"),
        ({"status": "private"}, "draft"),
        ({"status": "future", "post_date": "2099-01-01 00:00:00"}, "draft"),
        ({"status": "future", "post_date": "2001-01-01 00:00:00"}, "draft"),
        ({"status": "publish", "post_password": "secret"}, "draft"),
        ({"status": "private", "post_password": "secret"}, "draft"),
        ({"content": "All. [su_members]Some.[/su_members]"}, "draft"),
        ({"content": "[vc_row][membership level='1']Some.[/membership][/vc_row]"}, "draft"),
        ({"content": "A [private] matter, with [unknown_code]words[/unknown_code]."}, "published"),
        ({"status": "something-of-a-plug-in"}, "draft"),
        ({"status": "trash"}, "refused"),
    ],
)
def test_what_not_everybody_could_read_is_never_published(tmp_path: Path, fields: dict[str, str], state: str) -> None:
    found = only(tmp_path, **fields)
    assert found.state == state
    assert bool(found.reason) == (state != "published")
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    ("key", "text", "state"),
    [("_members_access_role", "editor", "draft"), ("_wpmem_block", "1", "draft"), ("_wpmem_block", "0", "published")],
)
def test_a_post_for_members_is_a_draft(tmp_path: Path, key: str, text: str, state: str) -> None:
    (found,), _ = read(write_export(tmp_path, item(meta(key, text))))
    assert (found.state, found.reason) == (state, "for members alone" if state == "draft" else "")


def test_a_published_post_of_the_future_keeps_its_date(tmp_path: Path) -> None:
    """The site itself holds it back until that day."""
    found = only(tmp_path, post_date="2099-01-01 00:00:00", post_date_gmt="2099-01-01 00:00:00")
    assert (found.state, found.date) == ("published", "2099-01-01T00:00:00+00:00")


def test_the_id_of_a_copied_post_is_no_address_of_the_copy(tmp_path: Path) -> None:
    found = only(tmp_path, post_id="9", guid="https://old.example.org/?p=7", link="https://old.example.org//2020//x/")
    assert found.addresses == ("https://old.example.org/2020/x/", "https://old.example.org/?p=9")


def test_two_posts_with_one_id_or_one_name_both_come_out(tmp_path: Path) -> None:
    found, _ = read(
        write_export(tmp_path, item(content="One."), item(content="Two."), item(post_id="8", content="Three."))
    )
    assert [entry.body for entry in found] == ["One.", "Two.", "Three."]
    assert [entry.slug for entry in found] == ["a-post"] * 3


def test_the_same_post_in_two_parts_of_an_export_is_imported_once(tmp_path: Path) -> None:
    first, second = (write_export(tmp_path, item(), item(post_id="9"), name=name) for name in ("a.xml", "b.xml"))
    found, _ = read(first, second)
    assert [entry.state for entry in found] == ["published", "published", "refused", "refused"]
    assert found[2].reason == "the same item stands before"


def test_parts_of_an_export_know_each_other(tmp_path: Path) -> None:
    posts = write_export(tmp_path, item(meta("_thumbnail_id", "5")), channel=author("user7", "Jane Doe"), name="a.xml")
    file = item(
        meta("_wp_attachment_image_alt", "Alt"), post_type="attachment", post_id="5", status="inherit",
        attachment_url="https://old.example.org/wp-content/uploads/a.jpg", excerpt="A <em>caption</em>",
    )  # fmt: skip
    files = write_export(tmp_path, file, name="b.xml")
    found, site = read(posts, files)
    image = found[0].image
    assert image is not None
    assert (image.address, image.alt, image.caption) == (
        "https://old.example.org/wp-content/uploads/a.jpg",
        "Alt",
        "A caption",
    )
    assert (len(found), [upload.key for upload in site.files]) == (1, ["attachment-5"])


def test_a_packed_export_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.xml.gz"
    path.write_bytes(gzip.compress(export(item()).encode()))
    assert [entry.body for entry in read(path)[0]] == ["Words."]


def test_a_packed_export_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "export.xml.gz"
    whole = gzip.compress(export(*(item(post_id=str(n), content=f"{n} " * 3000) for n in range(20, 60))).encode(), 1)
    path.write_bytes(whole[: len(whole) // 2])
    found, site = read(path)
    assert [entry.state for entry in found].count("published") > 5
    assert found[-1].state == "refused"
    assert "the packed file ends too early" in site.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_an_export_in_another_form_of_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    assert [entry.body for entry in read_text(tmp_path, export(item(content="가나다")).encode(encoding))] == ["가나다"]


def test_an_item_in_another_encoding_is_read_and_said(tmp_path: Path) -> None:
    parts = export(
        item(content="@1", post_id="1"), item(content="@2", post_id="2"), item(content="@3", post_id="3")
    ).encode()
    parts = (
        parts.replace(b"@1", "café".encode("cp1252"))
        .replace(b"@2", "안녕하세요 여러분".encode("cp949"))
        .replace(b"@3", "가".encode())
    )
    western, korean, plain = read_text(tmp_path, parts)
    assert (western.body, korean.body, plain.body) == ("café", "안녕하세요 여러분", "가")
    assert [len(entry.problems) for entry in (western, korean, plain)] == [1, 1, 0]


FAULTS = {
    "control characters in a section": (item(content="a\x08b\x0bc"), "ab c"),
    "halves of characters as references": (item(content="a&#xD800;b&#x8;"), "ab"),
    "both halves of a character as references": (item(content="a&#xD83D;&#56832;b"), "a\U0001f600b"),
    "a section inside a section": (item(content="a <![CDATA[b]]]]><![CDATA[> c <![CDATA[d"), "a b c d"),
    "a raw ampersand": (item().replace("<![CDATA[A post]]>", "Q & A &nbsp; x"), "Words."),
    "an unknown entity": (item().replace("<![CDATA[Words.]]>", "caf&eacute; &bogus; x"), None),
    "an end of a section in the text": (item(content="a ]]> b <b>c</b>"), "a \\]\\]> b **c**"),
    "an escaped end of a section": (item(content="a ]]]]><![CDATA[> b"), "a \\]\\]> b"),
    "a section that is nested": (item(content="<p>a</p><script>//<![CDATA[\nx\n//]]></script><p>b</p>"), "a\n\nb"),
    "marks of another program": (item(content="<!--[if gte mso 9]><xml></xml><![endif]-->a"), "a"),
    "a comment that never ends": (item(content="a <!-- b"), "a \\<!-- b"),
    "a section that never ends": (item().replace("Words.]]>", "Words."), None),
    "text without a section": (item().replace("<![CDATA[Words.]]>", "&lt;p&gt;Words.&lt;/p&gt;"), "Words."),
    "html without a section": (item().replace("<![CDATA[Words.]]>", "<p>Words.</p><p>More</p>"), "Words.\n\nMore"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_no_word_and_no_other_post(tmp_path: Path, name: str) -> None:
    faulty, body = FAULTS[name]
    first, second = item(post_id="1", content="Before."), item(post_id="3", content="After.")
    found = read_text(tmp_path, export(first, faulty, second))
    assert [entry.state for entry in found] == ["published"] * 3
    assert (found[0].body, found[2].body) == ("Before.", "After.")
    if body is not None:
        assert found[1].body == body
    else:
        assert "Words" in found[1].body or "café" in found[1].body


def test_an_export_that_is_cut_off_names_the_lost_post(tmp_path: Path) -> None:
    text = export(item(post_id="1"), item(post_id="2", title="The lost one", content="x" * 200))
    found = read_text(tmp_path, text[: text.rindex("xxx") - 50])
    assert [(entry.state, entry.title) for entry in found] == [("published", "A post"), ("refused", "The lost one")]
    assert found[1].reason == "the file ends within it"
    assert found[1].text.startswith("xxx")
    assert found[1].source.startswith("export.xml:")


def test_notices_before_the_export_are_no_part_of_it(tmp_path: Path) -> None:
    found = read_text(
        tmp_path, "<br />\n<b>Notice</b>: Undefined index: x in y.php on line 1<br />\n\n" + export(item())
    )
    assert [entry.body for entry in found] == ["Words."]


@pytest.mark.parametrize(
    "change",
    [
        ("xmlns:wp=\"http://wordpress.org/export/1.2/\"", 'xmlns:wp="http://elsewhere.example/"'),
        ("xmlns:wp=\"http://wordpress.org/export/1.2/\"", ""),
        ("xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", ""),
        ("export/1.2/", "export/1.0/"),
        ("export/1.2/", "export/1.1/"),
    ],
)  # fmt: skip
def test_a_prefix_that_is_unbound_or_bound_elsewhere_is_read(tmp_path: Path, change: tuple[str, str]) -> None:
    (found,) = read_text(tmp_path, export(item(meta("_yoast_wpseo_metadesc", "Described."))).replace(*change))
    assert (found.key, found.state, found.body, found.summary) == ("post-7", "published", "Words.", "Described.")


def test_another_prefix_that_is_bound_to_wordpress_is_read(tmp_path: Path) -> None:
    text = export(item()).replace("wp:", "w:")
    text = text.replace("xmlns:wp=", 'xmlns:wp="http://elsewhere.example/" xmlns:w=')
    (found,) = read_text(tmp_path, text.replace("</item>", "<wp:status>private</wp:status></item>"))
    assert (found.key, found.state) == ("post-7", "published")


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + export(item(title="&b;")),
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd">' + export(item()),
        "<rss><channel><title>Feed</title><item><title>a</title><description>b</description></item></channel></rss>",
        "<catalog><book>no export</book></catalog>",
        "",
        "\x00\x01\x02" * 100,
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refusal, match=r"export\.xml"):
        read_text(tmp_path, text)


def test_a_refused_file_costs_no_other_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text("<!DOCTYPE x>" + export(item()))
    found, site = read(bad, write_export(tmp_path, item()))
    assert len(found) == 1
    assert [problem.place for problem in site.problems] == ["bad.xml", "export.xml"][:1] + [
        problem.place for problem in site.problems[1:]
    ]


def test_an_entity_declared_within_an_item_means_nothing(tmp_path: Path) -> None:
    bomb = item().replace("<item>", '<item><!DOCTYPE x [<!ENTITY a "aaaa">]>').replace("<![CDATA[Words.]]>", "&a;&a;")
    (found,) = read_text(tmp_path, export(bomb))
    assert "aaaa" not in found.body


def test_an_export_about_exports_is_no_two_posts(tmp_path: Path) -> None:
    sample = "<pre>&lt;item>\n</item>\n<item><title><![CDATA[x]]]]><![CDATA[></title></item></pre>"
    found = read_text(tmp_path, export(item(content=sample), item(post_id="8")))
    assert [entry.key for entry in found] == ["post-7", "post-8"]


SECRETS = (
    "jane@mail.example",
    "login_of_jane",
    "203.0.113.9",
    "guest@mail.example",
    "meta@mail.example",
    "hidden@mail.example",
)


def test_no_address_login_or_ip_of_anyone_comes_out(tmp_path: Path) -> None:
    comment = (
        "<wp:comment><wp:comment_author><![CDATA[A Reader]]></wp:comment_author>"
        "<wp:comment_author_email><![CDATA[guest@mail.example]]></wp:comment_author_email>"
        "<wp:comment_author_IP>203.0.113.9</wp:comment_author_IP>"
        "<wp:comment_content><![CDATA[First!]]></wp:comment_content></wp:comment>"
    )
    extra = comment + meta("_old", 'a:1:{s:5:"email";s:17:"meta@mail.example";}') + meta("_sender_ip", "203.0.113.9")
    guest = item(
        meta("cap-user_email", "hidden@mail.example") + meta("cap-display_name", "Guest Writer")
        + meta("cap-description", "Writes. Mail: hidden@mail.example") + meta("cap-user_login", "login_of_guest"),
        post_type="guest-author", post_id="50", post_name="cap-guest-writer",
    )  # fmt: skip
    form = item(post_type="feedback", post_id="51", title="hidden@mail.example - 203.0.113.9", content="IP 203.0.113.9")
    byline = item(extra + term("author", "cap-guest-writer", "guest-writer"), creator="login_of_jane", post_id="60")
    link = item(
        post_id="61",
        creator="\n login_of_jane \n",
        content='<a href="https://old.example.org/author/login_of_jane/">me</a>',
    )
    path = write_export(
        tmp_path, guest, form, byline, link, channel=author("login_of_jane", "Jane Doe", "jane@mail.example")
    )
    items, site = read(path)
    printed = repr(items) + repr(site)
    assert [secret for secret in SECRETS if secret in printed] == []
    assert "First!" not in printed
    names = [[site.authors[key].name for key in entry.authors] for entry in items if entry.state == "published"]
    assert names == [["Guest Writer"], ["Jane Doe"]]
    assert site.authors[items[2].authors[0]].biography == "Writes. Mail:"


@pytest.mark.parametrize("name", ["jdoe", "JDOE", "jdoe@mail.example", ""])
def test_a_login_as_public_name_is_no_author(tmp_path: Path, name: str) -> None:
    items, site = read(write_export(tmp_path, item(creator="jdoe"), channel=author("jdoe", name, "jdoe@mail.example")))
    assert items[0].authors == ()
    assert dict(site.authors) == {}
    assert "jdoe" not in repr(items) + repr(site)
    assert len(site.problems) == 1


@pytest.mark.parametrize(
    ("channel", "names"), [("", []), (author("the\nboss", "Jane Doe", "j@mail.example"), ["Jane Doe"])]
)
def test_a_line_end_in_a_login_makes_no_name_of_it(tmp_path: Path, channel: str, names: list[str]) -> None:
    items, site = read(write_export(tmp_path, item(creator="the\nboss"), channel=channel))
    assert [site.authors[key].name for key in items[0].authors] == names
    assert "boss" not in repr(items) + repr(site)


def test_former_names_of_a_post_are_old_addresses(tmp_path: Path) -> None:
    found = only(tmp_path, extra=meta("_wp_old_slug", "first-try"))
    assert "https://old.example.org/2020/05/first-try/" in found.addresses


def test_an_image_on_the_network_of_jetpack_is_the_file_that_it_copies(tmp_path: Path) -> None:
    found = only(tmp_path, content='<img src="https://i2.wp.com/old.example.org/wp-content/a.png?resize=3&amp;ssl=1">')
    assert [reference.address for reference in found.references] == ["https://old.example.org/wp-content/a.png"]


def test_co_authors_stand_in_the_byline_in_their_order(tmp_path: Path) -> None:
    extra = term("author", "cap-b", "Bo Lee") + term("author", "cap-a", "Ann Kim") + term("author", "cap-b", "Bo Lee")
    items, site = read(write_export(tmp_path, item(extra)))
    assert [site.authors[key].name for key in items[0].authors] == ["Bo Lee", "Ann Kim"]
    assert items[0].tags == ()


def test_categories_are_decoded_once_and_keep_their_addresses(tmp_path: Path) -> None:
    channel = (
        "<wp:category><wp:category_nicename>asia</wp:category_nicename><wp:category_parent></wp:category_parent>"
        "<wp:cat_name><![CDATA[Asia]]></wp:cat_name></wp:category>"
        "<wp:category><wp:category_nicename>r-and-d</wp:category_nicename><wp:category_parent>asia</wp:category_parent>"
        "<wp:cat_name><![CDATA[R&amp;D &amp;amp; more]]></wp:cat_name></wp:category>"
        "<wp:tag><wp:tag_slug>%ea%b0%80</wp:tag_slug><wp:tag_name><![CDATA[가]]></wp:tag_name></wp:tag>"
    )
    _, site = read(write_export(tmp_path, item(), channel=channel))
    assert {tag.name: tag.addresses for tag in site.tags} == {
        "Asia": ("/category/asia/",),
        "R&D &amp; more": ("/category/asia/r-and-d/",),
        "가": ("/tag/%EA%B0%80/",),
    }


def test_terms_that_only_items_name_keep_their_addresses(tmp_path: Path) -> None:
    """An export of posts alone lists no terms."""
    terms = term("post_tag", "peace", "Peace &amp; War") + term("category", "asia", "Asia")
    _, site = read(write_export(tmp_path, item(terms + term("nav_menu", "main", "Main"))))
    assert {tag.name: tag.addresses for tag in site.tags} == {
        "Peace & War": ("/tag/peace/",),
        "Asia": ("/category/asia/",),
    }


def test_a_link_to_the_texts_of_an_author_names_the_author_and_no_login(tmp_path: Path) -> None:
    link = '<a href="https://old.example.org/author/login_of_jane/">me</a>'
    (found,), _ = read(write_export(tmp_path, item(content=link), channel=author("login_of_jane", "Jane Doe")))
    assert [reference.address for reference in found.references] == ["https://old.example.org/author/jane-doe/"]


def test_translations_lead_to_the_text_in_the_language_of_the_site(tmp_path: Path) -> None:
    english = item(term("language", "en", "English") + term("post_translations", "pll_1", "pll_1"), post_id="2")
    korean = item(term("language", "ko", "한국어") + term("post_translations", "pll_1", "pll_1"), post_id="1")
    found, _ = read(write_export(tmp_path, korean, english))
    assert [(entry.language, entry.translation_of) for entry in found] == [("ko", "post-2"), ("", "")]


def test_a_post_in_several_languages_is_an_item_for_each(tmp_path: Path) -> None:
    found, _ = read(write_export(tmp_path, item(title="[:en]Hello[:ko]안녕[:]", content="[:ko]글[:en]Text[:]")))
    assert [(entry.key, entry.title, entry.body, entry.language, entry.translation_of) for entry in found] == [
        ("post-7", "Hello", "Text", "", ""),
        ("post-7-ko", "안녕", "글", "ko", "post-7"),
    ]


@pytest.mark.parametrize(
    ("written", "read_as", "problems"),
    [
        ("Seoul\x92s \x93thaw\x94 \x96 \x80", "Seoul’s “thaw” – €", 1),
        ("itâ€™s â€œthisâ€\x9d â€” cafÃ© Â© Â\xa0x", "it’s “this” — café © \xa0x", 1),
        ("itâ\x80\x99s", "it’s", 1),
        ("ALEMÃ” e Âm, MÃ©", "ALEMÃ” e Âm, MÃ©", 0),
    ],
)
def test_signs_that_a_program_read_in_a_wrong_encoding_are_read_again(
    tmp_path: Path, written: str, read_as: str, problems: int
) -> None:
    [entry] = read_text(tmp_path, export(item(content=written, title=written)).encode())
    assert (entry.body, entry.title, len(entry.problems)) == (read_as, " ".join(read_as.split()), problems)


def test_a_line_break_in_a_title_parts_words(tmp_path: Path) -> None:
    found, _ = read(write_export(tmp_path, item(title="Report:<br />The <em>Long</em> Road<BR>2")))
    assert found[0].title == "Report: The Long Road 2"


@pytest.mark.parametrize(
    ("content", "korean"),
    [
        ("[:en]One.[:ko]하나.[:]\n\n[:en]Two.[:ko]둘.[:]", "하나.\n\n둘."),
        ("For all [:en]one[:ko]하나[:] and [:en]two[:ko]둘[:] end", "For all 하나 and 둘 end"),
        ("[:en]One[:] for all [:ko]하나[:]", "for all 하나"),
    ],
)
def test_what_stands_between_languages_belongs_to_all(tmp_path: Path, content: str, korean: str) -> None:
    found, _ = read(write_export(tmp_path, item(content=content)))
    assert [entry.body for entry in found if entry.key.endswith("-ko")] == [korean]


def test_types_of_plug_ins_become_what_is_chosen(tmp_path: Path) -> None:
    path = write_export(
        tmp_path,
        item(post_type="dossier"),
        item(post_id="8", post_type="portfolio"),
        item(post_id="9", post_type="person"),
    )
    archive = WordPressArchive((path,), types={"dossier": "report", "person": "skip"})
    found = list(archive.items())
    assert [(entry.state, entry.type) for entry in found] == [
        ("published", "report"),
        ("published", "brief"),
        ("refused", "brief"),
    ]


@pytest.mark.parametrize(("kind", "reason"), [("tablepress_table", "copy it from the old site"), ("wp_block", "share")])
def test_a_record_with_words_that_is_no_text_says_where_they_belong(kind: str, reason: str) -> None:
    found = kind_of(kind, {})
    assert (found.kind, reason in found.reason, "no text" in found.reason) == ("", True, False)


def test_a_post_without_a_title_or_a_name_is_kept(tmp_path: Path) -> None:
    found = only(tmp_path, title="", post_name="", link="https://old.example.org/?p=7", guid="")
    assert (found.state, found.title, found.slug) == ("published", "", "")


def test_a_draft_without_a_date_has_none(tmp_path: Path) -> None:
    found = only(tmp_path, status="draft", post_date="0000-00-00 00:00:00", post_date_gmt="0000-00-00 00:00:00")
    assert (found.state, found.date) == ("draft", "")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..%2f..%2fx", "/abs", "a/b", "con", "feed", "x" * 5000, "%00", "\\\\host\\x"]
)
def test_a_name_that_is_a_path_is_only_a_wish(tmp_path: Path, name: str) -> None:
    """The writer makes names valid; nothing is written here."""
    assert only(tmp_path, post_name=name).state == "published"


@pytest.mark.parametrize("name", ["a-text.html", "blog2023/04/05/a-text", "a-text"])
def test_the_slug_is_the_last_part_of_a_name_without_its_ending(tmp_path: Path, name: str) -> None:
    assert only(tmp_path, post_name=name).slug == "a-text"


def test_small_versions_of_files_and_pages_of_files_lead_to_the_file(tmp_path: Path) -> None:
    address = "https://old.example.org/wp-content/uploads/2020/a.jpg"
    page = "https://old.example.org/2020/05/a-post/a/"
    file = item(post_type="attachment", post_id="5", status="inherit", attachment_url=address, link=page)
    text = (
        '<img src="https://old.example.org/wp-content/uploads/2020/a-300x200.jpg">'
        '<a href="https://old.example.org/?attachment_id=5">picture</a>'
        f'<a href="{page}">page of the picture</a><a href="/2020/05/a-post/a">the same</a>'
    )
    found, _ = read(write_export(tmp_path, file, item(content=text)))
    assert [(reference.address, reference.is_media) for reference in found[0].references] == [(address, True)] * 4


@pytest.mark.parametrize("link", ["https://old.example.org/2020/05/a-post/", "https://other.example/2020/05/a-post/a/"])
def test_an_address_of_a_post_or_of_another_site_is_no_page_of_a_file(tmp_path: Path, link: str) -> None:
    pages = ("https://old.example.org/2020/05/a-post/a/", "https://old.example.org/2020/05/a-post/")
    files = (
        item(post_type="attachment", post_id=str(number), status="inherit", attachment_url="/a.jpg", link=page)
        for number, page in enumerate(pages, 50)
    )
    found, _ = read(write_export(tmp_path, *files, item(content=f'<a href="{link}">words</a>')))
    assert [reference.address for reference in found[-1].references] == [link]


def test_the_menu_of_the_site_is_known(tmp_path: Path) -> None:
    def entry(number: str, order: str, label: str, *rows: str) -> str:
        extra = term("nav_menu", "main", "Main") + "".join(rows)
        return item(extra, post_type="nav_menu_item", post_id=number, title=label, menu_order=order)

    page = entry("30", "2", "", meta("_menu_item_type", "post_type"), meta("_menu_item_object_id", "7"))
    custom = entry(
        "31", "1", "Give", meta("_menu_item_type", "custom"), meta("_menu_item_url", "https://give.example/")
    )
    below = entry(
        "32", "3", "Below", meta("_menu_item_menu_item_parent", "30"), meta("_menu_item_url", "https://x.example/")
    )
    topic = entry("33", "4", "Korea", meta("_menu_item_type", "taxonomy"), meta("_menu_item_object_id", "12"))
    korea = (
        "<wp:category><wp:term_id>12</wp:term_id><wp:category_nicename>korea</wp:category_nicename>"
        "<wp:cat_name>Korea</wp:cat_name></wp:category>"
    )
    group = entry("34", "5", "Work", meta("_menu_item_type", "custom"), meta("_menu_item_url", "#"))
    inner = entry(
        "35", "6", "In", meta("_menu_item_menu_item_parent", "34"), meta("_menu_item_url", "https://y.example/")
    )
    entries = (page, custom, below, topic, group, inner)
    _, site = read(write_export(tmp_path, item(title="About"), *entries, channel=korea))
    assert site.menu == (
        ("Give", "https://give.example/"),
        ("About", "https://old.example.org/2020/05/a-post/"),
        ("Korea", "/category/korea/"),
        ("Work", "https://y.example/"),
    )
    assert site.lower_menu == (("Below", "https://x.example/"), ("In", "https://y.example/"))


@pytest.mark.parametrize(
    ("link", "language"),
    [
        ("https://old.example.org/fr/un-texte/", "fr"),
        ("https://old.example.org/un-texte/?lang=pt-br", "pt-br"),
        ("https://old.example.org/un-texte/", ""),
    ],
)
def test_a_translation_of_wpml_has_the_language_of_its_address(tmp_path: Path, link: str, language: str) -> None:
    original = item(post_id="1")
    rows = meta("_icl_lang_duplicate_of", "1")
    found, _ = read(write_export(tmp_path, original, item(rows, post_id="2", link=link)))
    assert (found[1].language, found[1].translation_of) == (language, "post-1")
    assert read(write_export(tmp_path, item(post_id="2", link=link)))[0][0].language == ""


def test_the_main_category_stands_first(tmp_path: Path) -> None:
    channel = (
        "<wp:category><wp:term_id>12</wp:term_id><wp:category_nicename>korea</wp:category_nicename>"
        "<wp:cat_name>Korea</wp:cat_name></wp:category>"
    )
    rows = term("category", "asia", "Asia") + term("category", "korea", "Korea")
    rows += meta("_yoast_wpseo_primary_category", "12")
    assert read(write_export(tmp_path, item(rows), channel=channel))[0][0].tags == ("Korea", "Asia")


def test_the_pages_of_a_divided_text_are_old_addresses(tmp_path: Path) -> None:
    found = only(tmp_path, content="One.<!--nextpage-->Two.<!--nextpage-->Three.")
    page = "https://old.example.org/2020/05/a-post/"
    assert found.addresses == (page, "https://old.example.org/?p=7", f"{page}2/", f"{page}3/")
    assert found.body == "One.\n\nTwo.\n\nThree."


def test_the_place_of_an_event_stands_in_the_event(tmp_path: Path) -> None:
    rows = meta("_EventStartDate", "2024-03-05 09:30:00") + meta("_EventVenueID", "21")
    venue = item(meta("_VenueCity", "Seoul"), post_type="tribe_venue", post_id="21", title="Hall")
    found = read(write_export(tmp_path, item(rows, post_type="tribe_events"), venue))[0]
    assert [(each.type, each.state) for each in found] == [("event", "published"), ("brief", "refused")]
    assert found[0].fields == {"event": {"start": "2024-03-05 09:30", "place": "Hall", "address": "Seoul"}}


@pytest.mark.slow
def test_noise_costs_bounded_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "noise.xml"
    with path.open("wb") as file:
        file.write(HEAD.encode() + item().encode())
        for number in range(40):
            file.write(b"<item><content:encoded><![CDATA[" if number == 20 else b"noise &amp; <x> " * 65_536)
        file.write(b"]]></content:encoded></item>" + item(post_id="9").encode() + TAIL.encode())
    tracemalloc.start()
    found, _ = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [entry.state for entry in found] == ["published", "refused", "published"]
    assert found[1].reason == "longer than 16 MiB"
    assert peak < 200 * 1024 * 1024


@pytest.mark.slow
def test_stray_bytes_around_the_items_take_a_few_times_their_size(tmp_path: Path) -> None:
    import tracemalloc

    noise, path = b"\xe9 a\xff b\n" * 500_000, tmp_path / "noise.xml"
    path.write_bytes(HEAD.encode() + noise + item().encode() + TAIL.encode())
    tracemalloc.start()
    found, _ = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [entry.state for entry in found] == ["published"]
    assert peak < 16 * len(noise)


def test_ten_thousand_authors_are_read(tmp_path: Path) -> None:
    users = "".join(author(f"user{number}", f"Person Number{number}") for number in range(10_000))
    items, site = read(write_export(tmp_path, item(creator="user9999"), channel=users))
    assert [site.authors[key].name for key in items[0].authors] == ["Person Number9999"]
    assert len(site.authors) == 1


def test_reading_twice_gives_the_same_items(tmp_path: Path) -> None:
    archive = WordPressArchive((write_export(tmp_path, item(), item(post_id="8")),))
    assert list(archive.items()) == list(archive.items())


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    archive = WordPressArchive((write_export(tmp_path, *(item(post_id=str(number)) for number in range(1, 50))),))
    list(archive.items(lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1][0] > 0.8 * told[-1][1]


def test_noise_is_refused_without_being_read_as_words(tmp_path: Path) -> None:
    path = tmp_path / "noise.xml"
    path.write_bytes(bytes(range(256)) * 4096)
    with pytest.raises(Refusal, match="holds no export of WordPress"):
        read(path)


@pytest.mark.parametrize("opening", ["<![CDATA[", "<category>", "<wp:postmeta>", "<wp:postmeta><wp:meta_key>", "&x"])
def test_openings_without_an_end_are_read_in_time(tmp_path: Path, opening: str) -> None:
    """Each of 60,000 openings that reads the rest of the text would take minutes."""
    found, _ = read(write_export(tmp_path, item(post_id="9"), item(opening * 60_000)))
    assert found[0].state == "published"


def test_a_packed_export_is_read_up_to_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_bytes, "MAX_BYTES", archive_bytes.CHUNK)
    path = tmp_path / "export.xml.gz"
    path.write_bytes(gzip.compress(export(item(), item(post_id="9", content="a " * 2_000_000)).encode()))
    assert "longer than" in " ".join(found.reason for found in read(path)[0])


def test_a_file_that_is_packed_too_well_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "export.xml.gz"
    path.write_bytes(gzip.compress(export(item(), item(post_id="9", content="a " * 2_000_000)).encode()))
    assert "times its size" not in " ".join(found.reason for found in read(path)[0])
    monkeypatch.setattr(archive_bytes, "MAX_PACKED", archive_bytes.CHUNK)
    assert "times its size" in " ".join(found.reason for found in read(path)[0])


def test_a_text_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lower(monkeypatch, posts, exported_text=50)
    assert only(tmp_path, content="a " * 60).state == "refused"
    lower(monkeypatch, posts, imported_text=50)
    assert only(tmp_path, content="a " * 60).state == "refused"
    assert only(tmp_path, content="a " * 20).state == "published"


@pytest.mark.parametrize("address", ["/2020/05/a-post/#the-part", "https://old.example.org/2020/05/a-post/#the-part"])
def test_a_place_that_another_text_links_to_keeps_its_name(tmp_path: Path, address: str) -> None:
    linking = item(post_id="8", content=f'<a href="{address}">there</a>')
    found, _ = read(write_export(tmp_path, item(content='<div id="the-part"><p>Words.</p></div>'), linking))
    assert found[0].body == '<span id="the-part"></span>\n\nWords.'


def test_a_login_in_the_structure_of_addresses_comes_out_nowhere(tmp_path: Path) -> None:
    post, site = "https://old.example.org/login_of_jane/a/", author("login_of_jane", "Jane Doe")
    links = f'<a href="{post}">a</a> <a href="/login_of_jane/gone/">b</a> <a href="/author/login_of_jane/page/2/">c</a>'
    entry = item(
        term("nav_menu", "main", "Main") + meta("_menu_item_url", "https://old.example.org/author/login_of_jane/"),
        post_type="nav_menu_item", post_id="30", title="Jane",
    )  # fmt: skip
    other = entry.replace("old.example.org", "other.example").replace("<wp:post_id>30", "<wp:post_id>32")
    known = {"link": post, "creator": "login_of_jane", "post_name": "a"}
    posts = (item(content=links, guid=post, **known), item(post_id="", **{**known, "post_name": ""}))
    file = item(post_type="attachment", post_id="31", post_parent="7", status="inherit", link=f"{post}photo/")
    found, facts = read(write_export(tmp_path, *posts, entry, other, file, channel=site))
    assert "login_of_jane" not in repr(found) + repr(facts.menu[:1]) + repr(facts.files)
    assert found[0].addresses[0] == found[0].references[0].address == "https://old.example.org/:author/a/"
    assert facts.menu[0] == ("Jane", "https://old.example.org/author/jane-doe/")
    assert facts.menu[1] == ("Jane", "https://other.example/author/login_of_jane/")
