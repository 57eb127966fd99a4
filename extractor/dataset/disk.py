"""Changes of files that last: flushed to the disk, in one step, on Windows too."""

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

TRIES, PAUSE = 20, 0.1  # Windows: a virus scanner or an indexer holds a new file open for a moment


def flush_file(path: Path) -> None:
    """Wait until the bytes of a file are on the disk."""
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows has no such call and needs none."""
    if os.name == "posix":
        flush_file(path)


def flush_tree(folder: Path) -> None:
    """Flush a folder with all below it. A file with a second name was flushed under its first."""
    for path in files_below(folder):
        if path.stat().st_nlink == 1:
            flush_file(path)
    for parent, _, _ in os.walk(folder):
        flush_folder(Path(parent))


def files_below(folder: Path) -> Iterator[Path]:
    """All files below a folder, in order; links to folders are not followed."""
    for path, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(path) / name for name in sorted(names))


def is_within(path: Path, folder: Path) -> bool:
    """Say whether a change of ``path`` stays inside ``folder``, a resolved one.

    A data set that somebody sends may name files outside it, or hold links that lead there.
    """
    place = path.parent.resolve()
    return path.name not in ("", "..") and (place == folder or folder in place.parents)


def replace_file(source: Path, target: Path) -> None:
    """Put a file in the place of another in one step. Raises OSError where Windows still refuses
    after two seconds, since a program has the other open."""
    _patiently(lambda: _replace(source, target))


def _replace(source: Path, target: Path) -> None:
    source.replace(target)


def remove(path: Path) -> None:
    """Remove a file or a folder with all in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        _patiently(lambda: path.unlink(missing_ok=True))


def _patiently(change: Callable[[], None]) -> None:
    for _ in range(TRIES if os.name == "nt" else 0):
        try:
            return change()
        except PermissionError:
            time.sleep(PAUSE)
    return change()


def put_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step, flushed; others may be writing the same at the same time."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    beside.write_bytes(content)
    flush_file(beside)
    replace_file(beside, path)


def put_text(path: Path, text: str) -> None:
    """Write a text file so that there is the old one or the new one, after a power cut too.

    Only one writer may do so at a time (see ``lock``): the file beside has one name, so that the
    next writer takes away what a killed one left.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        flush_file(beside)
        replace_file(beside, path)
        flush_folder(path.parent)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
