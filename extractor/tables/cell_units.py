"""Unit and multiplier of a figure: the nearest declaration counts, from the cell outwards."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from msgspec.structs import replace

from extractor.model import Quantity, Status, UnitRule
from extractor.russian.units import UnitFound, find_unit
from extractor.tables.cell_types import is_whole, starts_with
from extractor.words import words

_SHARE_BESIDE = re.compile(r"[(,;/]\s*(?:в\s+)?%\s*\)?\s*$")
_UNIT_ASIDE = re.compile(r"(?P<own>[^()]*\S)\s*\((?P<aside>[^()]+)\)\s*")
MEASURED = (Status.OK, Status.UNCERTAIN, Status.NIL, Status.MISSING)
DECLARED = frozenset(
    (UnitRule.ALONE, UnitRule.IN_BRACKETS, UnitRule.AFTER_COMMA, UnitRule.AT_THE_END)
)
BESIDE = (
    "",
    "%",
    "item",
)  # visits may be given in per cent of last year or in thousands by a label
AROUND = ("", "item")  # … and by a caption in thousands


@lru_cache(maxsize=8192)
def says_share(labels: tuple[str, ...]) -> bool:
    """Whether the first unit that labels declare is a share: «Охват населения, %»."""
    found = next((unit for unit in map(find_unit, labels) if unit is not None and unit.unit), None)
    return found is not None and found.unit in words("tables")["shares"]


def measured(
    quantity: Quantity, labels: Callable[[], tuple[str, ...]], around: tuple[str, ...]
) -> Quantity:
    """The quantity with the unit that its own text or the nearest of the labels declares.

    A label with a bare multiplier («тыс.») leaves the unit to a farther one, and one that only
    names what is counted («Посещения») the multiplier and any declared unit; a unit printed in the
    cell asks no label. What stands ``around`` the table must declare a unit for all of it
    («Расходы, тыс. руб.»), and says nothing of what a label counts by itself («Число библиотек»).
    """
    if quantity.unit or quantity.status not in MEASURED:
        return quantity
    names = labels()
    if any(
        name == "share" for name, _ in quantity.extra
    ):  # «Экз. (%)» over «800 (64 %)»: the sign is that of the bracket
        names = tuple(_SHARE_BESIDE.sub("", label) for label in names)
    if any(name == "aside" for name, _ in quantity.extra):
        names = tuple(map(_without_aside, names))
    unit, multiplier = _declared(names, around, quantity.multiplier)
    return (
        _with_unit(quantity, unit, multiplier)
        if unit or multiplier != quantity.multiplier
        else quantity
    )


@lru_cache(maxsize=8192)
def _without_aside(label: str) -> str:
    """«Комплектование, тыс. руб. (экз.)» over «120,5 (340)»: the second unit is that of the
    figure in brackets.
    """
    split = _UNIT_ASIDE.fullmatch(label)
    found = (find_unit(split["own"]), find_unit(split["aside"])) if split else ()
    return (
        split["own"] if split and all(unit is not None and unit.unit for unit in found) else label
    )


@lru_cache(maxsize=8192)
def _declared(near: tuple[str, ...], far: tuple[str, ...], multiplier: int) -> tuple[str, int]:
    """Unit and multiplier that labels give; cached, for all cells of a column and of a group of
    rows ask the same.
    """
    counted = ""
    if any(is_whole(text, "budgets") for text in near):
        near = _without_budgets(near, far)
    for found, units in chain(_found(near, BESIDE), _found_around(near, far)):
        if counted and found.unit not in units:
            continue
        multiplier = multiplier if multiplier > 1 else found.multiplier
        if _names_the_counted(found):
            counted = counted or found.unit
        elif found.unit:
            return found.unit, multiplier
    return counted, multiplier


def _with_unit(quantity: Quantity, unit: str, multiplier: int) -> Quantity:
    return replace(quantity, unit=unit, multiplier=multiplier)


def _found(
    texts: Iterable[str], units: tuple[str, ...]
) -> Iterator[tuple[UnitFound, tuple[str, ...]]]:
    """What texts declare, each with the units in which something counted may still be given
    there.
    """
    return ((found, units) for text in texts if (found := find_unit(text)) is not None)


def _found_around(
    near: tuple[str, ...], around: Iterable[str]
) -> Iterator[tuple[UnitFound, tuple[str, ...]]]:
    counts = any(starts_with(text, "counting") for text in near)
    for found, units in _found(filter(_is_declared_in, around), AROUND):
        if not counts or (found.unit, found.multiplier) == ("item", 1):
            yield found, units


def _without_budgets(near: tuple[str, ...], around: tuple[str, ...]) -> tuple[str, ...]:
    """«МБ» under money is the municipal budget and no size of a file."""
    money = any(
        found is not None and found.unit == "RUB" for found in map(find_unit, (*near, *around))
    )
    return tuple(text for text in near if not (money and is_whole(text, "budgets")))


def _names_the_counted(found: UnitFound) -> bool:
    return found.rule == UnitRule.ALONE and found.unit in words("tables")["counted"]


def _is_declared_in(text: str) -> bool:
    found = find_unit(text)
    return found is not None and found.rule in DECLARED
