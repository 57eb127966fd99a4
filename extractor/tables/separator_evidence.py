"""Cells judged by their neighbours: two readings of a separator, «нет» among figures and among
words.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from extractor.model import Quantity, Status
from extractor.tables.cell_types import is_whole
from extractor.tables.values import decided


class Read(Struct, frozen=True, gc=False):
    """A cell's quantity with its unit, and the line of cells it belongs to: its row and its
    column.
    """

    row: int
    column: int
    quantity: Quantity


@dataclass(slots=True)
class Neighbours:
    """What the cells of one row or one column show together."""

    figures: int = 0
    words: int = 0
    fractions: set[str] = field(default_factory=set)
    grouped: bool = False

    def add(self, quantity: Quantity) -> None:
        if quantity.status == Status.OK:
            self.figures += 1
            if quantity.decimals:
                self.fractions.add(quantity.unit)
            else:
                self.grouped = self.grouped or _is_marked(quantity.raw)
        elif quantity.status == Status.UNCERTAIN:
            self.figures += 1
        elif quantity.status == Status.TEXT:
            self.words += 1


def _is_marked(raw: str) -> bool:
    """«1.234.567»: a whole number whose thousands are set off by the mark in question."""
    return raw.count(".") > 1 or raw.count(",") > 1


def judged(cells: Sequence[Read]) -> list[Quantity]:
    """The quantities of a table, each decided where its neighbours decide it."""
    columns: dict[int, Neighbours] = defaultdict(Neighbours)
    rows: dict[int, Neighbours] = defaultdict(Neighbours)
    for each in cells:
        columns[each.column].add(each.quantity)
        rows[each.row].add(each.quantity)
    return [_judge(each.quantity, columns[each.column], rows[each.row]) for each in cells]


def _judge(quantity: Quantity, column: Neighbours, row: Neighbours) -> Quantity:
    if quantity.status == Status.UNCERTAIN and quantity.extra[0][0] == "decimal":
        reading = next(
            (reading for rule in READINGS if (reading := rule(quantity, column, row))), ""
        )
        return decided(quantity, reading) if reading else quantity
    if (not column.figures and _is_yes_or_no(quantity)) or (
        column.words > column.figures and _is_aside(quantity)
    ):
        return replace(quantity, value=None, decimals=None, status=Status.TEXT)
    return quantity


def _is_yes_or_no(quantity: Quantity) -> bool:
    """«нет» in a column without figures: an answer."""
    return quantity.status == Status.NIL and is_whole(quantity.raw, "yes_no")


def _is_aside(quantity: Quantity) -> bool:
    """«2 этажа» or «нет» among descriptions."""
    if _is_yes_or_no(quantity):
        return True
    return (
        quantity.status == Status.OK
        and not quantity.unit
        and any(name == "note" for name, _ in quantity.extra)
    )


Reading = Callable[[Quantity, Neighbours, Neighbours], str]


def multiplied(quantity: Quantity, _column: Neighbours, _row: Neighbours) -> str:
    """«12,345» in thousands of roubles: a comma behind thousands is decimal."""
    return "decimal" if quantity.multiplier > 1 and "," in quantity.raw else ""


def percent(quantity: Quantity, _column: Neighbours, _row: Neighbours) -> str:
    return "decimal" if quantity.unit == "%" else ""


def grouped_beside(quantity: Quantity, column: Neighbours, _row: Neighbours) -> str:
    """A longer number in the column is grouped by the same kind of mark."""
    return "thousands" if column.grouped and not column.fractions else ""


def fractions_in_column(quantity: Quantity, column: Neighbours, _row: Neighbours) -> str:
    return "decimal" if quantity.unit in column.fractions else ""


def fractions_in_row(quantity: Quantity, _column: Neighbours, row: Neighbours) -> str:
    return "decimal" if quantity.unit in row.fractions else ""


READINGS: tuple[Reading, ...] = (
    multiplied,
    percent,
    grouped_beside,
    fractions_in_column,
    fractions_in_row,
)
