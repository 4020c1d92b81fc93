"""A newsletter's view -> HTML with its styles inlined, as mail programs need it. Render.

Nothing is fetched while it is made; the pictures of charts are those of the site, with what they show in words.

Colors keep their contrast when a program turns them dark; those that honour `prefers-color-scheme` get dark ones.
"""

import html

import css_inline

from kei_site.model.views.common import Card, SiteView, ThemeView
from kei_site.model.views.feeds import NewsletterView
from kei_site.render.feeds.entry_html import plain
from kei_site.render.figures.alternative import alternative
from kei_site.render.figures.picture import picture_size
from kei_site.render.i18n.locale import Locale, locale_of
from kei_site.render.urls import absolute

_STYLE = """
body { margin: 0; padding: 0; background-color: %(paper)s; color: #22201d; }
table { border-collapse: collapse; }
.frame { width: 100%%; background-color: %(paper)s; }
.column { width: 100%%; max-width: 600px; margin: 0 auto; }
.cell { padding: 24px 20px; font-family: Georgia, "Apple SD Gothic Neo", "Malgun Gothic", serif; font-size: 17px;
 line-height: 1.55; color: #22201d; text-align: left; }
.label { margin: 0 0 4px; font-family: Arial, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; font-size: 13px;
 color: #5f5a52; }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.25; font-weight: normal; color: #22201d; }
h2 { margin: 0 0 6px; font-size: 20px; line-height: 1.3; font-weight: normal; }
p { margin: 0 0 8px; }
a { color: %(accent)s; text-decoration: underline; }
.logo { height: 40px; margin: 4px 10px 4px 0; vertical-align: middle; border: 0; }
.chart { display: block; width: 100%%; max-width: 560px; height: auto; border: 0; }
.period { margin: 0 0 20px; }
.entry { padding: 20px 0 8px; border-top: 1px solid #b9b2a6; }
.foot { padding: 20px 0 0; border-top: 1px solid #b9b2a6; }
@media (prefers-color-scheme: dark) {
 body, .frame { background-color: %(paper_dark)s !important; }
 .cell, h1 { color: #e4e0d8 !important; }
 .label { color: #aaa498 !important; }
 a { color: %(accent_dark)s !important; }
 .entry, .foot { border-color: #4a4f58 !important; }
}
"""


_WIDTH = 560
"""Pixels of a picture, in the column of a mail."""


def _style(theme: ThemeView) -> str:
    return _STYLE % {name: getattr(theme, name) for name in ("accent", "accent_dark", "paper", "paper_dark")}


def newsletter_html(view: NewsletterView, cards: tuple[Card, ...], *, is_mail: bool) -> str:
    """Return the newsletter as an HTML document with `cards`, the first of the view's.

    Only a mail explains why it came, and how to leave the list.
    """
    locale = locale_of(view.site.language, view.site.words)
    body = "\n".join((_head(view, locale), *(_entry(card, view, locale) for card in cards), _more(view, cards, locale)))
    document = f"""<!DOCTYPE html>
<html lang="{_attribute(locale.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{_text(newsletter_title(view))}</title>
<style>{_style(view.site.theme)}</style>
</head>
<body>
<table class="frame" role="presentation"><tr><td>
<table class="column" role="presentation"><tr><td class="cell">
{body}
{_foot(view, locale) if is_mail else ""}
</td></tr></table>
</td></tr></table>
</body>
</html>
"""
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(document)


def newsletter_title(view: NewsletterView) -> str:
    """Return the subject of the newsletter as plain text."""
    locale = locale_of(view.site.language, view.site.words)
    if view.tag:
        return locale.text("newsletter.title.tag", name=view.site.title, tag=view.tag.name)
    return locale.text("newsletter.title", name=view.site.title)


def newsletter_period(view: NewsletterView) -> str:
    """Return the number of publications and the first day: `6 publications since July 1, 2024`."""
    locale = locale_of(view.site.language, view.site.words)
    publications = locale.counted("publications", len(view.cards))
    return locale.text("newsletter.since", publications=publications, date=locale.day(view.since))


def more_words(view: NewsletterView, shown: int) -> str:
    """Return the number of publications that are left out in words, or an empty text."""
    locale = locale_of(view.site.language, view.site.words)
    left = len(view.cards) - shown
    return locale.text("newsletter.more", publications=locale.counted("publications", left)) if left else ""


def label_of(card: Card, locale: Locale) -> str:
    """Return the line above a title: kind, day and authors."""
    names = locale.text("list.comma").join(author.name for author in card.authors)
    return " · ".join(filter(None, (locale.text(f"type.{card.type}"), locale.day(card.date.day), names)))


def all_url(view: NewsletterView) -> str:
    """Return the address of the page that lists all publications of the newsletter."""
    return absolute(view.site, view.tag.url) if view.tag else f"{view.site.url}/briefs/"


def _head(view: NewsletterView, locale: Locale) -> str:
    site = view.site
    home = f'<a href="{_attribute(site.url + "/")}">{_mark(site)}</a>'
    return (
        f'<p class="label">{home}</p>\n<h1>{_text(newsletter_title(view))}</h1>\n'
        f'<p class="label period">{_text(newsletter_period(view))}</p>'
    )


def _mark(site: SiteView) -> str:
    """Return the logo of the institute, or its icon where the logo is an SVG, which mail programs do not show."""
    theme, name = site.theme, _text(site.organization.name)
    shows_name = theme.shows_name or theme.logo.endswith(".svg")
    address = site.assets.get("icon-192.png", "") if theme.logo.endswith(".svg") else theme.logo
    if not address:
        return name
    words = "" if shows_name else _attribute(site.organization.name)
    image = f'<img class="logo" src="{_attribute(absolute(site, address))}" height="40" alt="{words}">'
    return f"{image}{name}" if shows_name else image


def _entry(card: Card, view: NewsletterView, locale: Locale) -> str:
    address = _attribute(absolute(view.site, card.url))
    language = f' lang="{_attribute(card.language)}"' if card.language != locale.language else ""
    return (
        f'<div class="entry">\n<p class="label">{_text(label_of(card, locale))}</p>\n'
        f'<h2{language}><a href="{address}">{_text(card.title)}</a></h2>\n'
        f"<p{language}>{_text(card.summary)}</p>\n{_chart(card, view, address)}</div>"
    )


def _chart(card: Card, view: NewsletterView, address: str) -> str:
    """Return the picture of the first chart of a brief, with its words for mail programs that load none."""
    chart = view.charts.get(card.url)
    if chart is None:
        return ""
    width, height = picture_size(chart)
    source, words = _attribute(absolute(view.site, chart.text.image)), _attribute(alternative(chart))
    height = round(height * _WIDTH / width)
    image = f'<img class="chart" src="{source}" width="{_WIDTH}" height="{height}" alt="{words}">'
    return f'<p><a href="{address}">{image}</a></p>\n'


def _more(view: NewsletterView, cards: tuple[Card, ...], locale: Locale) -> str:
    words = more_words(view, len(cards))
    return f'<p class="entry"><a href="{_attribute(all_url(view))}">{_text(words)}</a></p>' if words else ""


def _foot(view: NewsletterView, locale: Locale) -> str:
    name = view.site.organization.name
    reason = locale.text("newsletter.reason", name=name)
    sender = locale.text("newsletter.sender", name=name, address=view.postal_address)
    leave = f'<a href="{_attribute(view.unsubscribe)}">{_text(locale.text("newsletter.unsubscribe"))}</a>'
    return (
        f'<div class="foot">\n<p class="label">{_text(reason)} {leave}</p>\n'
        f'<p class="label">{_text(sender)}</p>\n</div>'
    )


def _text(text: str) -> str:
    return html.escape(plain(text), quote=False)


def _attribute(text: str) -> str:
    return html.escape(plain(text))
