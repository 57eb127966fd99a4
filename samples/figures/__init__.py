"""What happened in an invented district from 2018 on: coherent figures, the same for every report
that speaks of them.

Stock and flows balance, a system's figure is the sum over its libraries, ratios are computed from
their parts. Codes are those of the catalogue of indicators; a figure that the catalogue does not
hold has a code that begins with ``x.``.
"""

from functools import cache

from samples.districts import District
from samples.figures.buildings import premises
from samples.figures.digital import catalogue, computers, resources, social
from samples.figures.ledger import FIRST, LAST, Ledger
from samples.figures.local import local_history
from samples.figures.money import money
from samples.figures.network import network
from samples.figures.readers import ratios, readers
from samples.figures.staff import staff
from samples.figures.stock import stock

__all__ = ["FIRST", "Ledger", "ledger"]

CHAPTERS = (
    network,
    readers,
    stock,
    money,
    computers,
    catalogue,
    resources,
    social,
    local_history,
    staff,
    premises,
    ratios,
)
"""Written in this order each year; a chapter may use what those before it wrote."""


@cache
def ledger(district: District) -> Ledger:
    """All figures of a district."""
    book = Ledger(district)
    for year in range(FIRST, LAST + 1):
        for chapter in CHAPTERS:
            chapter(book, year)
    return book
