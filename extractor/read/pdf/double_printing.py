"""Letters printed twice a little apart, as some programs make them bold: each is read once."""

from collections import Counter
from collections.abc import Iterable

from msgspec import structs

from extractor.read.pdf.ink import Ink, Word

STRIP = 6.0  # points: a word is compared with those whose baseline lies in the same strip
SHIFT = 0.14  # of the letter size: no two letters of one line begin so close to each other


def without_doubles(ink: Ink) -> None:
    """Take the second printing off the page's words: of whole words, of the halves of one word
    («810810»), of single letters («881100»).
    """
    words, often = ink.words, Counter([word.text for word in ink.words])
    twice = set(filter(_may_repeat, often))
    if twice:
        words = [_single(word, ink) if word.text in twice else word for word in words]
        often = Counter([word.text for word in words])
    second = _second_printings([word for word in words if often[word.text] > 1])
    ink.words = [word for word in words if id(word) not in second] if second else words


def _second_printings(words: Iterable[Word]) -> set[int]:
    """Which words stand on an earlier one of the same letters, by their identity."""
    places: dict[tuple[str, int], list[Word]] = {}
    found: set[int] = set()
    for word in words:
        place = word.text, int(word.base / STRIP)
        near = places.get(place)
        if near is None:
            beside = place[0], round(word.base / STRIP) - (round(word.base / STRIP) == place[1])
            near = places[place] = places.get(beside, [])
        if _is_covered(word, near):
            found.add(id(word))
        else:
            near.append(word)
    return found


def _is_covered(word: Word, others: Iterable[Word]) -> bool:
    x0, top, base = word.x0, word.top, word.base
    for other in others:
        reach = SHIFT * other.face.size
        if (
            abs(other.x0 - x0) <= reach
            and abs(other.top - top) <= reach
            and abs(other.base - base) <= reach
        ):
            return True
    return False


def _may_repeat(text: str) -> bool:
    """Whether a word is one text twice, or each of its letters twice.

    >>> [_may_repeat(text) for text in ("810810", "881100", "810", "11")]
    [True, True, False, True]
    """
    half, odd = divmod(len(text), 2)
    if odd or not half:
        return False
    return (text[0] == text[1] and text[::2] == text[1::2]) or text[:half] == text[half:]


def _single(word: Word, ink: Ink) -> Word:
    """The word printed once, where its letters stand on each other; else the word as it is."""
    edges, reach = ink.edges(word), SHIFT * word.face.size
    if word.face.turn or len(edges) != len(word.text):
        return word
    half = len(edges) // 2
    lefts = [left for left, _ in edges]
    if word.text[::2] == word.text[1::2] and _close(lefts[::2], lefts[1::2], reach):
        return structs.replace(word, text=word.text[::2])
    if word.text[:half] == word.text[half:] and _close(lefts[:half], lefts[half:], reach):
        return structs.replace(word, text=word.text[:half], x1=edges[half - 1][1])
    return word


def _close(some: Iterable[float], others: Iterable[float], reach: float) -> bool:
    return all(abs(one - other) <= reach for one, other in zip(some, others, strict=True))
