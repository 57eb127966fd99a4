"""Numbers as text: for programs with all their digits, for people with thousands apart."""

import re
from decimal import Decimal
from typing import NamedTuple

NO_BREAK = "\u00a0"
THOUSANDS_APART = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


class Style(NamedTuple):
    """How people see a number: from which size on thousands stand apart, with which space, and
    the minus sign.
    """

    least: int
    space: str
    minus: str


TABLES = Style(10_000, NO_BREAK, "−")
SENTENCES = Style(1_000, NO_BREAK, "−")


def plain_text(value: Decimal | None) -> str | None:
    """Return a number with the digits that it has, without exponent; None for None.

    >>> plain_text(Decimal("1E+3")), plain_text(Decimal("26.0")), plain_text(None)
    ('1000', '26.0', None)
    """
    return None if value is None else format(value, "f")


def shortest_text(value: Decimal | None) -> str | None:
    """Return a number without exponent and without zeros that say nothing; None for None.

    >>> [shortest_text(each) for each in map(Decimal, ("1.10", "1E+6", "-0.0"))]
    ['1.1', '1000000', '0']
    """
    text = plain_text(value)
    if text is None:
        return None
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def unbroken(text: str) -> str:
    """The text with the thousands of its numbers on one line.

    >>> unbroken("31 196 против 2 000 в 2023")
    '31\\xa0196 против 2\\xa0000 в 2023'
    """
    return THOUSANDS_APART.sub(NO_BREAK, text)


def with_mark(text: str, lang: str) -> str:
    """A number as programs write it, with the decimal mark of the language.

    >>> with_mark("12.5", "ru"), with_mark("12.5", "en")
    ('12,5', '12.5')
    """
    return text.replace(".", ",") if lang == "ru" else text


def number_text(
    value: Decimal, decimals: int, lang: str, signed: bool = False, style: Style = TABLES
) -> str:
    """Return a number for people, rounded to ``decimals``: thousands apart, the decimal mark of the
    language, a plus before what is ``signed`` and not zero.

    >>> (number_text(Decimal("12345.5"), 1, "ru"), number_text(Decimal("1234"), 0, "en"),
    ...  number_text(Decimal(5), 0, "ru", True))
    ('12\\xa0345,5', '1234', '+5')
    >>> number_text(Decimal(-1234), 0, "ru", style=SENTENCES)
    '−1\\xa0234'
    """
    sign = "+" if signed and value else ""
    group = "," if abs(value) >= style.least else ""
    text = f"{value:{sign}{group}.{max(decimals, 0)}f}"
    mark = "," if lang == "ru" else "."
    return text.translate(str.maketrans(",.-", f"{style.space}{mark}{style.minus}"))
