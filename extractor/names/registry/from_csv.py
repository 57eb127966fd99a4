"""A registry given as CSV: comma, semicolon or tab, with or without a BOM, columns by their
English or Russian names.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import CalledWrongly, system_reason
from extractor.model import Library
from extractor.names.vocabulary import WORDS
from extractor.options import Limits
from extractor.russian.encodings import decoded
from extractor.text import clean, fold, slug

_COLUMNS: dict[str, list[str]] = WORDS["registry_columns"]
_REQUIRED = ("library", "name")
_ALIASES = re.compile(r"[;|\n]")
_DECLARED = re.compile(r"sep=(.)\r?\n")  # the line by which Excel is told of the separator
LONGEST_HEAD = 1 << 16
_QUOTED = re.compile(r'"[^"]*"')


def read_registry(path: Path, limits: Limits = Limits()) -> tuple[Library, ...]:  # noqa: B008 - frozen
    """Return the libraries of a CSV file, in its order. ``library`` and ``name`` are required;
    aliases are joined by «;» or «|»; a row without an id is known by its name.

    Raises CalledWrongly: ``registry_missing`` or ``system_refused`` (cannot be opened),
    ``registry_unreadable`` (no table), ``registry_encoding`` (nothing tells how its letters are
    written), ``registry_columns`` (required ones absent), ``registry_duplicate`` (an id stands
    twice); of a file beyond the limits ``limit_file``, ``limit_registry_rows``.
    """
    rows = _rows_of(path, limits)
    head = _head_of(next(rows, []))
    missing = [name for name in _REQUIRED if name not in head]
    if missing:
        raise CalledWrongly("registry_columns", file=path, missing=", ".join(missing))
    libraries: dict[str, Library] = {}
    for row in rows:
        library = _library_of(row, head)
        if library.library in libraries:
            raise CalledWrongly("registry_duplicate", file=path, library=library.library)
        libraries[library.library] = library
    return tuple(libraries.values())


def _rows_of(path: Path, limits: Limits) -> Iterator[list[str]]:
    """Yield the head and each row that is not empty, one at a time."""
    text = _text_of(path, limits)
    declared = _DECLARED.match(text)
    delimiter = declared[1] if declared else _delimiter_of(text)
    lines = io.StringIO(text, newline="")
    lines.seek(declared.end() if declared else 0)
    found = 0
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            filled = any(cell.strip() for cell in row)
            if filled or not found:
                yield row
            found += filled or not found
            if found > limits.registry_rows + 1:
                raise CalledWrongly("limit_registry_rows", file=path, limit=limits.registry_rows)
    except csv.Error as error:
        raise CalledWrongly("registry_unreadable", file=path, reason=str(error)) from error


def _text_of(path: Path, limits: Limits) -> str:
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise CalledWrongly("limit_file", file=path, found=size, limit=limits.file_bytes)
        with path.open("rb") as source:
            raw = source.read(limits.file_bytes + 1)  # a device has no size
        if len(raw) > limits.file_bytes:
            raise CalledWrongly("limit_file", file=path, found=len(raw), limit=limits.file_bytes)
    except FileNotFoundError as error:
        raise CalledWrongly("registry_missing", file=path) from error
    except OSError as error:
        raise CalledWrongly("system_refused", path=path, reason=system_reason(error)) from error
    text = decoded(raw)
    if text is None:
        raise CalledWrongly("registry_encoding", file=path)
    return text


def _delimiter_of(text: str) -> str:
    first = _QUOTED.sub("", text[:LONGEST_HEAD]).lstrip().partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _head_of(row: list[str]) -> dict[str, int]:
    """Field → position; the first column that bears one of its names."""
    names = [fold(cell) for cell in row]
    places = {
        field: [names.index(fold(name)) for name in known if fold(name) in names]
        for field, known in _COLUMNS.items()
    }
    return {field: found[0] for field, found in places.items() if found}


def _library_of(row: list[str], head: dict[str, int]) -> Library:
    cells = {field: clean(row[at]) for field, at in head.items() if at < len(row)}
    aliases = tuple(
        part.strip() for part in _ALIASES.split(cells.pop("aliases", "")) if part.strip()
    )
    number = cells.get("number", "")
    whole = {"number": number.removesuffix(".0")} if number else {}
    library = cells.pop("library", "") or slug(cells.get("name", ""))
    return Library(**{"name": "", **cells, **whole}, library=library, aliases=aliases)
