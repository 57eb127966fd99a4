"""What is wrong with a data set on disk, file by file, and how each is mended: ``svod doctor
OUT``.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.dataset.archive import opened
from extractor.dataset.columns import columns_of, header_of
from extractor.dataset.datapackage import package_text
from extractor.dataset.earlier import BY_NAME, earlier_records, widest_field
from extractor.dataset.indexed_rows import ARCHIVE
from extractor.dataset.manifest import (
    FIRST,
    FOLDER,
    FORMAT,
    MANIFEST,
    PACKAGE,
    PARTED,
    is_of,
    read_manifest,
    seal_of,
)
from extractor.dataset.parts import OF_ALL, parts_below, sealed_files
from extractor.dataset.swap import forget, present, seal_anew
from extractor.dataset.validate import Columns, relation_faults
from extractor.dataset.write import OURS
from extractor.errors import CalledWrongly
from extractor.model.files import FILES, File
from extractor.model.manifest import Manifest, Seal
from extractor.model.records import ReportRow

MOST = 3  # faults named of one file
BY_CHECK = frozenset({"findings.csv", "findings.json", PACKAGE})
TABLES = frozenset(f"{file.name}.csv" for file in FILES)
OF_PEOPLE = frozenset(f"{file.name}.csv" for file in FILES if not file.sealed)
DOCUMENTS = "documents/"
OF_PARTS = f"{FOLDER}/"
WHOLE_PART = {file.name for file in FILES} - OF_ALL  # the files of a part whose report is there


@dataclass(frozen=True, slots=True)
class Damage:
    """``what`` is wrong with a file (a message «damage_WHAT»), how it is mended («mend_HOW»), and
    of which report's file it was made, if that is known.
    """

    file: str
    what: str
    mend: str
    detail: str = ""
    source: str = ""


def damages_of(out: Path) -> list[Damage]:
    """Everything that is wrong with a data set, nothing where it is as it was written.

    Each file is held against the manifest, the CSV files against their columns, keys and links.
    Raises CalledWrongly where there is no data set or one of a newer program.
    """
    here = set(present(out, OURS)) if out.is_dir() else set()
    if not here and not (out / MANIFEST).exists():
        raise CalledWrongly("no_dataset", path=out)
    try:
        manifest = read_manifest(out)
    except CalledWrongly as error:
        if error.key == "dataset_newer":
            raise
        return [Damage(MANIFEST, "manifest", "accept"), *_contents(out, here, None)]
    if manifest is not None and not is_of(manifest, OURS):
        if not here:
            raise CalledWrongly("no_dataset", path=out)
        return [Damage(MANIFEST, "manifest", "accept"), *_contents(out, here, None)]
    found = {damage.file: damage for damage in _against(out, here, manifest)}
    return [*found.values(), *_contents(out, here - found.keys(), manifest)]


def _against(out: Path, here: Set[str], manifest: Manifest | None) -> Iterator[Damage]:
    """What the manifest names and is not so, and what it does not name."""
    listed, sources = dict(sealed_files(out, manifest)), _sources(out)
    lost = list[str]()  # folders of which nobody knows any more what is in them
    for name, seal in listed.items():
        if (wrong := _wrong(out / name, seal)) is not None:
            lost += [name.removesuffix(MANIFEST)] if name.endswith(f"/{MANIFEST}") else []
            yield Damage(name, wrong[0], _mend(name), wrong[1], _source(name, sources))
    for name in sorted(here - listed.keys()):
        is_known = name.startswith(tuple(lost)) or manifest is None or manifest.format == FIRST
        if not is_known and not _is_index(name, manifest):
            yield Damage(name, "orphan", "remove")


def _wrong(path: Path, seal: Seal) -> tuple[str, str] | None:
    """What is wrong with a file, and a detail; None where it is as it was written."""
    if not path.is_file():
        return "missing", ""
    if (size := path.stat().st_size) != seal.bytes:
        return "length", f"{size} / {seal.bytes}"
    return None if seal_of(path) == seal else ("changed", "")


def _is_index(name: str, manifest: Manifest | None) -> bool:
    """Whether a file is the index of an archive in parts, which no manifest names."""
    return manifest is not None and manifest.format == PARTED and name.startswith(ARCHIVE)


def _sources(out: Path) -> dict[str, str]:
    """Report → file that it was read from, as far as ``reports.csv`` can be read."""
    if (out / FOLDER).is_dir():
        with suppress(CalledWrongly):  # the index knows it even where a part is damaged
            return {row.report: row.file for row in earlier_records(out, ReportRow)}
        tables = (_table(part, BY_NAME["reports"])[0] for part in parts_below(out))
        return {str(name): str(file) for lines in tables for name, file in _pairs(lines)}
    lines, _ = _table(out, BY_NAME["reports"])
    return dict(zip(lines["report"], lines["file"], strict=True)) if lines else {}  # type: ignore[arg-type]


def _pairs(lines: Columns) -> Iterator[tuple[object, object]]:
    return zip(lines.get("report", ()), lines.get("file", ()), strict=True)


def _source(name: str, sources: Mapping[str, str]) -> str:
    if name.startswith(OF_PARTS):
        return sources.get(name.split("/")[2], "")
    return sources.get(name.removeprefix(DOCUMENTS).removesuffix(".json"), "")


def _mend(name: str) -> str:
    if name in BY_CHECK:
        return "check"
    if name.startswith(OF_PARTS):
        return "document" if name.count("/") > OF_PARTS.count("/") + 1 else "accept"
    if name.startswith(DOCUMENTS):
        return "document"
    if name in OF_PEOPLE:
        return "copy"
    return "fresh" if name in TABLES else "extract"


def _contents(out: Path, names: Set[str], manifest: Manifest | None) -> Iterator[Damage]:
    """What is wrong inside files, whatever the manifest says."""
    tables: dict[str, Columns] = {}
    for file in FILES:
        if f"{file.name}.csv" in names:
            columns, fault = _table(out, file)
            tables[file.name] = columns
            if fault:
                yield Damage(f"{file.name}.csv", "content", _mend(f"{file.name}.csv"), fault)
    for part in parts_below(out):
        yield from _contents_of_part(out, part, names)
    if len(tables) == len(FILES) and all(tables.values()):
        yield from _relations(tables)
    is_old = manifest is None or manifest.format < FORMAT
    for name in sorted(names) if is_old else ():
        if fault := _other_fault(out / name):
            yield Damage(name, "content", _mend(name), fault, _source(name, _sources(out)))


def _contents_of_part(out: Path, part: Path, names: Set[str]) -> Iterator[Damage]:
    """What is wrong inside the sound files of a part."""
    start = f"{part.relative_to(out).as_posix()}/"
    tables: dict[str, Columns] = {}
    for file in FILES:
        name = f"{start}{file.name}.csv"
        if name in names:
            tables[file.name], fault = _table(part, file)
            if fault:
                yield Damage(name, "content", _mend(name), fault)
    if tables.keys() >= WHOLE_PART and all(tables.values()):
        faults = (one for file in FILES if file.name in tables for one in _faults_in(file, tables))
        yield from (Damage(f"{start}{file}", "content", "document", one) for file, one in faults)


def _faults_in(file: File, tables: Mapping[str, Columns]) -> Iterator[tuple[str, str]]:
    name = f"{file.name}.csv"
    for fault in islice(relation_faults(file, tables), MOST):
        yield name, fault.removeprefix(f"{name}: ")


def _relations(tables: Mapping[str, Columns]) -> Iterator[Damage]:
    for file in FILES:
        for name, fault in _faults_in(file, tables):
            yield Damage(name, "content", _mend(name), fault)


def _table(out: Path, file: File) -> tuple[Columns, str]:
    """The columns of a CSV file and what is wrong with it; none where it cannot be read."""
    widest_field()
    try:
        with (out / f"{file.name}.csv").open(encoding="utf-8", newline="") as source:
            rows = csv.reader(source)
            header = tuple(next(rows, []))
            body = [tuple(row) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return {}, str(error)
    if fault := _header_fault(header, file):
        return {}, fault
    short = next((number for number, row in enumerate(body, 2) if len(row) != len(header)), 0)
    if short:
        return {}, f"№ {short}"
    cells = zip(*body, strict=True) if body else [()] * len(header)
    there = dict(zip(header, cells, strict=True))
    return {name: there.get(name, ("",) * len(body)) for name in header_of(file)}, ""


def _header_fault(header: tuple[str, ...], file: File) -> str:
    """What is wrong with the header of a file, empty where nothing is. A column that may be empty
    may be absent: an older version did not know it.
    """
    columns = columns_of(file)
    expected = tuple(column.name for column in columns if column.name in header)
    lacking = {column.name for column in columns if column.required} - set(header)
    if expected == header and not lacking:
        return ""
    return ", ".join(sorted({*set(header) - set(expected), *lacking})) or "?"


def _other_fault(path: Path) -> str:
    """Why a JSON file or the archive cannot be read, empty where it can."""
    try:
        if path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
        elif path.name == ARCHIVE:
            with closing(opened(path)) as base:
                answer: Sequence[Any] = base.execute("PRAGMA quick_check(1)").fetchone()
                return "" if answer[0] == "ok" else str(answer[0])
    except (OSError, ValueError, RecursionError, sqlite3.DatabaseError) as error:
        return str(error)
    return ""


def _is_gone(damage: Damage) -> bool:
    """Whether it is a file of people that is not there any more."""
    return damage.what == "missing" and damage.file in OF_PEOPLE


def accept(out: Path) -> list[Damage]:
    """Take the files as they are for right, where nothing is wrong inside them; gives what is.

    The archive is dropped: the next ``svod extract`` makes it of the files.
    """
    here = (set(present(out, OURS)) if out.is_dir() else set()) - {ARCHIVE}
    if "reports.csv" not in here and not parts_below(out):
        raise CalledWrongly("no_dataset", path=out)
    if gone := {damage.file for damage in damages_of(out) if _is_gone(damage)}:
        forget(out, gone, package_text)
    faults = list(_contents(out, here, None))
    if not faults:
        seal_anew(out, OURS - {ARCHIVE}, frozenset({ARCHIVE}), package_text)
    return faults
