"""Money for the stock and for buildings, and the cost of a user, a visit and a loan."""

from decimal import Decimal

from samples.figures.ledger import Ledger

SOURCES = {"federal": 7.0, "regional": 2.0, "municipal": 16.0, "own": 1.0}
"""Roubles an inhabitant."""
SUBSIDY = {"federal": 0.9, "regional": 0.8, "municipal": 0.05}
"""Share of the source that comes as the subsidy."""
FACILITIES = {"repair": 0.4, "furniture": 0.09, "equipment": 0.16}


def money(book: Ledger, year: int) -> None:
    people = book.count("population.total", year)
    for name, mean in SOURCES.items():
        book.draw(f"finance.acquisitions.{name}", year, people * mean, 0.12)
    whole = book.add(
        "finance.acquisitions.total", year, (f"finance.acquisitions.{name}" for name in SOURCES)
    )
    periodicals = book.put("finance.acquisitions.periodicals", year, round(whole * 0.31))
    subscribed = book.put("finance.acquisitions.ebs", year, round(whole * 0.02))
    book.put("finance.acquisitions.books", year, whole - periodicals - subscribed)
    for name, part in SUBSIDY.items():
        book.put(
            f"x.subsidy.{name}",
            year,
            round(book.count(f"finance.acquisitions.{name}", year) * part),
        )
    book.add("finance.subsidy.total", year, (f"x.subsidy.{name}" for name in SUBSIDY))
    for name, mean in FACILITIES.items():
        book.put(
            f"finance.mtb.{name}", year, Decimal(book.around(people * mean, 0.2, year, name)) / 10
        )
    book.add("finance.mtb.total", year, (f"finance.mtb.{name}" for name in FACILITIES))
    _costs(book, year, people)


def _costs(book: Ledger, year: int, people: int) -> None:
    """Thousands of roubles a unit; the template does not say whether a call at the site is a
    visit.
    """
    book.draw("x.budget", year, people * 0.92, 0.05)
    visits = "visits.plan_fact" if book.district.visits_with_site else "visits.total"
    for code, base in (
        ("per_user", "users.registered"),
        ("per_visit", visits),
        ("per_loan", "loans.total"),
    ):
        book.ratio(f"finance.{code}", year, "x.budget", base)
