"""How far apart both sides of a statement are, and where its figures stand."""

from collections.abc import Sequence
from fractions import Fraction
from math import inf

from extractor.check.relations.edit import Edit, sides

NEAR = 1.1
FAR = 3  # a ratio off by more than this factor speaks of other figures
MOVED, LEAST_MOVED = Fraction(1, 1000), 100

Tables = frozenset[int | None]


def is_far(edit: Edit) -> bool:
    return apart(edit) > FAR


def is_near(edit: Edit) -> bool:
    return apart(edit) <= NEAR


def apart(edit: Edit) -> float:
    """Return how many times larger one side is than the other."""
    left, right = (abs(float(side.middle)) for side in sides(edit))
    return max(left / right, right / left) if left and right else inf


def share_of_whole(edit: Edit) -> float:
    """Return how many times the parts of a sum are its whole."""
    left, right = (float(side.middle) for side in sides(edit))
    return right / left if left else 0.0


def falls_short(edit: Edit) -> bool | None:
    """Return whether the parts make less than the whole; None where that cannot be said."""
    try:
        left, right = sides(edit)
    except ZeroDivisionError:
        return None
    return right.high < left.low


def tables_of(edit: Edit) -> Tables:
    """Return the tables that the figures of a statement stand in."""
    return frozenset(figure.fact.table for figure in edit.figures.values()) - {None}


def is_in_one_table(edit: Edit) -> bool:
    return len(tables_of(edit)) == 1


def is_moved(edit: Edit, others: Sequence[Edit]) -> bool:
    """Return whether a total is what the parts of another line make, nearly: it was shifted."""
    left = sides(edit)[0]
    nearly = left.widened(abs(left.middle) * MOVED)
    is_met = any(sides(one)[1].meets(nearly) for one in others if one is not edit)
    return is_met and left.low >= LEAST_MOVED
