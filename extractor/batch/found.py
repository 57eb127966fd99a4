"""Which files are meant by the paths that a user gives: files, folders with all below them, archives."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.errors import CalledWrongly, LimitExceeded, UnreadableFile
from extractor.options import Limits
from extractor.registry import readers

CHUNK = 1 << 20


def find_reports(paths: Iterable[Path], workshop: Path, limits: Limits) -> list[Path]:
    """Reports in a stable order, each once. Archives are unpacked into ``workshop``. Raises CalledWrongly, UnreadableFile."""
    found = dict.fromkeys(each for path in paths for each in _reports_at(path, workshop, limits))
    return list(found)


def _reports_at(path: Path, workshop: Path, limits: Limits) -> Iterator[Path]:
    if path.is_dir():
        yield from (each for each in sorted(path.rglob("*")) if each.is_file() and _is_report(each))
    elif path.suffix.lower() == ".zip":
        yield from _unpacked(path, workshop, limits)
    elif path.exists():
        yield path
    else:
        raise CalledWrongly("path_missing", path=path)


def _is_report(path: Path) -> bool:
    """Word's lock files («~$…») and what the system hides are no reports."""
    return not path.name.startswith(("~$", ".")) and path.suffix.lower() in readers()


def _unpacked(path: Path, workshop: Path, limits: Limits) -> Iterator[Path]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [each for each in archive.infolist() if not each.is_dir()]
            if len(infos) > limits.entries:
                raise LimitExceeded("limit_entries", file=path.name, limit=limits.entries, found=len(infos))
            for index, info in enumerate(sorted(infos, key=lambda each: each.filename)):
                name = Path(_name_in(info)).name
                if _is_report(Path(name)):
                    yield _copied(archive, info, workshop / f"{path.stem}-{index}" / name, limits)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableFile("truncated", file=path.name) from error


def _name_in(info: zipfile.ZipInfo) -> str:
    """Archives made by Windows keep Russian names in its old encoding."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("cp866")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _copied(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limits: Limits) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(info) as source, target.open("wb") as copy:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > limits.file_bytes:
                raise LimitExceeded("limit_file", file=target.name, limit=limits.file_bytes, found=size)
            copy.write(chunk)
    return target
