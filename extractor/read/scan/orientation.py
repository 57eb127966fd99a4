"""Which way up a scanned page lies: a page that reads badly is turned until it reads well."""

import re
from collections.abc import Sequence

import numpy as np

from extractor.read.scan.paper import Picture
from extractor.read.scan.tesseract import PAGE, Heard, heard, quarters

CLEAR = 70.0  # mean confidence of a page that lies upright
WORDS = 4  # so many words of letters must be read to say so
BETTER = 12.0  # of confidence: by so much a turned page must read better
_WORD = re.compile(r"[^\W\d_]{3,}")


def clockwise_turns(picture: Picture, words: Sequence[Heard], language: str) -> int:
    """How many quarter turns clockwise bring a page upright, whose words as it lies are given.

    A page that reads well stays; else the recogniser's own guess is tried, or every turn where it
    has none, and taken if the page then reads clearly better.
    """
    sure, count = clearness(words)
    if sure >= CLEAR and count >= WORDS:
        return 0
    guess = quarters(np.ascontiguousarray(picture[::2, ::2]))
    tried = (1, 2, 3) if guess is None else tuple(turn for turn in (guess,) if turn)
    best, least = 0, sure + BETTER
    for turn in tried:
        found, many = clearness(heard(turned(picture, turn), language, PAGE))
        if found >= least and many >= max(1, count // 2):
            best, least = turn, found
    return best


def turned(picture: Picture, turns: int) -> Picture:
    """A picture turned clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(picture, -turns))


def clearness(words: Sequence[Heard]) -> tuple[float, int]:
    """The mean confidence of the words of letters, by their length, and how many there are; those
    that stand on their side count as not read.
    """
    read = [
        (len(word.text), word.confidence if word.x1 - word.x0 > word.bottom - word.top else 0)
        for word in words
        if _WORD.search(word.text)
    ]
    letters = sum(length for length, _ in read)
    if not letters:
        return 0.0, 0
    return sum(length * sure for length, sure in read) / letters, len(read)
