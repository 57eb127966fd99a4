"""Unit and multiplier of a figure: the nearest declaration counts, from the cell outwards."""

from collections.abc import Iterable
from dataclasses import replace

from extractor.language.units import find_unit
from extractor.model import Quantity, Status

MEASURED = (Status.OK, Status.UNCERTAIN, Status.NIL, Status.MISSING)


def measured(quantity: Quantity, labels: Iterable[str]) -> Quantity:
    """The quantity with the unit that its own text or the nearest of the labels declares.

    A label with a bare multiplier («тыс.») leaves the unit to a farther one; a unit printed in the cell asks no label.
    """
    if quantity.unit or quantity.status not in MEASURED:
        return quantity
    multiplier = quantity.multiplier
    for label in labels:
        found = find_unit(label)
        if found is not None:
            multiplier = multiplier if multiplier > 1 else found.multiplier
            if found.unit:
                return replace(quantity, unit=found.unit, multiplier=multiplier)
    return replace(quantity, multiplier=multiplier) if multiplier != quantity.multiplier else quantity
