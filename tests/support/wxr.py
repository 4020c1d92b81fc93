"""Exports of WordPress, made by hand for tests."""

from pathlib import Path

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Institute</title>
<link>https://old.example.org</link>
<language>en-US</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://old.example.org</wp:base_blog_url>
"""
TAIL = "</channel>\n</rss>\n"

_DEFAULTS = {
    "title": "A post",
    "link": "https://old.example.org/2020/05/a-post/",
    "dc:creator": "user7",
    "guid": "https://old.example.org/?p=7",
    "content:encoded": "Words.",
    "excerpt:encoded": "",
    "wp:post_id": "7",
    "wp:post_date": "2020-05-01 18:00:00",
    "wp:post_date_gmt": "2020-05-01 09:00:00",
    "wp:post_name": "a-post",
    "wp:status": "publish",
    "wp:post_parent": "0",
    "wp:post_type": "post",
    "wp:post_password": "",
}


def author(login: str, name: str, email: str = "") -> str:
    """Return a row of the table of users."""
    return (
        f"<wp:author><wp:author_login><![CDATA[{login}]]></wp:author_login>"
        f"<wp:author_email><![CDATA[{email}]]></wp:author_email>"
        f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>\n"
    )


def meta(key: str, text: str) -> str:
    """Return a row of the metadata of an item."""
    return (
        f"<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key>"
        f"<wp:meta_value><![CDATA[{text}]]></wp:meta_value></wp:postmeta>\n"
    )


def term(domain: str, nicename: str, name: str) -> str:
    """Return a category, tag or other term of an item."""
    return f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{name}]]></category>\n'


def item(extra: str = "", **fields: str) -> str:
    """Return an item; `post_id` stands for `wp:post_id`, `content` for the text; `extra` is written as it is."""
    names = {"content": "content:encoded", "excerpt": "excerpt:encoded", "creator": "dc:creator"}
    given = {
        names.get(key, key if key in ("title", "link", "guid") else f"wp:{key}"): text for key, text in fields.items()
    }
    rows = "".join(f"<{name}><![CDATA[{text}]]></{name}>\n" for name, text in {**_DEFAULTS, **given}.items())
    return f"<item>\n{rows}{extra}</item>\n"


def export(*items: str, head: str = HEAD, channel: str = "") -> str:
    """Return an export of a site with `items`; `channel` stands before them."""
    return head + channel + "".join(items) + TAIL


def write_export(folder: Path, *items: str, channel: str = "", name: str = "export.xml") -> Path:
    """Write an export and return its path."""
    path = folder / name
    path.write_text(export(*items, channel=channel), encoding="utf-8")
    return path
