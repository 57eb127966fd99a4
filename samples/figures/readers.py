"""Users, visits, loans and events, of every library and of the system; the ratios between them."""

from decimal import Decimal

from samples.districts import Branch
from samples.figures.ledger import Ledger

GROWTH = {2018: 1.0, 2019: 1.01, 2020: 0.82, 2021: 0.93, 2022: 0.99, 2023: 1.02}
"""The year of closed doors is in the series, as in every real one."""
SUMMED = (
    "users.registered",
    "visits.services",
    "visits.events",
    "visits.total",
    "loans.total",
    "events.total",
)
PER_USER = {
    "reference.total": 0.52,
    "reference.virtual": 0.004,
    "events.exhibitions": 0.071,
    "loans.edd": 0.006,
    "events.virtual_exhibitions": 0.006,
}
RATIOS = (
    ("ratios.loans_per_user", "loans.total", "users.registered", 1),
    ("ratios.visits_per_user", "visits.total", "users.registered", 1),
    ("ratios.turnover", "loans.total", "holdings.total", 1),
    ("ratios.stock_per_user", "holdings.total", "users.registered", 1),
    ("ratios.renewal", "holdings.acquired", "holdings.total", 100),
)


def readers(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    for each in libraries:
        _library(book, year, each)
    for code in SUMMED:
        book.total(code, year, libraries)
    users = book.count("users.registered", year)
    _groups(book, year, users)
    _remote(book, year, users)
    for code, mean in PER_USER.items():
        book.draw(code, year, users * mean, 0.08)
    book.put(
        "finance.paid_services", year, Decimal(book.around(users * 0.9, 0.1, year, "paid")) / 10
    )


def _library(book: Ledger, year: int, branch: Branch) -> None:
    users = book.draw(
        "users.registered",
        year,
        branch.people * book.district.users_rate * GROWTH[year],
        0.03,
        branch.library,
    )
    book.draw("visits.services", year, users * 7.4, 0.06, branch.library)
    book.draw("visits.events", year, users * 2.6, 0.1, branch.library)
    book.add("visits.total", year, ("visits.services", "visits.events"), branch.library)
    book.draw("loans.total", year, users * 21.5, 0.05, branch.library)
    book.draw("events.total", year, users / 9, 0.1, branch.library)


def _groups(book: Ledger, year: int, users: int) -> None:
    remote = book.draw("users.remote", year, users * 0.012, 0.1)
    points = book.draw("users.outreach_points", year, users * 0.021, 0.1)
    book.put("users.onsite", year, users - remote - points)
    book.split("users.age", year, users, {"children": 33, "youth": 17, "adult": 29, "senior": 21})
    book.split("users.gender", year, users, {"women": 58, "men": 42})
    book.split("users.education", year, users, {"higher": 18, "vocational": 27, "other": 55})


def _remote(book: Ledger, year: int, users: int) -> None:
    book.draw("visits.website", year, users * 2.1, 0.08)
    book.draw("visits.outreach", year, users * 0.11, 0.1)
    book.add("visits.remote", year, ("visits.website", "visits.outreach"))
    done = book.add("visits.plan_fact", year, ("visits.total", "visits.website"))
    plan = book.put("visits.plan", year, round(done * 0.96))
    book.put("x.plan.difference", year, done - plan)


def ratios(book: Ledger, year: int) -> None:
    for library in ("", *(each.library for each in book.district.branches(year))):
        for code, part, whole, times in RATIOS:
            book.ratio(code, year, part, whole, times, library)
    book.ratio("users.coverage", year, "users.registered", "population.total", 100)
