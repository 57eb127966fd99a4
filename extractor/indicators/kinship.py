"""How two indicators stand to each other, by the members that each is made of."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from extractor.indicators.evidence import Point
from extractor.indicators.lexicon import Lexicon

REMEMBERED = 65536


class Kin(StrEnum):
    """What another indicator is to one, the nearest first."""

    SAME = "same"
    WHOLE = "whole"
    PART = "part"
    SIBLING = "sibling"
    SUBJECT = "subject"
    FAMILY = "family"
    STRANGER = "stranger"


class Kinship:
    """Says for two codes what the second is to the first: «users.age.youth» is a sibling of
    «users.age.children», «users.registered» the whole of both.
    """

    def __init__(self, points: Iterable[Point], lexicon: Lexicon) -> None:
        self._dimensions = {name: member.dimension for name, member in lexicon.members.items()}
        self._made_of: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for point in points:
            self._made_of[point.code].append((point.subject, frozenset(point.qualifiers)))
        self.of = lru_cache(maxsize=REMEMBERED)(self._of)

    def _of(self, code: str, other: str) -> Kin:
        if code == other:
            return Kin.SAME
        found = {
            self._between(mine, theirs)
            for subject, mine in self._made_of.get(code, ())
            for other_subject, theirs in self._made_of.get(other, ())
            if subject == other_subject
        }
        is_family = code.partition(".")[0] == other.partition(".")[0]
        found.add(Kin.FAMILY if is_family else Kin.STRANGER)
        return min(found, key=list(Kin).index)

    def _between(self, mine: frozenset[str], theirs: frozenset[str]) -> Kin:
        """The kinship of two indicators that count the same thing."""
        more, less = mine - theirs, theirs - mine
        if len(more) == 1 and not less:
            return Kin.WHOLE
        if len(less) == 1 and not more:
            return Kin.PART
        of_one = {self._dimensions[name] for name in (*more, *less)}
        return Kin.SIBLING if len(more) == len(less) == len(of_one) == 1 else Kin.SUBJECT
