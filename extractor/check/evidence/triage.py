"""Which broken edits are mistakes, which are the template's own definition, which hold only
where digits were cut off.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.check.evidence.left_out import left_out
from extractor.check.evidence.support import (
    Basis,
    Record,
    Support,
    accusing,
    basis_of,
    falls_short,
    is_telling,
    record,
)
from extractor.check.figures.figure import Figure
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.rules.formula import Ref

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


def settle(edits: Iterable[Edit], others: Mapping[str, Record]) -> Settled:
    """Judge the edits of one report. ``others`` is how each relation fared in all reports."""
    judged = [(each, outcome(each)) for each in edits]
    families: dict[str, Family] = defaultdict(list)
    for each, came in judged:
        families[family_of(each)].append((each, came))
    excused = left_out(
        (each for each, came in judged if came is Outcome.BROKEN),
        (each for each, came in judged if came is Outcome.HOLDS),
    )
    broken: list[Edit] = []
    supports: dict[int, Support] = {}
    definitions: list[tuple[Edit, ...]] = []
    for members in families.values():
        failed = [each for each, came in members if came is Outcome.BROKEN]
        wrong = [each for each in failed if id(each) not in excused]
        if not wrong:
            continue
        support = _support(members, wrong, others)
        told = accusing(wrong, support)
        broken += told
        supports |= {id(each): support for each in told}
        if (
            not told
            and basis_of(wrong[0]) is Basis.OPEN
            and all(map(falls_short, wrong))
            and any(map(is_telling, wrong))
        ):
            definitions.append(tuple(wrong))
    holding = tuple(each for each, came in judged if came is Outcome.HOLDS)
    return Settled(
        tuple(broken),
        holding,
        tuple(definitions),
        tuple(each for each, came in judged if came is Outcome.TRUNCATED),
        supports,
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
    return Support(held, len(wrong), best.held, best.broken, best.surprise)


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


def figures_of(edits: Iterable[Edit]) -> Iterator[tuple[Edit, Ref, Figure]]:
    for each in edits:
        for ref, figure in each.figures.items():
            yield each, ref, figure
