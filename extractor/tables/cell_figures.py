"""Printed figures: how digits, their separators and their sign become a number, or two possible
ones.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.rules import Rule, first_match

GROUP = r"[ '’`´]"
FIGURE = rf"\d{{1,3}}(?:{GROUP}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
SIGN = r"[-+]"
_GROUPS = re.compile(GROUP)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: ``value`` as decimals are read in Russian, ``grouped`` its other reading
    where a separator may group.
    """

    value: Decimal
    decimals: int
    grouped: Decimal | None = None


class Printed(NamedTuple):
    """Digits without their spaces, the points and commas in them, and whether they had spaces."""

    plain: str
    marks: list[str]
    spaced: bool


def figure_of(digits: str, sign: str = "") -> Figure | None:
    """The number that digits print; None for what is no number («5.3.1», «1,2,3»).

    >>> figure_of("1 234,50")
    Figure(value=Decimal('1234.50'), decimals=2, grouped=None)
    >>> figure_of("2.054")
    Figure(value=Decimal('2.054'), decimals=3, grouped=Decimal('2054'))
    """
    spaced = bool(_GROUPS.search(digits))
    plain = _GROUPS.sub("", digits)
    marks = re.findall(r"[.,]", plain)
    found = first_match(RULES, Printed(plain, marks, spaced))
    return _signed(found[1], sign) if found else None


def _signed(figure: Figure, sign: str) -> Figure:
    if sign != "-":
        return figure
    grouped = None if figure.grouped is None else negative(figure.grouped)
    return Figure(negative(figure.value), figure.decimals, grouped)


def negative(value: Decimal) -> Decimal:
    """A value with its sign turned, in all its digits: a unary minus would round to 28."""
    return value.copy_negate() if value else value


def whole(printed: Printed) -> Figure | None:
    plain, marks, _ = printed
    return None if marks else Figure(Decimal(plain), 0)


def one_mark(printed: Printed) -> Figure | None:
    """«12,5»; «2.054» may also be thousands, «0,125», «1234,125» and «1 234,125» may not."""
    plain, marks, spaced = printed
    if len(marks) != 1:
        return None
    whole, _, decimals = plain.replace(",", ".").partition(".")
    may_group = not spaced and len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0")
    grouped = Decimal(whole + decimals) if may_group else None
    return Figure(Decimal(f"{whole}.{decimals}"), len(decimals), grouped)


def marked_thousands(printed: Printed) -> Figure | None:
    """«1.234.567», «1,234,567»."""
    plain, marks, spaced = printed
    if spaced or len(set(marks)) != 1 or not re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", plain):
        return None
    return Figure(Decimal(re.sub("[.,]", "", plain)), 0)


def thousands_and_decimals(printed: Printed) -> Figure | None:
    """«1.234,56», «1,234.56»."""
    plain, marks, spaced = printed
    if (
        spaced
        or marks[-1] in marks[:-1]
        or not re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+[.,]\d+", plain)
    ):
        return None
    whole, _, decimals = plain.rpartition(marks[-1])
    return Figure(Decimal(re.sub("[.,]", "", whole) + "." + decimals), len(decimals))


RULES: tuple[Rule[Printed, Figure], ...] = (
    Rule("whole", whole, "1 250"),
    Rule("one_mark", one_mark, "12,5"),
    Rule("marked_thousands", marked_thousands, "1.234.567"),
    Rule("thousands_and_decimals", thousands_and_decimals, "1.234,56"),
)
