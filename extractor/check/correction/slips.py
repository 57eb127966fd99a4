"""How one printed number becomes another by a slip of the hand."""

from collections.abc import Iterator
from fractions import Fraction

from rapidfuzz.distance import OSA

SHIFTS = (1000, 100, 10)
MOST_DECIMALS = 10**6


def likeness(wrong: Fraction, right: Fraction) -> tuple[str, Fraction] | None:
    """(rule, cost) of the cheapest slip that makes ``wrong`` of ``right``: shift, sign, swap,
    digit; None where there is none.

    >>> likeness(Fraction(286), Fraction(2286)), likeness(Fraction(300), Fraction(300_000))
    (('digit', Fraction(1, 1)), ('shift', Fraction(9, 10)))
    >>> likeness(Fraction(12), Fraction(87)) is None
    True
    """
    return min(_slips(wrong, right), key=lambda each: each[1], default=None)


def _slips(wrong: Fraction, right: Fraction) -> Iterator[tuple[str, Fraction]]:
    if wrong and wrong == -right:
        yield "sign", Fraction(9, 10)
    if wrong and right and any(wrong * each == right or wrong == right * each for each in SHIFTS):
        yield "shift", Fraction(9, 10)
    if wrong * right < 0:
        return
    one, other = _without_common_zeros(digits_of(wrong), digits_of(right))
    if max(len(one), len(other)) < 2:
        return
    distance = OSA.distance(one, other)
    if distance == 1 or (distance == 2 and min(len(one), len(other)) > 4):
        swapped = distance == 1 and len(one) == len(other) and sorted(one) == sorted(other)
        yield ("swap" if swapped else "digit"), Fraction(distance)


def _without_common_zeros(one: str, other: str) -> tuple[str, str]:
    """Return both without the zeros that both end in: «804 тыс.» has three digits to be wrong in.

    >>> _without_common_zeros("804000", "305000")
    ('804', '305')
    """
    while one.endswith("0") and other.endswith("0") and min(len(one), len(other)) > 1:
        one, other = one[:-1], other[:-1]
    return one, other


def digits_of(value: Fraction) -> str:
    """The digits of a number without its point: «12,50» and «125» are alike, which is what a
    lost point looks like.
    """
    whole = abs(value)
    while whole.denominator != 1 and MOST_DECIMALS % whole.denominator == 0:
        whole *= 10
    return str(round(whole))


def length_of(value: Fraction) -> int:
    """Return how many digits a number has, the zeros at its end left out."""
    return len(digits_of(value).rstrip("0"))
