"""The figures of a text -> their views, in the order of the text, and the diagnostics of their data."""

import posixpath
from dataclasses import field, replace

from kei_site.core.budget import Budget
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.limits import LIMITS
from kei_site.core.urls import file_link
from kei_site.core.value import value
from kei_site.model.brief import Record
from kei_site.model.figures import SHARED, Dataset, FigureSpec, SharedFigure, data_path, is_data, is_remote, is_shared
from kei_site.model.versions import FOLDER
from kei_site.model.views.figures import FigureSlot, FigureText, FigureView, TableView, slot_of
from kei_site.plan.figures.chart import make_chart
from kei_site.plan.figures.columns import NotDrawable, Table
from kei_site.plan.figures.table import make_table
from kei_site.plan.inputs import Inputs
from kei_site.plan.links import COPY_FILE, LinkIndex, private_to

SHARED_URL = "/figures/"
"""The folder of the pages of shared figures."""
CELLS_OF_CHART = 2_500
"""Cells as which a chart counts: it is drawn on two pages, and has a table, a data file and a picture."""
CELLS_OF_OLD_CHART = 625
"""Cells as which a chart of a frozen version counts: it is drawn on one page."""


@value
class FigureOwner:
    """The text, or the file of `content/figures/`, that a figure stands in."""

    path: str
    """Of its source file."""
    url: str
    """Of its page, without the site's prefix."""
    language: str


@value
class FigureResolver:
    """Makes the views of figures, and collects their diagnostics."""

    inputs: Inputs
    links: LinkIndex
    diagnostics: list[Diagnostic]
    told: set[str]
    """Paths of the data files whose own diagnostics are reported."""
    shown: set[str] = field(default_factory=set)
    """The names of the shared figures in public texts."""
    cells_of_chart: int = CELLS_OF_CHART

    def views(self, record: Record, owner: FigureOwner, budget: Budget, *, is_public: bool) -> tuple[FigureSlot, ...]:
        """Return the figures of a text, at the cost of the `budget` of its brief; an empty slot for one not drawn."""
        if is_public:
            self.shown.update(spec.target.removeprefix(SHARED) for spec in record.figures if is_shared(spec))
        slots: list[FigureSlot] = []
        limit = LIMITS.figure_cells
        for spec in record.figures:
            if budget.left(limit) <= 0:
                message = "the figures before it have all the cells that one brief may show"
                self._report(limit.code, spec.place(owner.path), message, found=str(limit), fix=limit.fix)
                break
            slots.append(slot_of(self.view(spec, owner)))
            budget.spend(limit, self._cells(slots[-1].view))
        return tuple(slots) + (FigureSlot(),) * (len(record.figures) - len(slots))

    def shared(self) -> dict[str, FigureView]:
        """Return the figures of `content/figures/` that public texts show, by name; reports what is wrong with any."""
        found = {figure.name: self._own(figure) for figure in self.inputs.records.figures}
        return {name: view for name, view in found.items() if view and name in self.shown}

    def _own(self, figure: SharedFigure) -> FigureView | None:
        """Return a shared figure as it stands on its own page."""
        spec = replace(figure.spec, id="figure")
        view = self.view(spec, shared_owner(figure, self.inputs.config.language))
        return with_addresses(view, self.inputs.site.prefix + SHARED_URL, figure.name) if view else None

    def view(self, spec: FigureSpec, owner: FigureOwner) -> FigureView | None:
        """Return the view of a figure, or None."""
        if is_shared(spec):
            return self._shared(spec, owner)
        data = self._data(spec, owner.path)
        if data is None:
            return None
        if data.diagnostics:
            self._report_data(data)
            if any(found.severity == "error" for found in data.diagnostics):
                return None
        table = Table(data=data, spec=spec, path=owner.path, diagnostics=self.diagnostics)
        text = self._text(spec, owner)
        try:
            return make_chart(table, text) if spec.kind == "chart" else make_table(table, text)
        except NotDrawable:
            return None

    def _cells(self, view: FigureView | None) -> int:
        if isinstance(view, TableView):
            return sum(len(column.cells) for column in view.columns)
        return self.cells_of_chart if view else 0

    def _shared(self, spec: FigureSpec, owner: FigureOwner) -> FigureView | None:
        """Return a figure of `content/figures/` as it stands in a text: with the number that it has there."""
        name = spec.target.removeprefix(SHARED)
        known = {figure.name: figure for figure in self.inputs.records.figures}
        if name not in known:
            near = self.links.suggester.nearest(name, "figures", lambda: known)
            fix = f"did you mean {SHARED}{near}?" if near else "write content/figures/NAME.yaml"
            self._report("FIG03", spec.place(owner.path), "no figure has this name", found=spec.target, fix=fix)
            return None
        figure = known[name]
        place = replace(figure.spec, number=spec.number, id=spec.id, is_wide=spec.is_wide or figure.spec.is_wide)
        inner = FigureResolver(inputs=self.inputs, links=self.links, diagnostics=[], told=set())
        view = inner.view(place, shared_owner(figure, owner.language))
        return with_addresses(view, self.inputs.site.prefix + SHARED_URL, figure.name) if view else None

    def _data(self, spec: FigureSpec, path: str) -> Dataset | None:
        """Return the data of a figure, or None; reports a file that does not exist, or that is not public yet."""
        if spec.inline or not spec.target:
            return spec.inline
        wanted = data_path(spec, path)
        if owner := private_to(wanted, path, self.links):
            message = f"shows data of {owner}, which is not public yet"
            self._report("LNK03", spec.place(path), message, found=spec.target, fix=COPY_FILE)
            return None
        on_disk = self.links.files.get(wanted, "")
        # The reader of the text has told of a file of another kind.
        if not on_disk and is_data(spec.target) and not is_remote(spec.target):
            near = self._near(spec.target, wanted, posixpath.dirname(path))
            fix = f"did you mean {near}?" if near else "write the path of a CSV, TSV or JSON file beside this text"
            self._report("FIG03", spec.place(path), "there is no such data file", found=spec.target, fix=fix)
        # A first preview has read no data yet: the figure is left out until the build behind it ends.
        return self.inputs.files.datasets.get(on_disk)

    def _near(self, target: str, wanted: str, home: str) -> str:
        """Return the path from the folder `home` of the file that was probably meant: there, or in another folder."""
        folder, suggester = posixpath.dirname(wanted), self.links.suggester
        beside = suggester.nearest(target, f"data {folder}", lambda: _neighbours(folder, self.links))
        if beside:
            return posixpath.relpath(posixpath.join(folder, beside), home)
        elsewhere = [path for path in self.links.files if is_data(path) and not path.startswith(FOLDER)]
        name = suggester.nearest(posixpath.basename(wanted), "data", lambda: map(posixpath.basename, elsewhere))
        found = min((path for path in elsewhere if name and posixpath.basename(path) == name), default="")
        return posixpath.relpath(found, home) if found else ""

    def _report_data(self, data: Dataset) -> None:
        """Report what is wrong with a data file once, however many figures it is for."""
        key = data.path if data.digest else f"{data.path}:{data.header.line}"
        if key not in self.told:
            self.told.add(key)
            self.diagnostics.extend(data.diagnostics)

    def _report(self, code: str, place: Place, message: str, *, found: str, fix: str) -> None:
        self.diagnostics.append(diagnostic(code, place, message, found=found, fix=fix))

    def _text(self, spec: FigureSpec, owner: FigureOwner) -> FigureText:
        text = FigureText(
            id=spec.id,
            number=spec.number,
            title=spec.title,
            subtitle=spec.subtitle,
            source=spec.source,
            source_url=spec.source_url,
            notes=spec.notes,
            license=spec.license,
            alt=spec.alt,
            marked=spec.marked,
            language=owner.language,
            is_wide=spec.is_wide,
        )
        return addressed(text, self.inputs.site.prefix + owner.url, spec.id, has_image=spec.kind == "chart")


def shared_owner(figure: SharedFigure, language: str) -> FigureOwner:
    """Return the owner of a shared figure in a text of some language."""
    return FigureOwner(path=figure.path, url=SHARED_URL, language=language)


def with_addresses(view: FigureView, folder: str, stem: str) -> FigureView:
    """Return a figure whose files are called `stem` and lie in `folder`."""
    text = addressed(view.text, folder, stem, has_image=bool(view.text.image))
    return with_hash(replace(view, text=text, content_hash=NO_DIGEST))


def addressed(text: FigureText, folder: str, stem: str, *, has_image: bool) -> FigureText:
    """Return what stands around a figure with the addresses of its files, which are called `stem`, in `folder`."""
    base = folder + file_link(stem)[1:]
    return replace(text, page=f"{base}/", csv=f"{base}.csv", image=f"{base}.png" if has_image else "")


def _neighbours(folder: str, links: LinkIndex) -> list[str]:
    return [path.removeprefix(f"{folder}/") for path in links.files if path.startswith(f"{folder}/")]
