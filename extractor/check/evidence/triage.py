"""Which broken edits are mistakes, which are the template's own definition, which hold only
where digits were cut off.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.check.figures.figure import Figure
from extractor.check.relations.edit import Edit, Outcome, outcome, sides
from extractor.check.rules.formula import Ref

MOSTLY = 0.7
Family = list[tuple[Edit, Outcome]]


@dataclass(frozen=True, slots=True)
class Settled:
    """Edits of one report: mistakes, edits that hold, families that never add up, and what holds
    only by truncation.
    """

    broken: tuple[Edit, ...]
    holding: tuple[Edit, ...]
    definitions: tuple[tuple[Edit, ...], ...]
    truncated: tuple[Edit, ...]


def settle(edits: Iterable[Edit], others: Mapping[str, tuple[int, int]]) -> Settled:
    """Judge the edits of one report. ``others``: relation → (held, fell short) counted over all
    reports of the data set.
    """
    judged = [(each, outcome(each)) for each in edits]
    families: dict[str, Family] = defaultdict(list)
    for each, came in judged:
        families[family_of(each)].append((each, came))
    broken: list[Edit] = []
    definitions: list[tuple[Edit, ...]] = []
    for members in families.values():
        wrong = [each for each, came in members if came is Outcome.BROKEN]
        if not wrong:
            continue
        match _verdict(members, others):
            case "mistake":
                broken += wrong
            case "overfull":
                broken += [each for each in wrong if _falls_short(each) is False]
            case "definition" if any(map(_tells, wrong)):
                definitions.append(tuple(wrong))
    holding = tuple(each for each, came in judged if came is Outcome.HOLDS)
    return Settled(
        tuple(broken),
        holding,
        tuple(definitions),
        tuple(each for each, came in judged if came is Outcome.TRUNCATED),
    )


def family_of(edit: Edit) -> str:
    """The rules A2.opening and A2.total are one family: the same relation over and over."""
    head, bar, rest = edit.family.partition("|")
    return (
        f"{head.split('.')[0]}|"
        if bar and not edit.must and not edit.rule.startswith("sum.")
        else f"{head}{bar}{rest}"
    )


def count_families(edits: Iterable[Edit]) -> dict[str, tuple[int, int]]:
    """relation → (how often it held, how often it fell short or over), trivial zeros left out."""
    counts: dict[str, tuple[int, int]] = {}
    for each in edits:
        if not each.must and _tells(each):
            held, fell = counts.get(each.family, (0, 0))
            came = outcome(each)
            counts[each.family] = (held + (came is Outcome.HOLDS), fell + (came is Outcome.BROKEN))
    return counts


def _verdict(members: Family, others: Mapping[str, tuple[int, int]]) -> str:
    """«mistake», «overfull» (only what has more parts than whole), «definition», or «nothing» to
    say.

    One relation holds somewhere: it has to hold. Relations of one family that break in both
    directions are mistakes too.
    """
    wrong = {each.family for each, came in members if came is Outcome.BROKEN}
    holding = {each.family for each, came in members if came is Outcome.HOLDS and _tells(each)}
    elsewhere = [others.get(each, (0, 0)) for each in wrong]
    if (
        members[0][0].must
        or wrong & holding
        or any(held and held >= fell for held, fell in elsewhere)
    ):
        return "mistake"
    short = [_falls_short(each) for each, came in members if came is Outcome.BROKEN]
    if all(short):
        return "definition"
    told = members[0][0].rule.startswith("sum.")
    if not any(short):
        return "nothing" if told else "mistake"
    return "overfull" if told or sum(map(bool, short)) >= MOSTLY * len(short) else "mistake"


def _tells(edit: Edit) -> bool:
    """Zeros equal to zeros, or a whole with its only part, are no evidence that parts make the
    whole.
    """
    present = [each for ref, each in edit.figures.items() if each.value]
    whole = edit.whole
    return whole is not None and bool(whole.value) and len(present) > 2


def _falls_short(edit: Edit) -> bool | None:
    """Whether the parts make less than the whole."""
    try:
        left, right = sides(edit)
    except ZeroDivisionError:
        return None
    return right.high < left.low


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
