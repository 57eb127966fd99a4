"""A registry learned from the report itself: from its list tables first, then from every label
that names a branch.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count

from rapidfuzz.fuzz import ratio

from extractor.model import Cell, Library, Outline, PlacedTable, Table
from extractor.names.candidates.index import index_of
from extractor.names.candidates.settlement_keys import adjective_stem
from extractor.names.drafts import MOST_SPELLINGS, Draft, Sighting, libraries_of, unlike
from extractor.names.labels.evidence import Evidence, Reading
from extractor.names.labels.label_parser import read_phrase
from extractor.names.labels.phrase import phrase_of, plain, squeezed
from extractor.names.resolution import resolve_names
from extractor.names.vocabulary import DEFINING, IDLE, LEGAL, SYSTEM, WORDS, either, is_head
from extractor.text import clean, fold

_LIST = WORDS["list_tables"]
TOTALS = tuple(WORDS["totals"])
HEADER_ROWS = 5
_STUB_COLUMNS, _FEWEST_ROWS, _LONGEST_LABEL, _MOST_FREE = 2, 3, 300, 2
_LONG_LIST = 200  # so many labels without a number no district has
_SAME_NAME = 90.0  # a spelling nearer than this is a slip and no other name
_WORD_MARKS = "[Сс]ел[оа]|[Дд]еревн[яи]|[Пп]ос[её]л(?:ок|ка)|[Гг]ород|[Хх]утор"
_MARK = rf"(?:с|д|п|пос|г|гор|рп|р\.\s?п|пгт|х|хут|ст|ст-ца|аул|дер|{_WORD_MARKS})"
_SETTLEMENT = re.compile(rf"(?<![\w-])({_MARK})(?:\.\s*|\s+)([А-ЯЁ][\w-]*(?:\s+[А-ЯЁ][а-яё-]+)?)")
_PAREN = re.compile(r"\(\s*([А-ЯЁ][а-яё]*(?:[ .-]+[А-ЯЁ]?[а-яё]+)?)\s*\)")
_ADDRESS_BEGIN = re.compile(rf"(?<![\w-]){either(WORDS['streets'])}(?:\.|\s)", re.IGNORECASE)
_URL = re.compile(r"https?:\S+|\S+\.(?:ru|рф|com)\S*")
_LEGAL = re.compile(rf"(?<!\w){either(WORDS['legal'])}\s*(?:[«\"“][^»\"”]*[»\"”])?", re.IGNORECASE)
_ORDINAL = re.compile(r"^\s*\d{1,3}[.)]\s*(?=\D)")
_EDGES = " ,;:.-–—\t"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table names libraries, and from which row on; -1 where it has no such column."""

    name: int
    first_row: int
    settlement: int = -1
    address: int = -1
    number: int = -1
    listed: bool = True


def learn_registry(outline: Outline, district: str, district_slug: str) -> tuple[Library, ...]:
    """Libraries in the order in which the report lists them, numbered ones under
    ``<district_slug>-<number>``.

    The longest list table gives the first drafts; other tables add settlements, addresses,
    spellings and branches it left out.
    """
    tables = [list(_sightings(table, columns)) for table, columns in _named_tables(outline.tables)]
    lists = sorted((each for each in tables if len(each) >= _FEWEST_ROWS), key=_worth, reverse=True)
    drafts = _seeded(lists[0] if lists else [])
    sightings = [each for table in tables for each in table]
    _add_numbered((each for each in sightings if each.said.number), drafts)
    _add_others([each for each in sightings if not each.said.number], drafts)
    return libraries_of(drafts, district, district_slug)


def _worth(sightings: list[Sighting]) -> tuple[int, int]:
    distinct = {each.said.number or squeezed(plain(each.text)) for each in sightings}
    return len(distinct), sum(bool(each.settlement) + bool(each.address) for each in sightings)


# --- tables to sightings


def _named_tables(tables: Iterable[PlacedTable]) -> Iterator[tuple[Table, Columns]]:
    for placed in tables:
        columns = _columns_of(placed.table)
        if columns:
            yield placed.table, columns
        else:
            yield from (
                (placed.table, Columns(at, 0, listed=False))
                for at in range(min(_STUB_COLUMNS, placed.table.columns))
            )


def _columns_of(table: Table) -> Columns | None:
    """The columns of a list of libraries, by its header."""
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
    )


@lru_cache(maxsize=4096)
def is_name_header(heading: str) -> bool:
    """Whether a heading says that libraries stand below it."""
    text = fold(heading)
    said = any(word in text for word in _LIST["name"]["any"]) and any(
        word in text for word in _LIST["name"]["of"]
    )
    return (said and not any(character.isdigit() for character in text)) or text.strip(
        " .:*"
    ) in _LIST["alone"]


def _column(head: list[tuple[Cell, str]], wanted: list[str], unwanted: list[str]) -> int:
    found = (
        cell.column
        for cell, text in head
        if any(word in text for word in wanted) and not any(word in text for word in unwanted)
    )
    return next(found, -1)


def _sightings(table: Table, columns: Columns) -> Iterator[Sighting]:
    beside = {(cell.row, cell.column): cell.text for cell in table.cells}
    for cell in table.cells:
        if (
            cell.column != columns.name
            or cell.row < columns.first_row
            or len(cell.text) > _LONGEST_LABEL
        ):
            continue
        number = (
            re.match(r"\D{0,3}(\d+)\s*$", beside.get((cell.row, columns.number), ""))
            if columns.number >= 0
            else None
        )
        settlement, address = (
            clean(beside.get((cell.row, at), "")) for at in (columns.settlement, columns.address)
        )
        found = _sighting(cell.text, settlement, address, columns.listed)
        if found and number and not found.said.number:
            found = replace(found, said=replace(found.said, number=number[1].lstrip("0")))
        if found:
            yield found


def _sighting(text: str, settlement: str, address: str, listed: bool) -> Sighting | None:
    """A label as a sighting, None where it names no library, several, or somebody else's."""
    text = _bare(text)
    label = plain(text)
    if (
        not label
        or not (listed or "библ" in label or "филиал" in label)
        or fold(text).startswith(TOTALS)
    ):
        return None
    reading = _read(label)
    said = next((each for each in reading.items if not each.foreign), None)
    own = listed and ("библ" in label or "«" in label)
    if (
        said is None
        or len(reading.items) != 1
        or said.heading
        or (reading.plural and not said.number)
    ):
        return (
            Sighting(text, Evidence(head=True), settlement, address)
            if own and not reading.items and _is_whole(label)
            else None
        )
    named = (
        said.number
        or said.stranger
        or said.kinds & DEFINING - {"rural", "city"}
        or said.honours
        or settlement
    )
    if (
        not (said.head or own)
        or not (named or own)
        or len(said.free) > (_MOST_FREE if said.number else _MOST_FREE + 2 * listed)
    ):
        return None
    return Sighting(
        text,
        said,
        settlement or _settlement_in(text) or _settlement_in(address),
        address or _address_in(text),
    )


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


def _settlement_in(text: str) -> str:
    """«с. Луговое» of a label; a village stands above the town that is named beside it."""
    found = [
        f"{mark}. {name}" if len(mark) <= 3 else name for mark, name in _SETTLEMENT.findall(text)
    ]
    villages = [each for each in found if not each.startswith(("г.", "гор."))]
    brackets = [
        name
        for name in _PAREN.findall(text)
        if not any(is_head(word) for word in fold(name).split())
    ]
    return next(iter((*villages, *found, *brackets)), "")


def _address_in(text: str) -> str:
    begin = _ADDRESS_BEGIN.search(text)
    return clean(text[begin.start() :]).strip(_EDGES) if begin else ""


# --- sightings to drafts


def _seeded(sightings: list[Sighting]) -> list[Draft]:
    drafts: list[Draft] = []
    seen: set[str] = set()
    for each in sightings:
        key = each.said.number or squeezed(plain(each.text))
        if key not in seen:
            drafts.append(_draft(each))
        seen.add(key)
    return drafts


def _draft(sighting: Sighting) -> Draft:
    name = _core(sighting)
    settlements = [sighting.settlement] if sighting.settlement else []
    return Draft(
        name, sighting.said.number, frozenset(sighting.said.kinds), settlements, sighting.address
    )


def _core(sighting: Sighting) -> str:
    """The name alone: without the system's, the settlement's and the street's, which have
    columns of their own.
    """
    text = clean(_LEGAL.sub(" ", sighting.text.replace("\n", ", ")))
    street = _ADDRESS_BEGIN.search(text)
    whole = text[: street.start()] if street else text
    place = _SETTLEMENT.search(whole)
    has_core = (
        bool(sighting.said.number)
        or bool(sighting.said.kinds & DEFINING - {"rural", "city"})
        or not sighting.said.kinds
    )
    core = (
        whole[: place.start()]
        if place and has_core and is_head_in(whole[: place.start()])
        else whole
    )
    bracket = _PAREN.search(core)
    core = core[: bracket.start()] if bracket and _settlement_in(core) else core
    core = _until_number(core) if sighting.said.number and not sighting.said.honours else core
    return re.sub(r",\s*,", ",", _district_cut(core)).strip(_EDGES)


def _until_number(core: str) -> str:
    """«Библиотека-филиал № 25, Луговой» → «Библиотека-филиал № 25»: what follows a number is a
    place unless it is quoted.
    """
    number = re.search(r"(?:№|[Фф]\.?)\s*\d+[а-д]?(?!\w)", core)
    tail = core[number.end() :] if number else ""
    return (
        core[: number.end()]
        if number
        and is_head_in(core[: number.end()])
        and not re.search(r"[«\"“]", tail)
        and not is_head_in(tail)
        else core
    )


def _district_cut(text: str) -> str:
    return re.sub(
        r",?\s*[А-ЯЁ][\w-]+[сц]кий\s+(?:район|р-н|округ)\s*,?\s*$", "", text.rstrip(_EDGES)
    )


def is_head_in(text: str) -> bool:
    """Whether a piece of a label still holds the word for a library."""
    return any(is_head(word) for word in re.findall(r"[а-я-]+", fold(text)))


def _add_numbered(sightings: Iterable[Sighting], drafts: list[Draft]) -> None:
    numbered: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        numbered[draft.number].append(draft)
    for each in sightings:
        same = numbered[each.said.number]
        if not same:
            drafts.append(_draft(each))
            same.append(drafts[-1])
        elif len(same) == 1:
            _enrich(same[0], each)


def _enrich(draft: Draft, sighting: Sighting) -> None:
    _enrich_place(draft, sighting)
    if len(draft.aliases) >= MOST_SPELLINGS:
        return
    core = _core(sighting)
    known = {squeezed(plain(each)) for each in (draft.name, *draft.aliases)}
    wanted = squeezed(plain(core))
    if not sighting.said.free and all(ratio(wanted, each) < _SAME_NAME for each in known):
        draft.aliases.append(core)


def _add_others(sightings: list[Sighting], drafts: list[Draft]) -> None:
    """Labels without a number: those that resolve add to what they mean, the others are libraries
    of their own.

    One library is added in a round, since the next label may be another name of it; of a long list
    several that have nothing in common, so that the rounds stay few.
    """
    waiting = {squeezed(plain(each.text)): each for each in reversed(sightings)}
    waiting = dict(reversed(waiting.items()))
    is_long = len(waiting) > _LONG_LIST
    for turn in count():
        if not waiting:
            return
        registry = libraries_of(drafts, "", "x")
        found = dict(
            zip(
                waiting,
                resolve_names([each.text for each in waiting.values()], registry),
                strict=True,
            )
        )
        ids = {library.library: draft for library, draft in zip(registry, drafts, strict=True)}
        for key, mention in found.items():
            if len(mention.libraries) == 1 and mention.rule != "list":
                _enrich_place(ids[mention.libraries[0]], waiting[key])
        waiting = {
            key: waiting[key]
            for key, mention in found.items()
            if mention.rule in ("none", "system") and not mention.libraries
        }
        waiting = {key: each for key, each in waiting.items() if _is_new(each)}
        chosen = unlike(waiting, turn) if is_long else list(waiting)[:1]
        drafts.extend(_draft(waiting.pop(key)) for key in chosen)


def _is_new(sighting: Sighting) -> bool:
    said = sighting.said
    adjective = any(adjective_stem(word) for word in said.free)
    return (
        not SYSTEM.search(_core(sighting).lower())
        and (said.head or not said.free)
        and bool(sighting.settlement or said.kinds & DEFINING or adjective)
    )


def _enrich_place(draft: Draft, sighting: Sighting) -> None:
    known = draft.settlements
    if sighting.settlement and len(known) < MOST_SPELLINGS and sighting.settlement not in known:
        known.append(sighting.settlement)
    draft.address = draft.address or sighting.address
