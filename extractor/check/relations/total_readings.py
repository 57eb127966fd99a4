"""Of which lines a total is the sum: readings of one table compete, the one that holds is meant.

«Итого» may stand below its parts, above them, beside the totals of groups, or count everything.
Which of these a table means is the same in all its columns: where another reading holds in more of
them than the one that its place suggests, the other is meant, and its exceptions are mistakes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from extractor.check.figures.word_match import begins
from extractor.check.relations.label_parts import Relation
from extractor.check.relations.table_items import Item, is_unread, may_sum, same_measure

SURE = 100  # times the lines of a table: a smaller total is made by some of them by chance
LEAST = 10  # a smaller total is made by some lines by chance
FEWEST = 2  # columns in which a reading must hold
OWN = ("own", 0)

Key = tuple[int, str]  # place of the total, its rule
Reading = tuple[str, int]  # kind, and where a run ends


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a table with what its labels say of totals."""

    items: Sequence[Item]
    found: Sequence[Relation]
    totals: Sequence[bool]


def other_readings(lines: Sequence[Line]) -> Mapping[Key, frozenset[int]]:
    """Return the places of the parts of each total that is not the sum of those beside it."""
    votes = defaultdict[Key, Counter[Reading]](Counter)
    places = defaultdict[tuple[Key, Reading], set[int]](set)
    for line in lines:
        for relation in line.found:
            key = (line.items[relation.whole].place, relation.rule)
            for reading, parts in _holding(line, relation):
                votes[key][reading] += 1
                places[key, reading] |= {line.items[at].place for at in parts}
    chosen = {key: _best(count) for key, count in votes.items()}
    return {
        key: frozenset(places[key, reading])
        for key, reading in chosen.items()
        if reading is not None
    }


def is_otherwise_met(line: Line, relation: Relation) -> bool:
    """Return whether a total is to the last digit what another reading of its line gives."""
    whole = line.items[relation.whole]
    if whole.figure is None or whole.figure.value < SURE * len(line.items):
        return False
    return any(reading != OWN for reading, _ in _holding(line, relation))


def _best(count: Counter[Reading]) -> Reading | None:
    """Return the reading that holds most often, None where it is the own one or chance."""
    best = max((one for one in count if one != OWN), key=lambda one: count[one], default=None)
    is_best = best is not None and count[best] >= FEWEST and count[best] > count[OWN]
    return best if is_best else None


def _holding(line: Line, relation: Relation) -> Iterator[tuple[Reading, Sequence[int]]]:
    """Yield the readings that hold in a line."""
    whole = line.items[relation.whole]
    if whole.figure is None or whole.figure.value < LEAST or not may_sum(whole):
        return
    if any(map(is_unread, line.items)):
        return
    others = (at for at in range(len(line.items)) if at != relation.whole)
    counted = [at for at in others if _counts(line.items[at], whole)]
    for reading, parts in _readings(line, relation, counted):
        kept = [at for at in parts if at in counted]
        if _holds(line, whole, kept):
            yield reading, kept
    yield from _runs(line, relation.whole, counted)


def _counts(item: Item, whole: Item) -> bool:
    return item.figure is not None and same_measure(item, whole)


def _readings(
    line: Line, relation: Relation, counted: Sequence[int]
) -> Iterator[tuple[Reading, Sequence[int]]]:
    yield OWN, relation.parts
    yield ("totals", 0), [at for at in counted if line.totals[at]]
    yield ("leaves", 0), [at for at in counted if not line.totals[at] and not _is_some(line, at)]


def _is_some(line: Line, at: int) -> bool:
    return any(begins(label, "parts") for label in line.items[at].path)


def _holds(line: Line, whole: Item, parts: Sequence[int]) -> bool:
    """Return whether parts make a total, two of them at least that are not nothing."""
    values = [_value(line, at) for at in parts]
    apart = abs(sum(values, Fraction(0)) - _own(whole))
    return sum(map(bool, values)) > 1 and apart <= _slack(line, whole, parts)


def _value(line: Line, at: int) -> Fraction:
    figure = line.items[at].figure
    return figure.value if figure is not None else Fraction(0)


def _own(whole: Item) -> Fraction:
    return whole.figure.value if whole.figure is not None else Fraction(0)


def _slack(line: Line, whole: Item, parts: Sequence[int]) -> Fraction:
    figures = [whole.figure, *(line.items[at].figure for at in parts)]
    return sum((figure.step / 2 for figure in figures if figure is not None), Fraction(0))


def _runs(line: Line, whole: int, counted: Sequence[int]) -> Iterator[tuple[Reading, list[int]]]:
    """Yield the lines right above or below a total that make it."""
    below, above = ([at for at in counted if at > whole], [at for at in counted if at < whole])
    for kind, order in (("below", below), ("above", above[::-1])):
        made = Fraction(0)
        for number, at in enumerate(order, 1):
            made += _value(line, at)
            if made >= _own(line.items[whole]):
                run = order[:number]
                if _holds(line, line.items[whole], run):
                    yield (kind, line.items[at].place), run
                break
