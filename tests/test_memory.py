"""The search for garbage is put off, and goes on afterwards as it was before."""

import gc
import weakref

import pytest

from extractor.memory import unsearched


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
