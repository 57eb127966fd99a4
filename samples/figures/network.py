"""Inhabitants and libraries."""

from samples.districts import Branch
from samples.figures.ledger import FIRST, Ledger


def network(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    for each in libraries:
        book.draw(
            "population.service_area",
            year,
            each.people * (1 - 0.006 * (year - 2021)),
            0.004,
            each.library,
        )
    people = book.total("population.service_area", year, libraries)
    uncovered = book.draw("network.uncovered.population", year, people * 0.03, 0.02)
    book.put("population.total", year, people + uncovered)
    book.put("network.uncovered.settlements", year, 6 + len(libraries) // 5)
    _counts(book, year, libraries)
    book.ratio(
        "network.population_per_library", year, "population.total", "network.libraries.total"
    )


def _counts(book: Ledger, year: int, libraries: tuple[Branch, ...]) -> None:
    model = [each for each in libraries if each.kind == "model"]
    urban = sum(each.settlement.startswith("г.") for each in model)
    counts = {
        "network.libraries.total": len(libraries),
        "network.libraries.central": 1,
        "network.libraries.children": 1,
        "network.libraries.branches": len(libraries) - 2,
        "network.libraries.rural": sum(
            not each.settlement.startswith(("г.", "рп.")) for each in libraries
        ),
        "network.libraries.short_hours": sum(each.kind == "short" for each in libraries),
        "network.model.total": len(model),
        "x.model.federal.urban": urban,
        "x.model.federal.rural": 1,
        "x.model.regional.rural": len(model) - urban - 1,
        "network.outreach.points": 3 + (year - FIRST) // 2,
        "network.transport.total": 1,
    }
    book.put_all(year, counts)
