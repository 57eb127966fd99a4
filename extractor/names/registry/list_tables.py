"""Tables that name libraries, read as sightings: which columns, and what each label says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from msgspec import structs

from extractor.model import Cell, PlacedTable, Table
from extractor.names.candidates.index import index_of
from extractor.names.drafts import Sighting
from extractor.names.labels.evidence import Evidence, Reading
from extractor.names.labels.label_parser import read_phrase
from extractor.names.labels.phrase import phrase_of, plain
from extractor.names.registry.left_out_heads import in_full, says_libraries
from extractor.names.vocabulary import (
    CENTRES,
    DEFINING,
    EXCEPT,
    IDLE,
    LEGAL,
    NOMINATIVE_PLURAL,
    PLURAL,
    SYSTEM,
    WORDS,
    either,
    is_head,
    kinds_of,
    stem,
)
from extractor.text import clean, fold

_LIST = WORDS["list_tables"]
TOTALS = tuple(WORDS["totals"])
HEADER_ROWS = 5
_STUB_COLUMNS, FEWEST_ROWS, _LONGEST_LABEL, _MOST_FREE = 2, 3, 300, 2
_WORD_MARKS = "[Сс]ел[оа]|[Дд]еревн[яи]|[Пп]ос[её]л(?:ок|ка)|[Гг]ород|[Хх]утор"
_MARK = rf"(?:с|д|п|пос|г|гор|рп|р\.\s?п|пгт|х|хут|ст|ст-ца|аул|дер|{_WORD_MARKS})"
SETTLEMENT = re.compile(rf"(?<![\w-])({_MARK})(?:\.\s*|\s+)([А-ЯЁ][\w-]*(?:\s+[А-ЯЁ][а-яё-]+)?)")
PAREN = re.compile(r"\(\s*([А-ЯЁ][а-яё]*(?:[ .-]+[А-ЯЁ]?[а-яё]+)?)\s*\)")
ADDRESS_BEGIN = re.compile(rf"(?<![\w-]){either(WORDS['streets'])}(?:\.|\s)", re.IGNORECASE)
_URL = re.compile(r"https?:\S+|(?<!\S)\S+\.(?:ru|рф|com)\S*")
_ORDINAL = re.compile(r"^\s*\d{1,3}[.)]\s*(?=\D)")
_HEADER_WORDS = re.compile(r"[а-я]+(?:-[а-я]+)*")
EDGES = " ,;:.-–—\t"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table names libraries, and from which row on; -1 where it has no such column.

    ``heading`` stands over the names, empty where it does not speak of libraries.
    """

    name: int
    first_row: int
    settlement: int = -1
    address: int = -1
    number: int = -1
    listed: bool = True
    heading: str = ""


def named_tables(tables: Iterable[PlacedTable]) -> Iterator[tuple[Table, Columns]]:
    for placed in tables:
        columns = _columns_of(placed.table) or _unsaid(placed.table)
        if columns:
            yield placed.table, columns
        else:
            yield from (
                (placed.table, Columns(at, 0, listed=False))
                for at in range(min(_STUB_COLUMNS, placed.table.columns))
            )


def _columns_of(table: Table) -> Columns | None:
    """Return the columns of a list of libraries, by its header."""
    head = [
        (cell, fold(cell.text))
        for cell in table.cells
        if cell.row < HEADER_ROWS and cell.column_span < table.columns
    ]
    names = [cell for cell, _ in head if is_name_header(cell.text)]
    if not names:
        return None
    name = names[0]
    beside = [(cell, text) for cell, text in head if cell.column != name.column]
    return Columns(
        name.column,
        name.row + name.row_span,
        _column(beside, _LIST["settlement"], _LIST["not_settlement"]),
        _column(beside, _LIST["address"], _LIST["not_address"]),
        _column(beside, _LIST["number"], []),
        heading=name.text,
    )


def _unsaid(table: Table) -> Columns | None:
    """The column of a table over which libraries are named and whose labels leave out the word."""
    for head in table.cells:
        if head.row < HEADER_ROWS and head.column < _STUB_COLUMNS and says_libraries(head.text):
            below = head.row + head.row_span
            labels = (c.text for c in table.cells if c.column == head.column and c.row >= below)
            if in_full(map(_bare, labels), head.text):
                return Columns(head.column, below, heading=head.text)
    return None


@lru_cache(maxsize=4096)
def is_name_header(heading: str) -> bool:
    """Return whether a heading says that libraries stand below it."""
    text = fold(heading)
    said = any(word in text for word in _LIST["name"]["any"]) and any(
        word in text for word in _LIST["name"]["of"]
    )
    return (said and not any(character.isdigit() for character in text)) or text.strip(
        " .:*"
    ) in _LIST["alone"]


@lru_cache(maxsize=4096)
def is_library_header(heading: str, plural: bool = False) -> bool:
    """Return whether what stands below may be libraries where the registry has them: also under
    «Библиотека, предоставляющая услугу», «Сельская библиотека», «Наименование отдела», and with
    ``plural`` under «Сельские филиалы».
    """
    text = fold(heading)
    words = _HEADER_WORDS.findall(text.partition(",")[0])
    of_kind = bool(words) and is_head(words[-1]) and all(map(kinds_of, words[:-1]))
    named = any(word in text for word in _LIST["name"]["any"])
    return (
        is_name_header(heading)
        or (of_kind and (plural or words[-1] not in PLURAL | NOMINATIVE_PLURAL))
        or (named and any(stem(word) in CENTRES for word in words))
    )


def _column(head: list[tuple[Cell, str]], wanted: list[str], unwanted: list[str]) -> int:
    found = (
        cell.column
        for cell, text in head
        if any(word in text for word in wanted) and not any(word in text for word in unwanted)
    )
    return next(found, -1)


def sightings_of(table: Table, columns: Columns) -> Iterator[Sighting]:
    beside = {(cell.row, cell.column): cell.text for cell in table.cells}
    named = [
        cell
        for cell in table.cells
        if cell.column == columns.name
        and cell.row >= columns.first_row
        and len(cell.text) <= _LONGEST_LABEL
    ]
    full = in_full((_bare(cell.text) for cell in named), columns.heading) if columns.heading else {}
    for cell in named:
        number = (
            re.match(r"\D{0,3}(\d+)\s*$", beside.get((cell.row, columns.number), ""))
            if columns.number >= 0
            else None
        )
        settlement, address = (
            clean(beside.get((cell.row, at), "")) for at in (columns.settlement, columns.address)
        )
        bare = _bare(cell.text)
        found = _sighting(full.get(bare, bare), settlement, address, columns.listed, bare in full)
        if found and number and not found.said.number:
            found = replace(found, said=structs.replace(found.said, number=number[1].lstrip("0")))
        if found:
            yield found


def _sighting(
    text: str, settlement: str, address: str, listed: bool, completed: bool
) -> Sighting | None:
    """A label as a sighting, None where it names no library, several, or somebody else's;
    ``completed``: its heading said that it names one.
    """
    label = plain(text)
    about_libraries = listed or "библ" in label or "филиал" in label
    is_remainder = fold(text).startswith(TOTALS) or EXCEPT.search(label)
    if not label or not about_libraries or is_remainder:
        return None
    reading = _read(label)
    said = next((item for item in reading.items if not item.foreign), None)
    own = listed and ("библ" in label or "«" in label)
    if said is None or _names_no_single(reading, said):
        is_name = not reading.items and (completed or (own and _is_whole(label)))
        unread = Evidence(head=True, stranger=completed)
        return Sighting(text, unread, settlement, address) if is_name else None
    if completed:
        said = structs.replace(said, stranger=True)
    elif not _is_named(said, bool(settlement), own, listed):
        return None
    return Sighting(
        text,
        said,
        settlement or settlement_in(text) or settlement_in(address),
        address or _address_in(text),
    )


def _names_no_single(reading: Reading, said: Evidence) -> bool:
    """Return whether a label names several libraries, or a group of them over others."""
    return len(reading.items) != 1 or said.heading or (reading.plural and not said.number)


def _is_named(said: Evidence, placed: bool, own: bool, listed: bool) -> bool:
    """Return whether what a label says tells one library from others, and says little else."""
    kinds = said.kinds & DEFINING - {"rural", "city"}
    named = said.number or said.stranger or kinds or said.honours or placed
    most_free = _MOST_FREE if said.number else _MOST_FREE + 2 * listed
    return bool((said.head or own) and (named or own) and len(said.free) <= most_free)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """A label without its ordinal and addresses of sites."""
    return _URL.sub(" ", _ORDINAL.sub("", text))


@lru_cache(maxsize=4096)
def _read(label: str) -> Reading:
    """What a label says where no library is known yet; the same names stand in many tables.
    Nobody may change it.
    """
    return read_phrase(phrase_of(label), index_of(()), frozenset())


def _is_whole(label: str) -> bool:
    """«Библиотечно-досуговый центр» is a name; the bare word «библиотека» and the system are
    none.
    """
    words = [
        word for word in re.findall(r"[а-я-]+", label) if word not in IDLE and word not in LEGAL
    ]
    return (
        not SYSTEM.search(label)
        and len([word for word in words if not is_head(word) or word.startswith("библиотеч")]) >= 2
    )


def settlement_in(text: str) -> str:
    """«с. Луговое» of a label; a village stands above the town that is named beside it."""
    found = [
        f"{mark}. {name}" if len(mark) <= 3 else name for mark, name in SETTLEMENT.findall(text)
    ]
    villages = [word for word in found if not word.startswith(("г.", "гор."))]
    brackets = [
        name
        for name in PAREN.findall(text)
        if not any(is_head(word) for word in fold(name).split())
    ]
    return next(iter((*villages, *found, *brackets)), "")


def _address_in(text: str) -> str:
    begin = ADDRESS_BEGIN.search(text)
    return clean(text[begin.start() :]).strip(EDGES) if begin else ""
