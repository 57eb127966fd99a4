"""Lines of a table computed from its other lines: differences and balances.

No label is needed: of all ways to compute a line the one that holds in most places wins, and only
its exceptions are broken. What holds nowhere, or no more often than by chance, is no relation.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from itertools import combinations, permutations
from math import log

import numpy as np
import numpy.typing as npt

from extractor.check.figures.figure import Figure, is_change
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import begins, has_word, is_change_label, says_per
from extractor.check.relations.derived_belief import BROKEN, LEAST_BELIEF, MOST_OF_ONE, NARROWEST
from extractor.check.relations.derived_columns import SAID, is_derived, is_year_total
from extractor.check.relations.edit import Edit
from extractor.check.relations.neighbour_sums import neighbour_sums
from extractor.check.relations.table_lines import Line, View, views_of
from extractor.formula import Comparison, Node, Operation, Ref
from extractor.model.finding import Severity

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
REACH = 6  # lines on either side of a difference that its parts are looked for in
WINDOW = 5  # neighbouring lines among which a balance is looked for
MOST_LINES = 40  # of a table in which balances are looked for
FEWEST = 2  # places in which a relation must hold
TWICE = 2  # times as often as it fails, unless a label says it


class Shape(StrEnum):
    """How a line is computed: ``b - a``, or ``a + b - c``, or ``a + b + …`` of its neighbours."""

    DIFFERENCE = "difference"
    BALANCE = "balance"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one direction as arrays: line × place, and how exactly each is printed."""

    lines: tuple[Line, ...]
    places: tuple[int, ...]
    values: Floats
    halves: Floats


@dataclass(frozen=True, slots=True)
class Tried:
    """Hypotheses of one shape: the result line of each and its parts, added or taken away."""

    shape: Shape
    result: Ints
    added: tuple[Ints, ...]
    taken: tuple[Ints, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A believed relation: its lines, and the places in which it speaks."""

    shape: Shape
    result: int
    added: tuple[int, ...]
    taken: tuple[int, ...]
    weight: float
    places: tuple[int, ...]


def computed_edits(shelf: Shelf) -> Iterator[Edit]:
    """Yield the statement of each figure of a computed line that is believed to be one."""
    for figures in shelf.by_table.values():
        counted = [figure for figure in figures if not is_derived(figure)]
        for view in views_of(counted):
            table = table_of(view)
            if len(table.lines) > 2 and len(table.places) >= FEWEST:
                for found in _best_ones(table):
                    yield from _edits(found, table, view.is_column)


def table_of(view: View) -> Table:
    """Return the lines of a view as arrays."""
    lines = tuple(view.lines.values())
    places = tuple(sorted({place for line in lines for place in line}))
    column = {place: number for number, place in enumerate(places)}
    values = np.full((len(lines), len(places)), np.nan)
    halves = np.zeros_like(values)
    for number, line in enumerate(lines):
        for place, figure in line.items():
            values[number, column[place]] = float(figure.value)
            halves[number, column[place]] = max(float(figure.step) / 2, 1e-9)
    return Table(lines, places, values, halves)


def _best_ones(table: Table) -> Iterator[Found]:
    """Yield the best relation of each result line; a relation of the same lines once only."""
    best: dict[int, Found] = {}
    counted = replace(table, values=_without_changes(table))
    balances = balances_of(len(table.lines))
    for tried, own in ((_differences(table), table), (balances, counted)):
        for found in _believed(tried, own) if tried is not None else ():
            known = best.get(found.result)
            if known is None or found.weight > known.weight:
                best[found.result] = found
    for found in _added(table):
        known = best.get(found.result)
        if known is None or found.weight > known.weight:
            best[found.result] = found
    told: set[frozenset[int]] = set()
    for found in sorted(best.values(), key=lambda one: -one.weight):
        lines = frozenset((found.result, *found.added, *found.taken))
        if lines not in told:
            told.add(lines)
            yield found


def _added(table: Table) -> Iterator[Found]:
    """Yield the lines that are sums of their neighbours; parts may overlap where a label says that
    they are some of a whole.
    """
    if len(table.lines) > MOST_LINES:
        return
    told = [_is_told_total(line) for line in table.lines]
    for one in neighbour_sums(_summed(table), table.halves, [SAID * is_told for is_told in told]):
        parts = tuple(range(one.first, one.last + 1))
        if not any(_is_of_some(table.lines[line]) for line in (one.result, *parts)):
            yield Found(Shape.ADDED, one.result, parts, (), one.weight, one.places)


def _is_told_total(line: Line) -> bool:
    """Return whether a label calls a line the whole: «Всего», or the year over its quarters."""
    figure = next(iter(line.values()))
    labels = (*figure.fact.column_path[-1:], *figure.fact.row_path[-1:])
    return is_year_total(figure) or any(begins(label, "wholes") for label in labels)


def _summed(table: Table) -> Floats:
    """Return the values of a table that can be summed: no means, years or rates."""
    values = table.values.copy()
    for number, line in enumerate(table.lines):
        for at, place in enumerate(table.places):
            figure = line.get(place)
            if figure is not None and not _may_be_summed(figure):
                values[number, at] = np.nan
    return values


def _without_changes(table: Table) -> Floats:
    """Return the values of a table but for changes: what holds of two years holds of their
    difference, which proves nothing more.
    """
    values = table.values.copy()
    for number, line in enumerate(table.lines):
        for at, place in enumerate(table.places):
            figure = line.get(place)
            if figure is not None and is_change(figure):
                values[number, at] = np.nan
    return values


@lru_cache(maxsize=65536)
def _is_no_count(label: str) -> bool:
    is_named = has_word(label, "never_summed") or has_word(label, "ratio_words")
    return is_named or says_per(label)


def _may_be_summed(figure: Figure) -> bool:
    labels = (*figure.fact.column_path, *figure.fact.row_path)
    return figure.adds and not any(map(_is_no_count, labels))


def _is_of_some(line: Line) -> bool:
    """Return whether a label says «из них», or «в том числе»."""
    fact = next(iter(line.values())).fact
    return any(begins(label, "parts") for label in (*fact.column_path, *fact.row_path))


def _differences(table: Table) -> Tried | None:
    """Return the differences that a line called so, or one with signs, may be."""
    asked = [at for at, line in enumerate(table.lines) if is_difference(line)]
    plain = set(range(len(table.lines))).difference(asked)
    made = [
        (at, first, second) for at in asked for first, second in permutations(_near(at, plain), 2)
    ]
    if not made:
        return None
    result, first, second = np.array(made).T
    return Tried(Shape.DIFFERENCE, result, (first,), (second,))


def _near(at: int, lines: Set[int]) -> list[int]:
    """Return those of some lines that a difference may be made of, in order."""
    return [line for line in range(at - REACH, at + REACH + 1) if line in lines]


def is_difference(line: Line) -> bool:
    """Return whether a label calls a line a difference, or its figures bear signs."""
    figures = list(line.values())
    signed = sum(figure.fact.raw.strip()[:1] in "+-−–" for figure in figures)
    fact = figures[0].fact
    labels = (*fact.column_path[-1:], *fact.row_path[-1:])
    return 2 * signed > len(figures) or any(map(is_change_label, labels))


@cache
def balances_of(size: int) -> Tried | None:
    """Return the balances of four lines that stand near each other."""
    if not 4 <= size <= MOST_LINES:
        return None
    made = [
        (result, *added, taken)
        for start in range(size - 3)
        for others in combinations(range(start + 1, min(start + WINDOW, size)), 3)
        for result, *parts in _turns((start, *others))
        for added, taken in _splits(parts)
    ]
    result, first, second, third = np.array(made).T
    return Tried(Shape.BALANCE, result, (first, second), (third,))


def _turns(four: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield each of four lines with the others: it may be the result."""
    for result in four:
        yield (result, *(line for line in four if line != result))


def _splits(parts: Sequence[int]) -> Iterator[tuple[tuple[int, int], int]]:
    for taken in parts:
        first, second = (line for line in parts if line != taken)
        yield (first, second), taken


def _believed(tried: Tried, table: Table) -> Iterator[Found]:
    """Yield the relations that hold in so many places that chance does not explain it."""
    values, halves = table.values, table.halves
    made = made_of(tried, values)
    parts = (*tried.added, *tried.taken)
    slack = sum(halves[lines] for lines in (tried.result, *parts)) * (1 + 1e-9) + 1e-9
    size = np.sum([np.abs(values[lines]) for lines in parts], axis=0)
    apart = np.abs(values[tried.result] - made)
    speaks = np.isfinite(apart)
    holds = speaks & (apart <= slack)
    least = np.min([np.abs(values[lines]) for lines in (tried.result, *parts)], axis=0)
    tells = holds & (least > slack)
    wide = np.minimum(size, _spread(values)[tried.result])  # what a guess could have been
    nats = np.minimum(MOST_OF_ONE, np.log(np.maximum(wide, 1e-9) / np.maximum(2 * slack, 1.0)))
    broken = (speaks & ~holds).sum(axis=1)
    weight = np.where(tells, nats, 0.0).sum(axis=1) - BROKEN * broken - log(1 + len(apart))
    told = tells.sum(axis=1)
    if tried.shape is Shape.DIFFERENCE:
        weight = weight + SAID
        enough = told >= np.maximum(FEWEST, broken)
    else:
        enough = told >= np.maximum(FEWEST, TWICE * broken)
    for at in np.nonzero(enough & (weight >= LEAST_BELIEF))[0].tolist():
        places = tuple(np.nonzero(speaks[at])[0].tolist())
        added, taken = (
            tuple(int(lines[at]) for lines in some) for some in (tried.added, tried.taken)
        )
        yield Found(tried.shape, int(tried.result[at]), added, taken, float(weight[at]), places)


def _spread(values: Floats) -> Floats:
    """Return how far the figures of each line spread, without a total that stands out: of a few
    small ones chance meets many.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a line without figures
        middle = np.nanmedian(values, axis=1, keepdims=True)
        apart = np.nanmedian(np.abs(values - middle), axis=1, keepdims=True)
    found = np.maximum(2 * apart + 1, NARROWEST * np.abs(middle))
    return np.asarray(np.nan_to_num(found))


def made_of(tried: Tried, values: Floats) -> Floats:
    """Return what the parts of each hypothesis make in each place."""
    added = sum(values[lines] for lines in tried.added)
    return np.asarray(added - sum(values[lines] for lines in tried.taken))


def _edits(found: Found, table: Table, is_column: bool) -> Iterator[Edit]:
    """Yield the statements of a relation where its figures count one thing."""
    first = next(iter(table.lines[found.result].values())).fact
    label = " ".join(first.column_path if is_column else first.row_path)
    family = f"derived|{found.shape}|{first.table}|{label}"
    for at in found.places:
        place = table.places[at]
        result = table.lines[found.result][place]
        added = [table.lines[line][place] for line in found.added if place in table.lines[line]]
        taken = [table.lines[line][place] for line in found.taken]
        if is_change(result) and len(added) < len(found.added):
            continue  # what is new or gone has no change, but counts in the total
        if len({figure.fact.unit for figure in (result, *added, *taken)} - {""}) < 2:
            yield _edit(found.shape, family, result, (added, taken))


def _edit(
    shape: Shape, family: str, result: Figure, parts: tuple[Sequence[Figure], Sequence[Figure]]
) -> Edit:
    added, taken = parts
    whole = Ref("whole.0")
    plus = {Ref(f"part.{number}"): figure for number, figure in enumerate(added)}
    minus = {Ref(f"less.{number}"): figure for number, figure in enumerate(taken)}
    return Edit(
        f"{shape}.table",
        "sum",
        Severity.ERROR,
        family,
        Comparison(whole, "=", _formula(plus, minus)),
        {whole: result, **plus, **minus},
        must=True,
        says="sum",
    )


def _formula(plus: Iterable[Ref], minus: Iterable[Ref]) -> Node:
    first, *more = plus
    made: Node = first
    for ref in more:
        made = Operation("+", made, ref)
    for ref in minus:
        made = Operation("-", made, ref)
    return made
