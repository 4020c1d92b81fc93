"""A brief -> the typed links that machines follow which gather publications. Render, pure."""

from kei_site.model.views.pages import BriefView
from kei_site.render.citations.record import record_of
from kei_site.render.pages.highwire import Tags, filled
from kei_site.render.pages.json_ld import ARTICLE_TYPES
from kei_site.render.urls import doi_url, license_url


def signposts(view: BriefView) -> Tags:
    """Return (relation, address) of each link in the head, by level 1 of FAIR Signposting and RFC 5829."""
    work, license_address = record_of(view), license_url(view.front.license or view.site.license)
    tags = (
        ("cite-as", doi_url(work.doi) if work.doi else work.url),
        ("describedby", "#kei-cite"),
        ("successor-version", view.successor.url if view.successor else ""),
        ("predecessor-version", view.versions[-2].url if view.versions else ""),
        ("license", license_address),
        *(("author", author.url) for author in view.card.authors),
        ("item", view.pdf.url if view.pdf else ""),
        ("item", view.enclosure.url if view.enclosure else ""),
        ("type", f"https://schema.org/{ARTICLE_TYPES[view.front.type][-1]}"),
    )
    return filled(tags)
