"""PDFs in the plan: which briefs have one, where it lies, and what is told."""

from dataclasses import replace
from typing import Any

import pytest

from kei_site.core.hashing import Digest, digest_of
from kei_site.core.pdf_settings import PdfSettings
from kei_site.core.vocabulary import LanguageSettings, MenuItem
from kei_site.model.views.pdf import PdfLink
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.planner import plan_site
from kei_site.plan.targets import Plan
from tests.support.plan_samples import brief, inputs

REPORTS = PdfSettings(types=("report",))
FILES = SourceFiles(
    static={}, content={"content/briefs/own.pdf": digest_of("own")}, sizes={"content/briefs/own.pdf": 7}
)


def planned(*briefs: Any, tools: str = "tools", **settings: Any) -> Plan:
    made = replace(inputs(*briefs, files=FILES, pdf=settings.pop("pdf", REPORTS), **settings), pdf_tools=Digest(tools))
    return plan_site(made, {}, Digest("code"))


def pdfs(plan: Plan) -> dict[str, str]:
    return {path: target.recipe for path, target in plan.targets.items() if path.endswith(".pdf")}


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"type": "report"}, "pdf"),
        ({"type": "brief"}, ""),
        ({"type": "brief", "pdf": "true"}, "pdf"),
        ({"type": "report", "pdf": "false"}, ""),
        ({"type": "report", "pdf": "own.pdf"}, "copy"),
        ({"type": "brief", "pdf": "own.pdf"}, "copy"),
    ],
)
def test_a_pdf_lies_beside_the_page_of_its_brief(front: dict[str, str], expected: str) -> None:
    plan = planned(brief("a", **front))
    assert pdfs(plan) == ({"briefs/2024/a/a.pdf": expected} if expected else {})
    link: PdfLink | None = plan.targets["briefs/2024/a/index.html"].view.pdf  # type: ignore[attr-defined]
    assert (link.url if link else "") == ("/briefs/2024/a/a.pdf" if expected else "")


def test_a_text_may_link_its_pdf() -> None:
    plan = planned(brief("a", type="report", links=["/briefs/2024/a/a.pdf"]))
    assert [found.code for found in plan.diagnostics] == []


def test_a_file_that_is_not_there_is_told_at_its_place() -> None:
    plan = planned(brief("a", pdf="none.pdf"))
    assert [(found.code, found.found) for found in plan.diagnostics] == [("LNK02", "none.pdf")]


def test_what_is_not_installed_is_told_once_with_the_command() -> None:
    plan = planned(brief("a", type="report"), brief("b", type="report"), tools="")
    assert [(found.code, "pip install" in found.fix) for found in plan.diagnostics] == [("PDF01", True)]
    assert pdfs(plan) == {}


def test_a_changed_menu_makes_no_pdf_again() -> None:
    plain = planned(brief("a", type="report"))
    other = planned(brief("a", type="report"), menu=(MenuItem(label="A", url="/tags/"),))
    path = "briefs/2024/a/a.pdf"
    assert plain.keys[path] == other.keys[path]
    assert plain.keys["briefs/2024/a/index.html"] != other.keys["briefs/2024/a/index.html"]


def test_a_pdf_names_the_institute_as_its_page_does() -> None:
    languages = {"ko": LanguageSettings(title="연구소")}
    plan = planned(brief("a", type="report", language="ko"), brief("b", type="report"), languages=languages)
    for name in ("a", "b"):
        views = [plan.targets[f"briefs/2024/{name}/{file}"].view for file in (f"{name}.pdf", "index.html")]
        pdf, page = (view.site.organization.name for view in views)  # type: ignore[attr-defined]
        assert pdf == page
        assert (pdf == "연구소") is (name == "a")
