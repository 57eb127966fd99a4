"""Temporary folders of a run: gone when it ends and, where it was killed, gone at the next run.

Each folder names its owner: the machine, the number of the process and when that process began.
It is removed only where that very process is no more: runs never touch each other's folders.
Where that cannot be known (the disk was full, another machine), it goes when nobody has changed
anything in it for a week.
"""

import json
import os
import platform
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from extractor.plugins import load

PREFIX, OWNER = "svod-run-", "owner.json"
PROCESS = "psutil:Process"
# When a process began, by two clocks: Linux counts from its start, others note the time of day.
CLOCKS = ("began", "after_boot")
SAME = 2.0  # seconds
FORGOTTEN = 7 * 24 * 3600.0  # seconds
TRIES, PAUSE = 5, 0.1  # Windows lets a file go some moments after its process ended


@contextmanager
def workshop() -> Iterator[Path]:
    """Make a folder for temporary files, removed at the end; remove those of killed runs."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        _sign(folder)
        clear_left(folder.parent, folder.lstat().st_mtime)
        yield folder
    finally:
        remove_tree(folder)


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it, as far as the system lets it. Never raises."""
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(PAUSE)


def clear_left(parent: Path, now: float) -> None:
    """Remove the folders in ``parent`` whose runs are no more; ``now`` is the time by the clock
    that stamps files there. Never raises.
    """
    with suppress(OSError):
        for name in os.listdir(parent):  # noqa: PTH208 - a Path for each of thousands is slow
            if name.startswith(PREFIX) and _is_left(parent / name, now):
                remove_tree(parent / name)


def _sign(folder: Path) -> None:
    """Name the owner in one step, so that nobody reads half; on a full disk leave it out."""
    with suppress(OSError):
        beside = folder / f"{OWNER}.new"
        beside.write_text(json.dumps(_owner(os.getpid())), encoding="utf-8")
        beside.replace(folder / OWNER)


def _owner(process: int) -> dict[str, Any]:
    return {"host": _host(), "process": process, **_began(process)}


def _began(process: int) -> dict[str, float]:
    """Say when a process began, in seconds: the time of day, and after the start of the system.

    One of the two stays as it is while somebody sets the clock. Raises psutil.Error.
    """
    began = load(PROCESS)(process).create_time()
    return dict(zip(CLOCKS, (began, began - load("psutil:boot_time")()), strict=True))


def _host() -> str:
    """Name the machine; on Linux also its process namespace, which each container has."""
    with suppress(OSError, AttributeError):
        return f"{platform.node()} {os.readlink('/proc/self/ns/pid')}"  # noqa: PTH115 - a link to no path
    return platform.node()


def _is_left(folder: Path, now: float) -> bool:
    """Whether this folder is ours and its run has ended; False where that cannot be known yet."""
    try:
        about = folder.lstat()
        if not stat.S_ISDIR(about.st_mode):
            return False
        owner = _owner_of(folder)
        if owner.get("host") != _host():
            return now - about.st_mtime > FORGOTTEN
        return not _lives(owner)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _owner_of(folder: Path) -> dict[str, Any]:
    """Return what a folder says of its owner; nothing where it is unsigned."""
    with suppress(OSError, ValueError):
        found = json.loads((folder / OWNER).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _lives(owner: dict[str, Any]) -> bool:
    """Say whether the process that began then still lives; a later one may have its number."""
    try:
        now = _began(owner["process"])
    except load("psutil:NoSuchProcess"):
        return False
    except load("psutil:Error"):
        return True
    return any(abs(now[clock] - owner[clock]) < SAME for clock in CLOCKS if clock in owner)
