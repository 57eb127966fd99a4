"""Which files are meant by the paths that a user gives: files, folders with all below them,
archives.
"""

import errno
import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from extractor.batch.enclosures import Enclosed, attached, name_in_zip, name_on_disk
from extractor.batch.failure import Failed, temporary_folder
from extractor.batch.run import read_alone
from extractor.errors import CalledWrongly, LimitExceeded, SvodError, UnreadableFile, system_reason
from extractor.options import Limits, ReadOptions, ReportOptions
from extractor.plugins import PICTURES, WORKINGS, readers
from extractor.read.file_type import check_directory

CHUNK = 1 << 20
MOST_TOGETHER = 20  # times its own size may the reports of an archive have: most are packed already
# a folder with one holds a data set of ours: what it made of reports is no report
DATA_SET = "datapackage.json"
MADE = frozenset({"documents", "site"})
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that is no report by its name, what is no file at all (``special``), or a link in a
    folder to another ``folder``.
    """

    path: Path
    special: bool = False
    folder: bool = False


Met = Path | Failed | Passed
Take = Callable[[Path, Path, Limits], Iterator[Met]]  # (archive, folder, limits) → what it held


def find_reports(paths: Iterable[Path], workshop: Path, limits: Limits) -> list[Met]:
    """What stands at the paths, in a stable order, each file once: reports, what cannot be opened,
    what is no report.

    Archives are unpacked into ``workshop``, each into a folder of its own. Raises CalledWrongly for
    a path where nothing stands.
    """
    asked = list(paths)
    for path in asked:
        if not _stands(path):
            raise CalledWrongly("path_missing", path=path)
    found: dict[Path, Met] = {}
    for path in asked:
        for each in _met_at(path, workshop / str(len(found)), limits):
            found.setdefault(_key(each), each)
    return list(found.values())


def _stands(path: Path) -> bool:
    """Whether something has that name, if only a link to nowhere."""
    try:
        return path.exists() or path.is_symlink()
    except OSError as error:
        raise CalledWrongly("system_refused", path=path, reason=system_reason(error)) from error


def _key(met: Met) -> Path:
    """The real path; of what is no file its own, for links may lead to one pipe or in a circle."""
    path = met if isinstance(met, Path) else met.path
    is_special = isinstance(met, Passed) and met.special
    return path.absolute() if is_special else Path(os.path.realpath(path))


def _met_at(path: Path, workshop: Path, limits: Limits) -> Iterator[Met]:
    if path.is_dir():
        yield from _met_in_folder(path, workshop, limits)
    elif not is_regular(path):
        yield Passed(path, special=True)
    elif _is_parcel(path):
        yield from _opened(path, workshop, limits)
    else:
        yield path


def _met_in_folder(path: Path, workshop: Path, limits: Limits) -> Iterator[Met]:
    closed: list[Failed] = []
    archives = count()

    def remember(error: OSError) -> None:
        reason = system_reason(error)
        closed.append(
            Failed(
                Path(error.filename),
                UnreadableFile("folder_closed", path=error.filename, reason=reason),
            )
        )

    for folder, folders, names in os.walk(path, onerror=remember):
        is_ours = DATA_SET in names
        folders[:] = sorted(
            each for each in folders if not (each.startswith(".") or (is_ours and each in MADE))
        )
        yield from _led_elsewhere(path, (Path(folder, each) for each in folders))
        for name in sorted(names):
            each = Path(folder, name)
            if not is_regular(each):
                if not _is_hidden(name):
                    yield Passed(each, special=True)
            elif _is_parcel(each) and not _is_hidden(name):
                yield from _opened(each, workshop / f"archive-{next(archives)}", limits)
            elif _is_report(each):
                yield each
            elif not _is_hidden(name) and not is_ours:
                yield Passed(each)
    yield from closed


def _led_elsewhere(root: Path, folders: Iterable[Path]) -> Iterator[Passed]:
    """Links among the folders that lead out of the one that is looked through: they are not
    followed, since they may lead to the whole disk.
    """
    whole = root.resolve()
    for folder in folders:
        if folder.is_symlink() and whole not in (real := folder.resolve(), *real.parents):
            yield Passed(folder, folder=True)


def is_regular(path: Path) -> bool:
    """Say whether it is a plain file or a link to one: to open a pipe or a device may never end.

    What may not be seen counts as a file, so that reading it says why it cannot be.
    """
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def fingerprint(path: Path, most: int) -> str:
    """SHA-256 of a file; empty if it has more bytes, is no plain file or cannot be opened."""
    try:
        with open(path, "rb", opener=_at_once) as file:
            seen = os.fstat(file.fileno())
            is_readable = stat.S_ISREG(seen.st_mode) and seen.st_size <= most
            return hashlib.file_digest(file, "sha256").hexdigest() if is_readable else ""
    except OSError:
        return ""


def _at_once(path: str, flags: int) -> int:
    """Open without waiting, if a pipe should have taken the place of the file."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _is_letter(path: Path) -> bool:
    return path.suffix.lower() in (".eml", ".msg")


def _is_hidden(name: str) -> bool:
    """Word's lock files («~$…») and what the system hides."""
    return name.startswith(("~$", ".")) or name.lower() in ("thumbs.db", "desktop.ini")


def _is_report(path: Path) -> bool:
    """A picture is a report only where somebody names it."""
    suffixes = readers().keys() - PICTURES - WORKINGS
    return not _is_hidden(path.name) and path.suffix.lower() in suffixes


def _is_parcel(path: Path) -> bool:
    return _is_archive(path) or _is_letter(path)


def _opened(path: Path, workshop: Path, limits: Limits) -> list[Met]:
    """What an archive or a letter holds, taken out by a process of its own within the limits of a
    document: it is as strange as one.
    """
    take = _unpacked if _is_archive(path) else _detached
    try:
        return read_alone(partial(_taken, take, workshop), path, _within(limits))
    except SvodError as error:
        return [Failed(path, error)]


def _within(limits: Limits) -> ReportOptions:
    return ReportOptions(ReadOptions(limits))


def _taken(take: Take, workshop: Path, path: Path, options: ReportOptions) -> list[Met]:
    return list(take(path, workshop, options.read.limits))


def _unpacked(path: Path, workshop: Path, limits: Limits) -> Iterator[Met]:
    try:
        with path.open("rb") as file:
            check_directory(file, path.name, limits)
            archive = zipfile.ZipFile(file)
            infos = [each for each in archive.infolist() if not each.is_dir()]
            if len(infos) > limits.entries:
                raise LimitExceeded(
                    "limit_entries", file=path.name, limit=limits.entries, found=len(infos)
                )
            room = max(limits.total_bytes, MOST_TOGETHER * path.stat().st_size)
            for index, info in enumerate(sorted(infos, key=lambda each: each.filename)):
                inside = Path(name_in_zip(info).replace("\\", "/"))
                if _is_report(inside):
                    taken = _taken_out(
                        archive, info, workshop / str(index) / name_on_disk(inside.name), limits
                    )
                    room -= _size_of(taken)
                    if room < 0:
                        raise LimitExceeded("limit_total", file=path.name, limit=limits.total_bytes)
                    yield taken
                elif not _is_hidden(inside.name) and "__MACOSX" not in inside.parts:
                    yield Passed(path / inside)
    except SvodError as error:
        yield Failed(path, error)
    except BROKEN as error:
        yield Failed(path, _broken(error, path.name))


def _detached(path: Path, workshop: Path, limits: Limits) -> Iterator[Met]:
    """The reports attached to a letter, those in an attached zip too."""
    if path.stat().st_size > limits.file_bytes:
        yield Failed(
            path,
            LimitExceeded(
                "limit_file", file=path.name, limit=limits.file_bytes, found=path.stat().st_size
            ),
        )
        return
    try:
        enclosed = attached(path.read_bytes())
        yield from _saved(enclosed, path, workshop, limits)
    except OSError as error:
        yield Failed(path, _broken(error, path.name))
    except RecursionError:  # parts in parts in parts, as no mail program makes them
        yield Failed(path, UnreadableFile("letter_damaged", file=path.name))


def _saved(enclosed: list[Enclosed], letter: Path, workshop: Path, limits: Limits) -> Iterator[Met]:
    found = False
    for index, file in enumerate(enclosed):
        name = Path(file.name)
        target = workshop / str(index) / name.name
        is_worth_it = name.suffix.lower() in readers().keys() - PICTURES or _is_archive(name)
        if _is_hidden(name.name) or not is_worth_it:
            yield Passed(letter / name)
            continue
        found = True
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
        if _is_archive(name):
            yield from _unpacked(target, target.parent / "zip", limits)
        else:
            yield target
    if not found:
        yield Failed(letter, UnreadableFile("letter_empty", file=letter.name))


def _taken_out(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limits: Limits
) -> Met:
    """One file of an archive; a damaged one does not spoil the others."""
    try:
        return _copied(archive, info, target, limits)
    except SvodError as error:
        wrong = error
    except BROKEN as error:
        wrong = _broken(error, f"{Path(archive.filename or '').name}/{target.name}")
    target.unlink(missing_ok=True)
    return Failed(target, wrong)


def _size_of(taken: Met) -> int:
    return taken.stat().st_size if isinstance(taken, Path) else 0


def _broken(error: Exception, name: str) -> UnreadableFile:
    """Whether it is the archive that is damaged or the disk that is full."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return UnreadableFile("no_space", file=name, path=temporary_folder())
    return UnreadableFile("zip_damaged", file=name)


def _copied(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limits: Limits) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(info) as source, target.open("wb") as copy:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > limits.file_bytes:
                raise LimitExceeded(
                    "limit_file", file=target.name, limit=limits.file_bytes, found=size
                )
            if size > max(limits.ratio_floor_bytes, limits.ratio * info.compress_size):
                raise LimitExceeded(
                    "limit_ratio", file=target.name, part=target.name, limit=limits.ratio
                )
            copy.write(chunk)
    return target
