"""What was published -> word to hubs of feeds (WebSub) and to search engines (IndexNow), where `site.yaml` asks for it.

https://www.w3.org/TR/websub/ leaves the form of the word to hubs; all public ones take `hub.mode=publish`.
https://www.indexnow.org/documentation: at most 10,000 addresses, and the key in a file at the root of the host.
"""

import json
import posixpath
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

from kei_site.config import Config
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.report import address_of
from kei_site.publishing.steps import Steps
from kei_site.publishing.web import WebFailure, WebRequest, fetch

_ENGINES = "https://api.indexnow.org/indexnow"
_MOST = 10_000
_FEEDS = ("feed.xml", "atom.xml", "feed.json")


def tell_others(steps: Steps, target: PublishTarget, config: Config, engines: str = _ENGINES) -> Iterator[str]:
    """Tell hubs and engines; yield a line for each, also for those who cannot be reached."""
    changed = [path for group in steps.sent for path in group]
    feeds = [address_of(path, config.url) for path in changed if posixpath.basename(path) in _FEEDS]
    if target.websub and feeds:
        for hub in config.feeds.hubs:
            yield _sent(_word_to_hub(hub, feeds), f"told {hub} of {len(feeds)} feeds")
    pages = [path for path in (*changed, *(path for group in steps.deleted for path in group)) if _is_page(path)]
    if target.indexnow and pages:
        addresses = [address_of(path, config.url) for path in pages[:_MOST]]
        request = _word_to_engines(engines, addresses, target.indexnow, config.url)
        yield _sent(request, f"told search engines of {len(addresses)} pages")


def _is_page(path: str) -> bool:
    return posixpath.basename(path) == "index.html"


def _word_to_hub(hub: str, feeds: list[str]) -> WebRequest:
    body = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]).encode()
    return WebRequest(url=hub, method="POST", body=body, headers={"Content-Type": "application/x-www-form-urlencoded"})


def _word_to_engines(engines: str, addresses: list[str], key: str, url: str) -> WebRequest:
    body = {"host": urlsplit(url).netloc, "key": key, "keyLocation": f"{url}/{key}.txt", "urlList": addresses}
    headers = {"Content-Type": "application/json; charset=utf-8"}
    return WebRequest(url=engines, method="POST", body=json.dumps(body).encode(), headers=headers)


def _sent(request: WebRequest, done: str) -> str:
    try:
        fetch(request)
    except WebFailure as failure:
        return f"note: {urlsplit(request.url).netloc} was not told: {failure}"
    return done
