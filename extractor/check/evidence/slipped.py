"""Whether one slip of the hand explains why a statement fails, which chance seldom does."""

from fractions import Fraction

from extractor.check.correction.candidates import candidates
from extractor.check.correction.slips import SHIFTS, length_of
from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Interval
from extractor.check.relations.edit import Edit, solved

SLIPS = frozenset({"digit", "swap", "shift", "sign"})
LEAST_DIGITS = 3  # of a figure: a shorter one is near to any other by a slip
FEW = 5  # figures of a statement of which any may be the one with a slip
MANY_DIGITS = 6  # of a figure two of whose digits may be wrong
NEARLY = Fraction(1, 100)


def has_slip(edit: Edit) -> bool:
    """Return whether one slip of the hand in one figure of some length explains the difference.

    Of many figures one is always near to a slip: there only that of the whole says something.
    """
    whole = [edit.whole] if edit.whole is not None else []
    suspects = whole if len(edit.figures) > FEW else edit.figures.values()
    return any(_slips(edit, figure) for figure in suspects)


def is_swapped(edit: Edit) -> bool:
    """Return whether two digits of a figure have changed places, which chance hardly ever does."""
    bounds = ((one, _own_bound(edit, one)) for one in edit.figures.values())
    return any(
        found.rule == "swap" and found.cost <= 1
        for one, bound in bounds
        if bound is not None and length_of(one.value) >= LEAST_DIGITS
        for found in candidates(one, bound)
    )


def is_off_by_tens(edit: Edit) -> bool:
    """Return whether only the point of a result is wrong, however short it is: «9,0» for «0,9»."""
    whole = edit.whole
    bound = _own_bound(edit, whole) if whole is not None else None
    return whole is not None and bound is not None and _is_shifted(whole, bound)


def _slips(edit: Edit, figure: Figure) -> bool:
    length = length_of(figure.value)
    if length < LEAST_DIGITS:
        return False
    bound = _own_bound(edit, figure)
    if bound is None:
        return False
    width = bound.high - bound.low
    if width <= abs(bound.middle) * NEARLY and _is_shifted(figure, bound):
        return True
    dearest = 2 if length >= MANY_DIGITS else 1
    found = candidates(figure, bound) if width <= max(figure.step, Fraction(1)) * 2 else ()
    return any(one.rule in SLIPS and one.cost <= dearest for one in found)


def _own_bound(edit: Edit, figure: Figure) -> Interval | None:
    """Return the values of a figure with which a statement holds, in its printed unit."""
    ref = next(ref for ref, one in edit.figures.items() if one is figure)
    bound = solved(edit, ref)
    factor = figure.scale if edit.scaled else 1
    return None if bound is None else Interval(bound.low / factor, bound.high / factor)


def _is_shifted(figure: Figure, bound: Interval) -> bool:
    """Return whether a point was moved: the digits of «0,621» are those of 62,1."""
    factors = (Fraction(factor) ** sign for factor in SHIFTS for sign in (1, -1))
    moved = [(figure.value * factor, figure.step * factor / 2) for factor in factors]
    width = bound.high - bound.low
    return any(bound.widened(max(rough, width)).has(value) for value, rough in moved)
