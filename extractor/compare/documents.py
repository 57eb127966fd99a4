"""Two editions of one report side by side, fact by fact: what differs, what only one of them has.

Tables are paired in their order by what their labels say, so that one that an edition lacks does
not shift the rest; facts in a pair of tables by labels and period, then by their cell; facts of
running text by section and wording.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractor.model import Observation, Report
from extractor.text import fold

ONLY_LEFT, ONLY_RIGHT = "only_left", "only_right"
SIGNATURE = 12  # labels that tell one table from another
REASON_OF_PERIOD = "dated"  # no part of the fact
Pair = tuple[Observation, Observation]
Key = Callable[[Observation], Hashable]


@dataclass(frozen=True, slots=True)
class Difference:
    """``field`` is the column of the data set that differs, or says that only the left or the
    right edition has the fact.
    """

    field: str
    left: Observation | None
    right: Observation | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many facts each edition has, how many are the same in all fields, and the differences
    in the order of the left one.
    """

    left: int
    right: int
    same: int
    differences: tuple[Difference, ...]


def compare_documents(left: Report, right: Report) -> Comparison:
    """Two readings of what should be one report."""
    found: list[Difference] = []
    same = 0
    for ours, theirs in _groups(left, right):
        pairs, only_left, only_right = _paired(ours, theirs)
        for pair in pairs:
            fields = list(_differing(*pair))
            same += not fields
            found += [Difference(field, *pair) for field in fields]
        found += [Difference(ONLY_LEFT, each, None) for each in only_left]
        found += [Difference(ONLY_RIGHT, None, each) for each in only_right]
    return Comparison(len(left.observations), len(right.observations), same, tuple(found))


Facts = list[Observation]


def _groups(left: Report, right: Report) -> Iterator[tuple[Facts, Facts]]:
    """Yield the facts of running text, then those of each pair of tables; a table of one edition
    alone stands against nothing.
    """
    ours, theirs = _by_table(left), _by_table(right)
    yield ours.pop(None, []), theirs.pop(None, [])
    one, other = list(ours.values()), list(theirs.values())
    order = SequenceMatcher(
        None, [*map(_signature, one)], [*map(_signature, other)], autojunk=False
    )
    for _, i1, i2, j1, j2 in order.get_opcodes():
        for step in range(max(i2 - i1, j2 - j1)):
            yield (
                one[i1 + step] if i1 + step < i2 else [],
                other[j1 + step] if j1 + step < j2 else [],
            )


def _by_table(report: Report) -> dict[int | None, Facts]:
    found: defaultdict[int | None, Facts] = defaultdict(list)
    for observation in report.observations:
        found[observation.table].append(observation)
    return dict(sorted(found.items(), key=lambda item: item[0] or 0))


def _signature(facts: Iterable[Observation]) -> tuple[str, ...]:
    labels = dict.fromkeys(
        fold(label) for fact in facts for label in (*fact.row_path, *fact.column_path)
    )
    return tuple(labels)[:SIGNATURE]


def _paired(ours: Facts, theirs: Facts) -> tuple[list[Pair], Facts, Facts]:
    pairs: list[Pair] = []
    for key in KEYS:
        found, ours, theirs = _matched(ours, theirs, key)
        pairs += found
    return pairs, ours, theirs


def _matched(ours: Facts, theirs: Facts, key: Key) -> tuple[list[Pair], Facts, Facts]:
    """Facts with the same key, the first with the first; and those left over on both sides."""
    waiting: defaultdict[Hashable, Facts] = defaultdict(list)
    for each in reversed(theirs):
        waiting[key(each)].append(each)
    pairs: list[Pair] = []
    alone: Facts = []
    for each in ours:
        candidates = waiting[key(each)]
        if candidates:
            pairs.append((each, candidates.pop()))
        else:
            alone.append(each)
    taken = {id(other) for _, other in pairs}
    return pairs, alone, [fact for fact in theirs if id(fact) not in taken]


def _labels(fact: Observation) -> Hashable:
    return (
        _folded(fact.row_path),
        _folded(fact.column_path),
        fact.period,
        fact.row is None and fold(fact.raw),
    )


def _cell(fact: Observation) -> Hashable:
    """Return the place in the grid; for running text the section and the labels."""
    return (
        (fact.row, fact.column) if fact.row is not None else (fact.section, _folded(fact.row_path))
    )


KEYS: tuple[Key, ...] = (_labels, _cell)


def _other_figures(fact: Observation) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in fact.extra if pair[0] != REASON_OF_PERIOD)


def _folded(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(fold, labels))


FIELDS: dict[str, Key] = {
    "value": lambda fact: fact.value,
    "status": lambda fact: fact.status,
    "decimals": lambda fact: fact.decimals,
    "unit": lambda fact: (fact.unit, fact.multiplier),
    "extra": lambda fact: (fact.role, fact.direction, fact.op, _other_figures(fact)),
    "row_path": lambda fact: _folded(fact.row_path),
    "column_path": lambda fact: _folded(fact.column_path),
    "period": lambda fact: fact.period,
    "section": lambda fact: fact.section,
    "indicator": lambda fact: fact.indicator,
    "library": lambda fact: fact.library,
    "area": lambda fact: fold(fact.area),
}


def _differing(left: Observation, right: Observation) -> Iterator[str]:
    yield from (name for name, of in FIELDS.items() if of(left) != of(right))
