"""A brief with a DOI -> its file for DataCite (metadata 4.6), and what deposits tell of related texts. Render, pure.

Nothing is sent. The order of elements follows the schema of the registry.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from kei_site.core.bibliography import Name
from kei_site.core.value import value
from kei_site.model.views.common import AuthorLink
from kei_site.model.views.pages import BriefView
from kei_site.render.citations.exports import family_first
from kei_site.render.citations.record import record_of
from kei_site.render.urls import absolute, doi_of, license_url, orcid_url

_DATACITE = "http://datacite.org/schema/kernel-4"
_DATACITE_AT = "https://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = {"commentary": "Text", "podcast": "Audiovisual", "event": "Event"}
"""The general types of DataCite; those of other briefs are reports."""
_OUTLET_RELATIONS = {"original": "IsIdenticalTo", "reprint": "IsIdenticalTo", "translation": "HasTranslation"}
"""What a brief is to a text at an outlet, by the role of that text."""


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


Successions = Mapping[str, Sequence[Related]]
"""What replaces a brief, and what it replaces, by its address."""


def successions(views: Iterable[BriefView]) -> Successions:
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
    root = root_of("resource", _DATACITE, _DATACITE_AT)
    add(root, "identifier", work.doi, identifierType="DOI")
    creators = add(root, "creators")
    for name, author in zip(work.authors, view.card.authors, strict=True):
        _creator(creators, name, author)
    add(add(root, "titles"), "title", work.title).set(LANGUAGE, work.language)
    add(root, "publisher", view.site.organization.name)
    add(root, "publicationYear", f"{work.issued.year}")
    general = _KINDS.get(front.type, "Report")
    add(root, "resourceType", front.type.capitalize(), resourceTypeGeneral=general)
    if work.keywords:
        subjects = add(root, "subjects")
        for word in work.keywords:
            add(subjects, "subject", word)
    dates = add(root, "dates")
    add(dates, "date", work.issued.iso, dateType="Issued")
    if front.updated:
        add(dates, "date", front.updated.day, dateType="Updated")
    for notice in front.notices:
        if notice.kind == "retraction":
            add(dates, "date", notice.date.day, dateType="Withdrawn")
    add(root, "language", work.language)
    if front.number:
        add(add(root, "alternateIdentifiers"), "alternateIdentifier", front.number, alternateIdentifierType="Number")
    _related(root, [*related_texts(view), *replaced])
    if view.versions:
        add(root, "version", f"{view.versions[-1].number}")
    _rights(root, view)
    if work.abstract:
        summary = add(add(root, "descriptions"), "description", work.abstract, descriptionType="Abstract")
        summary.set(LANGUAGE, work.language)
    return written(root)


def _creator(creators: etree._Element, name: Name, author: AuthorLink) -> None:
    creator = add(creators, "creator")
    kind = "Organizational" if name.literal else "Personal"
    add(creator, "creatorName", family_first(name), nameType=kind)
    if name.given:
        add(creator, "givenName", name.given)
        add(creator, "familyName", name.surname)
    if author.orcid:
        address = orcid_url(author.orcid)
        add(creator, "nameIdentifier", address, nameIdentifierScheme="ORCID", schemeURI="https://orcid.org")


def related_texts(view: BriefView) -> Iterator[Related]:
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
    related = add(root, "relatedIdentifiers")
    for work in works:
        kinds = {"relatedIdentifierType": work.kind, "relationType": work.relation}
        add(related, "relatedIdentifier", work.identifier, **kinds)


def _rights(root: etree._Element, view: BriefView) -> None:
    license_ = view.front.license or view.site.license
    if license_:
        rights = add(add(root, "rightsList"), "rights", license_)
        if address := license_url(license_):
            rights.set("rightsURI", address)


def root_of(name: str, space: str, place: str) -> etree._Element:
    """Return the root of a file, in a namespace, which names the schema at the address `place`."""
    root = etree.Element(f"{{{space}}}{name}", nsmap={None: space, "xsi": _XSI[1:].partition("}")[0]})
    root.set(_XSI, f"{space} {place}")
    return root


def add(parent: etree._Element, tag: str, words: str = "", **attributes: str) -> etree._Element:
    """Add an element in the namespace of its parent; return it."""
    element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}", attributes)
    if words:
        element.text = words
    return element


def written(root: etree._Element) -> bytes:
    """Return the bytes of a file."""
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data
