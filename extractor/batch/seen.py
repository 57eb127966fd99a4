"""Files whose content an earlier run knew: where size and times are the same, their bytes need not
be read to know it again.

What is remembered lies beside OUT, row by row in a small database, and changes nothing in the data
set: where it is lost or damaged, the files are read again. A file changed in the last seconds is
not remembered, since it may change once more without another time.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from extractor.batch.found import fingerprint

NAME = "-seen.sqlite"
SETTLED = 2_000_000_000  # nanoseconds: the coarsest clock of a file system
PATIENCE = 1.0  # seconds to wait for another run that writes
TABLE = """CREATE TABLE IF NOT EXISTS seen
(path BLOB PRIMARY KEY, size INTEGER, modified INTEGER, changed INTEGER, sha256 TEXT)
WITHOUT ROWID"""


class Stamp(NamedTuple):
    """What changes with the content of a file: its size, and two times in nanoseconds."""

    size: int
    modified: int
    changed: int


class Seen:
    """What earlier runs knew of files. ``sure``: every file is read again (``--verify``); what
    lies in one of the folders ``passing`` is not remembered.
    """

    def __init__(self, place: Path, sure: bool, passing: Iterable[Path] = ()) -> None:
        self.place, self.sure, self.passing = place, sure, tuple(passing)
        self.new: dict[bytes, tuple[Stamp, str]] = {}

    @cached_property
    def known(self) -> dict[bytes, tuple[Stamp, str]]:
        """By path, what earlier runs knew; read when a file is asked for."""
        return {} if self.sure else dict(_rows(self.place))

    def digest(self, path: Path, most: int) -> str:
        """SHA-256 of a file; empty as :func:`fingerprint` says."""
        stamp = stamp_of(path)
        known, digest = self.known.get(_key(path), (None, ""))
        if stamp is not None and stamp == known and stamp.size <= most:
            return digest
        digest = fingerprint(path, most)
        self.note(path, stamp, digest)
        return digest

    def note(self, path: Path, before: Stamp | None, digest: str) -> None:
        """Remember the content of a file, which had the stamp ``before`` when it was opened."""
        if not digest or before is None or before != stamp_of(path):
            return
        is_settled = max(before.modified, before.changed) < time.time_ns() - SETTLED
        if is_settled and not any(path.is_relative_to(folder) for folder in self.passing):
            self.new[_key(path)] = (before, digest)

    def keep(self) -> None:
        """Write what is new. Where that cannot be done, the next run reads the files again."""
        rows = [(key, *stamp, digest) for key, (stamp, digest) in self.new.items()]
        if not rows:
            return
        try:
            _put(self.place, rows)
        except sqlite3.OperationalError:  # locked by another run, full, not to be written
            return
        except sqlite3.DatabaseError:
            with suppress(OSError, sqlite3.Error):
                self.place.unlink()
                _put(self.place, rows)


@contextmanager
def seen_beside(out: Path, sure: bool, passing: Iterable[Path] = ()) -> Iterator[Seen]:
    """What was seen by runs that wrote ``out``; what this run adds is written at the end."""
    whole = out.resolve()
    seen = Seen(whole.parent / f".{whole.name}{NAME}", sure, passing)
    try:
        yield seen
    finally:
        seen.keep()


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file as it is now, None where it cannot be looked at."""
    try:
        about = path.stat()
    except OSError:
        return None
    return Stamp(about.st_size, about.st_mtime_ns, about.st_ctime_ns)


def _key(path: Path) -> bytes:
    return os.fsencode(path.absolute())


def _rows(place: Path) -> list[tuple[bytes, tuple[Stamp, str]]]:
    """All rows, none where there are none or they cannot be read."""
    if not place.is_file():
        return []
    address = f"{place.as_uri()}?mode=ro"
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(address, PATIENCE, uri=True)) as base,
    ):
        return [
            (bytes(row[0]), (Stamp(*row[1:4]), str(row[4])))
            for row in base.execute("SELECT path, size, modified, changed, sha256 FROM seen")
        ]
    return []


def _put(place: Path, rows: Iterable[tuple[object, ...]]) -> None:
    with closing(sqlite3.connect(place, PATIENCE)) as base, base:
        base.execute(TABLE)
        base.executemany("INSERT OR REPLACE INTO seen VALUES (?,?,?,?,?)", rows)
