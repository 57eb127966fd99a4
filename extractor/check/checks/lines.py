"""Whole lines of a table that are wrong at once: filled with last year's figures, moved by a year.
Each is told in one sentence as what it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.relations.computed_lines import (
    Floats,
    Table,
    Tried,
    balances_of,
    is_difference,
    made_of,
    table_of,
)
from extractor.check.relations.derived_columns import is_derived
from extractor.check.relations.table_lines import Line, views_of
from extractor.check.remarks.phrasing import printed, table_name
from extractor.check.remarks.remark import LINE, Remark
from extractor.model.finding import Severity

LEAST = 100  # a smaller number is met twice by chance
FEWEST_EQUAL = 3  # figures of a line that last year's line has too
FEWEST_MOVED = 2  # places in which a balance comes out only with the line moved
MOST_LINES = 12  # of a table in which moved lines are looked for
SHIFTS = (1, -1)


def line_remarks(case: Case) -> Iterator[Remark]:
    """Yield the lines that repeat another year's, and those that are moved by a year."""
    for figures in case.shelf.by_table.values():
        counted = [figure for figure in figures if not is_derived(figure)]
        for view in views_of(counted):
            if not view.is_dated:
                yield from _copied(view.lines, case)
                yield from _moved(table_of(view), case)


def _copied(lines: Mapping[int, Line], case: Case) -> Iterator[Remark]:
    """Yield a line that has the figures of another year, beside a line of differences that are
    none.
    """
    changes = [line for line in lines.values() if is_difference(line)]
    plain = [line for line in lines.values() if line not in changes and _period(line)]
    for one, other in combinations(plain, 2) if changes else ():
        earlier, later = sorted((one, other), key=_period)
        if _is_copy(earlier, later) and any(_differs(line, later) for line in changes):
            yield _remark("line.copied", "copied", list(later.values()), _period(earlier), case)


def _period(line: Line) -> str:
    """Return the year of a line, empty where its figures are of several."""
    years = {figure.fact.period[:4] for figure in line.values()}
    return years.pop() if len(years) == 1 else ""


def _is_copy(earlier: Line, later: Line) -> bool:
    common = earlier.keys() & later.keys()
    values = {later[place].value for place in common if abs(later[place].value) >= LEAST}
    is_equal = all(earlier[place].value == later[place].value for place in common)
    return is_equal and len(values) >= FEWEST_EQUAL and _period(earlier) != _period(later)


def _differs(changes: Line, line: Line) -> bool:
    """Return whether differences are printed where a copied line has none."""
    told = [changes[place].value for place in changes.keys() & line.keys()]
    return sum(value != 0 for value in told) >= FEWEST_EQUAL


def _moved(table: Table, case: Case) -> Iterator[Remark]:
    """Yield a line with which a balance comes out nowhere, but everywhere if it is moved.

    A line with gaps is that of a library that was closed or opened; a moved one lacks one figure.
    """
    size = len(table.lines)
    tried = balances_of(size) if size <= MOST_LINES and len(table.places) > FEWEST_MOVED else None
    if tried is None or _holding(tried, table.values).any():
        return
    for at, line in enumerate(table.lines):
        tries = SHIFTS if len(line) + 1 >= len(table.places) else ()
        if any(_holding(tried, _shifted(table.values, at, shift)).any() for shift in tries):
            yield _remark("line.moved", "moved", list(line.values()), "", case)
            return


def _holding(tried: Tried, values: Floats) -> npt.NDArray[np.bool_]:
    """Return which balances come out in all places where they can, and in several."""
    made = made_of(tried, values)
    speaks = np.isfinite(made) & np.isfinite(values[tried.result])
    parts = (*tried.added, *tried.taken, tried.result)
    large = np.min([np.abs(values[lines]) for lines in parts], axis=0) >= LEAST
    holds = speaks & (np.abs(made - values[tried.result]) < 0.5)
    full = (holds == speaks).all(axis=1)
    return np.asarray(full & ((holds & large).sum(axis=1) >= FEWEST_MOVED))


def _shifted(values: Floats, line: int, shift: int) -> Floats:
    moved = values.copy()
    moved[line] = np.roll(values[line], -shift)
    moved[line, -1 if shift > 0 else 0] = np.nan
    return moved


def _remark(rule: str, says: str, line: Sequence[Figure], year: str, case: Case) -> Remark:
    first = line[0].fact
    label = " / ".join(_common_label(line))
    numbers = ", ".join(printed(figure, case.lang) for figure in line[:4])
    parts = {
        "where": table_name(first.table or 0, first.section, case.lang),
        "label": label or first.period[:4],
        "left": numbers,
        "year": year,
    }
    return Remark(
        rule,
        LINE,
        Severity.ERROR,
        says,
        parts,
        figures=tuple(line),
        left=numbers,
        cause=f"{rule}|t{first.table}|{label}",
        key=f"{rule}|{first.observation}",
        evidence=((rule, 1.0),),
    )


def _common_label(line: Sequence[Figure]) -> tuple[str, ...]:
    """Return what all figures of a line are called: its row's labels, or its column's."""
    for paths in ([one.fact.row_path for one in line], [one.fact.column_path for one in line]):
        if len(set(paths)) == 1 and paths[0]:
            return paths[0]
    return ()
