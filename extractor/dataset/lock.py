"""One command at a time in a folder: a data set, a user's catalogue.

The lock is a file in the folder, ``.svod-lock``, taken through the system (so it ends with the
process, whatever kills that) and removed when it is given back. It lies in the folder and not
beside it, since the parent of OUT may be read-only, and no second place exists where somebody
could look for it. Where a folder is read-only nobody can change it: it is read without a lock.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from extractor.errors import CalledWrongly

LOCK = ".svod-lock"
PATIENCE = 1.0  # seconds without a word
LIMIT = 600.0  # seconds; a check of hundreds of reports takes two minutes
Tell = Callable[[Mapping[str, str]], None]


@contextmanager
def locked(
    folder: Path, command: str = "svod", tell: Tell | None = None, limit: float = LIMIT
) -> Iterator[bool]:
    """Hold the lock of an existing folder; gives whether it is held for the first time, not again
    by the same thread.

    ``tell`` gets who holds it («command», «since») once that takes a second. Raises CalledWrongly
    after ``limit`` seconds.
    """
    path = folder.resolve() / LOCK
    lock = FileLock(path, is_singleton=True)
    is_first = not lock.is_locked
    if not _take(lock, path, tell, limit):
        yield False
        return
    try:
        if is_first:
            _sign(path, command)
        yield is_first
    finally:
        _give_back(lock, path, is_first)


def _take(lock: FileLock, path: Path, tell: Tell | None, limit: float) -> bool:
    """Whether the lock could be had; not where the folder or the system does not allow one."""
    try:
        try:
            lock.acquire(timeout=min(PATIENCE, limit))
        except Timeout:
            if tell is not None:
                tell(holder_of(path))
            lock.acquire(timeout=limit)
    except Timeout:
        minutes = round(limit / 60)
        raise CalledWrongly(
            "lock_busy", path=path.parent, minutes=minutes, **holder_of(path)
        ) from None
    except FileNotFoundError:
        raise
    except OSError:
        return False
    return True


def _sign(path: Path, command: str) -> None:
    """Note who holds the lock. The first byte stays blank: Windows lets nobody read a locked
    one.
    """
    about = {
        "command": command,
        "since": time.strftime("%Y-%m-%d %H:%M:%S"),
        "process": os.getpid(),
    }
    with suppress(OSError), path.open("r+", encoding="utf-8") as file:
        file.write(" " + json.dumps(about))
        file.truncate()


def holder_of(path: Path) -> dict[str, str]:
    """What the holder of a lock noted: «command» and «since», «?» where that cannot be read."""
    about: object = None
    with suppress(OSError, ValueError), path.open("rb", buffering=0) as file:
        file.seek(1)
        about = json.loads(file.read())
    known = about if isinstance(about, dict) else {}
    return {name: str(known.get(name, "?")) for name in ("command", "since")}


def _give_back(lock: FileLock, path: Path, is_first: bool) -> None:
    try:
        if is_first and os.name == "posix":  # on Windows the library removes it
            path.unlink(missing_ok=True)  # who waits for this file sees that and makes a new one
    finally:
        lock.release()
