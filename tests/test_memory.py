"""The search for garbage is put off while nouns are made, and goes on afterwards as before."""

import gc
import weakref
from pathlib import Path

import pytest
from conftest import search_for_garbage

from extractor.memory import swept, unsearched
from extractor.names.lookup import asked_of
from extractor.options import ReportOptions
from extractor.pipeline import extract_report


@pytest.fixture(autouse=True)
def _real_search(monkeypatch):
    """A run of all tests has put the session's own things out of the search: here they are back."""
    monkeypatch.setattr(gc, "freeze", search_for_garbage.freeze)
    monkeypatch.setattr(gc, "unfreeze", search_for_garbage.unfreeze)
    yield
    gc.collect()
    search_for_garbage.freeze()


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


def test_rings_left_inside_are_gone_and_those_from_before_are_not_searched():
    gc.disable()
    try:
        before, kept = weakref.ref(Ring()), Ring()
        with swept():
            inside, held = weakref.ref(Ring()), Ring()
        assert (before() is None, inside() is None) == (False, True)
        assert (kept.itself, held.itself) == (kept, held)
        gc.collect()
        assert before() is None
    finally:
        gc.enable()


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
