"""`kei-site digest`: a newsletter of new briefs, written to a file; nothing is sent."""

import argparse
import sys
from datetime import date
from pathlib import Path

from kei_site.build.pipeline import read_site
from kei_site.build.records import SitePlan
from kei_site.check.printing import print_diagnostics
from kei_site.commands.options import absolute, request_of
from kei_site.config import MailingList
from kei_site.core.diagnostics import errors_in
from kei_site.core.errors import Refusal
from kei_site.core.placeholders import is_placeholder
from kei_site.core.suggest import nearest
from kei_site.core.urls import slugify
from kei_site.model.views.feeds import NewsletterView
from kei_site.model.views.figure_pages import FigureIndexView, FigurePageView
from kei_site.output.disk import write_durably
from kei_site.plan.newsletter import MAIL_SETTINGS, newsletter_view, with_charts

_MARK = "unsubscribe"
"""The setting that may be the mark of a list program."""


def run_digest(options: argparse.Namespace) -> int:
    """Write the newsletter, or print the errors in the content. Raises Refusal for an unknown day or tag."""
    since = _day(options.since)
    # `--output` names the message here; the site's own output folder stays out of play.
    request = request_of(argparse.Namespace(**{**vars(options), "output": None}))
    site = read_site(request)
    if errors := errors_in(site.diagnostics):
        print_diagnostics(errors, request.site)
        return 1
    view = _view(site, since, options.tag or "")
    if not view.cards:
        print(f"nothing new since {view.since or 'ever'}; no message was written")
        return 0
    _write(view, options)
    if options.output.suffix != ".html":
        _warn_of_placeholders(site.config.mailing_list, options.output)
    return 0


def _day(text: str | None) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise Refusal(f"--since wants a day such as 2024-07-01, not {text}") from None


def _view(site: SitePlan, since: str, tag: str) -> NewsletterView:
    library = site.library
    try:
        view = newsletter_view(library, site.inputs.site, site.config.mailing_list, since=since, tag=tag)
    except KeyError:
        close = nearest(slugify(tag), library.tags.by_slug)
        hint = f"; did you mean {library.tags.by_slug[close].name}?" if close else ""
        raise Refusal(f"no public brief has the tag {tag}{hint}") from None
    return with_charts(view, _figure_pages(site))


def _figure_pages(site: SitePlan) -> list[FigurePageView]:
    """Return the pages of figures as their index lists them: in the order of texts, the newest first."""
    views = [target.view for target in site.plan.targets.values()]
    pages = {view.url: view for view in views if isinstance(view, FigurePageView)}
    indexes = (view for view in views if isinstance(view, FigureIndexView))
    return [pages[entry.url] for index in indexes for entry in index.entries]


def _write(view: NewsletterView, options: argparse.Namespace) -> None:
    from kei_site.render.newsletter.html import newsletter_period
    from kei_site.render.newsletter.mail import render_newsletter_mail, render_newsletter_page

    render = render_newsletter_page if options.output.suffix == ".html" else render_newsletter_mail
    write_durably(absolute(options.output), render(view))
    print(f"{options.output}: {newsletter_period(view)}")


def _warn_of_placeholders(mail: MailingList | None, output: Path) -> None:
    """Name the settings that are missing or placeholders: nobody could answer the message or leave the list."""
    written = {name: getattr(mail, name, "") for name in MAIL_SETTINGS}
    empty = (name for name, text in written.items() if not text or is_placeholder(text, may_be_mark=name == _MARK))
    missing = [f"`{name}`" for name in empty]
    if missing:
        print(f"{output}: warning: placeholders stand for {', '.join(missing)}", file=sys.stderr)
        print("  fix: set them under `mailing_list` in content/site.yaml before you send the message", file=sys.stderr)
