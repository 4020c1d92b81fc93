"""The rooms of the house: which may import which. A dependency that is not declared here cannot exist."""

import ast
from pathlib import Path

import pytest

from tests.support.statements import statements

PACKAGE = Path(__file__).resolve().parent.parent / "kei_site"
ALLOWED = {
    "core": set(),
    "schema": {"core"},
    "config": {"schema", "core"},
    "model": {"config", "core"},
    "markdown": {"model.brief", "model.figures", "core"},
    "source": {
        "markdown",
        "schema",
        "config",
        "model.brief",
        "model.figures",
        "model.routes",
        "model.search_segments",
        "core",
    },
    "importers": {"markdown", "schema", "config", "model.brief", "model.routes", "core"},
    "plan": {"model", "config", "core"},
    "render": {"model.views", "model.brief", "model.routes", "core"},
    "output": {"plan.targets", "plan.outdated", "model.brief", "core"},
    "build": {"output", "render", "plan", "source", "markdown", "model", "config", "schema", "core"},
    "check": {"build", "output", "render", "plan", "source", "markdown", "model", "config", "schema", "core"},
    "preview": {"check", "build", "output", "render", "plan", "source", "model", "config", "core"},
    "publishing": {"build.report", "output", "plan.outdated", "config", "core"},
    "commands": {
        "publishing",
        "importers",
        "preview",
        "check",
        "build",
        "output",
        "render",
        "plan",
        "source",
        "markdown",
        "model",
        "config",
        "schema",
        "core",
        "__init__",
    },
    "cli": {"commands", "build", "core", "output"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""By room, the rooms and modules that it may import, besides itself."""
HEAVY = {
    "jinja2",
    "markdown_it",
    "mdit_py_plugins",
    "feedgen",
    "lxml",
    "PIL",
    "babel",
    "nh3",
    "tqdm",
    "pagefind",
    "css_inline",
    "cbor2",
    "icalendar",
    "resvg",
    "latex2mathml",
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(module: str) -> str:
    """Return the room of a dotted module name: its first part below the package."""
    parts = module.split(".")[1:]
    return parts[0] if parts else "__init__"


def imports_of(path: Path, *, top_level: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level else list(statements(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            found |= {_module(node.module or "", name.name) for name in node.names}
    return found


def _module(module: str, name: str) -> str:
    """What `from module import name` depends on: a module inside a package, else the module itself."""
    inside = PACKAGE.parent.joinpath(*module.split("."))
    is_module = (inside / f"{name}.py").is_file() or (inside / name).is_dir()
    return f"{module}.{name}" if is_module else module


def name_of(path: Path) -> str:
    return ".".join(("kei_site", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def is_allowed(room: str, wanted: str) -> bool:
    """Tell whether a module of `room` may import the module `wanted`."""
    inner = wanted.removeprefix("kei_site").removeprefix(".") or "__init__"
    return room_of(wanted) == room or any(inner == row or inner.startswith(f"{row}.") for row in ALLOWED[room])


def test_a_room_imports_only_what_its_row_allows() -> None:
    imports = {name_of(path): imports_of(path) for path in MODULES}
    ours = [(name, wanted) for name, all_ in imports.items() for wanted in all_ if wanted.split(".")[0] == "kei_site"]
    assert [(name, wanted) for name, wanted in ours if not is_allowed(room_of(name), wanted)] == []


def test_a_forbidden_import_would_be_seen() -> None:
    assert not is_allowed("render", "kei_site.model.library")
    assert not is_allowed("plan", "kei_site.render.pages.renderer")
    assert not is_allowed("core", "kei_site.config")
    assert is_allowed("render", "kei_site.model.views")


BUILD_FLOORS = (
    {
        *("code_digest", "edited_diagnostics", "images", "memory", "progress", "recordings", "references", "report"),
        *("signals", "words"),
    },
    {"theme", "workers"},
    {"context"},
    {"records"},
    {"figures", "pdf_letters", "text_targets"},
    {"scan", "load", "plan", "outdated", "render", "publish"},
    {"body_edits", "finished", "leave_out"},
    {"pipeline"},
)
"""The modules of `build/`, lowest first. A module imports from lower floors only, so no stage imports another."""


@pytest.mark.parametrize("name", sorted(path.stem for path in PACKAGE.glob("build/*.py") if path.stem != "__init__"))
def test_a_module_of_build_imports_from_lower_floors_only(name: str) -> None:
    (floor,) = (number for number, names in enumerate(BUILD_FLOORS) if name in names)
    below = {lower for names in BUILD_FLOORS[:floor] for lower in names}
    imports = imports_of(PACKAGE / "build" / f"{name}.py")
    siblings = {wanted.removeprefix("kei_site.build.") for wanted in imports if wanted.startswith("kei_site.build.")}
    assert siblings - below == set()


def test_the_rows_go_down_only() -> None:
    rooms = list(ALLOWED)
    for room, wanted in ALLOWED.items():
        above = {name for name in wanted if rooms.index(name.split(".")[0]) > rooms.index(room) and name != "__init__"}
        assert above == set(), f"{room} looks up"


def test_every_room_has_a_row() -> None:
    assert {room_of(name_of(path)) for path in MODULES} == set(ALLOWED)


LIGHT = (
    "cli",
    "build/pipeline",
    "build/context",
    "build/report",
    "build/plan",
    "build/code_digest",
    "commands/build",
    "commands/options",
    "commands/parser",
    "check/printing",
)


@pytest.mark.parametrize("module", LIGHT)
def test_the_way_to_an_idle_build_imports_nothing_heavy(module: str) -> None:
    roots = {name.split(".")[0] for name in imports_of(PACKAGE / f"{module}.py", top_level=True)}
    assert roots & HEAVY == set()
