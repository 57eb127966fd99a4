"""A text as the number readers see it: words, figures, signs, and at once the figures that count
nothing by their shape.
"""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.russian.lexicon import Word, table, word_of
from extractor.russian.shapes import pattern
from extractor.text import DASHES

_SPACES = dict.fromkeys((9, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_DASHES = dict.fromkeys(map(ord, DASHES), "-")
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}
_SAME_LENGTH = {
    **_SPACES,
    **_DASHES,
    **_WIDE,
    ord("ё"): "е",
    ord("Ё"): "е",
    ord("İ"): "i",
    ord("’"): "'",
}
LOOK_ALIKES = str.maketrans("aceopxykmhbt", "асеорхукмнвт")
RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)
LONGEST_FIGURE = 80


class Token(NamedTuple):
    """A piece of the plain text. ``kind`` is word, spelled (a number word), digits, scale_letter,
    ordinal («5-й»), tail («70-летие»), fraction («1/2»), vulgar («½»), sign, year (of schools), or
    a kind of :class:`Figure` that counts nothing. ``word`` is what a number word says, ``value``
    and ``decimals`` belong to digits.
    """

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None
    value: Decimal | None = None
    decimals: int = 0


def plain_of(text: str) -> str:
    """Lower case, «е» for «ё», one kind of space and of dash; the same length as ``text``.

    >>> plain_of("Ещё 1\u00a0234 – ЁЛКИ")
    'еще 1 234 - елки'
    """
    return text.translate(_SAME_LENGTH).lower()


def mended(word: str) -> str:
    """A Russian word without the Latin letters that slipped into it; the same length.

    >>> mended("\\u0063бop") == "сбор", mended("Word")
    (True, 'Word')
    """
    return word.translate(LOOK_ALIKES) if RUSSIAN.search(word) else word


def tokens_of(plain: str, text: str) -> list[Token]:
    """Return the pieces of a plain text in order, spaces left out; ``text`` is the same before it
    was made plain.

    >>> [(token.kind, token.text)
    ...     for token in tokens_of("на 2,5 тыс. руб. (№ 5)", "на 2,5 тыс. руб. (№ 5)")][:4]
    [('word', 'на'), ('digits', '2,5'), ('spelled', 'тыс'), ('sign', '.')]
    """
    tokens: list[Token] = []
    for found in pattern().finditer(plain):
        kind = found.lastgroup or "sign"
        piece = found[kind]
        start, end = found.span(kind)
        if kind in ("digits", "scientific"):
            tokens.append(_digits(start, end, piece))
        elif kind not in ("word", "other"):
            tokens.append(Token(kind, start, end, piece))
        elif (
            end - start == 1
            and tokens
            and tokens[-1].end == start
            and tokens[-1].kind == "digits"
            and text[start] in letters()
        ):
            tokens.append(Token("scale_letter", start, end, text[start]))
        else:
            tokens.append(_word(start, end, piece, kind))
    return tokens


@cache
def letters() -> frozenset[str]:
    """Return the letters that multiply a figure which they touch."""
    return frozenset(table()["touching_scales"])


def _word(start: int, end: int, text: str, kind: str) -> Token:
    word = word_of(text)
    if word is None and kind == "other" and not text.isascii():
        text = text.translate(LOOK_ALIKES)
        word = word_of(text)
    return Token("spelled" if word else "word", start, end, text, word)


def _digits(start: int, end: int, text: str) -> Token:
    if end - start > LONGEST_FIGURE:
        return Token("code", start, end, text)
    value, decimals = printed(text)
    return Token("digits", start, end, text, None, value, decimals)


def printed(text: str) -> tuple[Decimal, int]:
    """A figure as printed, and the digits after its separator.

    >>> printed("1 133 045,50"), printed("2.300")
    ((Decimal('1133045.50'), 2), (Decimal('2300'), 0))
    >>> printed("0.729"), printed("1,234,567.8")
    ((Decimal('0.729'), 3), (Decimal('1234567.8'), 1))
    """
    bare = text.replace(" ", "").replace("'", "")
    if not bare[-3:].isdecimal() and ("e" in bare or "е" in bare):
        digits, _, power = bare.replace("е", "e").partition("e")
        return shortened(digits, power)
    if bare.isdecimal():
        return Decimal(bare), 0
    whole, mark, rest = bare.rpartition(max(",", ".", key=bare.rfind))
    if _groups_thousands(whole, mark, rest, text):
        return Decimal((whole + rest).replace(",", "").replace(".", "")), 0
    return Decimal(f"{whole.replace(',', '').replace('.', '') or 0}.{rest}"), len(rest)


def shortened(digits: str, power: str) -> tuple[Decimal, int]:
    """Return a figure that a spreadsheet has shortened, and the digits after its separator.

    >>> shortened("2,41", "+02"), shortened("2,41", "-01")
    ((Decimal('241'), 0), (Decimal('0.241'), 3))
    """
    plain = f"{Decimal(digits.replace(',', '.')).scaleb(int(power)):f}"
    return Decimal(plain), len(plain.partition(".")[2])


def _groups_thousands(whole: str, mark: str, rest: str, text: str) -> bool:
    """«1.234.567» and «1,234,567», and «2.300» too; «2,300» and «0.729» are decimals, and so is
    what has spaces.
    """
    several = mark in whole
    single_dot = (
        mark == "."
        and "," not in whole
        and not whole.startswith("0")
        and " " not in text
        and 0 < len(whole) <= 3
    )
    return len(rest) == 3 and (several or single_dot)
