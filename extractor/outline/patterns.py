"""Regular expressions made from the words of the catalogue, once."""

import re
from functools import cache, lru_cache

from extractor.text import fold
from extractor.words import words

FARTHEST = 120
"""How many characters of a line are searched: the words that decide stand at its beginning."""

_FIXED = {
    # «Новые поступления. В отчётном году …»: a sentence that ends and another that begins.
    "first_sentence": r"[^.]{3,200}?[^\s.]{3,40}\.(?= ?[A-ZА-ЯЁ«])",
    # «1) Новые поступления.», «2. Фонд»
    "enumerated": r"\d{1,2}(?:\)|\.(?=\s*[A-ZА-ЯЁ«]))",
    # «Число читателей – 245 человек», «Фонд: 12 400 экз.»; not «Итоги – 2024 год»
    "stated_figure": r"[а-я)».](?: -|:) ?(?!(?:19|20)\d\d\b)\d[\d ]*(?:[.,]\d+)?"
    r"(?: ?%| [а-я.]{1,12}){0,3}[.;,]?$",
    "ends_with_year": r"(?:19|20)\d\d(?: ?г(?:\.|од[ау]?))?\.?$",
    "year": r"(?:19|20)\d\d\b",
    # «Фонды ........ 12», «Фонды<tab>12»
    "leader": r"(?:\.{3}|…|_{3}|(?:\. ){3}|\t) ?\.?\s{0,9}\d{1,3}\s*$",
}


@lru_cache(maxsize=16384)
def start_of(text: str) -> str:
    """Return the folded beginning of a line.

    >>> start_of("  Таблица 1. СОСТАВ")
    'таблица 1. состав'
    """
    return fold(text.lstrip()[:FARTHEST])


def is_alone(text: str, name: str) -> bool:
    """Return whether a line is one of the words of a list and nothing else."""
    return start_of(text).strip(".: ") in words("headings")[name]


@cache
def matcher(name: str) -> re.Pattern[str]:
    """Return the expression of that name; those of the catalogue are meant for folded text."""
    return re.compile(_FIXED.get(name) or words("headings")[name])


@cache
def labelled(name: str) -> re.Pattern[str]:
    """One of the words of a list with a number after it: «таблица 5», «табл. А.1», «рис. № 2»."""
    known = "|".join(re.escape(word) for word in words("headings")[name])
    return re.compile(
        rf"(?:{known})\.? ?(?:№|n)? ?(?:[а-яa-z](?:[.-]?\d+|(?=[.:]|$))|\d+(?:[.-]\d+)*)(?!\w)"
    )
