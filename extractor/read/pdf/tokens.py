"""What a word is in the letter stream of a page, and what a font's name tells."""

import re
from collections.abc import Sequence

from extractor.text import is_unseen, visible

# A word ends at white space (a no-break space holds its parts together) and after a hyphen that
# ended a line: U+FFFE (or
# U+0002) stands where the engine joined two lines at a hyphen; a soft hyphen is printed only where
# it breaks a word.
BREAK_MARKS = "\u0002\ufffe\u00ad"
_SOLID = rf"[^\s{BREAK_MARKS}]+"
TOKEN = re.compile(rf"{_SOLID}(?:[\u00a0\u202f]+{_SOLID})*[{BREAK_MARKS}]?|[{BREAK_MARKS}]")

SOFT = "\u00ad"

# ABCDEF+TimesNewRomanPS-BoldMT: a subset's tag is no part of the name
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# TimesNewRomanPS-BoldMT, Arial,Bold, PTSerif-DemiBold, Calibri-Heavy
BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


def seen_letters(text: str) -> tuple[str, Sequence[int]]:
    """A page's text without the characters that nobody sees, and which letter of the page each of
    the rest is.

    A soft hyphen that ends a line is printed there, and stays.

    >>> seen_letters("Кни\u00adга\u200b 1\u00ad")
    ('Книга 1\xad', [0, 1, 2, 4, 5, 7, 8, 9])
    """
    if visible(text) == text:
        return text, range(len(text))
    kept = [at for at, letter in enumerate(text) if not is_unseen(letter) or _ends_line(text, at)]
    return "".join(text[at] for at in kept), kept


def _ends_line(text: str, at: int) -> bool:
    return text[at] == SOFT and not text[at + 1 : at + 2].strip()


def plain_name(name: str) -> str:
    """A font's name without its subset tag.

    >>> plain_name("BAAAAA+LiberationSerif-Bold")
    'LiberationSerif-Bold'
    """
    return _SUBSET.sub("", name)
