"""Putting a finished version of a folder into its place: a crash leaves the old one or the new one.

Everything happens under the lock of the folder (see ``lock``), in one of two ways.

*Exchange.* Where the folder holds nothing but files of ours, the new version is written beside it
and both are exchanged in one step of the file system (Linux): other programs never see half.

*Roll forward.* Else (something of others is in the folder, it is the current one, a mount point,
its parent cannot be written, the system cannot exchange, only some files change) the new files are
written into a hidden folder inside, flushed to the disk, and then ``manifest.json`` is replaced in
one step: that is the commit. After it the files are moved into their places and those that the
manifest does not name any more are removed.

Recovery needs no undo log and no process numbers, since who recovers holds the lock: a staging
folder with the manifest that is in force is rolled forward, any other is removed. It is done by
whoever takes the lock, readers too, so that commands of ours never see half. Nothing is searched by
a pattern: a folder may be called «o[1]».
"""

import ctypes
import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from extractor.dataset.datapackage import parted_text
from extractor.dataset.disk import files_below, flush_folder, flush_tree, remove
from extractor.dataset.earlier import carry_tree
from extractor.dataset.lock import LIMIT, LOCK, Tell, locked
from extractor.dataset.manifest import (
    FIRST,
    FOLDER,
    FORMAT,
    MANIFEST,
    PACKAGE,
    PARTED,
    is_of,
    joined,
    manifest_text,
    read_manifest,
    seal_of,
    seals_of,
)
from extractor.dataset.parts_writer import Change, sealed_anew
from extractor.dataset.roll_forward import STAGED, beside, recover, roll
from extractor.errors import CalledWrongly, system_reason
from extractor.model.manifest import Manifest, Seal

TRIES = 20
AT_FDCWD, RENAME_EXCHANGE = -100, 2
# Why SQLite could not write, as the system would say it
REFUSED = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EACCES,
}
# What others put into OUT and what goes with it into the new version: answers to findings, files
# that were sent to the desk, the site.
SITE = "site"
KEPT = frozenset({".gitkeep", ".gitignore", "explanations.yaml", "sources", SITE})
Describe = Callable[[Mapping[str, Seal]], str]


@contextmanager
def held(
    out: Path,
    command: str = "svod",
    tell: Tell | None = None,
    limit: float = LIMIT,
    make: bool = False,
) -> Iterator[None]:
    """Hold the lock of a data set while it is read or changed; what a killed command left is put in
    order first.

    With ``make`` the folder is made where there is none; without, nothing is held then. ``tell``
    and errors are those of ``locked``.
    """
    is_made = make and not out.exists()
    try:
        with ExitStack() as stack:
            for _ in range(TRIES):
                if make:
                    out.mkdir(parents=True, exist_ok=True)
                if not out.is_dir():
                    break
                try:
                    is_first = stack.enter_context(locked(out, command, tell, limit))
                except FileNotFoundError:  # another that had made it took it away again
                    continue
                if is_first:
                    _put_in_order(out.resolve())
                break
            yield
    finally:
        if is_made:
            with suppress(OSError):  # something was put there
                out.rmdir()


def _put_in_order(out: Path) -> None:
    """Recover a folder, and the site in it."""
    recover(out)
    if (out / SITE / LOCK).exists():  # of a killed command, or of one at work from another data set
        with locked(out / SITE):
            recover(out / SITE)
        with suppress(OSError):  # there is a site in it
            (out / SITE).rmdir()


@contextmanager
def new_version(
    out: Path, ours: frozenset[str], describe: Describe | None = None
) -> Iterator[Path]:
    """An empty folder to write into; leaving the block without an error puts it in the place of
    ``out``.

    ``ours`` are the names in ``out`` that belong to the data set: those not written again are
    removed, all others stay. ``describe`` makes ``datapackage.json`` of the seals of all other
    files. Raises CalledWrongly where ``out`` is no folder, cannot be written or holds a data set or
    a site of which these are not the files.
    """
    refuse_unwritable(out)
    with _said(out), held(out, make=True):
        out = out.resolve()
        refuse_other(out, ours)
        staged = _staging(out, bool(_foreign(out, ours)))
        try:
            yield staged
            seals = seals_of(staged, out, _known(out))
            _install(staged, out, Manifest(FORMAT, _described(staged, seals, describe)), ours)
        finally:
            recover(out)


@contextmanager
def changed_parts(
    out: Path, ours: frozenset[str], follow: Callable[[Path], object], fresh: bool = False
) -> Iterator[Change]:
    """A change of an archive in parts, or one into such an archive, to be made; leaving the block
    without an error puts what was written into its place together, removes what is gone, and lets
    the index ``follow``. With ``fresh`` nothing that was there stays. Raises CalledWrongly as
    :func:`new_version` does.
    """
    refuse_unwritable(out)
    with _said(out), held(out, make=True):
        out = out.resolve()
        refuse_other(out, ours)
        staged = out / STAGED
        staged.mkdir()
        change = Change(staged)
        try:
            yield change
            known = None if fresh else _known(out)
            listed, gone = dict(change.seals), list(change.gone)
            if known is not None and known.format == PARTED:
                others = {name: seal for name, seal in known.files.items() if name not in gone}
                listed = others | listed
            manifest = Manifest(PARTED, _described(staged, listed, parted_text))
            if known is None or known.format != PARTED:
                new = {path.relative_to(staged).as_posix() for path in files_below(staged)}
                gone = [name for name in present(out, ours) if name not in new]
            roll(staged, out, manifest, gone)
            follow(out)
        finally:
            recover(out)


@contextmanager
def changed_files(out: Path, describe: Describe) -> Iterator[Path]:
    """An empty folder to write some files of a data set into; leaving the block without an error
    puts them into their places together. Raises CalledWrongly where ``out`` cannot be written.
    """
    with _said(out), held(out):
        out = out.resolve()
        staged = out / STAGED
        staged.mkdir()
        try:
            yield staged
            known = read_manifest(out)
            manifest = joined(known, seals_of(staged, out, None))
            if manifest.format != FIRST:
                text_of = _text_of(manifest.format, describe)
                manifest = joined(known, _described(staged, dict(manifest.files), text_of))
            roll(staged, out, manifest, [])
        finally:
            recover(out)


def seal_anew(out: Path, ours: frozenset[str], dropped: frozenset[str], describe: Describe) -> None:
    """Write the manifest of the files that are there; those in ``dropped`` are removed."""
    with _said(out), held(out):
        out = out.resolve()
        staged = out / STAGED
        staged.mkdir()
        try:
            change = Change(staged)
            sealed_anew(out, change)
            form = PARTED if change.seals else FORMAT
            names = (name for name in present(out, ours) if not name.startswith(f"{FOLDER}/"))
            seals = {name: seal_of(out / name) for name in names} | change.seals
            manifest = Manifest(form, _described(staged, seals, _text_of(form, describe)))
            roll(staged, out, manifest, [name for name in dropped if (out / name).exists()])
        finally:
            recover(out)


def forget(out: Path, names: Set[str], describe: Describe) -> None:
    """Let the manifest name no more what is gone; all other files keep their seals."""
    with _said(out), held(out):
        out = out.resolve()
        staged = out / STAGED
        staged.mkdir()
        try:
            known = read_manifest(out) or Manifest(FORMAT, {})
            seals = {name: seal for name, seal in known.files.items() if name not in names}
            text_of = _text_of(known.format, describe)
            roll(staged, out, Manifest(known.format, _described(staged, seals, text_of)), [])
        finally:
            recover(out)


def _text_of(form: int, describe: Describe | None) -> Describe | None:
    """How a version of a format is described: an archive in parts has a way of its own."""
    return parted_text if form == PARTED else describe


def _described(staged: Path, seals: dict[str, Seal], describe: Describe | None) -> dict[str, Seal]:
    """The seals with that of the description, which is written from them."""
    if describe is not None:
        others = {name: seal for name, seal in seals.items() if name != PACKAGE}
        (staged / PACKAGE).write_text(describe(others), encoding="utf-8", newline="\n")
        seals |= {PACKAGE: seals_of(staged, staged, None)[PACKAGE]}
    return seals


def _known(out: Path) -> Manifest | None:
    """The manifest in force; a damaged one is about to be replaced, one of others is not."""
    try:
        return read_manifest(out)
    except CalledWrongly as error:
        if error.key == "dataset_newer" or not (out / PACKAGE).exists():
            raise
        return None


@contextmanager
def _said(out: Path) -> Iterator[None]:
    """What the system refuses as an error that names the folder."""
    try:
        yield
    except OSError as error:
        reason = system_reason(error)
        raise CalledWrongly("out_not_folder", path=out, reason=reason) from error
    except sqlite3.OperationalError as error:
        known = REFUSED.get(error.sqlite_errorcode & 0xFF)  # the code without its details
        reason = str(error) if known is None else os.strerror(known)
        raise CalledWrongly("out_not_folder", path=out, reason=reason) from error


def refuse_unwritable(out: Path) -> None:
    """Raises CalledWrongly where no data set can stand at ``out``: better told before hours of
    reading than after.
    """
    try:
        there = next(each for each in (out.resolve(), *out.resolve().parents) if each.exists())
        if not there.is_dir():
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(there, os.W_OK | os.X_OK):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise CalledWrongly("out_not_folder", path=out, reason=system_reason(error)) from error


def refuse_other(out: Path, ours: frozenset[str]) -> None:
    """Raises CalledWrongly where ``out`` holds what has other files than ``ours``: a site in the
    place of a data set would take away its manifest.
    """
    manifest = _known(out)
    is_other = not is_of(manifest, ours) if manifest else PACKAGE not in ours
    if is_other and (manifest or (out / PACKAGE).exists()):
        raise CalledWrongly("folder_taken", path=out)


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def present(out: Path, ours: frozenset[str]) -> Iterator[str]:
    """Paths of the files of ours that are in a folder."""
    for name in sorted(ours & _names(out)):
        if (out / name).is_dir():
            yield from (path.relative_to(out).as_posix() for path in files_below(out / name))
        else:
            yield name


def _foreign(out: Path, ours: frozenset[str]) -> set[str]:
    """Names in a folder that are neither ours nor kept."""
    return _names(out) - ours - KEPT - {LOCK, MANIFEST, STAGED}


def _staging(out: Path, is_shared: bool) -> Path:
    """A folder beside, to be exchanged, or one inside, to be rolled forward."""
    if not is_shared and os.name == "posix" and out != Path.cwd() and not os.path.ismount(out):
        with suppress(OSError):  # no right to write there, or the name would be too long
            beside(out).mkdir()
            return beside(out)
    (out / STAGED).mkdir()
    return out / STAGED


def _install(staged: Path, out: Path, manifest: Manifest, ours: frozenset[str]) -> None:
    if staged.parent != out:
        if _exchanged(staged, out, manifest, ours):
            return
        for name in (KEPT - ours) | {MANIFEST, LOCK}:
            remove(staged / name)
        staged = staged.rename(out / STAGED)
    roll(staged, out, manifest, [name for name in present(out, ours) if name not in manifest.files])


def _exchanged(staged: Path, out: Path, manifest: Manifest, ours: frozenset[str]) -> bool:
    """Swap the folders in one step; False where that cannot be done.

    What others keep in ``out`` goes along, and the file of the lock under a second name.
    """
    try:
        (staged / LOCK).hardlink_to(out / LOCK)
    except OSError:
        return False
    for name in sorted((KEPT - ours) & _names(out)):
        carry_tree(out / name, staged / name)
    (staged / MANIFEST).write_text(manifest_text(manifest), encoding="utf-8", newline="\n")
    shutil.copymode(out, staged)
    flush_tree(staged)
    if _foreign(out, ours) or not _exchange(staged, out):  # somebody may have put something there
        return False
    flush_folder(out.parent)
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    paths = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other))
    return rename is not None and rename(*paths, RENAME_EXCHANGE) == 0
