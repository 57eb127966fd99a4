"""Nouns made quickly are nouns as any others; the search for garbage is put off, and goes on
afterwards as it was before.
"""

import gc
import weakref
from copy import copy
from dataclasses import FrozenInstanceError, dataclass, field, replace
from pathlib import Path

import pytest

from extractor.memory import quick, unsearched
from extractor.names.lookup import asked_of
from extractor.options import ReportOptions
from extractor.pipeline import extract_report


class Ring:
    """A noun that holds itself, as none of ours does."""

    def __init__(self):
        self.itself = self


@pytest.mark.parametrize("was_on", [True, False])
def test_the_search_is_afterwards_as_it_was(was_on):
    gc.enable() if was_on else gc.disable()
    try:
        with unsearched(), unsearched():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_a_ring_made_meanwhile_is_found_by_a_full_search():
    with unsearched():
        ring = weakref.ref(Ring())
        assert ring() is not None
    gc.collect()
    assert ring() is None


@quick
@dataclass(frozen=True, slots=True)
class Shelf:
    """A noun of every kind of field."""

    number: int
    title: str = "Фонд"
    books: list[str] = field(default_factory=list)


@pytest.mark.parametrize(
    ("made", "number", "title", "books"),
    [
        (Shelf(1), 1, "Фонд", []),
        (Shelf(2, "Редкие"), 2, "Редкие", []),
        (Shelf(number=3, books=["Атлас"]), 3, "Фонд", ["Атлас"]),
        (replace(Shelf(4, "Дар"), number=5), 5, "Дар", []),
        (copy(Shelf(6, books=["Словарь"])), 6, "Фонд", ["Словарь"]),
    ],
)
def test_a_noun_made_quickly_has_its_fields(made, number, title, books):
    assert (made.number, made.title, made.books) == (number, title, books)
    assert made == Shelf(number, title, books)


def test_a_noun_made_quickly_stays_frozen_and_shares_no_list():
    shelf = Shelf(1)
    shelf.books.append("Атлас")
    assert Shelf(1).books == []
    with pytest.raises(FrozenInstanceError):
        shelf.number = 2
    with pytest.raises(TypeError):
        Shelf()


def test_no_noun_of_a_report_is_in_a_ring():
    report = next(
        iter(sorted((Path(__file__).parent.parent / "samples" / "reports").glob("*.docx")))
    )
    extract_report(report, ReportOptions(prose=False))
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        asked_of.cache_clear()
        extract_report(report, ReportOptions(prose=False))
        asked_of.cache_clear()
        gc.collect()
        ours = {
            type(each).__qualname__
            for each in gc.garbage
            if type(each).__module__.startswith("extractor.")
        }
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert ours == set()
