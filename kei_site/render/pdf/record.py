"""A PDF and the record of its brief -> the same file, smaller, with the record in its metadata (XMP). Render.

Typst writes title, authors, summary, keywords, language and the date here. As in citations, `dc:date` is the day on
which the text first appeared, here or elsewhere; the file changed when the text last did, as readers are told. Dublin
Core has no place for the number of a report, PRISM has; PDF/A asks that a schema which it does not know is described in
the file (ISO 19005-2, 6.6.2.3.2).
"""

import io
from collections.abc import Sequence

import pikepdf
from lxml import etree

from kei_site.model.views.pdf import PdfView
from kei_site.render.citations.record import first_published, last_changed
from kei_site.render.pdf.letters import with_own_letters
from kei_site.render.urls import doi_of, doi_url, license_url

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_PRISM = "http://prismstandard.org/namespaces/basic/2.0/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {_DC: "dc", _XMP: "xmp", _RIGHTS: "xmpRights", _PRISM: "prism"}
_PRISM_PROPERTIES = (
    ("doi", "Text", "Digital Object Identifier"),
    ("number", "Text", "Number of the publication in its series"),
    ("url", "URL", "Permanent address of the publication"),
)
_PACKET = "\ufeff".join(('<?xpacket begin="', '" id="W5M0MpCehiHzreSzNTczkc9d"?>')), '<?xpacket end="r"?>'
"""What stands around the metadata (ISO 16684-1, 7.3.2)."""


def with_record(data: bytes, view: PdfView) -> bytes:
    """Return a PDF with the record of its brief. Its objects are compressed in groups, which saves a quarter."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        metadata = pdf.Root.Metadata
        pdf.docinfo["/ModDate"] = f"D:{last_changed(view.front).day.replace('-', '')}000000Z"
        metadata.write(_with_properties(metadata.read_bytes(), view))
        with_own_letters(pdf)
        _show_title(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _show_title(pdf: pikepdf.Pdf) -> None:
    """Let readers show the title in place of the name of the file, as Typst asks in files that promise PDF/UA alone."""
    if "/ViewerPreferences" not in pdf.Root:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary()
    pdf.Root.ViewerPreferences.DisplayDocTitle = True


def _with_properties(packet: bytes, view: PdfView) -> bytes:
    root = etree.fromstring(packet)
    (description,) = root.iter(f"{{{_RDF}}}Description")
    front, license_text = view.front, view.front.license or view.site.license
    doi = doi_of(front.doi)
    _add_list(description, _DC, "creator", "Seq", *[author.name for author in view.card.authors])
    _add_list(description, _DC, "publisher", "Bag", view.site.organization.name)
    _add(description, _DC, "identifier", doi_url(doi) if doi else view.permalink)
    _add_list(description, _DC, "date", "Seq", first_published(front).day)
    _add_list(description, _DC, "type", "Bag", front.type)
    _add_list(description, _DC, "rights", "Alt", license_text)
    _add(description, _XMP, "ModifyDate", f"{last_changed(front).day}T00:00:00Z")
    _add(description, _RIGHTS, "WebStatement", license_url(license_text))
    _add(description, _PRISM, "doi", doi)
    _add(description, _PRISM, "number", front.number)
    _add(description, _PRISM, "url", view.permalink)
    _describe_prism(description)
    begin, end = (mark.encode() for mark in _PACKET)
    return b"".join((begin, etree.tostring(root, encoding="UTF-8"), end))


def _add(parent: etree._Element, namespace: str, name: str, text: str) -> None:
    if text:
        _added(parent, namespace, name).text = text


def _add_list(parent: etree._Element, namespace: str, name: str, kind: str, *texts: str) -> None:
    """Add a property that is a list; its kind is `Alt` for a text in several languages, `Bag` or `Seq`."""
    if not any(texts):
        return
    items = etree.SubElement(_added(parent, namespace, name), f"{{{_RDF}}}{kind}")
    for text in texts:
        item = etree.SubElement(items, f"{{{_RDF}}}li", {_LANGUAGE: "x-default"} if kind == "Alt" else {})
        item.text = text


def _added(parent: etree._Element, namespace: str, name: str) -> etree._Element:
    """Return a new property in place of that of Typst, which writes all authors as a single name."""
    for found in parent.findall(f"{{{namespace}}}{name}"):
        parent.remove(found)
    return etree.SubElement(parent, f"{{{namespace}}}{name}", nsmap={_PREFIXES[namespace]: namespace})


def _describe_prism(description: etree._Element) -> None:
    """Describe the properties of PRISM among the schemas of the file, if it has any."""
    bags = description.xpath("pdfaExtension:schemas/rdf:Bag", namespaces={"pdfaExtension": _EXTENSION, "rdf": _RDF})
    for bag in bags:
        schema = etree.SubElement(bag, f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
        _describe(schema, _SCHEMA, (("schema", "PRISM"), ("namespaceURI", _PRISM), ("prefix", "prism")))
        listed = etree.SubElement(etree.SubElement(schema, f"{{{_SCHEMA}}}property"), f"{{{_RDF}}}Seq")
        for name, kind, words in _PRISM_PROPERTIES:
            item = etree.SubElement(listed, f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
            parts = (("category", "external"), ("description", words), ("name", name), ("valueType", kind))
            _describe(item, _PROPERTY, parts)


def _describe(parent: etree._Element, namespace: str, parts: Sequence[tuple[str, str]]) -> None:
    for name, text in parts:
        etree.SubElement(parent, f"{{{namespace}}}{name}").text = text
