"""What stands beside a figure of a sentence, and what a cell of a table is called."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import sentence_at, spot
from extractor.check.figures.word_match import STEM, listed
from extractor.model.observation import Observation
from extractor.text import fold

WORD = re.compile(r"[а-яё]{4,}|[a-z][a-z-]{2,}")
PURPOSE = re.compile(r"\bдля\s+([а-яё]+)", re.IGNORECASE)
IN, OF_THEM = re.compile(r"(?<!\w)во?\s*$", re.IGNORECASE), re.compile(r"\s*(?:из\b|[,.;]|$)")
ENDING = 3  # letters of an ending
SHORTEST, LAST = 4, 2  # letters of a stem at least, and of the ending of a short word: «клуб-ов»
FUNCTION_WORDS = ("parts", "wholes")  # lists of what every label may begin with


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a sentence, where the sentence begins, and the stems beside the figure.
    ``purposes`` are those that «для» narrows it to: «занятий для детей – 620». ``of_places``: it
    counts places named before: «библиотеки есть в 18 из них».
    """

    figure: Figure
    sentence: int
    words: frozenset[str]
    purposes: frozenset[str] = frozenset()
    of_places: bool = False

    @property
    def name(self) -> str:
        """Its observation."""
        return self.figure.fact.observation


def told_in(text: str, figures: Sequence[Figure]) -> list[Told]:
    """Return the figures of a paragraph with the words between each and those beside it."""
    placed = sorted(_placed(figures), key=lambda pair: pair[0])
    found = []
    for at, ((start, end), figure) in enumerate(placed):
        sentence, begin = sentence_at(text, start, end)
        left = max(begin, placed[at - 1][0][1] if at else 0)
        right = begin + len(sentence)
        if at + 1 < len(placed):
            right = min(right, placed[at + 1][0][0])
        beside = f"{text[left:start]} {text[end:right]}"
        nouns = " ".join(figure.fact.row_path)
        narrowed = stems(" ".join(PURPOSE.findall(beside)))
        of_places = bool(IN.search(text[left:start]) and OF_THEM.match(text[end:right]))
        found.append(Told(figure, begin, stems(f"{beside} {nouns}"), narrowed, of_places))
    return found


def _placed(figures: Sequence[Figure]) -> Iterator[tuple[tuple[int, int], Figure]]:
    for figure in figures:
        at = spot(figure.fact)
        if at is not None:
            yield (at[1], at[2]), figure


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words that say what is counted, units left out."""
    units, idle = listed("unit_nouns"), _idle()
    return frozenset(
        word[: min(STEM, max(SHORTEST, len(word) - LAST))]
        for word in WORD.findall(fold(text))
        if word not in idle
        and not any(word.startswith(unit) and len(word) <= len(unit) + ENDING for unit in units)
    )


@cache
def _idle() -> frozenset[str]:
    """Return the words of «в том числе», «всего»: they say what a line is, not what it counts."""
    return frozenset(WORD.findall(" ".join(" ".join(listed(name)) for name in FUNCTION_WORDS)))


def label_words(fact: Observation, is_row: bool) -> frozenset[str]:
    """Return the stems of a cell's label along a row, or along a column."""
    return stems(" ".join(fact.column_path if is_row else fact.row_path))
