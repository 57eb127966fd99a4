"""Putting a finished data set into its place: a crash leaves the old one or the new one, never half of each.

The new files are written into a hidden folder beside OUT. Where OUT holds nothing but a data set, both folders are exchanged
in one step of the file system. Else (OUT is the current folder, a mount point, or holds other things too) its entries are
replaced one by one: an error puts the old ones back, and so does the next run after the power failed in between.
"""

import ctypes
import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extractor.errors import CalledWrongly
from extractor.publish.merge import carry_tree

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

AT_FDCWD, RENAME_EXCHANGE = -100, 2
MARK, ADDED = ".svod-", "added"
# What others put into OUT and what goes with it into the new version: answers to findings, the site.
KEPT = frozenset({".gitkeep", ".gitignore", "explanations.yaml", "site"})


@contextmanager
def new_version(out: Path, ours: frozenset[str]) -> Iterator[Path]:
    """An empty folder to write into; leaving the block without an error puts it in the place of ``out``.

    ``ours`` are the names in ``out`` that belong to the data set: those not written again are removed, all others stay.
    Raises CalledWrongly where ``out`` is no folder or cannot be written.
    """
    refuse_unwritable(out)
    out = out.resolve()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(out.parent):
            _recover(out)
            workshop = _workshop(out)
            try:
                yield workshop / "new"
                _install(workshop, out, ours)
            finally:
                shutil.rmtree(workshop, ignore_errors=True)
    except OSError as error:
        raise CalledWrongly("out_not_folder", path=out, reason=error.strerror or type(error).__name__) from error
    except sqlite3.OperationalError as error:
        reason = os.strerror(errno.ENOSPC) if error.sqlite_errorcode == sqlite3.SQLITE_FULL else str(error)
        raise CalledWrongly("out_not_folder", path=out, reason=reason) from error


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Two runs into one OUT must not both add to what was there before either: the second waits, then adds to the first.

    The lock is on the folder that holds OUT, for OUT itself is exchanged; it leaves no file and ends with the process. Where
    the system has no such locks (Windows, some network disks) each run goes on alone.
    """
    handle = None
    if fcntl is not None:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def refuse_unwritable(out: Path) -> None:
    """Raises CalledWrongly where no data set can stand at ``out``: better told before hours of reading than after."""
    try:
        there = next(each for each in (out.resolve(), *out.resolve().parents) if each.exists())
        if not there.is_dir():
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(there, os.W_OK | os.X_OK):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise CalledWrongly("out_not_folder", path=out, reason=error.strerror or type(error).__name__) from error


def _workshop(out: Path) -> Path:
    """A folder beside OUT, or in it where its parent cannot be written or is another disk."""
    beside = out.parent / f".{out.name}{MARK}{os.getpid()}"
    try:
        if os.path.ismount(out):
            raise PermissionError
        (beside / "new").mkdir(parents=True)
    except PermissionError:
        if not out.is_dir():
            raise
        beside = out / f"{MARK}{os.getpid()}"
        (beside / "new").mkdir(parents=True)
    return beside


def _install(workshop: Path, out: Path, ours: frozenset[str]) -> None:
    new = workshop / "new"
    if not out.exists():
        new.rename(out)
        return
    foreign = {each.name for each in out.iterdir()} - ours
    if foreign <= KEPT and workshop.parent == out.parent and out != Path.cwd():
        for name in sorted(foreign):
            carry_tree(out / name, new / name)
        shutil.copymode(out, new)
        if _exchange(new, out):
            return
        for name in foreign:
            _remove(new / name)
    _replace_entries(workshop, out, ours)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    return rename is not None and rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0


def _replace_entries(workshop: Path, out: Path, ours: frozenset[str]) -> None:
    new, old = workshop / "new", workshop / "old"
    fresh = sorted(each.name for each in new.iterdir())
    (workshop / ADDED).write_text("\n".join(name for name in fresh if not (out / name).exists()), encoding="utf-8")
    old.mkdir()
    try:
        for name in sorted(ours | set(fresh)):
            if (out / name).exists():
                (out / name).rename(old / name)
            if name in fresh:
                (new / name).rename(out / name)
        old.rename(workshop / "done")
    except BaseException:
        _put_back(workshop, out)
        raise


def _put_back(workshop: Path, out: Path) -> None:
    """Make ``out`` what it was before entries were replaced: without those added, with those set aside."""
    for name in (workshop / ADDED).read_text(encoding="utf-8").splitlines():
        _remove(out / name)
    for each in sorted((workshop / "old").iterdir()):
        _remove(out / each.name)
        each.replace(out / each.name)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _recover(out: Path) -> None:
    """Clear away what runs left behind that were killed; where one died between two renames, put the old entries back."""
    left = [*out.parent.glob(f".{out.name}{MARK}*"), *(out.glob(f"{MARK}*") if out.is_dir() else ())]
    for workshop in left:
        number = workshop.name.rpartition("-")[2]
        if number.isdecimal() and not _is_alive(int(number)):
            if (workshop / "old").is_dir() and out.is_dir():
                _put_back(workshop, out)
            shutil.rmtree(workshop, ignore_errors=True)


def _is_alive(process: int) -> bool:
    """Whether that run may still be at work. This very process is not: what bears its number is left from an earlier one
    (in a container every run has the same). Where one cannot ask without harm (Windows), it may be.
    """
    if process == os.getpid() or os.name != "posix":
        return process != os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
