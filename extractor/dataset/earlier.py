"""What an earlier run left in OUT, read back so that its reports stay."""

import csv
import shutil
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from extractor.dataset.columns import header_of, record_of
from extractor.dataset.indexed_rows import indexed_rows
from extractor.dataset.manifest import archive_with, verify
from extractor.dataset.parts import LIBRARIES, home_of, homes_of, is_parted
from extractor.errors import CalledWrongly
from extractor.model.files import FILES, File

LONGEST_FIELD = 1 << 30
CORE = {
    "reports": ("file", "status"),
    "observations": ("report", "status"),
}  # columns that every version had
BY_NAME = {each.name: each for each in FILES}
BY_RECORD = {file.row: file for file in FILES}
Record = TypeVar("Record", bound=Struct)


def is_dataset(out: Path) -> bool:
    """Whether a folder holds a data set, of one of the two layouts."""
    return (out / "reports.csv").is_file() or is_parted(out)


def require_dataset(out: Path) -> None:
    """Raises CalledWrongly where ``out`` holds no data set, or none that this program can read."""
    if is_parted(out):
        return
    verify(out, "reports.csv")
    if not (out / "reports.csv").is_file():
        raise CalledWrongly("no_dataset", path=out)


def earlier_lines(out: Path, name: str) -> list[dict[str, str]]:
    """Rows of ``NAME.csv`` as dictionaries, none where there is no such file. Raises
    CalledWrongly where it is not ours.
    """
    file = BY_NAME[name]
    return [dict(zip(header_of(file), row, strict=True)) for row in earlier_rows(out, file)]


def earlier_rows(
    out: Path, file: File, reports: Iterable[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """Rows of a file in the order of its columns; a column that an older version did not know is
    empty. Where only some ``reports`` are asked for, others may come along.
    """
    if is_parted(out) and (rows := _indexed(out, file, reports)) is not None:
        yield from rows
        return
    found = (row for home in homes_of(out, file, reports) for row in rows_in(home, file))
    yield from sorted(found) if is_parted(out) and file.name == LIBRARIES else found


def _indexed(out: Path, file: File, reports: Iterable[str] | None) -> list[tuple[str, ...]] | None:
    if reports is None or file.name == LIBRARIES:
        return indexed_rows(out, file)
    return indexed_rows(out, file, "report", reports)


def rows_in(out: Path, file: File) -> Iterator[tuple[str, ...]]:
    """Rows of the file of this name in one folder, whatever there is in its parts."""
    path = out / f"{file.name}.csv"
    is_there = path.is_file()
    if file.sealed or not is_there:  # one that is not sealed may be changed, but not vanish
        verify(out, path.name, whole=True)
    if not is_there:
        return
    widest_field()
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            yield from _in_order(csv.reader(source), header_of(file), path)
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, file, str(error)) from error


def earlier_records(
    out: Path, record: type[Record], reports: Iterable[str] | None = None
) -> Iterator[Record]:
    """Rows of a record's file, read back as such; of ``reports`` as :func:`earlier_rows` says.
    Raises CalledWrongly where it is not ours.
    """
    file = BY_RECORD[record]
    make = record_of(file)
    for row in earlier_rows(out, file, reports):
        try:
            yield make(row)
        except ValueError as error:
            raise _unreadable(out / f"{file.name}.csv", file, str(error)) from error


def _unreadable(path: Path, file: File, reason: str) -> CalledWrongly:
    """What a person wrote is not to be begun anew, as the rest may be."""
    if not file.sealed:
        return CalledWrongly("dataset_damaged", path=path, out=archive_with(path.parent))
    return CalledWrongly("dataset_unreadable", path=path, reason=reason)


def widest_field() -> None:
    """Let the csv module read cells of any length."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_FIELD))


def _in_order(
    rows: Iterator[list[str]], columns: tuple[str, ...], path: Path
) -> Iterator[tuple[str, ...]]:
    header = next(rows, [])
    if tuple(header) == columns:
        yield from (
            tuple(row) if len(row) == len(columns) else _fitted(row, len(columns))
            for row in rows
            if row
        )
        return
    lacking = [name for name in (columns[0], *CORE.get(path.stem, ())) if name not in header]
    if lacking:
        raise CalledWrongly("dataset_unreadable", path=path, reason=f"{', '.join(lacking)}?")
    for row in rows:
        named = dict(zip(header, row, strict=False))
        yield tuple(named.get(name, "") for name in columns)


def _fitted(row: list[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * width)[:width]


def carry_documents(out: Path, new: Path, staying: Set[str]) -> None:
    """Take the JSON of the reports that stay over into the new version."""
    for name in sorted(staying):
        home = home_of(out, name)
        source = home / "documents" / f"{name}.json"
        verify(home, f"documents/{source.name}")
        if source.is_file():
            (new / "documents").mkdir(exist_ok=True)
            carry(source, new / "documents" / source.name)


def carry_tree(source: Path, target: Path) -> None:
    """Take a file or a folder with all below it over as it is."""
    if not source.is_dir():
        carry(source, target)
        return
    target.mkdir()
    for each in sorted(source.iterdir()):
        carry_tree(each, target / each.name)


def carry_copy(source: Path, target: Path) -> None:
    """A copy of a file, to be changed."""
    shutil.copyfile(source, target)


def carry(source: Path, target: Path) -> None:
    """Take a file over as it is, without copying where the disk allows."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
