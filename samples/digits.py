"""How numbers go wrong on their way into a report."""

from collections.abc import Callable
from decimal import Decimal


def changed(value: Decimal, change: str | int, last: Decimal | None = None) -> Decimal:
    """A wrong number in place of a right one, with the same decimals; a number as ``change`` is
    added in units of the last digit.

    >>> [str(changed(Decimal("2286"), each)) for each in ("drop", "swap", "digit", "d1000", 10)]
    ['286', '2268', '2256', '2.286', '2296']
    >>> str(changed(Decimal("12.5"), "digit"))
    '19.5'
    """
    if change == "last":
        return value if last is None else last
    if change == "d1000":
        return value / 1000
    sign, digits, exponent = value.as_tuple()
    if isinstance(change, int):
        return value + Decimal(change).scaleb(int(exponent))
    edited = EDITS[change]("".join(map(str, digits)))
    return Decimal(edited).scaleb(int(exponent)) * (-1 if sign else 1)


def swapped(digits: str) -> str:
    """The last two neighbours that differ in each other's place; where all are alike, one
    mistyped.
    """
    for at in range(len(digits) - 2, 0, -1):
        if digits[at] != digits[at + 1]:
            return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return mistyped(digits)


def mistyped(digits: str) -> str:
    """Another figure in the place before the last (a lone one is changed itself)."""
    at = max(len(digits) - 2, 0)
    return digits[:at] + str((int(digits[at]) + 7) % 10 or 1) + digits[at + 1 :]


EDITS: dict[str, Callable[[str], str]] = {
    "swap": swapped,
    "digit": mistyped,
    "drop": lambda digits: digits[1:].lstrip("0") or "0",
    "x10": lambda digits: f"{digits}0",
}
