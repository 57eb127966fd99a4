"""Where the figures of a district are kept, and how invented numbers are drawn."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from random import Random

from samples.districts import Branch, District

FIRST, LAST = 2018, 2023
Number = Decimal | int


class Ledger:
    """Figures of one district by (code, year, library); library empty for the whole system."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.values: dict[tuple[str, int, str], Decimal] = {}

    def find(self, code: str, year: int, library: str = "") -> Decimal | None:
        return self.values.get((code, year, library))

    def get(self, code: str, year: int, library: str = "") -> Decimal:
        return self.values[code, year, library]

    def count(self, code: str, year: int, library: str = "") -> int:
        return int(self.values[code, year, library])

    def put(self, code: str, year: int, value: Number, library: str = "") -> int:
        self.values[code, year, library] = Decimal(value)
        return int(value)

    def put_all(self, year: int, values: Mapping[str, Number], library: str = "") -> None:
        for code, value in values.items():
            self.put(code, year, value, library)

    def add(self, code: str, year: int, parts: Iterable[str], library: str = "") -> int:
        """Keep the sum of other figures."""
        return self.put(
            code, year, sum((self.get(each, year, library) for each in parts), Decimal()), library
        )

    def total(self, code: str, year: int, libraries: Iterable[Branch]) -> int:
        """Keep the sum over libraries as the system's figure."""
        return self.put(
            code, year, sum((self.get(code, year, each.library) for each in libraries), Decimal())
        )

    def ratio(
        self, code: str, year: int, part: str, whole: str, times: int = 1, library: str = ""
    ) -> None:
        self.put(
            code,
            year,
            self.get(part, year, library) * times / self.get(whole, year, library),
            library,
        )

    def random(self, *what: object) -> Random:
        """A source of its own for every figure, so that a new one leaves the others as they are."""
        return Random("/".join(map(str, (self.district.id, *what))))

    def around(self, value: float, spread: float, *what: object) -> int:
        """A whole number near ``value``, never negative."""
        return max(0, round(value * (1 + self.random(*what).uniform(-spread, spread))))

    def draw(self, code: str, year: int, value: float, spread: float, library: str = "") -> int:
        """Invent and keep a figure near ``value``."""
        return self.put(code, year, self.around(value, spread, code, year, library), library)

    def split(
        self, code: str, year: int, whole: int, weights: Mapping[str, int], spread: float = 0.08
    ) -> None:
        """Whole numbers under ``code.part`` that add up to ``whole``, shared out by weights that
        drift a little each year.
        """
        drifted = [
            weight * (1 + self.random(code, part, year).uniform(-spread, spread))
            for part, weight in weights.items()
        ]
        for part, value in zip(weights, shares(whole, drifted), strict=True):
            self.put(f"{code}.{part}", year, value)


def shares(whole: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers that add up to ``whole``; the largest fractions are rounded up.

    >>> shares(10, [1, 1, 1])
    [4, 3, 3]
    """
    exact = [whole * each / sum(weights) for each in weights]
    parts = [int(each) for each in exact]
    for place in sorted(range(len(parts)), key=lambda each: parts[each] - exact[each])[
        : whole - sum(parts)
    ]:
        parts[place] += 1
    return parts
