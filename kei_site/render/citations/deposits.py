"""Briefs with a DOI -> deposit files for its registry: DataCite's metadata 4.6, Crossref's deposit 5.4.0. Render, pure.

Nothing is sent. The order of elements follows the registries' schemas.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from kei_site.core.bibliography import Name, Work
from kei_site.core.value import value
from kei_site.model.views.common import AuthorLink
from kei_site.model.views.pages import BriefView
from kei_site.render.citations.exports import family_first
from kei_site.render.citations.record import record_of
from kei_site.render.citations.styles import reference
from kei_site.render.urls import absolute, doi_of, license_url, orcid_url

_DATACITE = "http://datacite.org/schema/kernel-4"
_DATACITE_AT = "https://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
_CROSSREF = "http://www.crossref.org/schema/5.4.0"
_CROSSREF_AT = "https://www.crossref.org/schemas/crossref5.4.0.xsd"
_JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = {"commentary": "Text", "podcast": "Audiovisual", "event": "Event"}
"""The general types of DataCite; those of other briefs are reports."""
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
_OUTLET_RELATIONS = {"original": "IsIdenticalTo", "reprint": "IsIdenticalTo", "translation": "HasTranslation"}
"""What a brief is to a text at an outlet, by the role of that text."""
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


@value
class Related:
    """What a deposit says of another text."""

    identifier: str
    """A bare DOI, or an absolute address."""
    relation: str
    """A `relationType` of DataCite: `IsObsoletedBy`."""

    @property
    def kind(self) -> str:
        """Its `relatedIdentifierType`."""
        return "URL" if self.identifier.startswith(("http://", "https://")) else "DOI"


def successions(views: Iterable[BriefView]) -> dict[str, list[Related]]:
    """Return which briefs replace each brief, and which ones it replaces, by its address."""
    by_url = {view.url: view for view in views}
    found: dict[str, list[Related]] = defaultdict(list)
    for view in by_url.values():
        later = by_url.get(view.successor.url) if view.successor else None
        if later:
            found[view.url].append(Related(identifier=_identifier(later), relation="IsObsoletedBy"))
            found[later.url].append(Related(identifier=_identifier(view), relation="Obsoletes"))
    return found


def _identifier(view: BriefView) -> str:
    return doi_of(view.front.doi) or view.permalink


def datacite_xml(view: BriefView, replaced: Iterable[Related] = ()) -> bytes:
    """Return the metadata of a brief with a DOI for DataCite; `replaced` is what `successions` tells of it."""
    work, front = record_of(view), view.front
    root = _root("resource", _DATACITE, _DATACITE_AT)
    _add(root, "identifier", work.doi, identifierType="DOI")
    creators = _add(root, "creators")
    for name, author in zip(work.authors, view.card.authors, strict=True):
        _creator(creators, name, author)
    _add(_add(root, "titles"), "title", work.title).set(_LANG, work.language)
    _add(root, "publisher", view.site.organization.name)
    _add(root, "publicationYear", f"{work.issued.year}")
    general = _KINDS.get(front.type, "Report")
    _add(root, "resourceType", front.type.capitalize(), resourceTypeGeneral=general)
    if work.keywords:
        subjects = _add(root, "subjects")
        for word in work.keywords:
            _add(subjects, "subject", word)
    dates = _add(root, "dates")
    _add(dates, "date", work.issued.iso, dateType="Issued")
    if front.updated:
        _add(dates, "date", front.updated.day, dateType="Updated")
    for notice in front.notices:
        if notice.kind == "retraction":
            _add(dates, "date", notice.date.day, dateType="Withdrawn")
    _add(root, "language", work.language)
    if front.number:
        _add(_add(root, "alternateIdentifiers"), "alternateIdentifier", front.number, alternateIdentifierType="Number")
    _related(root, [*_named(view), *replaced])
    if view.versions:
        _add(root, "version", f"{view.versions[-1].number}")
    _rights(root, view)
    if work.abstract:
        summary = _add(_add(root, "descriptions"), "description", work.abstract, descriptionType="Abstract")
        summary.set(_LANG, work.language)
    return _written(root)


def _creator(creators: etree._Element, name: Name, author: AuthorLink) -> None:
    creator = _add(creators, "creator")
    kind = "Organizational" if name.literal else "Personal"
    _add(creator, "creatorName", family_first(name), nameType=kind)
    if name.given:
        _add(creator, "givenName", name.given)
        _add(creator, "familyName", name.surname)
    if author.orcid:
        address = orcid_url(author.orcid)
        _add(creator, "nameIdentifier", address, nameIdentifierScheme="ORCID", schemeURI="https://orcid.org")


def _named(view: BriefView) -> Iterator[Related]:
    """Yield the works that a brief cites, its text elsewhere and in other languages, and its earlier versions."""
    for work in view.text.cited.works if view.text.cited else ():
        if work.doi:
            yield Related(identifier=work.doi, relation="References")
    for there in view.front.published_in.all if view.front.published_in else ():
        if there.url and there.role in _OUTLET_RELATIONS:
            yield Related(identifier=there.url, relation=_OUTLET_RELATIONS[there.role])
    yield from _translations(view)
    for version in view.versions[:-1]:
        yield Related(identifier=absolute(view.site, version.url), relation="IsNewVersionOf")


def _translations(view: BriefView) -> Iterator[Related]:
    """Yield the translations of a brief on this site, or the original that it translates."""
    addresses = [absolute(view.site, text.url) for text in view.translations]
    if addresses and addresses[0] != view.permalink:
        yield Related(identifier=addresses[0], relation="IsTranslationOf")
        return
    for address in addresses[1:]:
        yield Related(identifier=address, relation="HasTranslation")


def _related(root: etree._Element, works: Sequence[Related]) -> None:
    if not works:
        return
    related = _add(root, "relatedIdentifiers")
    for work in works:
        kinds = {"relatedIdentifierType": work.kind, "relationType": work.relation}
        _add(related, "relatedIdentifier", work.identifier, **kinds)


def _rights(root: etree._Element, view: BriefView) -> None:
    license_ = view.front.license or view.site.license
    if license_:
        rights = _add(_add(root, "rightsList"), "rights", license_)
        if address := license_url(license_):
            rights.set("rightsURI", address)


def crossref_xml(views: Sequence[BriefView], depositor: Depositor) -> bytes:
    """Return a batch of briefs with DOIs for Crossref, as reports."""
    root = _root("doi_batch", _CROSSREF, _CROSSREF_AT)
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
        _report(body, view)
    return _written(root)


def _report(body: etree._Element, view: BriefView) -> None:
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
    data = _add(report, "doi_data")
    _add(data, "doi", work.doi)
    _add(data, "resource", view.permalink)
    _citations(report, view.text.cited.works if view.text.cited else ())


def _abstract(report: etree._Element, work: Work) -> None:
    """Add the summary, in the words of JATS."""
    abstract = etree.SubElement(report, f"{{{_JATS}}}abstract", nsmap={"jats": _JATS})
    abstract.set(_LANG, work.language)
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


def _root(name: str, space: str, place: str) -> etree._Element:
    root = etree.Element(f"{{{space}}}{name}", nsmap={None: space, "xsi": _XSI[1:].partition("}")[0]})
    root.set(_XSI, f"{space} {place}")
    return root


def _add(parent: etree._Element, tag: str, words: str = "", **attributes: str) -> etree._Element:
    """Add an element in the namespace of its parent."""
    element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}", attributes)
    if words:
        element.text = words[: _LONGEST.get(tag)]
    return element


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written
