"""Floor space, and the score of every library against the model standard."""

from decimal import Decimal

from samples.districts import Branch
from samples.figures.ledger import FIRST, Ledger

ZONES = ("signs", "entrance", "reading", "children", "events", "staff")


def premises(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    for each in libraries:
        area = book.put(
            "premises.area",
            year,
            book.around(38 + each.people * 0.06, 0.1, each.library, "area"),
            each.library,
        )
        book.put("x.area.readers", year, round(area * 0.7), each.library)
        _score(book, year, each)
    for code in (
        "premises.area",
        "x.area.readers",
        "network.model_standard.score",
        *(f"x.score.{zone}" for zone in ZONES),
    ):
        book.total(code, year, libraries)
    suitable, free = len(libraries) // 2 + year - FIRST, 2 + (year - FIRST) // 2
    book.put_all(
        year,
        {
            "premises.modernised": year % 3,
            "premises.suitable_space": suitable,
            "premises.barrier_free": free,
        },
    )


def _score(book: Ledger, year: int, branch: Branch) -> None:
    """A quarter to a whole point a zone, looked at again every second year."""
    for zone in ZONES:
        points = book.random(branch.library, zone, year // 2).choice((0, 25, 50, 75, 100))
        book.put(f"x.score.{zone}", year, Decimal(points) / 100, branch.library)
    book.add(
        "network.model_standard.score", year, (f"x.score.{zone}" for zone in ZONES), branch.library
    )
