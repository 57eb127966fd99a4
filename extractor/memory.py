"""The search for garbage put off while nouns are made, and made where a library leaves much."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsearched() -> Iterator[None]:
    """No search for cycles while a report's nouns are made, none of which is in one: it takes a
    tenth to a third of the time.

    At the end what was made counts as old, so that the next search does not begin with all of it; a
    full one still sees it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


@contextmanager
def swept() -> Iterator[None]:
    """What is made and dropped inside is gone at the end, though it hung together in cycles, as
    the objects of pdfminer do (25 MB a page); what was there before is not searched.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
