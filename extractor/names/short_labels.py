"""Labels of a table that leave out the word for a library and stand for libraries that are known:
«Луговская» over a column, «3» under «№ библиотеки».
"""

from collections.abc import Iterable, Iterator

from extractor.model import Table
from extractor.names.candidates.settlement_keys import adjective_stem
from extractor.names.lookup import Asked
from extractor.names.registry.left_out_heads import noun_of
from extractor.names.vocabulary import WORDS, kinds_of
from extractor.text import clean, fold

HEADER_ROWS = 5
STUB_COLUMNS = 3
FEWEST_PLACES = 2
"""So many labels of one row or column are made from places of known libraries where the others are
taken for libraries, too.
"""
_NUMBERS = tuple(WORDS["list_tables"]["number"])
_FEMININE = WORDS["list_tables"]["left_out"]["ая"]
_SIGNS = " *¹²³⁴\t"


def in_full(table: Table, asked: Asked) -> dict[str, str]:
    """Labels → with their noun: adjectives that agree with «библиотека», and bare numbers below a
    heading that says that they number libraries.
    """
    found: dict[str, str] = {}
    for labels in _lines(table):
        named = {label: f"{label.strip(_SIGNS)} {_FEMININE}" for label in labels}
        known = {label: full for label, full in named.items() if _is_known(full, asked)}
        places = {fold(label) for label in known if _is_of_place(label)}
        if len(places) >= FEWEST_PLACES:
            found |= known
    for label in _numbers(table):
        found[label] = f"{_FEMININE} № {label}"
    return found


def _lines(table: Table) -> Iterator[list[str]]:
    """Labels that may name libraries, of each of the first columns and rows."""
    columns: dict[int, list[str]] = {}
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        label = clean(cell.text)
        if not label or noun_of(label.strip(_SIGNS)) != _FEMININE:
            continue
        if cell.column < STUB_COLUMNS:
            columns.setdefault(cell.column, []).append(label)
        if cell.row < HEADER_ROWS:
            rows.setdefault(cell.row, []).append(label)
    yield from (*columns.values(), *rows.values())


def _is_known(full: str, asked: Asked) -> bool:
    mention = asked.named(full, True)
    return mention is not None and len(mention.libraries) == 1


def _is_of_place(label: str) -> bool:
    return any(adjective_stem(word) and not kinds_of(word) for word in fold(label).split())


def _numbers(table: Table) -> Iterable[str]:
    """Bare numbers in the first columns below «№ библиотеки»."""
    heads = {
        cell.column: cell.row
        for cell in table.cells
        if cell.row < HEADER_ROWS
        and cell.column < STUB_COLUMNS
        and fold(cell.text).startswith(_NUMBERS)
    }
    labels = [
        clean(cell.text)
        for cell in table.cells
        if cell.column in heads and cell.row > heads[cell.column]
    ]
    return [label for label in labels if label.isdecimal()]
