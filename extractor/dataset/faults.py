"""Which report is at fault where writing many fails: found by halves, so that the others are
published.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

from extractor.errors import InvalidDataset

Item = TypeVar("Item")

# What a report's data can cause. A full disk or a lost folder is nobody's fault and is none of
# these.
FAULTS = (
    InvalidDataset,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    sqlite3.DataError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
)


def first_fault(items: Sequence[Item], work: Callable[[Sequence[Item]], object]) -> int | None:
    """Index of the first item with which ``work`` fails, alone or together with those before it.

    None where it fails without any of them, or with none of them. ``work`` is tried about log2(n) +
    2 times.

    >>> first_fault(["12", "x", "5"], lambda some: list(map(int, some)))
    1
    """
    if not _fails(items, work) or _fails([], work):
        return None
    good, bad = 0, len(items)  # so many of the first ones work, so many do not
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (good, middle) if _fails(items[:middle], work) else (middle, bad)
    return good


def _fails(items: Sequence[Item], work: Callable[[Sequence[Item]], object]) -> bool:
    try:
        work(items)
    except FAULTS:
        return True
    return False
