"""Names of what can be subscribed to: codes in words, in the language of whoever shows them."""

import pytest

from kei_site.model.views.feed_counts import FeedCount
from kei_site.render.feeds.titles import feed_name, feed_title
from tests.support.feed_samples import feed


def count(kind: str, title: str) -> FeedCount:
    return FeedCount(title=title, kind=kind, count=1, latest="", page_url="/", rss="", atom="", json="")


@pytest.mark.parametrize(
    ("kind", "title", "language", "name"),
    [
        ("type", "report", "en", "Reports"),
        ("type", "report", "ko", "보고서"),
        ("type", "report", "fr", "Rapports"),
        ("type", "report", "it", "Reports"),
        ("language", "ko", "en", "Korean"),
        ("language", "ko-KR", "ko", "한국어 (대한민국)"),
        ("language", "x-private", "en", "x-private"),
        ("tag", "report", "en", "report"),
        ("author", "ko", "en", "ko"),
        ("site", "The Institute", "ko", "The Institute"),
    ],
)
def test_only_types_and_languages_are_put_into_words(kind: str, title: str, language: str, name: str) -> None:
    assert feed_name(count(kind, title), language) == name


def test_a_feed_is_called_by_what_it_follows_and_by_the_site() -> None:
    assert feed_title(feed(kind="tag", title="NATO")) == "NATO – Institute"
    assert feed_title(feed(kind="type", title="report")) == "Reports – Institute"
    assert feed_title(feed(kind="language", title="ko", language="ko")) == "한국어 – Institute"
    assert feed_title(feed()) == "Institute & friends"
