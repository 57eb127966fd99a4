"""What a word is in the letter stream of a page, and what a font's name tells."""

import re

# A word ends at white space (a no-break space holds its parts together) and after a hyphen that ended a line: U+FFFE (or
# U+0002) stands where the engine joined two lines at a hyphen; a soft hyphen is printed only where it breaks a word.
BREAK_MARKS = "\u0002\ufffe\u00ad"
_SOLID = rf"[^\s{BREAK_MARKS}]+"
TOKEN = re.compile(rf"{_SOLID}(?:[\u00a0\u202f]+{_SOLID})*[{BREAK_MARKS}]?|[{BREAK_MARKS}]")

# ABCDEF+TimesNewRomanPS-BoldMT: a subset's tag is no part of the name
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# TimesNewRomanPS-BoldMT, Arial,Bold, PTSerif-DemiBold, Calibri-Heavy
BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


def plain_name(name: str) -> str:
    """A font's name without its subset tag.

    >>> plain_name("BAAAAA+LiberationSerif-Bold")
    'LiberationSerif-Bold'
    """
    return _SUBSET.sub("", name)
