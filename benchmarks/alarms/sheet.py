"""A table before it is laid out: rows and columns with labels, and the numbers where they cross."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Number:
    """A printed number. ``kind`` says how it came about: count, total, ratio, share, change,
    growth, plan, copy; ``signed`` prints a plus before what is not negative.
    """

    value: Fraction
    decimals: int = 0
    kind: str = "count"
    signed: bool = False
    after: str = ""


@dataclass(frozen=True)
class Entry:
    """A row or a column: its labels from the outermost on. ``kind``: item, total or subtotal."""

    path: tuple[str, ...]
    key: Hashable
    kind: str = "item"


Cells = dict[tuple[Hashable, Hashable], Number | str]


@dataclass
class Sheet:
    """A table: what kind, its caption, its entries, its cells by (row, column)."""

    kind: str
    caption: str
    corner: str
    rows: list[Entry]
    columns: list[Entry]
    cells: Cells
    features: set[str] = field(default_factory=set)


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Return a value as it is printed, halves away from zero.

    >>> rounded(Fraction(25, 10), 0), rounded(Fraction(-25, 10), 0)
    (Fraction(3, 1), Fraction(-3, 1))
    """
    scale = 10**decimals
    size = abs(value) * scale
    whole = int(size)
    up = whole + (2 * (size - whole) >= 1)
    return Fraction(up if value >= 0 else -up, scale)


def number(value: Fraction | int, decimals: int = 0, kind: str = "count") -> Number:
    """Return a number rounded to its decimals."""
    return Number(rounded(Fraction(value), decimals), decimals, kind)


def ratio(above: Fraction | int, below: Fraction | int, decimals: int, kind: str) -> Number | str:
    """Return a quotient, or a dash where there is nothing to divide by."""
    return number(Fraction(above) / Fraction(below), decimals, kind) if below else "-"


def change(now: Number, before: Number) -> Number:
    """Return the difference of two printed numbers, with its sign."""
    decimals = max(now.decimals, before.decimals)
    return Number(now.value - before.value, decimals, "change", signed=True)


def growth(
    now: Number, before: Number, decimals: int, whole: bool, after: str = ""
) -> Number | str:
    """Return a change in per cent, or with ``whole`` the new figure in per cent of the old."""
    if not before.value:
        return "-"
    part = now.value if whole else now.value - before.value
    made = rounded(100 * part / before.value, decimals)
    return Number(made, decimals, "growth", signed=not whole, after=after)


def totals(cells: Mapping[tuple[Hashable, Hashable], Number | str], row_keys, column) -> Number:
    """Return the sum of the printed numbers of some rows in one column."""
    found = [cell for key in row_keys if isinstance(cell := cells.get((key, column)), Number)]
    decimals = max((one.decimals for one in found), default=0)
    return Number(sum((one.value for one in found), Fraction(0)), decimals, "total")
