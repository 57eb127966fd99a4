"""Totals that leave a line out on purpose: one closed within the year, moved within the house, or
explained in a note. Their parts make more than they do, and nobody is wrong.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from extractor.check.evidence.slipped import has_slip
from extractor.check.figures.figure import Figure
from extractor.check.figures.word_match import begins
from extractor.check.relations.edit import Edit, sides
from extractor.check.relations.table_totals import WHOLE

NOTED = re.compile(r"[*¹²³⁴-⁹]\)?\s*$")  # «Ольховская библиотека*»
FEWEST_OF_BALANCE = 4  # figures of a balance
LEAST = 10  # a smaller excess is met twice by chance

Line = tuple[int | None, bool, int | None]  # table, is it a row, its place
Total = tuple[str, str, Fraction, Fraction]  # code, period, value, excess of its parts


def left_out(
    broken: Iterable[Edit], holding: Iterable[Edit], tables: Mapping[int, Sequence[Figure]]
) -> frozenset[int]:
    """Return the id() of each broken statement that a line left out on purpose explains.

    `holding` are the statements that hold: a sum among them may show which part makes the
    difference of a figure printed twice. `tables` are all figures by table.
    """
    failed = list(broken)
    sums = [edit for edit in failed if is_total(edit) and excess(edit) > 0]
    lines = defaultdict[Line, list[Edit]](list)
    for edit in sums:
        lines[_line(edit)].append(edit)
    found = {id(edit): edit for line in lines.values() for edit in _explained(line)}
    known = {_total(edit) for edit in found.values()}
    wholes = _noted_parts((*failed, *holding))
    same = (edit for edit in failed if edit.rule == "same.same" and _differs_by(edit, wholes))
    again = (edit for edit in sums if _total(edit) in known)
    beside = (edit for edit in failed if _lacks_a_line(edit, tables))
    over = (edit for edit in failed if _is_of_subtotals(edit, tables))
    return frozenset((*found, *map(id, same), *map(id, again), *map(id, beside), *map(id, over)))


def is_total(edit: Edit) -> bool:
    """Return whether a statement is what a table calls the total of other lines."""
    return edit.must and WHOLE in edit.figures and edit.rule.startswith("sum.")


def excess(edit: Edit) -> Fraction:
    """Return by how much the parts of a sum are more than its whole."""
    left, right = sides(edit)
    return right.middle - left.middle


def _parts(edit: Edit) -> list[Figure]:
    return [figure for ref, figure in edit.figures.items() if ref != WHOLE]


def _is_row(edit: Edit) -> bool:
    """Return whether a total stands in a row, its parts above or below it."""
    return edit.figures[WHOLE].fact.column == _parts(edit)[0].fact.column


def _place(figure: Figure, is_row: bool) -> int | None:
    return figure.fact.row if is_row else figure.fact.column


def _line(edit: Edit) -> Line:
    """Return the line that a total stands in, across the direction that it adds up in."""
    whole, is_row = edit.figures[WHOLE], _is_row(edit)
    return whole.fact.table, is_row, _place(whole, is_row)


def _total(edit: Edit) -> Total:
    fact = edit.figures[WHOLE].fact
    return fact.indicator, fact.period, sides(edit)[0].middle, excess(edit)


def _explained(line: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the sums of one line of totals that one part left out explains."""
    yield from _of_one_part(line)
    yield from _of_noted_part(line)
    yield from _moved_within(line)


def _of_one_part(line: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the sums too large by just one part, the same in two totals and more."""
    found = defaultdict[int | None, list[Edit]](list)
    for edit in line:
        is_row = _is_row(edit)
        for part in _parts(edit):
            if part.value > 0 and excess(edit) == part.worth(edit.scaled):
                found[_place(part, is_row)].append(edit)
    for edits in found.values():
        if _are_several(edits):
            yield from edits


def _of_noted_part(line: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the sums too large by no more than a part with a note, unless one is a mere slip."""
    fitting = [edit for edit in line if any(_may_lack(edit, part) for part in _parts(edit))]
    if _are_several(fitting):
        yield from fitting
    yield from (edit for edit in fitting if not has_slip(edit))


def _may_lack(edit: Edit, part: Figure) -> bool:
    return _is_noted(part) and excess(edit) <= abs(part.worth(edit.scaled))


def _moved_within(line: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the sums too large by one and the same: what came and went between the parts."""
    by_excess = defaultdict[Fraction, list[Edit]](list)
    for edit in line:
        by_excess[excess(edit)].append(edit)
    for apart, edits in by_excess.items():
        if apart >= LEAST and _are_several(edits):
            yield from edits


def _are_several(edits: Sequence[Edit]) -> bool:
    return len({sides(edit)[0].middle for edit in edits}) > 1


def _is_of_subtotals(edit: Edit, tables: Mapping[int, Sequence[Figure]]) -> bool:
    """Return whether a total of a column is what the other totals of the column make, several."""
    whole = edit.whole
    if whole is None or not edit.rule.startswith("sum."):
        return False
    totals = [
        one.value
        for one in tables.get(whole.fact.table or 0, ())
        if one.fact.column == whole.fact.column and one is not whole and _is_called_total(one)
    ]
    return len(totals) > 1 and sum(totals) == whole.value


def _is_called_total(figure: Figure) -> bool:
    return any(begins(label, "wholes") for label in figure.fact.row_path[-1:])


def _lacks_a_line(edit: Edit, tables: Mapping[int, Sequence[Figure]]) -> bool:
    """Return whether a cell that a balance does not count makes the difference: «передано внутри
    системы: 627» between what went and what remained.
    """
    known = list(edit.figures.values())
    rows, columns, found = ({at(one) for one in known} for at in (_row_of, _column_of, _table_of))
    in_a_line = len(found) == 1 and min(len(rows), len(columns)) == 1
    if len(known) < FEWEST_OF_BALANCE or not in_a_line or edit.rule.startswith("sum."):
        return False
    apart = abs(excess(edit))
    names = {one.fact.observation for one in known}
    return any(
        abs(one.worth(edit.scaled)) == apart and one.fact.observation not in names
        for one in tables.get(next(iter(found)) or 0, ())
        if apart >= LEAST
        and (_row_of(one) in rows if len(rows) == 1 else _column_of(one) in columns)
    )


def _row_of(figure: Figure) -> int | None:
    return figure.fact.row


def _column_of(figure: Figure) -> int | None:
    return figure.fact.column


def _table_of(figure: Figure) -> int | None:
    return figure.fact.table


def _is_noted(figure: Figure) -> bool:
    return any(NOTED.search(label) for label in (*figure.fact.row_path, *figure.fact.column_path))


def _noted_parts(edits: Iterable[Edit]) -> Mapping[str, set[Fraction]]:
    """Return what the parts with a note are worth, by the observation of their total."""
    found = defaultdict[str, set[Fraction]](set)
    for edit in edits:
        if is_total(edit):
            noted = {abs(part.value) for part in _parts(edit) if _is_noted(part)}
            found[edit.figures[WHOLE].fact.observation] |= noted
    return found


def _differs_by(edit: Edit, wholes: Mapping[str, set[Fraction]]) -> bool:
    """Return whether two printed totals differ by a part with a note: one leaves it out."""
    one, other = edit.figures.values()
    parts = (wholes.get(figure.fact.observation, set()) for figure in (one, other))
    return any(abs(one.value - other.value) in values for values in parts)
