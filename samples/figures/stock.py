"""The stock of every library by kind and its movement, and how the system's stock is made up."""

from samples.districts import Branch
from samples.figures.ledger import Ledger

KINDS = {
    "books": (6.5, 0.016, 0.019),
    "newspapers": (0.02, 0.2, 0.2),
    "journals": (0.35, 0.11, 0.12),
    "discs": (0.03, 0.01, 0.012),
}
"""Kind → copies per inhabitant at the beginning, share acquired and share withdrawn in a year."""
WHOLES = {
    "holdings.opening": "holdings.opening",
    "holdings.acquired": "holdings.acquired",
    "holdings.withdrawn": "holdings.withdrawn",
    "holdings": "holdings.total",
}
"""Prefix of the kinds → code of their sum."""
SUBJECTS = {
    "social": 14,
    "science": 6,
    "technical": 4,
    "agriculture": 3,
    "arts": 5,
    "philology": 6,
    "fiction": 40,
    "children": 22,
}
SIZES = {
    "small": (0, 5000),
    "middle": (5000, 10000),
    "large": (10000, 20000),
    "huge": (20000, 10**7),
}
ARRIVALS = {"few": (0, 50), "some": (50, 100), "many": (100, 500), "most": (500, 10**7)}
DEPOSIT = {"books": 14, "newspapers": 22, "journals": 3}
CARE = {"cleaned": 900, "bound": 60, "repaired": 430}


def stock(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    for each in libraries:
        for kind in KINDS:
            _move(book, year, each, kind)
        _sum_kinds(book, year, each.library)
        if each.kind == "model":
            book.put(
                "holdings.model.books",
                year,
                book.get("holdings.books", year, each.library),
                each.library,
            )
            book.put(
                "holdings.model.acquired_books",
                year,
                book.get("holdings.acquired.books", year, each.library),
                each.library,
            )
    for code in (f"{flow}.{kind}" for flow in WHOLES for kind in KINDS):
        book.total(code, year, libraries)
    _sum_kinds(book, year, "")
    for flow in WHOLES:
        book.add(f"{flow}.periodicals", year, (f"{flow}.newspapers", f"{flow}.journals"))
    _composition(book, year)
    _classes(book, year, libraries)
    _deposit_and_care(book, year)


def _move(book: Ledger, year: int, branch: Branch, kind: str) -> None:
    """A year of one kind in one library: what it closed last year with (and what a closed branch
    left it), plus in, minus out.
    """
    first, share_in, share_out = KINDS[kind]
    before = book.find(f"holdings.{kind}", year - 1, branch.library)
    begun = (
        int(before)
        if before is not None
        else book.around(
            branch.people * first + 900 * (kind == "books"), 0.05, branch.library, kind
        )
    )
    opening = book.put(
        f"holdings.opening.{kind}",
        year,
        begun + _inherited(book, year, branch, kind),
        branch.library,
    )
    acquired = book.draw(f"holdings.acquired.{kind}", year, begun * share_in, 0.25, branch.library)
    withdrawn = book.draw(
        f"holdings.withdrawn.{kind}", year, begun * share_out, 0.25, branch.library
    )
    book.put(f"holdings.{kind}", year, opening + acquired - withdrawn, branch.library)


def _inherited(book: Ledger, year: int, branch: Branch, kind: str) -> int:
    """The central library takes over what branches closed last year held."""
    if branch is not book.district.libraries[0]:
        return 0
    closed = (each for each in book.district.libraries if each.until == year - 1)
    return sum(book.count(f"holdings.{kind}", year - 1, each.library) for each in closed)


def _sum_kinds(book: Ledger, year: int, library: str) -> None:
    for flow, whole in WHOLES.items():
        book.add(whole, year, (f"{flow}.{kind}" for kind in KINDS), library)


def _composition(book: Ledger, year: int) -> None:
    book.split("holdings.subject", year, book.count("holdings.total", year), SUBJECTS, 0.02)
    book.split(
        "x.withdrawn",
        year,
        book.count("holdings.withdrawn", year),
        {"worn": 62, "outdated": 21, "lost": 9, "other": 8},
    )
    book.put("holdings.withdrawn.worn", year, book.count("x.withdrawn.worn", year))
    book.put(
        "holdings.acquired.subsidy_books",
        year,
        round(book.count("holdings.acquired.books", year) * 0.3),
    )
    moved = book.draw("x.transfer.total", year, 180, 0.3)
    book.split(
        "x.transfer", year, moved, {"social": 3, "technical": 1, "fiction": 9, "children": 5}
    )


def _classes(book: Ledger, year: int, libraries: tuple[Branch, ...]) -> None:
    """How many libraries fall into each class of size, and of new documents."""
    for prefix, code, classes in (
        ("x.size", "holdings.total", SIZES),
        ("x.arrivals", "holdings.acquired", ARRIVALS),
    ):
        for name, (low, high) in classes.items():
            book.put(
                f"{prefix}.{name}",
                year,
                sum(low <= book.get(code, year, each.library) < high for each in libraries),
            )


def _deposit_and_care(book: Ledger, year: int) -> None:
    for part, mean in DEPOSIT.items():
        book.draw(f"holdings.legal_deposit.{part}", year, mean, 0.2)
    book.add(
        "holdings.legal_deposit.total", year, (f"holdings.legal_deposit.{part}" for part in DEPOSIT)
    )
    for name, mean in CARE.items():
        book.draw(f"x.care.{name}", year, mean, 0.2)
