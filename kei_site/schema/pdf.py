"""The `pdf` of `site.yaml` -> which briefs get a PDF, and its form. Schema, pure."""

from kei_site.core.pdf_settings import PAPERS, PdfSettings
from kei_site.core.vocabulary import TYPE_FOLDERS
from kei_site.schema.fields import Problems, boolean, choice, group, texts
from kei_site.schema.nodes import Mapping, Node
from kei_site.schema.shapes import shape_of, shaped


def _settings(
    *, types: tuple[str, ...] = tuple(TYPE_FOLDERS), paper: str = PAPERS[0], in_feeds: bool = False
) -> PdfSettings:
    return PdfSettings(types=types, paper=paper, in_feeds=in_feeds)


_GROUP = group(
    _settings,
    {"types": texts("types", choice(*TYPE_FOLDERS)), "paper": choice(*PAPERS), "in_feeds": boolean},
    form="pdf: {types: [report, paper]}",
)


@shaped({"anyOf": [shape_of(boolean), shape_of(_GROUP)]})
def pdf(node: Node, problems: Problems) -> PdfSettings | None:
    """Read `true` (every brief gets one), `false`, or a mapping."""
    if type(node) is Mapping:
        found: PdfSettings | None = _GROUP(node, problems)
        return found
    wanted = boolean(node, problems)
    return None if wanted is None else _settings() if wanted else PdfSettings()
