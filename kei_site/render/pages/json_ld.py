"""Views -> schema.org data for JSON-LD blocks, by Google's article feature, too. Render, pure."""

from collections.abc import Iterable
from typing import Any

from kei_site.core.bibliography import Work
from kei_site.core.syndication import Syndication
from kei_site.model.views.common import AuthorLink, ImageView, Link, SiteView
from kei_site.model.views.pages import BriefView, HomeView
from kei_site.model.views.people import AuthorView
from kei_site.render.citations.record import first_published, last_changed, name_of
from kei_site.render.pages.episode_data import episode, is_episode
from kei_site.render.urls import absolute, doi_of, doi_url, email_in, license_url, orcid_url

Data = dict[str, Any]
PDF = "application/pdf"

ARTICLE_TYPES = {
    "brief": ("Article", "Report"),
    "report": ("Article", "Report"),
    "paper": ("Article", "ScholarlyArticle"),
    "commentary": ("NewsArticle", "OpinionNewsArticle"),
    "event": ("Article",),
    "podcast": ("Article",),
}


def graph(*nodes: Data) -> Data:
    """Return one JSON-LD document that holds `nodes`."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def breadcrumbs(site: SiteView, trail: Iterable[Link]) -> Data:
    """Return the BreadcrumbList of a page: the links that lead to it, the page itself last.

    The last one may leave out its address, which is that of the page (Google's breadcrumb feature).
    """
    items = [
        {"@type": "ListItem", "position": at, "name": link.name, "item": absolute(site, link.url)}
        for at, link in enumerate(trail, start=1)
    ]
    del items[-1]["item"]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def article(view: BriefView) -> Data:
    """Return the article that a brief is, by its type."""
    data: Data = {
        "@type": [*ARTICLE_TYPES[view.front.type], *(["PodcastEpisode"] if is_episode(view) else [])],
        "@id": view.permalink,
        "url": view.permalink,
        "headline": view.front.title,
        "inLanguage": view.front.language,
        "datePublished": first_published(view.front).iso,
        "dateModified": last_changed(view.front).iso,
        "author": [author(view.site, link) for link in view.card.authors],
        "publisher": publisher(view.site),
        "isPartOf": _whole(view),
        "wordCount": view.word_count,
        "isAccessibleForFree": True,
        "keywords": [*(tag.name for tag in view.card.tags), *view.front.keywords],
        "citation": [work_data(work) for work in (view.text.cited.works if view.text.cited else ())],
        "about": {"@id": f"{view.permalink}#event"} if view.event else None,
        "version": f"{view.versions[-1].number}" if view.versions else "",
    }
    return filled(data | _record(view) | _history(view) | episode(view))


def _record(view: BriefView) -> Data:
    doi = doi_of(view.front.doi)
    return {
        "reportNumber": view.front.number if "Report" in ARTICLE_TYPES[view.front.type] else "",
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": doi} if doi else view.permanent_id,
        "license": license_url(view.front.license or view.site.license),
        "funding": {"@type": "Grant", "description": view.front.funding} if view.front.funding else None,
        "image": images(view),
        **_enclosure(view),
    }


_WORK_TYPES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}


def work_data(work: Work) -> Data:
    """Return a cited work."""
    people = [
        {"@type": "Organization" if name.literal else "Person", "name": name.whole}
        for name in work.authors or work.editors
    ]
    data = {
        "@type": _WORK_TYPES.get(work.type, "CreativeWork"),
        "name": work.title,
        "author": people,
        "datePublished": work.issued.iso,
        "isPartOf": {"@type": "CreativeWork", "name": work.container} if work.container else None,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "url": doi_url(work.doi) if work.doi else work.url,
    }
    return filled(data)


def _enclosure(view: BriefView) -> Data:
    pdf = _media(view, view.pdf.url, PDF) if view.pdf else None
    file = view.enclosure
    if not file or not file.media_type:
        return {"encoding": pdf}
    data = _media(view, file.url, file.media_type)
    return {"encoding": pdf, "audio": data} if file.media_type != PDF else {"encoding": pdf or data}


def _media(view: BriefView, url: str, media_type: str) -> Data:
    kind = "MediaObject" if media_type == PDF else "AudioObject"
    return {"@type": kind, "contentUrl": absolute(view.site, url), "encodingFormat": media_type}


def _history(view: BriefView) -> Data:
    copies = [there.url for there in _outlets(view) if there.url and there.role in ("original", "reprint")]
    original = view.front.original.url if view.front.original else ""
    corrections = [
        {"@type": "CorrectionComment", "text": correction.note, "datePublished": correction.date.iso}
        for correction in view.front.notices
    ]
    status = "Retracted" if view.front.is_retracted else ""
    return {
        "sameAs": copies[0] if len(copies) == 1 else copies,
        "isBasedOn": original,
        "correction": corrections,
        "creativeWorkStatus": status,
        **_versions(view),
    }


def _versions(view: BriefView) -> Data:
    """What is translated into what: the original names its translations, each of them the original; outlets theirs."""
    versions = [
        {
            "@type": "Article",
            "@id": absolute(view.site, version.url),
            "inLanguage": version.language,
            "headline": version.title,
        }
        for version in view.translations
    ]
    elsewhere = [_at_outlet(there) for there in _outlets(view) if there.role == "translation"]
    if versions and versions[0]["@id"] != view.permalink:
        return {"translationOfWork": versions[0], "workTranslation": elsewhere}
    return {"workTranslation": [*versions[1:], *elsewhere]}


def _outlets(view: BriefView) -> tuple[Syndication, ...]:
    return view.front.published_in.all if view.front.published_in else ()


def _at_outlet(there: Syndication) -> Data:
    """Return a text at an outlet."""
    data = {
        "@type": "Article",
        "url": there.url,
        "datePublished": there.date.iso if there.date else "",
        "publisher": {"@type": "Organization", "name": there.outlet},
    }
    return filled(data)


def _whole(view: BriefView) -> Data:
    if view.card.series:
        return {
            "@type": "CreativeWorkSeries",
            "name": view.card.series.name,
            "url": absolute(view.site, view.card.series.url),
        }
    return {"@type": "WebSite", "name": view.site.title, "url": f"{view.site.url}/"}


def images(view: BriefView) -> list[Any]:
    """Return the pictures of a brief: its own, and the card that stands for it where it is shared."""
    shown = [_image(view.site, view.image)] if view.image else []
    return shown + ([absolute(view.site, view.share_card)] if view.share_card else [])


def _image(site: SiteView, image: ImageView) -> Data:
    data = {
        "@type": "ImageObject",
        "url": absolute(site, image.url),
        "width": image.width,
        "height": image.height,
        "caption": image.caption,
        "creditText": image.credit,
    }
    return filled(data)


def author(site: SiteView, who: AuthorLink) -> Data:
    """Return an author as Person or Organization."""
    name = name_of(who)
    data = {
        "@type": "Organization" if who.kind == "organization" else "Person",
        "name": who.name,
        "familyName": name.surname if name.given else "",
        "givenName": name.given,
        "honorificSuffix": name.suffix,
        "url": absolute(site, who.url),
        "sameAs": orcid_url(who.orcid),
        "affiliation": {"@type": "Organization", "name": who.affiliation} if who.affiliation else None,
    }
    return filled(data)


def publisher(site: SiteView) -> Data:
    """Return the institute as the publisher."""
    logo = absolute(site, site.organization.logo or site.theme.logo)
    data = {
        "@type": "Organization",
        "name": site.organization.name,
        "url": site.organization.url or f"{site.url}/",
        "logo": {"@type": "ImageObject", "url": logo} if logo else None,
    }
    return filled(data)


def institute(view: HomeView) -> tuple[Data, Data]:
    """Return the institute and its site, for the home page."""
    site = view.site
    home = f"{site.url}/"
    organization = publisher(site) | {"@type": "ResearchOrganization", "@id": f"{home}#institute"}
    website = {
        "@type": "WebSite",
        "@id": f"{home}#site",
        "name": site.title,
        "url": home,
        "description": site.description,
        "inLanguage": site.language,
        "publisher": {"@id": f"{home}#institute"},
    }
    return organization, filled(website)


def profile(view: AuthorView) -> Data:
    """Return the profile page of an author."""
    links = [link for link in (view.website, orcid_url(view.author.orcid)) if link]
    image = _image(view.site, view.image) if view.image else None
    who = author(view.site, view.author) | {"sameAs": links, "image": image, **_contact(view)}
    if view.author.kind == "person":
        who |= _position(view) | {"affiliation": who.get("affiliation") or _institute_of(view)}
    return {"@type": "ProfilePage", "url": view.permalink, "mainEntity": filled(who)}


def _position(view: AuthorView) -> Data:
    orcid = orcid_url(view.author.orcid)
    return {
        "jobTitle": "" if view.is_former else view.role,
        "alternateName": [*view.names.values()],
        "identifier": {"@type": "PropertyValue", "propertyID": "ORCID", "value": orcid} if orcid else None,
    }


def _institute_of(view: AuthorView) -> Data | None:
    return None if view.is_former else publisher(view.site)


def _contact(view: AuthorView) -> Data:
    address = email_in(view.press_contact)
    return {"contactPoint": {"@type": "ContactPoint", "contactType": "press", "email": address} if address else None}


def filled(data: Data) -> Data:
    """Return the properties that have a value."""
    return {name: value for name, value in data.items() if value or value not in ("", None, [])}
