"""What stands around the labels of one table: of which each is a part, and its siblings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.indicators.lexicon import WHAT, Lexicon
from extractor.text import fold

Words = tuple[str, ...]
MOST_SIBLINGS = 12
_NUMBER = re.compile(r"(?:(?<![\d\s])(?<!\d\.)|(?<!\s)\s++)(\d++(?:\.\d++)*+)[.)]?\s++(?=\D)")
_PART = re.compile(
    r"(?:из них|из него|из нее|из которых|в них|в том числе|в т\. ?ч\.|из общего|из \(|[-\u2022])"
)
_TOTAL = re.compile(r"(?:всего|итого|в целом|общий итог)(?![а-я])")
DITTO = re.compile(r"[\s-]*(?:[\"“”„″]|-?//-?|«\s*-?\s*//\s*-?\s*»)[\s\"“”-]*:?")


@dataclass(frozen=True, slots=True)
class Around:
    """For each path of one axis the leaf over it, and all leaves of the axis; ``parts`` are the
    paths that say themselves that they are parts («из них»), ``acts`` what was done to the whole of
    parts where that counts nothing itself: «Поступило | в т. ч. книг | журналов».
    """

    over: Mapping[Words, str]
    leaves: Words
    parts: frozenset[Words] = frozenset()
    acts: Mapping[Words, str] = field(default_factory=dict)


def around(paths: Iterable[Words], lexicon: Lexicon) -> Around:
    """Go along an axis in its order: a label that counts something stands over those that do not.

    «Число пользователей | из них дети | удалённые»: the first stands over the others.
    """
    over: dict[Words, str] = {}
    leaves: dict[str, None] = {}
    parts: set[Words] = set()
    acts: dict[Words, str] = {}
    whole = before = ""
    parents: Words = ()
    for path in paths:
        if not path or path in over:
            continue
        label = _innermost(path, lexicon)
        ditto = DITTO.match(fold(label)) if label else None
        counts = any(_counts(name, lexicon) for name in path)
        is_part = bool(ditto) or _is_part(path, label)
        is_silent = lexicon.hear(label).is_silent
        goes_on = not is_silent and _goes_on(label, whole)
        follows = _goes_on(label, before) and _says_another(label, before, lexicon)
        is_within = is_part or (not is_silent and not counts and follows)
        above = tuple(name for name in path[:-1] if not lexicon.hear(name).is_silent)
        is_total = is_silent and bool(_TOTAL.match(fold(label)))
        over[path] = whole if (not counts and not is_total) or is_part or goes_on else ""
        if is_within and not ditto and before != whole and above == parents:
            acts[path] = before
        if not is_within and not goes_on and not is_silent:
            before, parents = label, above
        if is_part or (goes_on and not counts):
            parts.add(path)
        if counts and not is_part and not goes_on:
            whole = label
        leaves[label] = None
    return Around(over, tuple(leaves)[:MOST_SIBLINGS], frozenset(parts), acts)


def over_of(axis: Around, path: Words) -> tuple[str, bool]:
    """The leaf over a path, and whether the path says that it is a part."""
    return axis.over.get(path, ""), path in axis.parts


def _is_part(path: Words, label: str) -> bool:
    """Whether a label says that it is a part: «из них дети», «1.2. в том числе удалённых»."""
    return any(_PART.match(_NUMBER.sub("", fold(name))) for name in path) or " в них" in label


def _goes_on(label: str, whole: str) -> bool:
    """Whether a label goes on the one above, as its number or a small first letter says: «1.2» of
    «1», «детей до 14 лет» of «Число пользователей».
    """
    number, above = _NUMBER.match(label), _NUMBER.match(whole)
    if number and above:
        return number[1].startswith(f"{above[1]}.")
    return _NUMBER.sub("", label)[:1].islower() and _NUMBER.sub("", whole)[:1].isupper()


def _says_another(label: str, before: str, lexicon: Lexicon) -> bool:
    """Whether a label says something of another kind than the one before: «журналов» after
    «Поступило», not «сельские» after «Детские библиотеки».
    """
    kinds = (
        {
            lexicon.members[name].dimension
            for spot in lexicon.hear(one).spots
            for name in spot.members
        }
        for one in (label, before)
    )
    return next(kinds).isdisjoint(next(kinds))


def _innermost(path: Words, lexicon: Lexicon) -> str:
    """The innermost label that says something, else the last."""
    said = (label for label in reversed(path) if not lexicon.hear(label).is_silent)
    return next(said, path[-1])


def _counts(label: str, lexicon: Lexicon) -> bool:
    """Whether a label says what is counted: a library only where it comes first."""
    said = [spot for spot in lexicon.hear(label).spots if not spot.maybe and not spot.bracketed]
    return any(
        lexicon.members[spot.members[0]].dimension == WHAT
        and (place == 0 or lexicon.members[spot.members[0]].rank != "weak")
        for place, spot in enumerate(said)
    )
