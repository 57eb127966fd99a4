"""Libraries in the making: what labels said of them, and what they become."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.model import Library
from extractor.names.candidates.settlement_keys import settlement_words
from extractor.names.labels.evidence import Evidence
from extractor.names.vocabulary import WORDS, stem
from extractor.text import fold, slug

MOST_SPELLINGS = 50  # of one library that are kept
_SHARE = 8  # of a long list one in so many is added in a round
_FEWEST = 25
_CAREFUL, _LAST = (
    60,
    70,
)  # rounds after which labels that share a word are added together, and after which all are
_TELLING = (
    "children",
    "youth",
)  # of a central children's library the readers say more than the rank
# A kind that names the id of a library without a number, so that the id outlives a change of its
# name.
_KIND_NAMES = (
    ("central", "children", "tsdb"),
    ("central", "central", "tsb"),
    ("children", "children", "detskaya"),
    ("youth", "youth", "yunosheskaya"),
)


@dataclass(slots=True)
class Draft:
    """A library in the making: what its sightings said."""

    name: str
    number: str
    kinds: frozenset[str]
    settlements: list[str] = field(default_factory=list)
    address: str = ""
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A label that names one library, with what stands beside it in its row."""

    text: str
    said: Evidence
    settlement: str
    address: str


def unlike(waiting: Mapping[str, Sighting], turn: int) -> list[str]:
    """Keys of the next labels of a long list that can be added together, because none may be
    another name of one before it.

    Labels that share a word, a person or, without either, a settlement wait for a later round;
    ``turn`` is the number of this one.
    """
    most = len(waiting) if turn >= _CAREFUL else max(_FEWEST, len(waiting) // _SHARE)
    chosen: list[str] = []
    taken: set[object] = set()
    for key, sighting in waiting.items():
        marks = _marks(sighting, alone=turn < _CAREFUL)
        if turn >= _LAST or taken.isdisjoint(marks):
            chosen.append(key)
            taken.update(marks)
        if len(chosen) >= most:
            break
    return chosen


def _marks(sighting: Sighting, alone: bool) -> frozenset[object]:
    """What tells a library from others: each mark ``alone``, or all of them as one."""
    words = {stem(word) for word in sighting.said.free}
    people = {word for honour in sighting.said.honours for word in honour.name}
    where = (fold(sighting.settlement), frozenset(sighting.said.kinds))
    marks = frozenset[object](words | people) or frozenset[object]({where})
    return marks if alone else frozenset({(marks, where)})


def libraries_of(drafts: Iterable[Draft], district: str, district_slug: str) -> tuple[Library, ...]:
    """Return the libraries of the drafts, in their order; ids that would be the same are
    numbered.
    """
    taken: dict[str, int] = {}
    return tuple(
        _library(draft, district, _free_id(_id_of(draft, district_slug), taken)) for draft in drafts
    )


def _id_of(draft: Draft, district_slug: str) -> str:
    """From the number, else from a kind that only one library has, else from the name."""
    if draft.number:
        return f"{district_slug}-{slug(draft.number)}"
    kind = next((name for one, other, name in _KIND_NAMES if {one, other} <= draft.kinds), "")
    return f"{district_slug}-{kind or slug(draft.name) or 'library'}"


def _free_id(wanted: str, taken: dict[str, int]) -> str:
    """Return the id, with the next number where it is taken; ``taken`` keeps the number up to which
    each one is.
    """
    number, free = taken.get(wanted, 1), wanted if wanted not in taken else ""
    while not free or free in taken:
        number, free = number + 1, f"{wanted}-{number + 1}"
    taken[wanted] = number
    taken.setdefault(free, 1)
    return free


def _library(draft: Draft, district: str, library: str) -> Library:
    kind = next((word for word in (*_TELLING, *WORDS["kinds"]) if word in draft.kinds), "")
    settlement = max(draft.settlements, key=_fullness, default="")
    return Library(
        library,
        draft.name,
        district,
        draft.number,
        kind,
        settlement,
        draft.address,
        tuple(draft.aliases),
    )


def _fullness(settlement: str) -> tuple[bool, int]:
    """«Ново-Луговое» says more than «Н-Луговое»."""
    parts = settlement_words(settlement)
    return all(len(part) > 2 for part in parts), len("".join(parts))
