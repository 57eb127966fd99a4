"""The encoding of a text that people saved somewhere, found by the frequency of Russian letters."""

import math
import unicodedata
from functools import cache
from itertools import pairwise

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# One byte a letter: Windows, DOS (Excel's «CSV (MS-DOS)»), old Unix, old Macintosh. The first wins
# where two give the same text.
SINGLE_BYTE = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
# How often a letter stands in Russian texts, in hundredths of a per cent.
FREQUENCY = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (
            1097,
            845,
            801,
            735,
            670,
            626,
            547,
            473,
            454,
            440,
            349,
            321,
            298,
            281,
            262,
            201,
            190,
            174,
            170,
            165,
            159,
            144,
            121,
            97,
            94,
            73,
            64,
            48,
            36,
            32,
            26,
            4,
            4,
        ),
        strict=True,
    )
)
USUAL_SIGNS = frozenset("«»–—№…“”„’‘ \u00a0°§•−")
SIGN, STRANGE_SIGN, STRANGE_LETTER, CONTROL, TURN = 0.0, -4.0, -5.0, -9.0, -3.0
RARE = -1.5  # a name of a place may well hold «ё», «щ» or «ф»
LEAST_LETTERS = 5  # different ones beyond ASCII: «ЦДБ» is «жда» in another encoding
MARGIN = 3.0  # of natural logarithms between the best text and the next one that differs
WORST = -0.6  # a letter, on average: below it is no Russian


def decoded(raw: bytes) -> str | None:
    """Return the bytes as a text, None where nothing tells the encoding.

    >>> decoded("Районная библиотека".encode("cp866")), decoded(b"id;name")
    ('Районная библиотека', 'id;name')
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding)
    if b"\x00" in raw:
        return _wide(raw)
    text = _strictly(raw, "utf-8")
    return _single_byte(raw) if text is None else text


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(raw: bytes) -> str | None:
    """UTF-16 without its mark: every zero is the upper half of a Latin letter, figure or sign."""
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if b"\x00" not in raw[1 - offset :: 2]:
            text = _strictly(raw, encoding)
            is_plain = text is not None and all(map(_is_plain, text))
            return text if is_plain else None
    return None


def _is_plain(letter: str) -> bool:
    is_known = letter < "\u0530" or letter in USUAL_SIGNS or unicodedata.category(letter)[0] in "PZ"
    return is_known and (unicodedata.category(letter) != "Cc" or letter in "\t\r\n")


def _single_byte(raw: bytes) -> str | None:
    """Return the likeliest reading, None where two are about as likely or none is Russian."""
    texts = [text for name in SINGLE_BYTE if (text := _strictly(raw, name)) is not None]
    ranked = sorted(((score(text), text) for text in dict.fromkeys(texts)), reverse=True)
    if not ranked:
        return None
    best, text = ranked[0]
    is_clear = len(ranked) == 1 or best - ranked[1][0] >= MARGIN
    letters = [letter for word in set(text.split()) for letter in word if letter > "\x7f"]
    is_enough = len(set(letters)) >= LEAST_LETTERS
    return text if is_clear and is_enough and best >= WORST * len(letters) else None


def score(text: str) -> float:
    """How Russian the letters beyond ASCII are: the logarithm against letters drawn at random,
    less where a capital follows a small letter or where unusual letters and signs stand. A word
    that is repeated counts once.
    """
    return sum(_score_of_word(word) for word in set(text.split()))


def _score_of_word(word: str) -> float:
    worth = _worth()
    total = sum(worth[letter] if letter in worth else _strange(letter) for letter in word)
    turns = sum(before.islower() and after.isupper() for before, after in pairwise(word))
    return total + TURN * turns


@cache
def _worth() -> dict[str, float]:
    """ASCII says nothing, a Russian letter its frequency."""
    found = dict.fromkeys(map(chr, range(128)), 0.0) | dict.fromkeys(USUAL_SIGNS, SIGN)
    for letter, times in FREQUENCY.items():
        worth = max(math.log(times * len(FREQUENCY) / 10_000), RARE)
        found[letter] = found[letter.upper()] = worth
    return found


def _strange(letter: str) -> float:
    if letter.isalpha():
        return STRANGE_LETTER
    return CONTROL if unicodedata.category(letter) in ("Cc", "Cn") else STRANGE_SIGN
