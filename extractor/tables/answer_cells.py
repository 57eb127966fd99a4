"""A cell of words and figures under a head that asks for one figure: the figure that answers is the
cell's value.

«Расписание и количество часов в неделю» over «10.00–13.00, выходной: воскресенье, 27 часов» asks
for 27.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from extractor.model import Quantity, Status
from extractor.rules import Rule, first_match
from extractor.russian.units import UnitFound, find_unit, unit_at
from extractor.tables.cell_figures import FIGURE, Figure, figure_of
from extractor.tables.cell_types import has_word
from extractor.text import one_dash
from extractor.words import words

_FIGURE = re.compile(rf"(?<![\d.,:-]){FIGURE}(?![.:]\d)")
_FIRST = re.compile(rf"\s*(?P<digits>{FIGURE})")
_NAMED = re.compile(
    rf"(?P<name>[^\W\d_].*?)\s*[-:]\s*(?P<digits>{FIGURE})\s*(?:чел\.?|человек\w?)?\s*\.?\s*",
    re.DOTALL,
)
_ENDS_WITH_FIGURE = re.compile(r"\s[-:]\s*\d+\s*$", re.MULTILINE)
_DETAIL = re.compile(r"\s*(?:[\n(,;]|$)")


class Asked(NamedTuple):
    """What a cell says, and the heads over it, the nearest first."""

    quantity: Quantity
    heads: Sequence[str]


def answered(quantity: Quantity, heads: Sequence[str]) -> Quantity:
    """The quantity of a cell of words, with the figure that the heads over it ask for; ``heads``
    are the nearest first.
    """
    if quantity.status != Status.TEXT or not re.search(r"\d", quantity.raw):
        return quantity
    found = first_match(RULES, Asked(quantity, heads))
    return found[1] if found else quantity


def in_the_unit_asked(asked: Asked) -> Quantity | None:
    """«количество часов» over «… 27 часов»: the only figure of that unit."""
    quantity, heads = asked
    units = {unit.unit for head in heads for unit in _units_asked(head)}
    found = [(figure, unit) for figure, unit in _measures(quantity.raw) if unit.unit in units]
    return _value(quantity, *found[0]) if len(found) == 1 else None


def measure_first(asked: Asked) -> Quantity | None:
    """«755 кв. м (3 этажа, 1987 г.)»: a measure stands first, then its details."""
    quantity = asked.quantity
    text = one_dash(quantity.raw)
    first = _FIRST.match(text)
    unit = unit_at(text, first.end()) if first else None
    if (
        first is None
        or unit is None
        or unit.unit not in words("tables")["physical"]
        or not _DETAIL.match(text, unit.end)
    ):
        return None
    figure = figure_of(first["digits"])
    return _value(quantity, figure, unit) if figure else None


def named_count(asked: Asked) -> Quantity | None:
    """«с указанием количества жителей» over «с. Луговое - 1290»: one name and its count."""
    quantity, heads = asked
    if not any(has_word(head, "counting") for head in heads):
        return None
    text = one_dash(quantity.raw).strip()
    found = _NAMED.fullmatch(text)
    figure = figure_of(found["digits"]) if found else None
    if found is None or figure is None or _ENDS_WITH_FIGURE.search(found["name"]):
        return None
    return _value(quantity, figure, unit_at(text, found.end("digits")))


RULES: tuple[Rule[Asked, Quantity], ...] = (
    Rule(
        "in_the_unit_asked",
        in_the_unit_asked,
        """
        | Библиотека | Расписание и количество часов в неделю |
        | Луговская | 10.00–13.00, выходной: воскресенье, 27 часов |
        """,
    ),
    Rule(
        "measure_first",
        measure_first,
        """
        | Библиотека | Помещение |
        | Луговская | 755 кв. м, 3 этажа, 1987 г. |
        """,
    ),
    Rule(
        "named_count",
        named_count,
        """
        | Библиотека | Населённый пункт с указанием количества жителей |
        | Луговская | с. Луговое - 1290 |
        """,
    ),
)


def _units_asked(head: str) -> Iterator[UnitFound]:
    """Units of time and measure that a head names behind a word of counting."""
    for found in re.finditer(r"(?:количеств\w*|кол-во|числ[оа])\s+", head, re.IGNORECASE):
        unit = find_unit(head[found.start() : found.end()] + head[found.end() :].split(" ")[0])
        if unit is not None and unit.unit in words("tables")["physical"]:
            yield unit


def _measures(raw: str) -> Iterator[tuple[Figure, UnitFound]]:
    text = one_dash(raw)
    for found in _FIGURE.finditer(text):
        figure, unit = figure_of(found[0]), unit_at(text, found.end())
        if figure is not None and unit is not None:
            yield figure, unit


def _value(quantity: Quantity, figure: Figure, unit: UnitFound | None) -> Quantity:
    found = replace(quantity, value=figure.value, decimals=figure.decimals, status=Status.OK)
    return found if unit is None else replace(found, unit=unit.unit, multiplier=unit.multiplier)
