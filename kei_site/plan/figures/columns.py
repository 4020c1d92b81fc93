"""A data set and the keys of a figure -> columns of typed values, or diagnostics with the place of the cell."""

from collections.abc import Sequence

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.moments import (
    When,
    as_form,
    day_of_hour,
    from_day_count,
    is_impossible_date,
    is_unclear_date,
    read_when,
    with_year_first,
)
from kei_site.core.numerals import Number, is_missing, read_number, suggested
from kei_site.core.suggest import nearest
from kei_site.core.value import value
from kei_site.model.figures import DataRow, Dataset, FigureSpec

_MOST_TOLD = 8
"""Diagnostics of one kind for one column."""
FORMS = {"year": "2024", "quarter": "2024-Q3", "month": "2024-07", "day": "2024-07-21"}
"""Forms of dates, each with an example."""

ON_TIME = frozenset(("line", "area", "slope", "small-multiples", "timeline"))
"""Types that run along time, if their data do."""

_TOTALS = frozenset(("total", "totals", "grand total", "sum", "all", "합계", "총계", "소계", "계", "총합", "전체"))


_NAMES_OF_DAYS = frozenset(("date", "dates", "day", "datum", "tag", "fecha", "jour", "날짜", "일자", "일시"))


class NotDrawable(Exception):
    """The figure has a fault, which is reported."""


@value
class NumberColumn:
    """A column of numbers."""

    name: str
    values: tuple[float | None, ...]
    decimals: int


@value
class AxisColumn:
    """The column of the axis below."""

    name: str
    form: str
    """`category`, a key of FORMS, or `mixed`."""
    texts: tuple[str, ...]
    """In canonical form."""
    days: tuple[int, ...] = ()


@value
class Table:
    """The data set of a figure, and the diagnostics found so far."""

    data: Dataset
    spec: FigureSpec
    path: str
    """Of the file with the keys of the figure."""
    diagnostics: list[Diagnostic]

    def report(self, code: str, place: Place, message: str, *, found: str = "", fix: str = "") -> None:
        """Add a diagnostic."""
        self.diagnostics.append(diagnostic(code, place, message, found=found[:120], fix=fix))

    def refuse(self, code: str, key: str, message: str, *, found: str = "", fix: str = "") -> NotDrawable:
        """Report a fault of a key, and return what to raise."""
        self.report(code, self.spec.place(self.path, key), message, found=found, fix=fix)
        return NotDrawable()

    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return self.data.header.cells

    def index(self, name: str, key: str) -> int:
        """Return the index of the column that a key names. Raises NotDrawable (DAT13)."""
        if name in self.names():
            return self.names().index(name)
        near = nearest(name, self.names())
        parts = [part.strip() for part in name.split(",")]
        if len(parts) > 1 and all(part in self.names() for part in parts):
            fix = f"write a list: [{', '.join(parts)}]"
            raise self.refuse("DAT13", key, "several columns in one name", found=name, fix=fix)
        fix = f"did you mean `{near}`?" if near else f"the columns are {', '.join(self.names()[:12])}"
        raise self.refuse("DAT13", key, f"no such column in {self.data.path}", found=name, fix=fix)

    def cells(self, at: int) -> tuple[str, ...]:
        """Return the cells of the column with the index `at`."""
        return tuple([row.cells[at] for row in self.data.rows])

    def has_numbers(self, at: int) -> bool:
        """Tell whether a column has any number."""
        return any(read_number(cell) for cell in self.cells(at))

    def share_of_dates(self, at: int) -> float:
        """Return which part of a column is dates, from 0 to 1, but for cells without data."""
        cells = [cell for cell in self.cells(at) if not is_missing(cell)]
        return sum(read_when(cell) is not None for cell in cells) / max(len(cells), 1)

    def numbers(self, at: int) -> NumberColumn:
        """Return a column of numbers; reports texts in it (DAT14) and signs in its numbers (DAT16)."""
        read = [read_number(cell) for cell in self.cells(at)]
        self._report_texts(at, read)
        self._report_signs(at, read)
        decimals = max((number.decimals for number in read if number), default=0)
        values = tuple([number.value if number else None for number in read])
        return NumberColumn(name=self.names()[at], values=values, decimals=decimals)

    def _report_texts(self, at: int, read: Sequence[Number | None]) -> None:
        wrong = [row for row, number in zip(self.data.rows, read, strict=True) if not number]
        texts = [row for row in wrong if not is_missing(row.cells[at])]
        for row in texts[:_MOST_TOLD]:
            message = f"a text in the column of numbers `{self.names()[at]}`"
            self.report("DAT14", self.data.place(row, at), message, found=row.found(at), fix=fix_of(row.cells[at]))

    def _report_signs(self, at: int, read: Sequence[Number | None]) -> None:
        rows = [(row, number) for row, number in zip(self.data.rows, read, strict=True) if number]
        shares = [row for row, number in rows if "%" in row.cells[at]]
        grouped = [row for row, number in rows if not number.is_plain and "%" not in row.cells[at]]
        without = [(row, number) for row, number in rows if number.value and "%" not in row.cells[at]]
        if shares and without:
            self._report_two_scales(at, shares[0], *without[0])
        else:
            fix = "leave it out, and write `unit: '%'`"
            self._report_first(at, shares, "a percent sign in a column of numbers", fix)
            self._report_first(at, grouped, "a separator between thousands", "write the number without: 12345.6")

    def _report_first(self, at: int, rows: Sequence[DataRow], message: str, fix: str, *, code: str = "DAT16") -> None:
        """Report what several rows have at the first of them."""
        more = f", and {len(rows) - 1} more" if len(rows) > 1 else ""
        for row in rows[:1]:
            self.report(code, self.data.place(row, at), f"{message}{more}", found=row.found(at), fix=fix)

    def _report_two_scales(self, at: int, share: DataRow, plain: DataRow, number: Number) -> None:
        """Report a number with a percent sign and one without, which may be a hundredth of what it is drawn as."""
        name, fix = self.names()[at], "write all without the sign, and `unit: '%'`"
        is_part = abs(number.value) <= 1
        doubt = f"write {number.value * 100:.12g} if it is a part of 1; {fix}" if is_part else fix
        message = f"a percent sign in the column `{name}`, which has numbers without, too: two scales"
        self.report("DAT16", self.data.place(share, at), message, found=share.found(at), fix=fix)
        message = f"a number without a percent sign in the column `{name}`, which has numbers with one: two scales"
        self.report("DAT16", self.data.place(plain, at), message, found=plain.found(at), fix=doubt)

    def report_unnamed(self, at: int) -> None:
        """Report the empty cells of a column that names the rows (DAT12)."""
        name = self.names()[at]
        for row in [row for row in self.data.rows if not row.cells[at]][:_MOST_TOLD]:
            fix = f"name its `{name}`, or delete the row"
            self.report("DAT12", self.data.place(row, at), f"a row without its `{name}`", fix=fix)

    def axis(self, at: int, *, may_mix: bool = False) -> AxisColumn:
        """Return the column of the axis below; reports empty cells (DAT12) and dates of two forms (DAT15).

        `may_mix`: dates may have several forms, as events do of which a day or only the year is known.
        """
        cells, name = self.cells(at), self.names()[at]
        self.report_unnamed(at)
        whens = [read_when(cell) for cell in cells]
        known = [when for when in whens if when]
        self._refuse_unsure_dates(at, len(known))
        self._refuse_day_counts(at)
        # A last line that is no date may be a total or a note below them.
        is_dated = len(known) * 5 >= len(cells) * 4 or (len(known) > 1 and all(whens[:-1]))
        if not is_dated or not known:
            return AxisColumn(name=name, form="category", texts=cells)
        is_mixed = may_mix and len(known) == len(cells) and len({when.form for when in known}) > 1
        form = "mixed" if is_mixed else self._one_form(at, whens, known)
        days = tuple([when.days if when else 0 for when in whens])
        texts = tuple([when.text if when else cell for when, cell in zip(whens, cells, strict=True)])
        return AxisColumn(name=name, form=form, texts=texts, days=days)

    def _refuse_unsure_dates(self, at: int, known: int) -> None:
        """Report dates that nobody can place in time (DAT15), where most cells of a chart along time are dates.

        `known`: how many cells are dates that can be placed. Raises NotDrawable.
        """
        rows = self.data.rows if self.spec.type in ON_TIME else ()
        unclear = [row for row in rows if is_unclear_date(row.cells[at])]
        impossible = [row for row in rows if is_impossible_date(row.cells[at])]
        hours = [row for row in rows if day_of_hour(row.cells[at])]
        unsure = len(unclear) + len(impossible) + len(hours)
        if (known + unsure) * 5 < len(rows) * 4 or not unsure:
            return
        for row in unclear[:1]:
            place, more = self.data.place(row, at), f", and {len(unclear) - 1} more" if len(unclear) > 1 else ""
            sure = with_year_first(row.cells[at])
            message = "a date that does not begin with its year" if sure else "a date that can be read in two ways"
            fix = f"write the year first: {sure or '2024-07-21, or 2024-07 for a month'}"
            self.report("DAT15", place, f"{message}{more}", found=row.found(at), fix=fix)
        for row in impossible[:_MOST_TOLD]:
            message, fix = "a date that no calendar has", "write a day, month or quarter that there is"
            self.report("DAT15", self.data.place(row, at), message, found=row.found(at), fix=fix)
        for row in hours[:1]:
            fix = f"write the day alone: {day_of_hour(row.cells[at])}; or, for hours of one day, the hours alone: 13:00"
            self._report_first(at, hours, "a date with an hour", fix, code="DAT15")
        raise NotDrawable

    def _refuse_day_counts(self, at: int) -> None:
        """Report numbers in the place of days, as spreadsheets keep them (DAT15). Raises NotDrawable."""
        cells = self.cells(at)
        is_named = self.spec.type in ON_TIME and self.names()[at].casefold() in _NAMES_OF_DAYS
        if is_named and cells and all(map(from_day_count, cells)):
            fix = f"write {from_day_count(cells[0])}: format the column as dates, and save the file again"
            place = self.data.place(self.data.rows[0], at)
            self.report("DAT15", place, "a number in the place of a date", found=cells[0], fix=fix)
            raise NotDrawable

    def _one_form(self, at: int, whens: Sequence[When | None], known: Sequence[When]) -> str:
        counts = {form: sum(when.form == form for when in known) for form in FORMS}
        form = max(FORMS, key=lambda form: counts[form])
        others = [
            row
            for row, when in zip(self.data.rows, whens, strict=True)
            if row.cells[at] and (not when or when.form != form)
        ]
        for row in others[:_MOST_TOLD]:
            fix = f"write it as the others are written: {as_form(row.cells[at], form) or FORMS[form]}"
            message = f"a date of another form in the column `{self.names()[at]}`"
            if is_total(row.cells[at]):
                message, fix = "a total below dates", "delete the row"
            self.report("DAT15", self.data.place(row, at), message, found=row.found(at), fix=fix)
        if others:
            raise NotDrawable
        return form


def is_total(name: str) -> bool:
    """Tell whether a row or a column is named as the sum of others."""
    return name.casefold().rstrip(" .:") in _TOTALS


def fix_of(cell: str) -> str:
    """Return how to write a cell that is to be a number."""
    plain = suggested(cell)
    if not plain:
        return "write a number such as 1234.5, or leave the cell empty for no data"
    return f"write {plain}; what stands around it belongs under `unit:` or `notes:`"
