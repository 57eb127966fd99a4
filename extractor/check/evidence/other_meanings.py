"""Figures of the text that mean something else than they are held against: the difference of two
others, or what stands beside the figure that repeats the cell.

A reading that comes out to the last digit is likelier than one that does not come out at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from itertools import product

from extractor.check.correction.slips import length_of
from extractor.check.evidence.told_moves import LEAST
from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Print
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.model import STATING, SentenceRole

LEAST_DIGITS = 3  # of a figure that is known by its digits
BY_CHANCE = 20  # differences tried, times this, that may not be more than the figure
HELD_AGAINST = ("text.text", "text.change")
Beside = Mapping[str, Sequence[Figure]]


def without_other_meanings(edits: Iterable[Edit], shelf: Shelf) -> Iterator[Edit]:
    """Yield the statements but for broken ones about a figure of the text that another reading
    explains: «до уровня 2019 года (76 757) не хватило 11 419» goes to the 65 338 of a table.
    """
    beside = defaultdict[str, list[Figure]](list)
    for figure in shelf.told:
        beside[figure.fact.place.whole].append(figure)
    amounts = [frozenset(abs(one.worth(True)) for one in told) for told in beside.values()]
    for edit in edits:
        is_broken = outcome(edit) is Outcome.BROKEN
        if is_broken and edit.rule in HELD_AGAINST and _means_another(edit, beside, shelf):
            continue
        if not (is_broken and edit.rule == "same.same" and _is_told_apart(edit, amounts, shelf)):
            yield edit


def _is_told_apart(edit: Edit, amounts: Iterable[Set[Fraction]], shelf: Shelf) -> bool:
    """Return whether a paragraph says by how much two tables differ, beside one of both figures:
    «19 776 человек; итог таблицы меньше на 139»; ``amounts`` are those of each paragraph. What one
    of them has for another year is no other measure but that year's: «выросло на 139 и составило
    19 776».
    """
    values = [one.worth(True) for one in edit.figures.values()]
    if any(_is_of_another_year(one, shelf) for one in edit.figures.values()):
        return False
    apart = abs(values[0] - values[1])
    return apart >= LEAST and any({apart, value} <= told for told in amounts for value in values)


def _is_of_another_year(figure: Figure, shelf: Shelf) -> bool:
    """Return whether a table gives the value of a figure for another year of its indicator."""
    return any(
        cell.worth(True) == figure.worth(True)
        for (code, year), cells in shelf.everything.items()
        if code == figure.fact.indicator and year != figure.fact.period
        for cell in cells
    )


def _is_of_one_measure(told: Figure, others: Sequence[Figure], shelf: Shelf) -> bool:
    """Return whether a change is that between a figure of its paragraph and another table's, of
    the same measure and year: «итог таблицы меньше на 139».
    """
    own = abs(told.worth(True))
    return own >= LEAST and any(
        abs(one.worth(True) - cell.worth(True)) == own
        for one in others
        if one.fact.role in STATING and one.fact.indicator
        for cell in shelf.of_system.get((one.fact.indicator, one.fact.period), ())
    )


def _means_another(edit: Edit, beside: Beside, shelf: Shelf) -> bool:
    told = _told(edit)
    others = [one for one in beside[told.fact.place.whole] if one is not told]
    if edit.rule == "text.change" and _is_what_was(edit, told):
        return True
    if edit.rule == "text.text" and _is_repeated(edit, told, others):
        return True
    if edit.rule == "text.change" and _is_of_one_measure(told, others, shelf):
        return True
    return _is_difference(told, others, _of_tables(edit, shelf))


def _told(edit: Edit) -> Figure:
    """Return the figure of the text that a statement is about."""
    figures = list(edit.figures.values())
    changes = (one for one in figures if one.fact.role is SentenceRole.CHANGE)
    return next(changes, next((one for one in figures if one.fact.table is None), figures[0]))


def _is_what_was(edit: Edit, told: Figure) -> bool:
    """Return whether what is taken for a change is a figure itself: «138,5 тыс., в 2020 году – 81,9
    тыс. Больше всего принесли экскурсии».
    """
    value = told.interval(Print.ROUNDED, True)
    others = (one for one in edit.figures.values() if one is not told)
    is_long = length_of(told.value) >= LEAST_DIGITS
    return is_long and any(value.meets(one.interval(Print.ROUNDED, True)) for one in others)


def _is_repeated(edit: Edit, told: Figure, others: Sequence[Figure]) -> bool:
    """Return whether another figure of the paragraph is the cell: «614, из них 296 во втором
    полугодии» beside a cell with 296.
    """
    cells = [one for one in edit.figures.values() if one is not told]
    return any(
        length_of(cell.value) >= LEAST_DIGITS
        and one.fact.indicator in ("", told.fact.indicator, cell.fact.indicator)
        and one.interval(Print.ROUNDED, True).meets(cell.interval(Print.ROUNDED, True))
        for cell, one in product(cells, others)
    )


def _of_tables(edit: Edit, shelf: Shelf) -> list[Figure]:
    """Return the figures of tables that a difference may be reckoned from: those of a statement,
    of their rows, and of the same indicator in all years.
    """
    found: dict[str, Figure] = {}
    for cell in edit.figures.values():
        code, table = cell.fact.indicator, cell.fact.table
        of_code = (
            one
            for (own, _), some in shelf.of_system.items()
            if code and own == code
            for one in some
        )
        of_row = (
            one
            for one in shelf.by_table.get(table or 0, ())
            if one.fact.row == cell.fact.row and table is not None
        )
        found |= {one.fact.observation: one for one in (*of_code, *of_row)}
    return list(found.values())


def _is_difference(told: Figure, others: Sequence[Figure], cells: Sequence[Figure]) -> bool:
    """Return whether a figure is that by which another of its paragraph and a cell differ."""
    own = abs(told.worth(True))
    counted = [one for one in others if one.fact.role in STATING and one.fact.unit != "%"]
    pairs = [(one, cell) for one, cell in product(counted, cells) if cell.fact.unit != "%"]
    if own < max(LEAST, BY_CHANCE * len(pairs)):
        return False
    slack = told.step * told.scale / 2
    return any(_are_apart_by(own, one, cell, slack) for one, cell in pairs)


def _are_apart_by(own: Fraction, one: Figure, other: Figure, slack: Fraction) -> bool:
    rough = (one.step * one.scale + other.step * other.scale) / 2
    return abs(abs(one.worth(True) - other.worth(True)) - own) <= slack + rough
