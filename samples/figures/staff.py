"""Staff, its make-up, load and pay."""

from decimal import Decimal

from samples.figures.ledger import FIRST, Ledger, shares

GROUPS = {
    "staff.admin": "x.salary.admin",
    "staff.main": "salary.main",
    "staff.support": "x.salary.support",
}
"""Group of workers → code of its average pay."""
PAY = {"x.salary.admin": 1.55, "salary.main": 1.02, "x.salary.support": 0.62}
LOADS = {
    "staff.load.users": "users.registered",
    "staff.load.visits": "visits.total",
    "staff.load.loans": "loans.total",
}


def staff(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    main = book.put(
        "staff.main",
        year,
        len(libraries) + sum(each.people > 2000 for each in libraries) * 2 + year % 2,
    )
    book.put_all(year, {"staff.admin": 2, "staff.support": 3 + len(libraries) // 6})
    book.add("staff.total", year, GROUPS)
    _divide(book, year, main, {"staff.rate.full": 7, "x.rate.three": 1, "x.rate.half": 2})
    _divide(
        book,
        year,
        main,
        {"staff.education.higher": 5, "staff.education.vocational": 4, "x.education.other": 1},
    )
    book.put(
        "staff.education.higher_library",
        year,
        round(book.count("staff.education.higher", year) * 0.7),
    )
    grown = (year - FIRST) * 0.1
    _divide(
        book,
        year,
        main,
        {
            "staff.experience.0_3": 2,
            "staff.experience.3_10": 3 + grown,
            "staff.experience.10_plus": 5 + 2 * grown,
        },
    )
    _divide(
        book,
        year,
        main,
        {"staff.age.under30": 1, "staff.age.30_55": 6 + grown, "staff.age.55_plus": 4 + 2 * grown},
    )
    for code, whole in LOADS.items():
        book.ratio(code, year, whole, "staff.main")
    _pay(book, year)


def _divide(book: Ledger, year: int, whole: int, weights: dict[str, float]) -> None:
    book.put_all(year, dict(zip(weights, shares(whole, list(weights.values())), strict=True)))


def _pay(book: Ledger, year: int) -> None:
    """Roubles a month; the average of all is weighted by the heads."""
    wage = 27500 + 2600 * (year - FIRST)
    for code, factor in PAY.items():
        book.put(code, year, Decimal(book.around(wage * factor * 10, 0.01, year, code)) / 10)
    paid = sum(
        (book.get(group, year) * book.get(pay, year) for group, pay in GROUPS.items()), Decimal()
    )
    book.put(
        "salary.average", year, (paid / book.get("staff.total", year)).quantize(Decimal("0.1"))
    )
