"""Regular expressions made from the words of the catalogue, once."""

import re
from functools import cache

from extractor.catalogue import words

_FIXED = {
    # «Новые поступления. В отчётном году …»: a sentence that ends and another that begins.
    "first_sentence": r"[^.]{3,200}?[^\s.]{3,}\.(?= ?[A-ZА-ЯЁ«])",
    # «1) Новые поступления.», «2. Фонд»
    "enumerated": r"\d{1,2}(?:\)|\.(?=\s*[A-ZА-ЯЁ«]))",
    "year": r"(?:19|20)\d\d\b",
    # «Фонды ........ 12», «Фонды<tab>12»
    "leader": r".*(?:\.{3,}|…|_{3,}|(?:\. ){3,}|\t) ?\.?\s*\d{1,3}\s*",
}


@cache
def matcher(name: str) -> re.Pattern[str]:
    """The expression of that name; those of the catalogue are meant for folded text."""
    return re.compile(_FIXED.get(name) or words("headings")[name])


@cache
def labelled(name: str) -> re.Pattern[str]:
    """One of the words of a list with a number after it: «таблица 5», «табл. А.1», «рис. № 2»."""
    known = "|".join(re.escape(each) for each in words("headings")[name])
    return re.compile(rf"(?:{known})\.? ?(?:№|n)? ?(?:[а-яa-z](?:[.-]?\d+)?|\d+(?:[.-]\d+)*)(?![\w])\.?")
