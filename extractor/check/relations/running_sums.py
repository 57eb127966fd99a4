"""Columns that run on: «с начала года» is what stood there a line before and what came since.

Which column runs over which is proven by the lines in which it does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, permutations

from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.derived_columns import is_derived
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.relations.table_lines import Line, views_of
from extractor.formula import Comparison, Operation, Ref
from extractor.model.finding import Severity

NOW, BEFORE, CAME = Ref("now.0"), Ref("before.0"), Ref("came.0")
FEWEST, TWICE = 3, 2  # places in which a line runs on, and times as often as it fails
LEAST = 10  # a smaller step is met by chance
MOST_LINES = 16  # of a table that are tried


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a line that runs on, and what of it was there before and what came."""

    now: Figure
    before: Figure
    came: Figure


def running_edits(shelf: Shelf) -> Iterator[Edit]:
    """Yield that a figure is the one before it in its line and what came since."""
    for figures in shelf.by_table.values():
        counted = [one for one in figures if one.adds and not (one.total or is_derived(one))]
        for view in views_of(counted):
            if not view.is_dated and len(view.lines) <= MOST_LINES:
                yield from _of_lines(list(view.lines.values()))


def _of_lines(lines: Sequence[Line]) -> Iterator[Edit]:
    """Yield the statements of each line for the line that it runs over, if one is proven."""
    taken: set[int] = set()
    for at, over in permutations(range(len(lines)), 2):
        if at in taken or over in taken:
            continue
        edits = [_edit(step) for step in _steps(lines[at], lines[over])]
        came = [outcome(edit) for edit in edits]
        telling = [edit for edit, how in zip(edits, came, strict=True) if _tells(edit, how)]
        if len(telling) >= max(FEWEST, TWICE * came.count(Outcome.BROKEN)):
            taken.update((at, over))
            yield from edits


def _steps(line: Line, over: Line) -> Iterator[Step]:
    """Yield the places of a line from its second on, where the line beside it has a figure."""
    for before, now in pairwise(sorted(line)):
        if now in over:
            yield Step(line[now], line[before], over[now])


def _tells(edit: Edit, came: Outcome) -> bool:
    """Return whether a step holds that chance seldom makes."""
    return came is Outcome.HOLDS and abs(edit.figures[CAME].value) >= Fraction(LEAST)


def _edit(step: Step) -> Edit:
    return Edit(
        "sum.running",
        "sum",
        Severity.ERROR,
        f"derived|running|{step.now.fact.table}|{step.now.fact.column}",
        Comparison(NOW, "=", Operation("+", BEFORE, CAME)),
        {NOW: step.now, BEFORE: step.before, CAME: step.came},
        must=True,
        says="sum",
    )
