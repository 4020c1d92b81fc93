"""A newsletter's view -> an e-mail message, and the same as a page. Render.

Boundary, Message-ID and Date come from the view; the list program fills in `To`. Gmail cuts messages at about 102 KB,
so the oldest entries are left out until the message is shorter, and a line counts them.
"""

import textwrap
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from kei_site.core.hashing import Digest, digest_of
from kei_site.core.urls import host_of
from kei_site.model.views.common import Card
from kei_site.model.views.feeds import NewsletterView
from kei_site.render.feeds.entry_html import plain
from kei_site.render.figures.alternative import alternative
from kei_site.render.i18n.locale import locale_of
from kei_site.render.newsletter.html import (
    all_url,
    label_of,
    more_words,
    newsletter_html,
    newsletter_period,
    newsletter_title,
)
from kei_site.render.urls import absolute

MAX_BYTES = 100_000
"""Size limit of a message, all parts as sent."""

_POLICY = SMTP.clone(cte_type="7bit")
_WIDTH = 72


def render_newsletter_mail(view: NewsletterView) -> bytes:
    """Return the newsletter as a message (RFC 5322, with a text and an HTML part) of at most MAX_BYTES."""
    shown = len(view.cards)
    message = _message(view, view.cards)
    while len(message) > MAX_BYTES and shown > 1:
        shown = max(1, min(shown - 1, shown * MAX_BYTES // len(message)))
        message = _message(view, view.cards[:shown])
    return message


def render_newsletter_page(view: NewsletterView) -> bytes:
    """Return the newsletter as an HTML page with all its entries."""
    return newsletter_html(view, view.cards, is_mail=False).encode()


def _message(view: NewsletterView, cards: tuple[Card, ...]) -> bytes:
    mark = digest_of(view)
    message = EmailMessage(_POLICY)
    for name, value in _headers(view, mark):
        message[name] = value
    message.set_content(_text(view, cards))
    message.add_alternative(newsletter_html(view, cards, is_mail=True), subtype="html")
    message["Content-Language"] = locale_of(view.site.language, view.site.words).language
    message.set_boundary(f"digest-{mark}")
    return message.as_bytes()


def _one_click(unsubscribe: str) -> list[tuple[str, str]]:
    """Return the header for leaving with one click, which needs an address of HTTPS (RFC 8058, section 3.1).

    The mark of a list program becomes one.
    """
    is_other = unsubscribe.lower().startswith(("http:", "mailto:"))
    return [] if is_other else [("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]


def _headers(view: NewsletterView, mark: Digest) -> list[tuple[str, str]]:
    site, host = view.site, host_of(view.site.url)
    headers = [
        ("From", formataddr((plain(site.organization.name), view.sender))),
        ("To", "undisclosed-recipients:;"),
        ("Subject", " ".join(plain(newsletter_title(view)).split())),
        ("Message-ID", f"<{mark}@{host}>"),
        ("List-Id", f"<briefs.{host}>"),
        ("List-Unsubscribe", f"<{view.unsubscribe}>"),
        *_one_click(view.unsubscribe),
        ("List-Subscribe", f"<{site.url}/subscribe/>"),
        ("List-Archive", f"<{all_url(view)}>"),
    ]
    newest = max((card.date for card in view.cards), key=lambda moment: moment.epoch, default=None)
    return [*headers, ("Date", format_datetime(newest.as_datetime()))] if newest else headers


def _text(view: NewsletterView, cards: tuple[Card, ...]) -> str:
    locale = locale_of(view.site.language, view.site.words)
    more = more_words(view, len(cards))
    blocks = [
        f"{newsletter_title(view)}\n{newsletter_period(view)}",
        *(_entry(card, view) for card in cards),
        *([f"{more}:\n{all_url(view)}"] if more else []),
        "\n".join(
            (
                "-- ",
                locale.text("newsletter.reason", name=view.site.organization.name),
                f"{locale.text('newsletter.unsubscribe')}: {view.unsubscribe}",
                locale.text("newsletter.sender", name=view.site.organization.name, address=view.postal_address),
            )
        ),
    ]
    return plain("\n\n\n".join(blocks)) + "\n"


def _entry(card: Card, view: NewsletterView) -> str:
    chart = view.charts.get(card.url)
    shown = ("", alternative(chart)) if chart else ()
    lines = (card.title, label_of(card, locale_of(view.site.language, view.site.words)), "", card.summary, *shown)
    wrapped = (textwrap.fill(line, _WIDTH, break_long_words=False) for line in lines)
    return "\n".join((*wrapped, "", absolute(view.site, card.url)))
