"""Numbers as they are printed: a printed number stands for all the numbers that would have been
printed so.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

HALF = Fraction(1, 2)


class Print(StrEnum):
    """How the last digit came about: rounded as everybody should, or the rest cut off as some
    do.
    """

    ROUNDED = "rounded"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included.

    >>> from fractions import Fraction
    >>> (Interval.point(Fraction(2)) + Interval(Fraction(1), Fraction(3))).high
    Fraction(5, 1)
    """

    low: Fraction
    high: Fraction

    @staticmethod
    def point(value: Fraction) -> "Interval":
        return Interval(value, value)

    @staticmethod
    def printed(value: Fraction, step: Fraction, how: Print) -> "Interval":
        """What a number printed with a last digit worth ``step`` may have been; a step of 0 is
        an exact count.
        """
        if not step:
            return Interval(value, value)
        if how is Print.ROUNDED:
            half = step * HALF
            return Interval(value - half, value + half)
        return Interval(value, value + step) if value >= 0 else Interval(value - step, value)

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Interval") -> "Interval":
        corners = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Raises ZeroDivisionError where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError
        return self * Interval(1 / other.high, 1 / other.low)

    def widened(self, by: Fraction) -> "Interval":
        return Interval(self.low - by, self.high + by)

    def has(self, value: Fraction) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) * HALF
