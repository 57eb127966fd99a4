"""Labelled labels of several systems, as the model of meaning reads them."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import Labels, Whose, whose_row
from extractor.indicators.parts_and_wholes import says_change
from extractor.indicators.surroundings import Around, around, over_of
from extractor.russian.units import find_unit

Words = tuple[str, ...]
COUNTING = frozenset(
    {"what", "state", "form", "branch", "channel", "measure", "plan", "change", "purpose"}
)


@dataclass(frozen=True)
class Case:
    """One label, the codes that are right for it (empty string: none), and where it is from."""

    system: str
    labels: Labels
    codes: frozenset[str]
    text: str
    known: frozenset[str] | None = None  # codes that the truth's own catalogue has, if not all
    table: tuple[str, ...] = ()  # the table of which the label is one


def load(
    path: Path, lexicon: Lexicon, prefix: str = "", known: frozenset[str] | None = None
) -> list[Case]:
    """The cases of a file; labels of one pattern are kept once a system."""
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] != "prose"]
    tables: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        tables[
            row["fold"], row["report"], row["section"], row["section_titles"], row["caption"]
        ].append(row)
    cases = [case for table in tables.values() for case in _table(table, lexicon, prefix, known)]
    return list(_weighed(cases))


def _table(
    rows: list[dict[str, str]], lexicon: Lexicon, prefix: str, known: frozenset[str] | None
) -> Iterator[Case]:
    is_card = _is_card(rows, lexicon)
    paths = [_paths(row, lexicon, is_card) for row in rows]
    rows_around = around((row for row, *_ in paths), lexicon)
    columns_around = around((column for _, column, *_ in paths), lexicon)
    for entry, (row, column, group, whose) in zip(rows, paths, strict=True):
        over, is_part = over_of(rows_around, row)
        if not over and not is_part:
            over, is_part = over_of(columns_around, column)
        row, column = _acted(rows_around, row), _acted(columns_around, column)
        titles = [part.strip() for part in entry["section_titles"].split(" / ")]
        siblings = tuple(dict.fromkeys((*columns_around.leaves, *rows_around.leaves)))
        labels = Labels(
            row,
            column,
            over,
            entry["caption"],
            tuple(reversed(titles)),
            siblings,
            _unit(entry),
            group,
            int(entry["report"][-4:]),
            whose,
            is_part,
        )
        codes = {entry["code"], *entry["also"].replace("|", " ").split()}
        if says_change(_split(entry["row_path"]), _split(entry["column_path"])):
            codes.add("-")  # the program gives none to a change, unless an indicator is one
        codes = frozenset("" if code.strip() == "-" else code.strip() for code in codes)
        text = " | ".join(
            (
                entry["section_titles"],
                entry["caption"],
                entry["row_path"],
                entry["column_path"],
                entry["unit"],
            )
        )
        table = (entry["report"], entry["section"], entry["section_titles"], entry["caption"])
        yield Case(prefix + entry["fold"], labels, codes, text, known, table)


def _acted(axis: Around, path: Words) -> Words:
    """The path with what was done to its whole before it."""
    act = axis.acts.get(path)
    return (act, *path) if act else path


def _paths(
    entry: dict[str, str], lexicon: Lexicon, is_card: bool
) -> tuple[Words, Words, Words, Whose]:
    """Row and column without the axis that names a library or a place, and the labels over it."""
    row, column = _split(entry["row_path"]), _split(entry["column_path"])
    if entry["library"] == "yes" and is_card and row:
        if column and _is_name(column[-1], lexicon):
            return row, (), column[:-1], Whose.LIBRARY
        return row, column, (), Whose.NOBODY
    if entry["library"] == "yes":
        if not row or (column and _counts(row, lexicon) and not _counts(column, lexicon)):
            return row, (), column[:-1], Whose.LIBRARY
        return (), column, row[:-1], Whose.LIBRARY
    if row and entry["area"] == "yes" and not _counts(row, lexicon):
        return (), column, row[:-1], whose_row(row[-1])
    if row and whose_row(row[-1]) is Whose.SETTLEMENT:
        return (), column, row[:-1], Whose.SETTLEMENT
    return row, column, (), Whose.NOBODY


def _split(path: str) -> Words:
    return tuple(part for part in path.split(" / ") if part)


def _is_card(rows: list[dict[str, str]], lexicon: Lexicon) -> bool:
    """Whether the rows of a table are labels of one library, as in its passport: most of them are
    no names.
    """
    paths = {_split(row["row_path"]) for row in rows if row["library"] == "yes"}
    said = [path[-1] for path in paths if path and not lexicon.hear(path[-1]).is_silent]
    names = sum(_is_name(label, lexicon) for label in said)
    return bool(said) and 2 * names < len(said)


def _is_name(label: str, lexicon: Lexicon) -> bool:
    """Whether a label may be the name of a library: it says a kind of library or is not understood,
    and counts nothing else.
    """
    heard = lexicon.hear(label)
    said = {name for spot in heard.spots for name in spot.members if not spot.maybe}
    counts = any(lexicon.members[name].dimension in COUNTING for name in said - {"libraries"})
    is_kind = any(lexicon.members[name].dimension == "kind" for name in said)
    return not counts and bool(is_kind or "libraries" in said or heard.residue)


def _counts(path: Words, lexicon: Lexicon) -> bool:
    """Whether the innermost label says what is counted, so that it is no name."""
    return any(
        lexicon.members[spot.members[0]].dimension in ("what", "state")
        and lexicon.members[spot.members[0]].name != "libraries"
        and not spot.maybe
        for spot in lexicon.hear(path[-1]).spots
    )


def _unit(entry: dict[str, str]) -> str:
    if not entry["unit"] or entry["unit"] == "yes":
        return ""
    found = find_unit(f"Показатель, {entry['unit']}") or find_unit(entry["unit"])
    return found.unit if found else ""


def _weighed(cases: list[Case]) -> Iterator[Case]:
    """Each pattern once a system: the same labels of many libraries are one."""
    seen: set[tuple[str, Labels, frozenset[str]]] = set()
    for case in cases:
        labels = replace(case.labels, caption=_undated(case.labels.caption))
        key = (case.system, labels, case.codes)
        if key not in seen:
            seen.add(key)
            yield case


def _undated(text: str) -> str:
    return "".join("#" if letter.isdigit() else letter for letter in text)


def systems(cases: Iterable[Case]) -> list[str]:
    return sorted({case.system for case in cases})
