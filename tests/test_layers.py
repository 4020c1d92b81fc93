"""The rooms of the design: which may import which. A dependency that is not declared here cannot exist."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "kei_site"
GROUND = {path.stem for path in PACKAGE.iterdir()} & {
    "__init__",
    "characters",
    "clock",
    "codec",
    "codes",
    "config",
    "dates",
    "diagnostics",
    "digest",
    "marked_yaml",
    "schema",
    "urls",
    "values",
    "yaml_faults",
}
ALLOWED = {
    "core": {"core"},
    "ground": {"ground"},
    "model": {"ground", "model"},
    "source": {"ground", "model", "source"},
    "plan": {"ground", "model", "plan"},
    "render": {"ground", "render", "model.views", "model.brief", "model.routes"},
    "output": {"ground", "model", "plan", "output"},
    "build": {"ground", "model", "source", "plan", "render", "output", "build"},
    "preview": {"ground", "model", "source", "plan", "render", "output", "build", "preview", "commands.show"},
    "commands": {"ground", "model", "source", "plan", "render", "output", "build", "preview", "commands"},
}
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
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(module: str) -> str:
    parts = module.split(".")[1:]
    if not parts or parts[0] in GROUND:
        return "ground"
    if parts[0] in ("cli", "__main__"):
        return "commands"
    return parts[0] if parts[0] in ALLOWED else "build"


def imports_of(path: Path, *, top_level: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level else list(ast.walk(tree))
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
    inside = PACKAGE.parent.joinpath(*module.split("."), f"{name}.py")
    return f"{module}.{name}" if inside.is_file() else module


def name_of(path: Path) -> str:
    return ".".join(("kei_site", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def is_allowed(room: str, wanted: str) -> bool:
    inner = f"{wanted.removeprefix('kei_site.')}."
    return room_of(wanted) in {"core", *ALLOWED[room]} or any(
        inner.startswith(f"{module}.") for module in ALLOWED[room]
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_what_its_row_allows(path: Path) -> None:
    room = room_of(name_of(path))
    ours = {wanted for wanted in imports_of(path) if wanted.split(".")[0] == "kei_site"}
    assert {wanted for wanted in ours if not is_allowed(room, wanted)} == set()


def test_a_forbidden_import_would_be_seen() -> None:
    assert not is_allowed("render", "kei_site.model.library")
    assert not is_allowed("plan", "kei_site.render.pages")
    assert not is_allowed("core", "kei_site.diagnostics")
    assert is_allowed("render", "kei_site.model.views")


LIGHT = (
    "cli",
    "build",
    "run",
    "report",
    "planning",
    "salt",
    "commands/build",
    "commands/options",
    "commands/parser",
    "commands/show",
)


@pytest.mark.parametrize("module", LIGHT)
def test_the_way_to_an_idle_build_imports_nothing_heavy(module: str) -> None:
    roots = {name.split(".")[0] for name in imports_of(PACKAGE / f"{module}.py", top_level=True)}
    assert roots & HEAVY == set()
