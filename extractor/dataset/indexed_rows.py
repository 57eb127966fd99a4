"""Rows of every report at once, taken from the index of an archive in parts where that holds what
the manifest names: ten thousand files need not be opened to list the reports.
"""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from extractor.dataset.columns import header_of
from extractor.dataset.manifest import MANIFEST
from extractor.model.files import File

ARCHIVE = "archive.sqlite"
# file → the table of the index with its columns
TABLES = {"reports": "report_rows", "editions": "editions", "registries": "registries"}
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


def indexed_rows(out: Path, file: File) -> list[tuple[str, ...]] | None:
    """All rows of a file in the order of reports; None where the index does not have them or
    is behind the manifest.
    """
    if file.name not in TABLES:
        return None
    place, columns = out / ARCHIVE, header_of(file)
    try:
        if not is_at(place, stamp_of(out)):
            return None
        names = ", ".join(f'"{name}"' for name in columns)
        order = ", ".join(f'"{name}"' for name in file.key)
        query = f"SELECT {names} FROM {TABLES[file.name]} ORDER BY {order}"  # noqa: S608 - our own names
        with closing(read_index(place)) as base:
            return [
                tuple("" if cell is None else str(cell) for cell in row)
                for row in base.execute(query)
            ]
    except sqlite3.DatabaseError:
        return None
