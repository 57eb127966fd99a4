"""The local-history stock by kind and its movement."""

from samples.figures.ledger import Ledger

PARTS = {"books": 900, "newspapers": 40, "journals": 60, "sheets": 120, "media": 25}
SUMS = {
    "x.local.opening": "x.local.opening",
    "local_history.acquired": "x.local.acquired",
    "x.local.withdrawn": "x.local.withdrawn",
    "local_history.holdings.total": "x.local",
}


def local_history(book: Ledger, year: int) -> None:
    for part, mean in PARTS.items():
        before = book.find(f"x.local.{part}", year - 1)
        opening = book.put(
            f"x.local.opening.{part}",
            year,
            before if before is not None else book.around(mean * 3, 0.2, "local", part),
        )
        came = book.draw(f"x.local.acquired.{part}", year, mean * 0.07, 0.4)
        left = book.draw(f"x.local.withdrawn.{part}", year, mean * 0.01, 0.5)
        book.put(f"x.local.{part}", year, opening + came - left)
    for code, prefix in SUMS.items():
        book.add(code, year, (f"{prefix}.{part}" for part in PARTS))
    book.draw("local_history.loans", year, book.count("loans.total", year) * 0.03, 0.1)
    book.draw("x.local.titles", year, 24, 0.3)
