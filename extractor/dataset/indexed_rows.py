"""Rows of every report at once, taken from the index of an archive in parts where that holds what
the manifest names: ten thousand files need not be opened to list the reports.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from extractor.dataset.columns import header_of
from extractor.dataset.manifest import MANIFEST
from extractor.model.files import File

ARCHIVE = "archive.sqlite"
# file → the table of the index with its columns
TABLES = {
    "reports": "report_rows",
    "editions": "editions",
    "registries": "registries",
    "libraries": "libraries",
}
HOMES = "homes"  # library → the report in whose part it stands
JOURNAL = "-journal"  # beside an index: of a run that was killed, to be rolled back first


def stamp_of(out: Path) -> str:
    """What changes with the manifest."""
    return hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()


def read_index(place: Path) -> sqlite3.Connection:
    """An index to read, which another program may be changing."""
    return sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro", uri=True)


def is_at(place: Path, stamp: str) -> bool:
    """Whether an index holds what the manifest of this stamp names. Raises DatabaseError."""
    if not place.is_file() or place.with_name(f"{place.name}{JOURNAL}").exists():
        return False
    with closing(read_index(place)) as base:
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
            return False  # begun by a run that was killed
        query = "SELECT value FROM about WHERE key = 'manifest'"
        return bool(base.execute(query).fetchone() == (stamp,))


def indexed_rows(
    out: Path, file: File, column: str = "", values: Iterable[str] = ()
) -> list[tuple[str, ...]] | None:
    """All rows of a file by its key, or those that have one of ``values`` in a column; None where
    the index does not have them or is behind the manifest.
    """
    if file.name not in TABLES:
        return None
    names = ", ".join(f'"{name}"' for name in header_of(file))
    order = ", ".join(f'"{name}"' for name in file.key)
    of_these = f'WHERE "{column}" IN (SELECT value FROM json_each(?)) ' if column else ""  # noqa: S608
    query = f"SELECT {names} FROM {TABLES[file.name]} {of_these}ORDER BY {order}"  # noqa: S608 - our own names
    return answer_of(out, query, *([json.dumps(list(values))] if column else []))


def indexed_homes(out: Path) -> dict[str, str] | None:
    """Id of a library → the report in whose part it stands, empty where it is in none; None as
    :func:`indexed_rows` says.
    """
    rows = answer_of(out, f"SELECT library, report FROM {HOMES}")  # noqa: S608 - our own names
    return None if rows is None else {row[0]: row[1] for row in rows}


def answer_of(out: Path, query: str, *values: str) -> list[tuple[str, ...]] | None:
    """What an index that is at the manifest answers, as texts, else None."""
    place = out / ARCHIVE
    try:
        if not is_at(place, stamp_of(out)):
            return None
        with closing(read_index(place)) as base:
            return [
                tuple("" if cell is None else str(cell) for cell in row)
                for row in base.execute(query, values)
            ]
    except sqlite3.DatabaseError:
        return None
