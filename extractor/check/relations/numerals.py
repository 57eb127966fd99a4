"""Read the cells of a plain table as numbers; find out how the table writes its numbers."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
MARKS = "*†‡§°¹²³⁴⁵⁶⁷⁸⁹⁰"
MONEY = "$€£₽%‰ "
STATUS_LETTER = re.compile(r"(?<=\d)\s?[eEpPrRfF]$")  # «4,501E» is an estimate, «12 p» provisional
IDENTIFIER = re.compile(r"0\d+")  # «0172» is a name made of digits
LONGEST = 40


@dataclass(frozen=True)
class NumberFormat:
    """The signs of a table: what groups thousands ("" for nothing) and what begins decimals."""

    thousands: str
    point: str


@dataclass(frozen=True)
class Numeral:
    """A number as printed: `decimals` digits follow the decimal sign."""

    value: float
    decimals: int


# What a cell's shape says about the table's signs: (pattern, format). «1 234» speaks for spaces.
SHAPES = (
    (re.compile(r"\d{1,3}(?:,\d{3})+\.\d+"), NumberFormat(",", ".")),
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d+"), NumberFormat(".", ",")),
    (re.compile(r"\d{1,3}(?: \d{3})+,\d+"), NumberFormat(" ", ",")),
    (re.compile(r"\d{1,3}(?: \d{3})+\.\d+"), NumberFormat(" ", ".")),
    (re.compile(r"\d{1,3}(?:,\d{3}){2,}"), NumberFormat(",", ".")),
    (re.compile(r"\d{1,3}(?:\.\d{3}){2,}"), NumberFormat(".", ",")),
    (re.compile(r"0,\d+|\d++,(?:\d{1,2}|\d{4,})|\d{4,},\d+"), NumberFormat(" ", ",")),
    (re.compile(r"\d*+\.\d+"), NumberFormat(",", ".")),
    (re.compile(r"[1-9]\d{0,2},\d{3}"), NumberFormat(",", ".")),
)


def number_format(texts: Iterable[str]) -> NumberFormat:
    """Return the signs that most cells of a table use.

    >>> number_format(["12,5", "1 300"]), number_format(["1,300", "0.5"])
    (NumberFormat(thousands=' ', point=','), NumberFormat(thousands=',', point='.'))
    """
    votes: Counter[NumberFormat] = Counter()
    for text in texts:
        bare = _bare(text)[0]
        votes.update(form for shape, form in SHAPES[:-1] if shape.fullmatch(bare))
        if SHAPES[-1][0].fullmatch(
            bare
        ):  # «1,234» may be either: half a vote counts as none against
            votes[NumberFormat(",", ".")] += 0
    return votes.most_common(1)[0][0] if votes else NumberFormat(" ", ".")


def _bare(text: str) -> tuple[str, bool]:
    """Return the digits of a cell with their signs, and whether they are negative."""
    bare = SPACES.sub(" ", text.strip()).strip(MARKS)
    is_negative = bare.startswith("(") and bare.endswith(")")
    bare = bare.strip("()").strip(MONEY)
    bare = STATUS_LETTER.sub("", bare)
    if bare[:1] in ("-", "–", "−"):
        return bare[1:].strip(MONEY), not is_negative
    return bare.removeprefix("+"), is_negative


def read_numeral(text: str, form: NumberFormat) -> Numeral | None:
    """Return the number in a cell, or None where the cell is no single number.

    >>> read_numeral("(1,234.50)", NumberFormat(",", "."))
    Numeral(value=-1234.5, decimals=2)
    """
    if len(text) > LONGEST or not any(sign.isdigit() for sign in text):
        return None
    bare, is_negative = _bare(text)
    whole, point, decimals = bare.rpartition(form.point)
    if not point:
        whole, decimals = bare, ""
    for sign in {form.thousands, " "} - {""}:
        if sign in whole:
            if not re.fullmatch(r"\d{1,3}(?:" + re.escape(sign) + r"\d{3})+", whole):
                return None
            whole = whole.replace(sign, "")
    is_number = (whole + decimals).isascii() and (whole + decimals).isdigit()
    if not is_number or (not point and IDENTIFIER.fullmatch(whole)):
        return None
    value = float(f"{whole or 0}.{decimals or 0}")
    return Numeral(-value if is_negative else value, len(decimals))
