"""The signs of a figure of a table for learned codes: the beginnings of the words around it and
the members of the lexicon that they name, each with its place.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractor.indicators.learned_codes import CONSTANT, beginnings_of
from extractor.indicators.meaning import Coordinates, Found, Labels, Source

Sign = tuple[str, float]
OWN, FAR, TITLE = 1.0, 0.5, 0.3  # the worth of a word without its place
SAID, DOUBTFUL, IN_TITLE = 1.0, 0.5, 0.5
HEADINGS = 2  # the nearest ones


def signs_of(labels: Labels, read: Coordinates) -> dict[str, float]:
    """The signs of a figure, each with its worth; of one met twice the weightiest."""
    found: dict[str, float] = {}
    for sign, worth in (*_of_figure(labels), *_of_words(labels), *_of_members(read.found)):
        found[sign] = max(worth, found.get(sign, 0.0))
    return found


def said_signs(labels: Labels, read: Coordinates) -> dict[str, float]:
    """The signs that are words of the labels, and what they name: no unit, no kind of row."""
    said = tuple(found for found in read.found if found.source is not Source.UNIT)
    return dict((*_of_words(labels), *_of_members(said)))


def _of_figure(labels: Labels) -> Iterator[Sign]:
    yield CONSTANT, SAID
    yield f"unit {labels.unit}", SAID
    yield f"whose {labels.whose}", SAID
    if labels.is_part:
        yield "a part", SAID


def _of_words(labels: Labels) -> Iterator[Sign]:
    own = (*labels.row[-1:], *labels.column[-1:])
    for label in own:
        said = beginnings_of(label)
        yield from ((f"{first} {second}", SAID) for first, second in pairwise(said))
    yield from _placed("own", own, SAID, OWN)
    yield from _placed("outer", (*labels.row[:-1], *labels.column[:-1], *labels.group), SAID, OWN)
    yield from _placed("over" if labels.is_part else "above", (labels.over,), SAID, FAR)
    yield from _placed("caption", (labels.caption,), IN_TITLE, TITLE)
    yield from _placed("heading", labels.headings[:HEADINGS], IN_TITLE, 0.0)


def _placed(place: str, texts: Iterable[str], there: float, anywhere: float) -> Iterator[Sign]:
    """The words of a place, each with its place and without it."""
    for word in {word for text in texts for word in beginnings_of(text)}:
        yield f"{place} {word}", there
        if anywhere:
            yield word, anywhere


def _of_members(said: Iterable[Found]) -> Iterator[Sign]:
    for found in said:
        if found.source is Source.SIBLING:
            continue
        place = Source.OWN if found.source is Source.UNIT else found.source
        worth = DOUBTFUL if found.maybe else SAID
        for name in found.members:
            yield f"[{name}] {place}", worth
            yield f"[{name}]", SAID
            if found.leads:
                yield f"[{name}] leads {place}", SAID
