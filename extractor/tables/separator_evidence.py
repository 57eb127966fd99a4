"""Cells judged by their neighbours: two readings of a separator, «нет» among figures and among
words.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from extractor.model import Quantity, Status
from extractor.rules import Rule, first_match
from extractor.tables.cell_quantities import decided
from extractor.tables.cell_types import is_whole
from extractor.text import clean

_LIST = re.compile(r"\d{1,3}, \d{1,2}")


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
    lists: int = 0
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
            self.lists += _LIST.fullmatch(clean(quantity.raw)) is not None
        elif quantity.status == Status.TEXT:
            self.words += 1


def _is_marked(raw: str) -> bool:
    """«1.234.567»: a whole number whose thousands are set off by the mark in question."""
    return raw.count(".") > 1 or raw.count(",") > 1


def judged(cells: Sequence[Read]) -> list[Quantity]:
    """The quantities of a table, each decided where its neighbours decide it."""
    columns: dict[int, Neighbours] = defaultdict(Neighbours)
    rows: dict[int, Neighbours] = defaultdict(Neighbours)
    for cell in cells:
        columns[cell.column].add(cell.quantity)
        rows[cell.row].add(cell.quantity)
    return [_judge(cell.quantity, columns[cell.column], rows[cell.row]) for cell in cells]


def _judge(quantity: Quantity, column: Neighbours, row: Neighbours) -> Quantity:
    if quantity.status == Status.UNCERTAIN and quantity.extra[0][0] == "decimal":
        found = first_match(READINGS, Among(quantity, column, row))
        is_list = row.lists > 1 and not row.fractions
        is_decided = found and not is_list and found[1].value in dict(quantity.extra)
        if found and is_decided:
            return decided(quantity, found[1].value)
        return _as_a_list(quantity)
    if (not column.figures and _is_yes_or_no(quantity)) or (
        column.words > column.figures and _is_aside(quantity)
    ):
        return replace(quantity, value=None, decimals=None, status=Status.TEXT)
    return quantity


def _as_a_list(quantity: Quantity) -> Quantity:
    """«1, 2» where nothing beside it has decimals: a list, and no figure."""
    plain = clean(quantity.raw)
    if _LIST.fullmatch(plain) is None:
        return quantity
    return replace(quantity, status=Status.TEXT, unit="", multiplier=1, extra=())


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


class Separator(StrEnum):
    """What a mark between figures means; the names under which both readings were kept."""

    DECIMAL = "decimal"
    THOUSANDS = "thousands"


class Among(NamedTuple):
    """An uncertain figure among the others of its column and its row."""

    quantity: Quantity
    column: Neighbours
    row: Neighbours


def multiplied(seen: Among) -> Separator | None:
    """«12,345» in thousands of roubles: a comma behind thousands is decimal."""
    quantity = seen.quantity
    return Separator.DECIMAL if quantity.multiplier > 1 and "," in quantity.raw else None


def percent(seen: Among) -> Separator | None:
    """«12,345 %»."""
    return Separator.DECIMAL if seen.quantity.unit == "%" else None


def grouped_beside(seen: Among) -> Separator | None:
    """A longer number in the column is grouped by the same kind of mark."""
    grouped = seen.column.grouped and not seen.column.fractions
    return Separator.THOUSANDS if grouped else None


def fractions_in_column(seen: Among) -> Separator | None:
    """Other figures of the column have decimals."""
    return Separator.DECIMAL if seen.quantity.unit in seen.column.fractions else None


def fractions_in_row(seen: Among) -> Separator | None:
    """Other figures of the row have decimals."""
    return Separator.DECIMAL if seen.quantity.unit in seen.row.fractions else None


READINGS: tuple[Rule[Among, Separator], ...] = (
    Rule(
        "multiplied",
        multiplied,
        """
        | Библиотека | Расходы, тыс. руб. |
        | Луговская | 12,345 |
        """,
    ),
    Rule(
        "percent",
        percent,
        """
        | Библиотека | Охват, % |
        | Луговская | 12,345 |
        """,
    ),
    Rule(
        "grouped_beside",
        grouped_beside,
        """
        | Библиотека | Выдача |
        | Луговская | 12.345 |
        | Заречная | 1.012.345 |
        """,
    ),
    Rule(
        "fractions_in_column",
        fractions_in_column,
        """
        | Библиотека | Площадь |
        | Луговская | 12,345 |
        | Заречная | 10,5 |
        """,
    ),
    Rule(
        "fractions_in_row",
        fractions_in_row,
        """
        | Библиотека | Площадь | Подсобная |
        | Луговская | 12,345 | 10,5 |
        """,
    ),
)
