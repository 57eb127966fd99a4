"""The words of ``words/libraries.yaml``, compiled once: sets of words and regular expressions."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from rapidfuzz.distance import OSA

from extractor.words import words

WORDS: dict[str, Any] = words("libraries")
SHORTEST_STEM = 2


def either(stems: Iterable[str]) -> str:
    """An alternation, the longest first, so that «пр-т» is not taken for «пр».

    >>> either(["с", "пос"])
    '(?:пос|с)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(set(stems), key=len, reverse=True)))})"


# The longest first, by their last letter.
_ENDINGS = {
    last: sorted(
        (ending for ending in WORDS["endings"] if ending[-1] == last), key=len, reverse=True
    )
    for last in {ending[-1] for ending in WORDS["endings"]}
}


@cache
def stem(word: str) -> str:
    """A folded Russian word without the ending of its case: enough to compare names of places and
    people.

    >>> stem("луговое"), stem("лугового"), stem("заречье"), stem("яр"), stem("боровой")
    ('лугов', 'лугов', 'зареч', 'яр', 'боров')
    """
    for ending in _ENDINGS.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)].rstrip("ь")
    return word


PLURAL_ENDINGS = (
    "ие",
    "ые",
    "их",
    "ых",
    "ими",
    "ыми",
)  # «детские библиотеки» are a category, not a library
HEAD = tuple(WORDS["heads"]["stems"])
CENTRES = frozenset(map(stem, WORDS["heads"]["centres"]))
UNITS = frozenset(map(stem, WORDS["heads"]["units"]))
NOT_HEAD = tuple(WORDS["heads"]["not"])
HEAD_SHORT = frozenset(WORDS["heads"]["abbreviations"])
PLURAL = frozenset(WORDS["heads"]["plurals"])
NOMINATIVE_PLURAL = frozenset(WORDS["heads"]["nominative_plurals"])
NUMBER_HEADS = frozenset(WORDS["number_heads"])
LIST_HEADS = frozenset(WORDS["list_heads"])
KIND_STEMS = tuple(
    (stem, kind) for kind, entry in WORDS["kinds"].items() for stem in entry["stems"]
)
DEFINING = frozenset(kind for kind, entry in WORDS["kinds"].items() if entry["defining"])
# a kind that many libraries get in time: it names one only where the registry has just one
MODEL = "model"
KIND_SHORT = {
    short: frozenset(kinds) for short, kinds in WORDS["kind_abbreviations"].items() if kinds
}
TOWN_PARTS = frozenset(WORDS["town_parts"])
STREETS = frozenset(WORDS["streets"]) | TOWN_PARTS
MARKS = frozenset(WORDS["settlement_marks"]["short"]) | frozenset(
    WORDS["settlement_marks"]["words"]
)
AMBIGUOUS_MARKS = frozenset(WORDS["settlement_marks"]["ambiguous"])
FOREIGN = tuple(WORDS["foreign"]["stems"])
FOREIGN_SHORT = frozenset(WORDS["foreign"]["abbreviations"])
FOREIGN_PAIRS = tuple(tuple(pair) for pair in WORDS["foreign"]["pairs"])
LEGAL = frozenset(WORDS["legal"])
LEGAL_STEMS = tuple(WORDS["legal_stems"])
HEADINGS = tuple(WORDS["headings"])
IDLE = frozenset(WORDS["idle"])
RANKS = frozenset(WORDS["honours"]["ranks"])
SYSTEM_BESIDE = tuple(WORDS["system"]["beside"])
SYSTEM_TOTALS = frozenset((phrase,) for phrase in WORDS["system"]["totals"])
SYSTEM_SHORT = re.compile(WORDS["system"]["abbreviation"])
EXCEPT = re.compile(rf"\b({either(WORDS['system']['except'])})\b")  # Все филиалы, кроме № 4
SYSTEM = re.compile(
    rf"\b(?:{WORDS['system']['abbreviation']}|{'|'.join(WORDS['system']['phrases'])})\b"
)
BUDGETS = frozenset(WORDS["prose"]["budgets"])
ALL = frozenset(WORDS["system"]["all"])
TERRITORY = frozenset({*WORDS["system"]["territory"], *ALL, "§t0"})


def mark_kind(word: str) -> str:
    """What kind of settlement a mark says: «село», «селе» and «с» are one, «станица» and «ст»
    another.
    """
    return word[:2] if word.startswith(("ст", "сл", "сн")) else word[:1]


# A label without any of these cannot name a library, unless it names a place, a person or an
# abbreviation of the registry.
GATE = re.compile(
    rf"биб|блио|отек|филиал|цбс"
    rf"|\b{either(KIND_SHORT)}\b|\bб\s?/\s?ф|\bф\s?\d|"
    rf"{'|'.join(rf'{text}' for text in WORDS['system']['phrases'])}"
    rf"|\b{either(WORDS['system']['totals'])}"
)


_SLIPPED_HEADS = tuple(
    (len(known), stem(known), slips) for known, slips in WORDS["heads"]["typing_slips"].items()
)


@cache
def is_head(word: str) -> bool:
    """Return whether a word names a library, also with a slip of typing."""
    if word.startswith(NOT_HEAD):
        return False
    if word.startswith(HEAD) or word in HEAD_SHORT:
        return True
    first = word.partition("-")[0]
    near = [head for head in _SLIPPED_HEADS if abs(len(first) - head[0]) <= head[2] + 2]
    return bool(near) and any(
        OSA.distance(stem(first), known, score_cutoff=slips) <= slips for _, known, slips in near
    )


_KIND_ENDING = re.compile(r"(?:ая|ой|ую|ою|ий|ый|ого|ому|им|ым|ом)$")
_SHORTEST_SLIPPED = 5


@cache
def slipped_kinds(word: str) -> frozenset[str]:
    """Return the kinds that a word says with one slip of typing.

    >>> sorted(slipped_kinds("цетральная")), sorted(slipped_kinds("семеновская"))
    (['central'], [])
    """
    base = _KIND_ENDING.sub("", word)
    return frozenset(
        kind
        for known, kind in KIND_STEMS
        if base != word
        and len(known) >= _SHORTEST_SLIPPED
        and OSA.distance(base, known, score_cutoff=1) <= 1
    )


@cache
def kinds_of(word: str) -> frozenset[str]:
    """Return the kinds that a word says, by stem or as an abbreviation.

    >>> sorted(kinds_of("библиотека-филиал")), sorted(kinds_of("цдб")), sorted(kinds_of("детской"))
    (['branch'], ['central', 'children'], ['children'])
    """
    said = {
        kind
        for part in (word, *word.split("-"))
        for stem, kind in KIND_STEMS
        if part.startswith(stem)
    }
    return frozenset(said) | KIND_SHORT.get(word, frozenset())
