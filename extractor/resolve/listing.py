"""A registry given as CSV: comma, semicolon or tab, with or without a BOM, columns by their English or Russian names."""

import csv
import io
import re
from pathlib import Path

from extractor.errors import CalledWrongly
from extractor.language.encodings import decoded
from extractor.model import Library
from extractor.resolve.vocabulary import WORDS
from extractor.text import clean, fold, slug

_COLUMNS: dict[str, list[str]] = WORDS["registry_columns"]
_REQUIRED = ("library", "name")
_ALIASES = re.compile(r"[;|\n]")
_DECLARED = re.compile(r"sep=(.)\r?\n")  # the line by which Excel is told of the separator
LONGEST_HEAD = 1 << 16
_QUOTED = re.compile(r'"[^"]*"')


def read_registry(path: Path) -> tuple[Library, ...]:
    """The libraries of a CSV file, in its order. ``library`` and ``name`` are required; aliases are joined by «;» or «|»; a row
    without an id is known by its name.

    Raises CalledWrongly: ``registry_missing`` or ``system_refused`` (cannot be opened), ``registry_unreadable`` (no
    table), ``registry_encoding`` (nothing tells how its letters are written),
    ``registry_columns`` (required ones absent), ``registry_duplicate`` (an id stands twice).
    """
    rows = _rows_of(path)
    head = _head_of(rows[0] if rows else [])
    missing = [name for name in _REQUIRED if name not in head]
    if missing:
        raise CalledWrongly("registry_columns", file=path, missing=", ".join(missing))
    libraries = tuple(_library_of(row, head) for row in rows[1:] if any(cell.strip() for cell in row))
    _refuse_duplicates(libraries, path)
    return libraries


def _rows_of(path: Path) -> list[list[str]]:
    text = _text_of(path)
    declared = _DECLARED.match(text)
    delimiter = declared[1] if declared else _delimiter_of(text)
    try:
        return list(csv.reader(io.StringIO(text[declared.end() if declared else 0 :], newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CalledWrongly("registry_unreadable", file=path, reason=str(error)) from error


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise CalledWrongly("registry_missing", file=path) from error
    except OSError as error:
        raise CalledWrongly("system_refused", path=path, reason=error.strerror or type(error).__name__) from error
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
    places = {field: [names.index(fold(name)) for name in known if fold(name) in names] for field, known in _COLUMNS.items()}
    return {field: found[0] for field, found in places.items() if found}


def _library_of(row: list[str], head: dict[str, int]) -> Library:
    cells = {field: clean(row[at]) for field, at in head.items() if at < len(row)}
    aliases = tuple(part.strip() for part in _ALIASES.split(cells.pop("aliases", "")) if part.strip())
    number = cells.get("number", "")
    whole = {"number": number.removesuffix(".0")} if number else {}
    library = cells.pop("library", "") or slug(cells.get("name", ""))
    return Library(**{"name": "", **cells, **whole}, library=library, aliases=aliases)


def _refuse_duplicates(libraries: tuple[Library, ...], path: Path) -> None:
    seen: set[str] = set()
    for each in libraries:
        if each.library in seen:
            raise CalledWrongly("registry_duplicate", file=path, library=each.library)
        seen.add(each.library)
