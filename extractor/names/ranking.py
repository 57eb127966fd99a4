"""Weighs evidence: which libraries agree with what a label says, and whether anything
contradicts.
"""

import re
from dataclasses import dataclass

from extractor.names.candidates.features import Profile
from extractor.names.candidates.index import Index
from extractor.names.labels.evidence import Evidence
from extractor.names.vocabulary import DEFINING, MARKS, MODEL, mark_kind, stem
from extractor.names.witnesses import (
    AGREES,
    CONTRADICTS,
    RULE_OF,
    TYPED,
    WEAK,
    WITNESSES,
    Claim,
    Opinion,
)
from extractor.text import fold

MOST_CANDIDATES = 12
# so many candidates are not weighed one by one: nothing that is said of them all can decide
WIDE = 200
UNTOLD = frozenset({"children", "youth"})  # kinds that a name never leaves unsaid

# What is at least the share of right answers, in percent, by the strongest piece of evidence that
# agreed: the lower end of the
# interval (Wilson, 95 %) over the labelled names of tests/names, where nearly all are right; rarer
# evidence is surer less.
# A second piece that agrees adds; a slip of typing and words that nothing explains take away.
SURENESS = {
    "number": 97,
    "place": 97,
    "kind": 92,
    "honour": 88,
    "abbreviation": 85,
    "own": 85,
    "street": 83,
}
CATEGORY = (
    75  # «модельная библиотека» may be any that has become one since the registry was written
)
SECOND, SLIP, UNEXPLAINED, LEAST = 1, 8, 2, 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one library of a label: its position or None, by which rule, how sure, and
    the near ones.
    """

    at: int | None
    rule: str
    score: int
    near: tuple[tuple[int, int], ...] = ()


NOBODY = Verdict(None, "none", 0)


def judge(said: Evidence, index: Index) -> Verdict:
    """Return the one library that agrees most and contradicts nothing; ``ambiguous`` where two do
    equally or all that agree contradict.
    """
    opinions = {at: _opinions(Claim(said, index.profiles[at], index)) for at in _pool(said, index)}
    agreed = {
        at: frozenset(name for name, opinion in by_name.items() if opinion == AGREES)
        for at, by_name in opinions.items()
    }
    good = {
        at for at, by_name in opinions.items() if CONTRADICTS not in by_name.values() and agreed[at]
    }
    best = [at for at in good if all(agreed[at] >= agreed[other] for other in good)]
    best = _of_mark(
        said, _closest_kind(said, _with_untold(said, best, good, agreed, index), index), index
    )
    half = said.tails and not said.places
    if (half or said.doubtful) and not _agreed_beside(agreed, best):
        return _undecided(said, good, agreed) if good and said.head else NOBODY
    if len(best) == 1 and _is_enough(said, agreed[best[0]], index.profiles[best[0]]):
        strange = _strange(said, index.profiles[best[0]])
        score = _score(said, agreed[best[0]], strange)
        return Verdict(best[0], _rule_of(said, agreed[best[0]]), score)
    if (len(best) == 1 and agreed[best[0]] <= WEAK) or (
        not said.head and all(names <= {"street"} for names in agreed.values())
    ):
        return NOBODY
    weak = {"kind"} if any(street.house for street in said.streets) else {"kind", "street"}
    strong = good or {at for at, names in agreed.items() if names - weak}
    return _undecided(said, strong, agreed) if strong and _is_a_name(said) else NOBODY


def _opinions(claim: Claim) -> dict[str, Opinion | None]:
    """What each witness says of a library."""
    return {witness.name: witness.answer(claim) for witness in WITNESSES}


def _agreed_beside(agreed: dict[int, frozenset[str]], best: list[int]) -> bool:
    """Return whether something other than a settlement half named or mistyped speaks for the one
    that is best.
    """
    return len(best) == 1 and bool(agreed[best[0]] - {"place", "kind"})


def _pool(said: Evidence, index: Index) -> set[int]:
    """Return every library that some piece of evidence speaks for."""
    tables = (
        index.numbers.get(said.number, frozenset()),
        said.abbreviations,
        *(index.places.get(place, frozenset()) for place in said.places or said.tails),
        *(index.honours.get(word, frozenset()) for honour in said.honours for word in honour.name),
        *(index.own.get(word, frozenset()) for word in said.own),
    )
    found = _narrowed([table for table in tables if table], said, index)
    housed = not found or any(street.house for street in said.streets)
    narrow = (
        [index.streets.get(word, frozenset()) for street in said.streets for word in street.name]
        if housed
        else []
    )
    found |= set[int]().union(*narrow)
    if found or said.stranger or said.honours or said.number:
        return found
    return set[int]().union(
        *(
            index.kinds.get(kind, frozenset())
            for kind in said.kinds & DEFINING or said.kinds & {MODEL}
        )
    )


def _with_untold(
    said: Evidence, best: list[int], good: set[int], agreed: dict[int, frozenset[str]], index: Index
) -> list[int]:
    """«Луговская сельская» need not be the children's rural library where Луговое has another
    one: then none is best.
    """
    if (
        len(best) != 1
        or "kind" not in agreed[best[0]]
        or not index.profiles[best[0]].kinds & UNTOLD - said.kinds
    ):
        return best
    rivals = [
        at
        for at in good
        if agreed[at] == agreed[best[0]] - {"kind"} and not index.profiles[at].kinds & UNTOLD
    ]
    return best + rivals


def _closest_kind(said: Evidence, best: list[int], index: Index) -> list[int]:
    """Among equals those whose kinds are just the ones said: «центральная» is not the central
    children's library.
    """
    if len(best) < 2 or not said.kinds & DEFINING:
        return best
    wholly = [at for at in best if index.profiles[at].kinds - {"model"} == said.kinds - {"model"}]
    if said.kinds & DEFINING - TYPED == {"children"}:
        return wholly or best  # the children's library of a district is often its central one
    defining = [
        at
        for at in best
        if index.profiles[at].kinds & DEFINING - TYPED == said.kinds & DEFINING - TYPED
    ]
    return wholly or defining or best


def _of_mark(said: Evidence, best: list[int], index: Index) -> list[int]:
    """Of settlements with one name («с. Никольское», «п. Никольский») those of the kind that is
    said.
    """
    known = [index.profiles[at] for at in best]
    if len(known) < 2 or not said.mark or len({profile.place for profile in known}) > 1:
        return best
    same = [at for at in best if _mark_of(index.profiles[at].settlement) == said.mark]
    return same or best


def _mark_of(settlement: str) -> str:
    first = re.match(r"[а-я-]+", fold(settlement))
    return mark_kind(first[0]) if first and first[0] in MARKS else ""


def _is_a_name(said: Evidence) -> bool:
    """Return whether a label is about a library at all: a head stands by, or nothing in it is
    unexplained.
    """
    return (said.head or not said.free) and not said.heading


def _is_enough(said: Evidence, agreed: frozenset[str], known: Profile) -> bool:
    """Return whether what agrees names the library; words of its own name explain themselves."""
    strange = bool(_strange(said, known))
    if agreed & {"number", "abbreviation"} and said.head:
        return not (agreed <= WEAK and strange)
    if not said.head:
        numbered = not said.number or agreed >= {"number", "place"}  # «Луговская № 2»
        return not strange and not said.heading and numbered and agreed != {"kind"}
    if agreed <= {"kind", "own", "street"}:
        return not said.heading and not strange
    return not said.heading


def _strange(said: Evidence, known: Profile) -> int:
    """How many words nothing explains; those of its own name explain themselves."""
    return sum(stem(word) not in known.words for word in said.free)


def _rule_of(said: Evidence, agreed: frozenset[str]) -> str:
    if said.slips and "number" not in agreed:
        return "fuzzy"
    return next(RULE_OF[witness.name] for witness in WITNESSES if witness.name in agreed)


def _score(said: Evidence, agreed: frozenset[str], strange: int) -> int:
    if agreed == {"kind"} and not said.kinds & DEFINING:
        return CATEGORY
    base = max(SURENESS[name] for name in agreed) + SECOND * (len(agreed) - 1)
    return max(LEAST, min(99, base) - SLIP * said.slips - UNEXPLAINED * min(4, strange))


def _narrowed(tables: list[frozenset[int]], said: Evidence, index: Index) -> set[int]:
    """Return all that something speaks for; of a country's thousands («№ 5») those on which most
    agrees, and of equals the first few.
    """
    found = set[int]().union(*tables)
    if len(found) <= WIDE:
        return found
    kinds = (index.kinds.get(kind, frozenset()) for kind in sorted(said.kinds & DEFINING))
    for table in (*sorted(tables, key=_narrow_first), *kinds):
        found = found & table or found
    return set(sorted(found)[:WIDE])


def _narrow_first(table: frozenset[int]) -> tuple[int, list[int]]:
    return len(table), sorted(table)


def _undecided(said: Evidence, among: set[int], agreed: dict[int, frozenset[str]]) -> Verdict:
    near = sorted(
        ((at, _score(said, agreed[at], len(said.free)) // 2) for at in among),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return Verdict(None, "ambiguous", near[0][1], tuple(near[:MOST_CANDIDATES]))
