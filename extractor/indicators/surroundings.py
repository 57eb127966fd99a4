"""What stands around the labels of one table: of which each is a part, and its siblings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor.indicators.lexicon import WHAT, Lexicon
from extractor.text import fold

Words = tuple[str, ...]
MOST_SIBLINGS = 12
_PART = re.compile(r"(?:из них|в них|в том числе|в т\. ?ч\.|из общего|из \(|[-\u2022])")
DITTO = re.compile(r"[\s-]*(?:[\"“”„″]|-?//-?|«\s*-?\s*//\s*-?\s*»)[\s\"“”-]*:?")


@dataclass(frozen=True, slots=True)
class Around:
    """For each path of one axis the leaf of which it is a part, and all leaves of the axis."""

    over: Mapping[Words, str]
    leaves: Words


def around(paths: Iterable[Words], lexicon: Lexicon) -> Around:
    """Go along an axis in its order: a label that counts something stands over those that do not.

    «Число пользователей | из них дети | удалённые»: the first stands over the others.
    """
    over: dict[Words, str] = {}
    leaves: dict[str, None] = {}
    whole = ""
    for path in paths:
        if not path or path in over:
            continue
        label = _innermost(path, lexicon)
        ditto = DITTO.match(fold(label)) if label else None
        counts = any(_counts(name, lexicon) for name in path)
        is_part = any(_PART.match(fold(name)) for name in path) or " в них" in label
        over[path] = whole if not counts or is_part or ditto else ""
        if counts and not is_part and not ditto:
            whole = label
        leaves[label] = None
    return Around(over, tuple(leaves)[:MOST_SIBLINGS])


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
