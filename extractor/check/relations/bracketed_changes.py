"""Changes in brackets behind a figure, «14 776 (+692)»: what it has more than the year before.

Whether the brackets of a report mean the year before is proven by those that hold.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.formula import Comparison, Number, Operation, Ref
from extractor.model.finding import Severity

BRACKET = "change.bracket"
NAME = "change"  # of what a cell has in brackets
NOW, BEFORE = Ref("now.0"), Ref("before.0")
FEWEST, TWICE = 2, 2  # brackets of a report that hold, and times as often as they fail


def bracket_edits(shelf: Shelf) -> Iterator[Edit]:
    """Yield that a figure is last year's and its bracket together, if the report means this."""
    made = [edit for figures in shelf.by_table.values() for edit in _of_table(figures)]
    came = [outcome(edit) for edit in made]
    held, broken = came.count(Outcome.HOLDS), came.count(Outcome.BROKEN)
    if held >= max(FEWEST, TWICE * broken):
        yield from made


def _of_table(figures: Sequence[Figure]) -> Iterator[Edit]:
    changes = [(one, change) for one in figures if (change := change_of(one)) is not None]
    by_line = defaultdict[tuple[object, ...], list[Figure]](list)
    for one in figures if changes else ():
        for key in _lines_of(one, one.fact.period):
            by_line[key].append(one)
    for now, change in changes:
        found = {
            one.fact.observation: one
            for key in _lines_of(now, str(int(now.fact.period) - 1))
            for one in by_line[key]
        }
        if len(found) == 1:
            yield _edit(now, found.popitem()[1], change)


def change_of(figure: Figure) -> Fraction | None:
    """Return the change that a cell of a year has in brackets, None where there is none."""
    found = [value for name, value in figure.fact.extra if name == NAME]
    is_dated = figure.fact.period.isdecimal()
    return Fraction(found[0]) if len(found) == 1 and is_dated else None


def _lines_of(figure: Figure, period: str) -> tuple[tuple[object, ...], ...]:
    """Return the row and the column that a figure has beside those of other years."""
    fact = figure.fact
    labels = (fact.row_path, fact.column_path, fact.library, period)
    return ("row", fact.row, *labels), ("column", fact.column, *labels)


def _edit(now: Figure, before: Figure, change: Fraction) -> Edit:
    return Edit(
        BRACKET,
        "series",
        Severity.ERROR,
        f"{BRACKET}|{now.fact.table}",
        Comparison(NOW, "=", Operation("+", BEFORE, Number(change))),
        {NOW: now, BEFORE: before},
        must=True,
        says="bracket",
    )
