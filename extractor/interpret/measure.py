"""Unit and multiplier of a figure: the nearest declaration counts, from the cell outwards."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from extractor.interpret.kinds import starts_with
from extractor.language.units import UnitFound, find_unit
from extractor.model import Quantity, Status

MEASURED = (Status.OK, Status.UNCERTAIN, Status.NIL, Status.MISSING)


DECLARED = ("alone", "in_brackets", "after_comma", "at_the_end")


def measured(quantity: Quantity, labels: Iterable[str], around: Iterable[str]) -> Quantity:
    """The quantity with the unit that its own text or the nearest of the labels declares.

    A label with a bare multiplier («тыс.») leaves the unit to a farther one; a unit printed in the cell asks no label. What
    stands ``around`` the table must declare a unit for all of it («Расходы, тыс. руб.»), and says nothing of what a label counts
    by itself («Число библиотек»).
    """
    if quantity.unit or quantity.status not in MEASURED:
        return quantity
    multiplier = quantity.multiplier
    near = tuple(labels)
    far = () if any(starts_with(each, "counting") for each in near) else tuple(around)
    for found in chain(map(find_unit, near), filter(_is_declared, map(find_unit, far))):
        if found is not None:
            multiplier = multiplier if multiplier > 1 else found.multiplier
            if found.unit:
                return replace(quantity, unit=found.unit, multiplier=multiplier)
    return replace(quantity, multiplier=multiplier) if multiplier != quantity.multiplier else quantity


def _is_declared(found: UnitFound | None) -> bool:
    return found is not None and found.rule in DECLARED
