"""SVG files of a site -> those that browsers show as nothing. Check, pure."""

from collections.abc import Iterator, Mapping

from lxml import etree

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic

_ROOT = "{http://www.w3.org/2000/svg}svg"


def drawing_advice(drawings: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (THM06) for each SVG file, by path, that is no XML, or whose root is no drawing."""
    for path, data in drawings.items():
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            line, column = error.position
            message = "an SVG file that is no XML: it is shown as nothing"
            place = Place(path=path, line=max(line or 1, 1), column=max(column or 1, 1))
            found = (error.msg or "an empty file").partition(", line ")[0]
            yield diagnostic("THM06", place, message, found=found, fix="save the drawing again")
            continue
        if root.tag != _ROOT:
            message = "an SVG file whose root is no drawing: it is shown as nothing"
            fix = 'let it begin with <svg xmlns="http://www.w3.org/2000/svg" …>'
            yield diagnostic("THM06", Place(path=path), message, found=f"<{root.tag}>", fix=fix)
