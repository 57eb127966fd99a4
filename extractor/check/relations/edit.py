"""An edit: one statement about concrete figures, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Interval, Print
from extractor.formula import Comparison, Node, Ref, linear_row, residual, value_of
from extractor.model.finding import Severity


class Outcome(StrEnum):
    HOLDS = "holds"
    TRUNCATED = "truncated"
    BROKEN = "broken"
    SKIPPED = "skipped"


@lru_cache(maxsize=4096)
def refs_by_figure(edit: "Edit") -> dict[str, Ref]:
    """Observation → the reference that stands for it."""
    return {each.fact.observation: ref for ref, each in reversed(list(edit.figures.items()))}


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """``statement`` with a figure for every reference; two edits are equal only if they are one.

    ``family`` names the same statement in other years, rows and reports. ``must``: it has to hold;
    else it does where it holds somewhere in its family. ``scaled``: declared multipliers are
    applied. ``slack`` is what both sides may differ by beyond print. ``says`` is the key of its
    sentence in ``words/check.yaml``; ``whole`` the reference that the others make up. ``trusted``:
    it needs no support, as a balance or a rule that a user wrote.
    """

    rule: str
    kind: str
    severity: Severity
    family: str
    statement: Comparison
    figures: Mapping[Ref, Figure]
    must: bool = False
    scaled: bool = False
    slack: Fraction = Fraction(0)
    says: str = "sum"
    why: str = ""
    lost: tuple[str, ...] = ()
    trusted: bool = False

    @property
    def whole(self) -> Figure | None:
        return (
            self.figures.get(self.statement.left) if isinstance(self.statement.left, Ref) else None
        )


def sides(edit: Edit, how: Print = Print.ROUNDED) -> tuple[Interval, Interval]:
    """Both sides as intervals. Raises ZeroDivisionError."""
    known = {ref: figure.interval(how, edit.scaled) for ref, figure in edit.figures.items()}
    return evaluate(edit.statement.left, known), evaluate(edit.statement.right, known)


def evaluate(node: Node, known: Mapping[Ref, Interval]) -> Interval:
    """Return all values that a formula may have. Raises ZeroDivisionError where a divisor may be
    zero.
    """
    return value_of(node, known, Interval.point)


@lru_cache(maxsize=4096)
def outcome(edit: Edit) -> Outcome:
    """Rounding first; what holds only where digits were cut off is told apart."""
    try:
        if agrees(edit, Print.ROUNDED):
            return Outcome.HOLDS
        rough = any(figure.step for figure in edit.figures.values())
        return Outcome.TRUNCATED if rough and agrees(edit, Print.TRUNCATED) else Outcome.BROKEN
    except ZeroDivisionError:
        return Outcome.SKIPPED


def agrees(edit: Edit, how: Print) -> bool:
    left, right = sides(edit, how)
    left = left.widened(edit.slack)
    if edit.statement.sign == "<=":
        return left.low <= right.high
    if edit.statement.sign == ">=":
        return left.high >= right.low
    return left.meets(right)


def values(edit: Edit) -> dict[Ref, Fraction]:
    return {ref: figure.worth(edit.scaled) for ref, figure in edit.figures.items()}


def solved(edit: Edit, ref: Ref) -> Interval | None:
    """All values of one figure with which the statement holds, the others being as printed; None
    where it has no say.
    """
    row = _summed(edit)
    return _solved_sum(edit, ref, *row) if row is not None else _solved_ratio(edit, ref)


@lru_cache(maxsize=4096)
def _summed(edit: Edit) -> tuple[dict[Ref, Fraction], Interval] | None:
    """The coefficients of a linear statement and what all its terms make together; None where it
    is not linear.
    """
    row = linear_row(edit.statement)
    if row is None:
        return None
    total = Interval.point(row[1]).widened(edit.slack)
    for ref, factor in row[0].items():
        total += edit.figures[ref].interval(Print.ROUNDED, edit.scaled) * Interval.point(factor)
    return row[0], total


def _solved_sum(
    edit: Edit, ref: Ref, coefficients: Mapping[Ref, Fraction], total: Interval
) -> Interval | None:
    own = coefficients.get(ref, Fraction(0))
    if not own:
        return None
    term = edit.figures[ref].interval(Print.ROUNDED, edit.scaled) * Interval.point(own)
    rest = Interval(total.low - term.low, total.high - term.high)
    bound = Interval(-rest.high, -rest.low) * Interval.point(1 / own)
    return _open(bound, edit.statement.sign, own > 0)


def _solved_ratio(edit: Edit, ref: Ref) -> Interval | None:
    """The residual is affine in a figure that stands once: its root, with the slack of the
    printed digits around it.
    """
    known = values(edit)
    at_zero, at_one = (residual(edit.statement, {**known, ref: Fraction(each)}) for each in (0, 1))
    if at_one == at_zero:
        return None
    root = -at_zero / (at_one - at_zero)
    printed = [each for other, each in edit.figures.items() if other != ref and each.value]
    share = sum((each.step / abs(each.value) for each in printed), Fraction(0))
    bound = Interval.point(root).widened(
        abs(root) * share
    )  # a whole last digit: rounded or cut off
    return _open(bound, edit.statement.sign, at_one > at_zero)


FAR = Fraction(10**18)


def _open(bound: Interval, sign: str, rising: bool) -> Interval:
    """An inequality leaves one end open."""
    if sign == "=":
        return bound
    return Interval(-FAR, bound.high) if (sign == "<=") == rising else Interval(bound.low, FAR)
