"""Figures that two reports of a district print differently: what a planted or restated one does
to the reports beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from samples.blocks import Cell, Sample
from samples.rows import Row

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell and where it stands."""

    report: str
    section: str
    table: int
    cell: Cell

    @property
    def value(self) -> Decimal | None:
        return self.cell.fact.value if self.cell.fact else None

    @property
    def place(self) -> str:
        return f"{self.report} table {self.table} R{self.cell.row}C{self.cell.column}"


def echoes(reports: Iterable[Sample]) -> Iterator[Row]:
    """Each cell that differs from what an earlier report prints for the same table, figure,
    library and year.
    """
    seen: dict[Key, Printed] = {}
    for sample in reports:
        for key, now in _printed(sample):
            before = seen.get(key)
            if before and before.report != now.report and before.value != now.value:
                yield _echo(now, before)
            seen[key] = now


def _printed(sample: Sample) -> Iterator[tuple[Key, Printed]]:
    for number, section, grid in sample.tables():
        name = grid.name.removesuffix("-1").removesuffix("-2")
        for cell in grid.cells:
            if cell.fact and cell.fact.value is not None and cell.fact.code:
                key = (sample.district, name, cell.fact.code, cell.fact.library, cell.fact.period)
                yield key, Printed(sample.report, section, number, cell)


def _echo(now: Printed, before: Printed) -> Row:
    return {
        "report": now.report,
        "section": now.section,
        "table": now.table,
        "row": now.cell.row,
        "column": now.cell.column,
        "code": now.cell.fact.code if now.cell.fact else "",
        "printed": now.cell.text,
        "before": before.cell.text,
        "place_before": before.place,
    }
