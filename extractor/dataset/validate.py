"""The quick check of what is about to be written, column by column: types, words, patterns, keys,
links.

It reads the same records as ``datapackage.json``. What it refuses is a defect of ours, never of the
report.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple, cast

from extractor.dataset.columns import Column, Row, columns_of, header_of
from extractor.errors import InvalidDataset
from extractor.model.files import FILES, File, Reference

PRINTED_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
Columns = Mapping[str, Sequence[object]]
Keys = set[tuple[object, ...]]


class NamedLibrary(NamedTuple):
    """The id of a library in a column of a file."""

    file: str
    column: str
    library: str


def check_rows(rows: Mapping[str, Sequence[Row]]) -> None:
    """Hold the new rows of all files against their records and against each other. Raises
    InvalidDataset. Libraries are the matter of :func:`check_libraries`.
    """
    tables = {file.name: _columns(file, rows[file.name]) for file in FILES}
    for fault in (fault for file in FILES for fault in _faults(file, tables)):
        raise InvalidDataset("invalid_dataset", reason=fault)


def libraries_named(rows: Mapping[str, Sequence[Row]]) -> Iterator[NamedLibrary]:
    """The ids of libraries that new rows name, each once for a column."""
    for file in FILES:
        names = header_of(file)
        for name in ("library", "libraries"):
            if name in names and file.name != "libraries":
                at = names.index(name)
                joined = {str(row[at]) for row in rows[file.name]}
                ids = {library for cell in joined for library in cell.split()}
                yield from (NamedLibrary(file.name, name, library) for library in sorted(ids))


def check_libraries(named: Iterable[NamedLibrary], libraries: Set[str]) -> None:
    """Hold named libraries against the ids of the whole data set. Raises InvalidDataset."""
    for one in sorted(one for one in named if one.library not in libraries):
        reason = f"{one.file}.csv, {one.column}: {one.library!r} is not in libraries.csv"
        raise InvalidDataset("invalid_dataset", reason=reason)


def _columns(file: File, rows: Sequence[Row]) -> Columns:
    names = header_of(file)
    if set(map(len, rows)) - {len(names)}:
        raise InvalidDataset(
            "invalid_dataset", reason=f"{file.name}.csv: a row has not {len(names)} columns"
        )
    return (
        dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    )


def _faults(file: File, tables: Mapping[str, Columns]) -> Iterator[str]:
    columns = tables[file.name]
    for column in columns_of(file):
        yield from (
            f"{file.name}.csv, {column.name}: {fault}"
            for fault in _column_faults(column, columns[column.name])
        )
    yield from relation_faults(file, tables)


def _column_faults(column: Column, values: Sequence[object]) -> Iterator[str]:
    kinds = set(map(type, values))
    kind = column.kind
    if type(None) in kinds and column.required:
        yield "empty"
    if kind == "integer":
        yield from _integer_faults(column, kinds - {type(None)}, values)
        return
    if any(not issubclass(each, str) for each in kinds - {type(None)}):
        yield "not a text"
    elif kind == "number" or column.words or column.constraints or column.required:
        yield from _text_faults(column, {str(each) for each in set(values) - {None}}, kind)


def _integer_faults(column: Column, kinds: set[type], values: Sequence[object]) -> Iterator[str]:
    if kinds - {int}:
        yield "not an integer"
        return
    numbers = cast(set[int], set(values) - {None})
    limits = column.constraints
    if numbers and min(numbers) < limits.get("minimum", min(numbers)):
        yield f"{min(numbers)} is too small"
    if numbers and max(numbers) > limits.get("maximum", max(numbers)):
        yield f"{max(numbers)} is too large"


def _text_faults(column: Column, distinct: set[str], kind: str) -> Iterator[str]:
    words, pattern = column.words, column.constraints.get("pattern")
    if words:
        yield from (f"{each!r} is not one of {words}" for each in sorted(distinct - set(words)))
    elif "" in distinct and column.required:
        yield "empty"
    if pattern:
        yield from (
            f"{each!r} does not follow {pattern}"
            for each in sorted(distinct - {""})
            if not re.match(pattern, each)
        )
    if kind == "number":
        yield from (
            f"{each!r} is no number" for each in distinct if not PRINTED_NUMBER.match(each or "0")
        )


def _key_faults(file: File, columns: Columns) -> Iterator[str]:
    keys = _keys(file.key, columns)
    if len(set(keys)) != len(keys):
        seen: Keys = set()
        twice = next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        yield f"{file.name}.csv: {' '.join(map(str, twice))} stands twice"


def _keys(names: Sequence[str], columns: Columns) -> list[tuple[object, ...]]:
    return list(zip(*(columns[name] for name in names), strict=True))


def _link_faults(file: File, link: Reference, tables: Mapping[str, Columns]) -> Iterator[str]:
    known = set(_keys(link.columns, tables[link.target]))
    asked = set(_keys(link.columns, tables[file.name]))
    if link in file.links_if_named:
        asked = {key for key in asked if key[-1] not in (None, "")}
    for key in sorted(asked - known, key=str)[:1]:
        yield f"{file.name}.csv: {' '.join(map(str, key))} is not in {link.target}.csv"


def relation_faults(file: File, tables: Mapping[str, Columns]) -> Iterator[str]:
    """Keys that stand twice in a file, and references to rows that there are not."""
    if file.key:
        yield from _key_faults(file, tables[file.name])
    for link in (*file.links, *file.links_if_named):
        yield from _link_faults(file, link, tables)


def check_document(shape: Mapping[str, object], keys: Sequence[str], blocks: int) -> None:
    """Hold a document's JSON against its record: its keys, and references between its parts.
    Raises InvalidDataset.
    """
    faults = _document_faults(shape, keys, blocks)
    for fault in faults:
        raise InvalidDataset(
            "invalid_dataset", reason=f"documents/{shape.get('report')}.json: {fault}"
        )


def _document_faults(
    shape: Mapping[str, object], keys: Sequence[str], blocks: int
) -> Iterator[str]:
    if tuple(shape) != tuple(keys):
        yield f"keys are {list(shape)}"
    if blocks != len(_list(shape, "blocks")):
        yield "a block is missing"
    places = [each["block"] for each in _list(shape, "blocks")]
    if places != list(range(len(places))):
        yield "blocks are not counted from 0"


def _list(shape: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = shape[key]
    return found if isinstance(found, list) else []
