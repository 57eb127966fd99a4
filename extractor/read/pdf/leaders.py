"""Leaders: rows of dots that lead the eye from a label to its figure, and are no part of either."""

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from extractor.read.pdf.ink import Ink, Word

LEADER = re.compile(r"\.{4,}|…{2,}|(?:\. ){3,}\.?")
_LED = re.compile(r"\.{4,}|…{2,}")
_TRAIL = re.compile(r"(?:(?<!\.)\.{4,}|(?<!…)…{2,})$")
_DOTS = re.compile(r"[.…]+")
LEAST = 3  # dots that stand apart from each other


def parted_at_leaders(ink: Ink) -> None:
    """Cut the words of a page around their leaders: «Фонд.....120» is a label and a figure."""
    text = "\n".join([word.text for word in ink.words])
    if "...." in text or "……" in text:
        ink.words = [piece for word in ink.words for piece in _pieces(word, ink)]


def _pieces(word: Word, ink: Ink) -> Iterator[Word]:
    ends = {end for found in _LED.finditer(word.text) for end in found.span()}
    cuts = sorted(ends - {0, len(word.text)})
    edges = ink.edges(word) if cuts and not word.face.turn else []
    if len(edges) != len(word.text):
        yield word
        return
    for start, end in zip([0, *cuts], [*cuts, len(edges)], strict=True):
        yield structs.replace(
            word,
            text=word.text[start:end],
            x0=edges[start][0],
            x1=edges[end - 1][1],
            first=word.first + start,
            glued=word.glued or start > 0,
        )


def is_leader(text: str) -> bool:
    """Whether a word is nothing but a row of dots.

    >>> [is_leader(text) for text in ("......", "...", "т...")]
    [True, False, False]
    """
    return len(text) > LEAST and _DOTS.fullmatch(text) is not None


def without_leaders(words: Iterable[Word]) -> list[Word]:
    """The words of a cell without leaders, dots that stand apart from each other among them."""
    kept = list(words)
    if not any(".." in word.text or "…" in word.text or word.text == "." for word in kept):
        return kept
    apart = [word for word in kept if word.text == "."]
    led = [
        structs.replace(word, text=_TRAIL.sub("", word.text))
        for word in kept
        if not is_leader(word.text) and not (len(apart) > LEAST and word.text == ".")
    ]
    return led if any(word.text for word in led) else kept
