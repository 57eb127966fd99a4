"""Numbers below a thousand in words: hundreds, tens and units in falling order, and what closes
them.
"""

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from extractor.russian.lexicon import Word, table
from extractor.russian.tokens import Token

EXACT = Context(prec=200)  # digits; a printed figure has at most 80, and a scale at most 33 more
NOTHING_YET = 1000
# Kind of word → the level that must be free, and the level that is left behind it.
FITS = {
    "zero": (NOTHING_YET, NOTHING_YET),
    "hundred": (NOTHING_YET, 100),
    "ten": (100, 10),
    "teen": (100, 1),
    "unit": (10, 1),
}


class Group(NamedTuple):
    """A number below a thousand in words, or any number in digits, before its scale."""

    next: int
    value: Decimal
    level: int
    kind: str
    decimals: int = 0
    form: str = ""


def spelled_group(tokens: Sequence[Token], start: int) -> Group | None:
    """Hundreds, tens and units in falling order; an ordinal closes the group."""
    value, level, index = Decimal(0), NOTHING_YET, start
    while index < len(tokens) and (word := tokens[index].word) is not None:
        if word.kind == "ordinal":
            return _ordinal(word, value, level, index, start)
        if word.kind == "group" and (word.alone or index > start or is_led(tokens, index)):
            return _groups(tokens, index + 1, word.value * (value if index > start else 1))
        fits = (
            FITS.get(word.kind)
            if word.kind != "glued"
            else (100 if word.value < 100 else NOTHING_YET, 1)
        )
        if fits is None or level < fits[0] or (word.kind == "zero" and value):
            break
        value, level, index = value + word.value, fits[1], index + 1
    return Group(index, value, level, "words") if index > start else None


def _ordinal(word: Word, value: Decimal, level: int, index: int, start: int) -> Group | None:
    """«двадцать первый» closes at 21; behind «две» a «третья» begins something else, and
    «двадцать» ends before it.
    """
    size = next(
        (
            kind
            for kind, limit in (("unit", 9), ("teen", 19), ("ten", 90), ("hundred", 900))
            if word.value <= limit
        ),
        "",
    )
    if index == start or (size and value and level >= FITS[size][0]):
        return Group(index + 1, value + word.value, 1, "ordinal", form=word.form)
    return Group(index, value, level, "words")


def half_of_group(tokens: Sequence[Token], index: int, word: Word) -> Group:
    """«полтора», «двое», and «полтора десятка»."""
    following = tokens[index + 1].word if index + 1 < len(tokens) else None
    if following is not None and following.kind == "group":
        return Group(index + 2, word.value * following.value, 0, "words")
    return Group(index + 1, word.value, 0, word.kind)


def _groups(tokens: Sequence[Token], index: int, value: Decimal) -> Group:
    """«пара десятков»: a group of groups."""
    following = tokens[index].word if index < len(tokens) else None
    more = following is not None and following.kind == "group"
    return Group(
        index + more,
        value * following.value if following is not None and more else value,
        0,
        "words",
    )


def is_led(tokens: Sequence[Token], index: int) -> bool:
    """«до тысячи», «менее трети»: an oblique form is a number behind such a word."""
    return index > 0 and tokens[index - 1].text in table()["part_leads"]
