"""The mixed-integer programme behind localisation, with HiGHS."""

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import highspy
from highspy.highs import HighsError

from extractor.check.correction.localisation import Group
from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Print
from extractor.check.relations.edit import Edit
from extractor.formula import Operation, Ref, linear_row

MOST_SETS = 3
# The search ends after so many nodes: a limit of time would give other findings on a busy machine.
# Groups met in practice need tens; the time is only a last resort against a hanging solver.
MOST_NODES, SECONDS = 2_000, 30.0


def smallest_sets(group: Group) -> list[frozenset[str]]:
    """Observations whose change makes every statement hold: all sets of the smallest size, at most
    MOST_SETS.

    Each figure x is bounded to its printed value by |x − x0| ≤ U z with a switch z, U from its
    neighbours (one big number for all makes such programmes unsolvable); the number of switches is
    minimised, and each answer is cut off to find the next. None where figures are too far apart for
    a solver that reckons in floating point («0,00000001» beside 10²⁰).
    """
    edits = [*group.broken, *group.holding]
    figures = {each.fact.observation: each for edit in edits for each in edit.figures.values()}
    suspects = {each.fact.observation for edit in group.broken for each in edit.figures.values()}
    try:
        model = _Model(list(figures.values()), suspects)
        for each in edits:
            model.require(each)
        return model.solve()
    except (HighsError, OverflowError):
        return []


class _Model:
    def __init__(self, figures: Sequence[Figure], suspects: set[str]) -> None:
        with _without_banner():
            self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        self.highs.setOptionValue("mip_max_nodes", MOST_NODES)
        self.highs.setOptionValue("time_limit", SECONDS)
        self.largest = max((abs(float(each.value)) for each in figures), default=1.0)
        self.columns: dict[str, Any] = {}
        self.switches: dict[str, Any] = {}
        for each in figures:
            self._add(each, each.fact.observation in suspects)

    def _add(self, figure: Figure, suspect: bool) -> None:
        """A figure and its switch; what no broken statement names stays as printed."""
        value, slack = float(figure.value), float(figure.step) / 2 + 1e-6
        name = figure.fact.observation
        if not suspect:
            self.columns[name] = self.highs.addVariable(value - slack, value + slack)
            return
        reach = max(100.0, 10 * abs(value), 2 * self.largest)
        self.columns[name] = self.highs.addVariable(min(0.0, value) - slack, value + reach)
        switch = self.highs.addBinary(1.0)
        self.highs.addConstr(self.columns[name] - reach * switch <= value + slack)
        self.highs.addConstr(self.columns[name] + (abs(value) + slack) * switch >= value - slack)
        self.switches[name] = switch

    def require(self, edit: Edit) -> None:
        """The statement as rows: linear ones as they are, a ratio as its two bounds."""
        row = linear_row(edit.statement)
        if row is not None:
            self._bounded(edit, *row)
            return
        ratio = _as_ratio(edit)
        if ratio is not None:
            self._ratio(edit, *ratio)

    def _bounded(self, edit: Edit, row: dict[Ref, Fraction], constant: Fraction) -> None:
        total: Any = float(constant)
        for ref, factor in row.items():
            total = (
                total
                + float(factor)
                * self._factor(edit, ref)
                * self.columns[edit.figures[ref].fact.observation]
            )
        slack = float(edit.slack) + 1e-4
        if edit.statement.sign != ">=":
            self.highs.addConstr(total <= slack)
        if edit.statement.sign != "<=":
            self.highs.addConstr(total >= -slack)

    def _factor(self, edit: Edit, ref: Ref) -> float:
        return float(edit.figures[ref].scale) if edit.scaled else 1.0

    def _ratio(self, edit: Edit, ref: Ref, factor: Fraction, above: Ref, below: Ref) -> None:
        """r = factor · a / b as r_low · b ≤ factor · a ≤ r_high · b, both let go where r itself
        is changed.
        """
        figure = edit.figures[ref]
        span = figure.interval(Print.ROUNDED, edit.scaled)
        over = (
            float(factor)
            * self._factor(edit, above)
            * self.columns[edit.figures[above].fact.observation]
        )
        under = self._factor(edit, below) * self.columns[edit.figures[below].fact.observation]
        switch = self.switches.get(figure.fact.observation)
        loose = 20 * self.largest * max(1.0, abs(float(span.high)), float(factor))
        free: Any = loose * switch if switch is not None else 0.0
        self.highs.addConstr(over - float(span.low) * under + free >= -1e-4)
        self.highs.addConstr(over - float(span.high) * under - free <= 1e-4)

    def solve(self) -> list[frozenset[str]]:
        found: list[frozenset[str]] = []
        while len(found) < MOST_SETS:
            self.highs.run()
            if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            chosen = frozenset(
                name for name, switch in self.switches.items() if self.highs.val(switch) > 0.5
            )
            if not chosen or (found and len(chosen) > len(found[0])):
                break
            found.append(chosen)
            cut: Any = sum(switch for name, switch in self.switches.items() if name in chosen)
            self.highs.addConstr(cut <= len(chosen) - 1)
        return found


@contextmanager
def _without_banner() -> Iterator[None]:
    """HiGHS prints a banner on standard output when it is made, before any option can forbid it;
    ours is for data.
    """
    if os.name != "posix":
        yield
        return
    libc = ctypes.CDLL(None)
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        libc.fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _as_ratio(edit: Edit) -> tuple[Ref, Fraction, Ref, Ref] | None:
    """(r, factor, a, b) of a statement r = factor · a / b; None for other forms."""
    left, right = edit.statement.left, edit.statement.right
    if not isinstance(left, Ref) or edit.statement.sign != "=":
        return None
    match right:
        case Operation("/", Ref() as above, Ref() as below):
            return left, Fraction(1), above, below
        case Operation("/", Operation("*", number, Ref() as above), Ref() as below) if (
            not isinstance(number, Ref | Operation)
        ):
            return left, number.value, above, below
    return None
