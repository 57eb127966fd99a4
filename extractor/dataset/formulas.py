"""Texts that a spreadsheet would run as formulas, made harmless.

An apostrophe is put before them, as OWASP advises for CSV injection: Excel and LibreOffice then
show the text with it. (A tab is not seen, but Excel drops it when the file is saved as CSV again,
and the formula comes back.)
"""

import re
import unicodedata

STARTS = frozenset("=+-@＝＋－＠")
_BLANK = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # Unicode: control, invisible, spaces
_NUMBER = re.compile(r"[+-]?\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:[ \u00a0]?%)?")
GUARD = "'"


def defused(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could take it for a formula.

    Numbers with a sign and a mark that stands alone are none.

    >>> defused("=1+1"), defused("-5"), defused("+3,2 %"), defused("- всего"), defused("-")
    ("'=1+1", '-5', '+3,2 %', "'- всего", '-')
    """
    if not text or text[0].isalnum():
        return text
    bare = text.lstrip() if text.isprintable() else _without_blanks(text)
    is_first_told = text[0] in "\t\r\n"
    if is_first_told or (bare[:1] in STARTS and len(bare) > 1 and not _NUMBER.fullmatch(text)):
        return GUARD + text
    return text


def _without_blanks(text: str) -> str:
    """The text from its first sign that is printed."""
    at = next((at for at, sign in enumerate(text) if unicodedata.category(sign) not in _BLANK), 0)
    return text[at:]


def chart_name(text: str) -> str:
    """A name for a chart or its series: XlsxWriter takes «…!A1» for the address of a cell.

    >>> chart_name("Читай!A1")
    'Читай! A1'
    """
    return defused(text).replace("!", "! ").rstrip()
