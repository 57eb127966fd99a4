"""Which broken edits are mistakes, which are the template's own definition, which hold only
where digits were cut off.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from extractor.check.evidence.accusing import accusing
from extractor.check.evidence.distances import falls_short, tables_of
from extractor.check.evidence.left_out import left_out
from extractor.check.evidence.support import (
    Basis,
    Record,
    Support,
    basis_of,
    is_telling,
    record,
)
from extractor.check.figures.figure import Figure
from extractor.check.relations.edit import Edit, Outcome, outcome

Family = list[tuple[Edit, Outcome]]


@dataclass(frozen=True, slots=True)
class Settled:
    """Edits of one report: mistakes, edits that hold, families that never add up, and what holds
    only by truncation. ``supports``: id() of a mistake → the support of its relation.
    """

    broken: tuple[Edit, ...]
    holding: tuple[Edit, ...]
    definitions: tuple[tuple[Edit, ...], ...]
    truncated: tuple[Edit, ...]
    supports: Mapping[int, Support] = field(default_factory=dict)


def settle(
    edits: Iterable[Edit],
    others: Mapping[str, Record],
    tables: Mapping[int, Sequence[Figure]] = MappingProxyType({}),
) -> Settled:
    """Judge the edits of one report. ``others`` is how each relation fared in all reports;
    ``tables`` are the figures of this one by table.
    """
    judged = [(each, outcome(each)) for each in edits]
    by_outcome: dict[Outcome, list[Edit]] = defaultdict(list)
    for each, came in judged:
        by_outcome[came].append(each)
    failed, holding = by_outcome[Outcome.BROKEN], by_outcome[Outcome.HOLDS]
    excused = left_out(failed, holding, tables)
    broken: list[Edit] = []
    supports: dict[int, Support] = {}
    definitions: list[tuple[Edit, ...]] = []
    for members in _families(judged):
        wrong = [each for each, came in members if came is Outcome.BROKEN]
        wrong = [each for each in wrong if id(each) not in excused]
        support = _support(members, wrong, others) if wrong else Support(0, 0)
        told = accusing(wrong, support) if wrong else []
        broken += told
        supports |= {id(each): support for each in told}
        if not told and _is_definition(wrong):
            definitions.append(tuple(wrong))
    truncated = tuple(by_outcome[Outcome.TRUNCATED])
    return Settled(tuple(broken), tuple(holding), tuple(definitions), truncated, supports)


def _families(judged: Iterable[tuple[Edit, Outcome]]) -> Iterable[Family]:
    """Return the edits with what came of them, by relation."""
    families: dict[str, Family] = defaultdict(list)
    for each, came in judged:
        families[family_of(each)].append((each, came))
    return families.values()


def _is_definition(wrong: Sequence[Edit]) -> bool:
    """Return whether parts that a template leaves open always fall short."""
    return (
        bool(wrong)
        and basis_of(wrong[0]) is Basis.OPEN
        and all(map(falls_short, wrong))
        and any(map(is_telling, wrong))
    )


def family_of(edit: Edit) -> str:
    """The rules A2.opening and A2.total are one family: the same relation over and over."""
    head, bar, rest = edit.family.partition("|")
    return (
        f"{head.split('.')[0]}|"
        if bar and not edit.must and not edit.rule.startswith("sum.")
        else f"{head}{bar}{rest}"
    )


def records_of(edits: Iterable[Edit]) -> dict[str, Record]:
    """Return how each relation fared in all reports, trivial zeros left out."""
    held: dict[str, list[Edit]] = defaultdict(list)
    broken: Counter[str] = Counter()
    for each in filter(is_telling, edits):
        came = outcome(each)
        if came is Outcome.HOLDS:
            held[each.family].append(each)
        broken[each.family] += came is Outcome.BROKEN
    return {family: record(held[family], broken[family]) for family in broken}


NO_RECORD = Record(0, 0, 0.0)


def _support(members: Family, wrong: Sequence[Edit], others: Mapping[str, Record]) -> Support:
    """Count how often the relations that failed hold in this report, and in all others."""
    failed = {each.family for each in wrong}
    held = sum(
        came is Outcome.HOLDS and each.family in failed and is_telling(each)
        for each, came in members
    )
    every = [others.get(family, NO_RECORD) for family in failed]
    best = max(every, key=lambda one: one.held - one.broken)
    holding = [each for each, came in members if came is Outcome.HOLDS]
    sources = frozenset(map(tables_of, holding))
    codes = frozenset(
        one.fact.indicator for each in holding if is_telling(each) for one in each.figures.values()
    )
    return Support(held, len(wrong), best.held, best.broken, best.surprise, sources, codes)


def without_doubles(edits: Sequence[Edit]) -> list[Edit]:
    """One edit for the same figures: the rule's rather than the table's, and of two about one
    whole the one with more parts.
    """
    kept: dict[tuple[str, frozenset[Place]], Edit] = {}
    for each in edits:
        key = (each.statement.sign, places_of(each))
        kept.setdefault(key, each)
    wider: dict[Place, list[frozenset[Place]]] = defaultdict(list)
    for each in kept.values():
        if each.rule.startswith("sum.") and each.whole is not None:
            wider[place_of(each.whole)].append(places_of(each))
    return [each for each in kept.values() if not _outdone(each, wider)]


Place = tuple[str, int | None, int | None, int | None]


def _outdone(edit: Edit, wider: Mapping[Place, list[frozenset[Place]]]) -> bool:
    """A rule's sum within one table that leaves out parts which the table itself counts."""
    if edit.kind != "sum" or edit.rule.startswith("sum.") or edit.whole is None:
        return False
    own = places_of(edit)
    return any(own < each for each in wider.get(place_of(edit.whole), ()))


def place_of(figure: Figure) -> Place:
    fact = figure.fact
    return (fact.observation, fact.table, fact.row, fact.column)


def places_of(edit: Edit) -> frozenset[Place]:
    return frozenset(place_of(each) for each in edit.figures.values())
