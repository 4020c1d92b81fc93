"""Briefs with DOIs -> a deposit file for Crossref (schema 5.4.0). Render, pure.

Nothing is sent. The order of elements follows the schema. A retraction is no part of it: Crossref takes one from the
record of the notice alone, which has a DOI of its own and names a policy that has another (`crossmark`).
"""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from lxml import etree

from kei_site.core.bibliography import Name, Work
from kei_site.core.value import value
from kei_site.model.views.common import AuthorLink
from kei_site.model.views.pages import BriefView
from kei_site.render.citations.deposits import (
    LANGUAGE,
    Related,
    Successions,
    add,
    related_texts,
    root_of,
    written,
)
from kei_site.render.citations.record import record_of
from kei_site.render.citations.styles import reference
from kei_site.render.urls import license_url, orcid_url

_CROSSREF = "http://www.crossref.org/schema/5.4.0"
_CROSSREF_AT = "https://www.crossref.org/schemas/crossref5.4.0.xsd"
_JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
_ACCESS = "http://www.crossref.org/AccessIndicators.xsd"
_RELATED = "http://www.crossref.org/relations.xsd"
_RELATIONS = {
    "IsIdenticalTo": "isIdenticalTo",
    "HasTranslation": "hasTranslation",
    "IsTranslationOf": "isTranslationOf",
    "IsNewVersionOf": "isVersionOf",
    "IsObsoletedBy": "isReplacedBy",
    "Obsoletes": "replaces",
}
"""Crossref's relations of one work by those of DataCite."""
_CITED_KINDS = {
    "article": "preprint",
    "article-journal": "journal_article",
    "book": "book",
    "chapter": "book_chapter",
    "dataset": "dataset",
    "paper-conference": "conference_paper",
    "post-weblog": "blog_post",
    "report": "report",
    "software": "software",
    "standard": "standard",
    "thesis": "dissertation",
    "webpage": "web_resource",
}
"""Crossref's types of cited works by those of CSL."""
_LONGEST = {
    "depositor_name": 130,
    "registrant": 255,
    "given_name": 60,
    "surname": 60,
    "organization": 511,
    "publisher_name": 255,
    "item_number": 32,
}
"""The characters that Crossref takes, by element; what is longer is cut."""
_SUFFIX = 200
"""The characters of a DOI after its slash that Crossref takes."""


@value
class Depositor:
    """Who deposits a batch at Crossref."""

    name: str
    email: str
    batch: str
    """The id of the batch."""
    timestamp: str
    """A number that grows with each change: `20240721000000`."""


def crossref_xml(
    views: Sequence[BriefView], depositor: Depositor, replaced: Successions = MappingProxyType({})
) -> bytes:
    """Return a batch of briefs with DOIs for Crossref, as reports; `replaced` is what `successions` tells of them."""
    root = root_of("doi_batch", _CROSSREF, _CROSSREF_AT)
    root.set("version", "5.4.0")
    head = _add(root, "head")
    _add(head, "doi_batch_id", depositor.batch)
    _add(head, "timestamp", depositor.timestamp)
    who = _add(head, "depositor")
    _add(who, "depositor_name", depositor.name)
    _add(who, "email_address", depositor.email)
    _add(head, "registrant", depositor.name)
    body = _add(root, "body")
    for view in views:
        _report(body, view, replaced.get(view.url, ()))
    return written(root)


def _report(body: etree._Element, view: BriefView, replaced: Iterable[Related]) -> None:
    work = record_of(view)
    report = _add(_add(body, "report-paper"), "report-paper_metadata", language=work.language.partition("-")[0])
    _contributors(report, work.authors, view.card.authors)
    _add(_add(report, "titles"), "title", work.title)
    if work.abstract:
        _abstract(report, work)
    date = _add(report, "publication_date", media_type="online")
    _add(date, "month", f"{work.issued.month:02}")
    _add(date, "day", f"{work.issued.day:02}")
    _add(date, "year", f"{work.issued.year}")
    _add(_add(report, "publisher"), "publisher_name", view.site.organization.name)
    if number := work.collection_number or work.number:
        _add(_add(report, "publisher_item"), "item_number", number, item_number_type="report-number")
    _license(report, view)
    _relations(report, [*related_texts(view), *replaced])
    data = _add(report, "doi_data")
    _add(data, "doi", work.doi)
    _add(data, "resource", view.permalink)
    _citations(report, view.text.cited.works if view.text.cited else ())


def _abstract(report: etree._Element, work: Work) -> None:
    """Add the summary, in the words of JATS."""
    abstract = etree.SubElement(report, f"{{{_JATS}}}abstract", nsmap={"jats": _JATS})
    abstract.set(LANGUAGE, work.language)
    _add(abstract, "p", work.abstract)


def _contributors(report: etree._Element, names: Iterable[Name], authors: Iterable[AuthorLink]) -> None:
    contributors = _add(report, "contributors")
    for at, (name, author) in enumerate(zip(names, authors, strict=True)):
        role = {"sequence": "additional" if at else "first", "contributor_role": "author"}
        if name.literal:
            _add(contributors, "organization", name.literal, **role)
            continue
        person = _add(contributors, "person_name", **role)
        if name.given:
            _add(person, "given_name", name.given)
        _add(person, "surname", name.surname)
        if name.suffix:
            _add(person, "suffix", name.suffix)
        if author.orcid:
            _add(person, "ORCID", orcid_url(author.orcid))


def _citations(report: etree._Element, works: Sequence[Work]) -> None:
    if not works:
        return
    cited = _add(report, "citation_list")
    for work in works:
        citation = _add(cited, "citation", key=work.key, type=_CITED_KINDS.get(work.type, "other"))
        if len(work.doi.partition("/")[2]) in range(1, _SUFFIX + 1):
            _add(citation, "doi", work.doi)
        words = etree.HTML(f"<p>{reference('apa', work)}</p>").itertext()
        _add(citation, "unstructured_citation", "".join(words))


def _license(report: etree._Element, view: BriefView) -> None:
    if address := license_url(view.front.license or view.site.license):
        program = etree.SubElement(report, f"{{{_ACCESS}}}program", {"name": "AccessIndicators"}, {"ai": _ACCESS})
        _add(program, "license_ref", address)


def _relations(report: etree._Element, texts: Iterable[Related]) -> None:
    """Add what is this text elsewhere, earlier or in another language; cited works stand in a list of their own."""
    known = [text for text in texts if text.relation in _RELATIONS]
    if not known:
        return
    program = etree.SubElement(report, f"{{{_RELATED}}}program", {"name": "relations"}, {"rel": _RELATED})
    for text in known:
        kinds = {
            "relationship-type": _RELATIONS[text.relation],
            "identifier-type": "doi" if text.kind == "DOI" else "uri",
        }
        _add(_add(program, "related_item"), "intra_work_relation", text.identifier, **kinds)


def _add(parent: etree._Element, tag: str, words: str = "", **attributes: str) -> etree._Element:
    """Add an element, with as many of its words as Crossref takes; return it."""
    return add(parent, tag, words[: _LONGEST.get(tag)], **attributes)
