"""Reports that were read and wait on the disk until the data set is written.

Of each only its head is held. The spool lies beside OUT and is named after it; it goes when the
data set has been written. Where a run was killed it stays, and the next one with the same options
takes the reports from it. What it holds is checked when it is read: it cannot run anything.
"""

import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from extractor import __version__
from extractor.batch.failure import FULL
from extractor.batch.found import fingerprint
from extractor.dataset.disk import files_below, replace_file
from extractor.dataset.lock import locked
from extractor.errors import CalledWrongly, UnreadableFile
from extractor.model import Observation, Outline, Report, Status, Table
from extractor.names import living_evidence, renamed
from extractor.options import ReportOptions
from extractor.plugins import load
from extractor.processes.workshop import workshop

EXTRACT = "extractor.pipeline:extract_report"
NAME, ENDING, UNFINISHED = "-read", ".report", ".part"
_OURS = re.compile(rf"[0-9a-f]{{64}}-[0-9a-f]{{16}}\{ENDING}(?:\.\d+\{UNFINISHED})?")
LENGTH_BYTES, FAST = 8, 1  # of zlib: an eighth of the size in the time of writing it whole
FIELDS = Observation.__struct_fields__
UNNOTED = ("limits", "jobs", "memory", "progress")  # options that change nothing that is read
LONGEST_CATALOGUE = 1 << 30


class Counts(Struct, frozen=True):
    """How much a report holds."""

    sections: int
    tables: int
    observations: int
    uncertain: int
    unmapped: int


class Head(Struct, frozen=True):
    """What is held of a report that was read: ``report`` is it without its contents."""

    report: Report
    counts: Counts


class Arrived(NamedTuple):
    """A report that was read: its head as bytes (a tenth of the record's memory), and where the
    whole waits; ``content`` is the whole where the folder is not seen from the machine that read
    it. ``again``: an earlier run had read it.
    """

    packed: bytes
    place: Path
    content: bytes = b""
    again: bool = False

    @property
    def sha256(self) -> str:
        """Of the file that was read, empty where it could not be taken."""
        return self.place.name.partition("-")[0]

    @property
    def head(self) -> Head:
        """The head, made anew at each call."""
        head: Head = _decoded(zlib.decompress(self.packed), Head)
        return head


class Spool(NamedTuple):
    """Where reports wait, and what their reading depends on."""

    folder: Path
    key: str

    def place(self, path: Path, limit: int) -> Path:
        """Where the report of a file waits: its name depends on the file's content and name."""
        name = os.fsencode(path.name)
        digest = hashlib.sha256(self.key.encode() + name).hexdigest()[:16]
        return self.folder / f"{fingerprint(path, limit)}-{digest}{ENDING}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report in the spool, read when it is called; ``ids`` are its libraries' new ids."""

    place: Path
    ids: Mapping[str, str]

    def __call__(self) -> Report:
        _, report = _unpacked(self.place.read_bytes())
        return renamed(report, self.ids)


@contextmanager
def spool_beside(out: Path, options: ReportOptions, fresh: bool) -> Iterator[Spool]:
    """The spool of a run that writes ``out``, with ``fresh`` an empty one; a temporary one where
    another run of the same ``out`` is at work, and where nothing can be written beside it.
    """
    whole = out.resolve()
    there = next(folder for folder in whole.parents if folder.is_dir())
    folder = there / f".{whole.name}{NAME}"
    with ExitStack() as stack:
        try:
            folder.mkdir(exist_ok=True)
            stack.callback(_remove_empty, folder)
            stack.enter_context(locked(folder, limit=0))
        except (OSError, CalledWrongly):
            folder = stack.enter_context(workshop())
        spool = Spool(folder, _key(options))
        if fresh:
            clear(spool)
        yield spool


def clear(spool: Spool) -> None:
    """Forget the reports: they are in the data set. What else lies in the folder is not ours."""
    for place in list(spool.folder.iterdir()):
        if _OURS.fullmatch(place.name) and not place.is_dir():
            place.unlink(missing_ok=True)


def is_left(spool: Spool) -> bool:
    """Whether reports wait for the next run: not in a temporary folder."""
    return spool.folder.name.endswith(NAME) and any(spool.folder.glob(f"*{ENDING}"))


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # reports of a run that did not end wait in it
        folder.rmdir()


def arrive(spool: Spool, path: Path, options: ReportOptions) -> Arrived:
    """Read a report into the spool, unless it waits there already. Raises SvodError."""
    place = spool.place(path, options.read.limits.file_bytes)
    with suppress(OSError, ValueError, zlib.error, msgspec.MsgspecError):
        return Arrived(_unpacked(place.read_bytes())[0], place, again=True)
    report: Report = load(EXTRACT)(path, options)
    head = packed_head(report)
    content = _packed(head, lean(report))
    if not spool.folder.is_dir():
        return Arrived(head, place, content)
    try:
        put(place, content)
    except OSError as error:
        if error.errno in FULL:
            raise UnreadableFile("no_space", file=path.name, path=spool.folder.parent) from error
        raise
    return Arrived(head, place)


def put(place: Path, content: bytes) -> None:
    """Write a file in one step."""
    part = place.with_name(f"{place.name}.{os.getpid()}{UNFINISHED}")
    try:
        part.write_bytes(content)
        replace_file(part, place)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def head_of(report: Report) -> Head:
    """The report without its contents, and how much they are."""
    figures = report.observations
    unmapped = (
        one.table is not None and one.value is not None for one in figures if not one.indicator
    )
    counts = Counts(
        sections=len(report.outline.sections),
        tables=len(report.outline.tables),
        observations=len(figures),
        uncertain=sum(one.status is Status.UNCERTAIN for one in figures),
        unmapped=sum(unmapped),
    )
    head = replace(
        report,
        document=replace(report.document, blocks=(), notes=(), margins=()),
        outline=Outline((), (), ()),
        layouts=(),
        observations=living_evidence(report),
        mentions=(),
        asides=(),
        claims=(),
    )
    return Head(head, counts)


def lean(report: Report) -> Report:
    """The report without what the data set does not hold: the words by which sentences were
    understood, and the cells of tables as they stand in the file beside those of joined tables.
    """
    blocks = (
        replace(block, cells=()) if isinstance(block, Table) else block
        for block in report.document.blocks
    )
    figures = (
        one
        if type(one) is Observation
        else Observation(**{name: getattr(one, name) for name in FIELDS})
        for one in report.observations
    )
    document = replace(report.document, blocks=tuple(blocks))
    return replace(report, document=document, observations=tuple(figures))


def packed_head(report: Report) -> bytes:
    """The head of a report as bytes, as they are held."""
    return zlib.compress(_encoded(head_of(report)), FAST)


def _packed(head: bytes, report: Report) -> bytes:
    return len(head).to_bytes(LENGTH_BYTES) + head + zlib.compress(_encoded(report), FAST)


def _encoded(record: Struct) -> bytes:
    """A record as bytes; as plain JSON where the name of a file holds half a character."""
    try:
        return msgspec.msgpack.encode(record)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(record)).encode()


def _decoded(content: bytes, kind: Any) -> Any:  # noqa: ANN401 - a record of any kind
    if content.startswith(b"{"):
        return msgspec.convert(json.loads(content), kind)
    return msgspec.msgpack.decode(content, type=kind)


def _unpacked(content: bytes) -> tuple[bytes, Report]:
    """The head, packed, and the whole. Raises ValueError and the like where either is damaged."""
    start = LENGTH_BYTES + int.from_bytes(content[:LENGTH_BYTES])
    whole = _decoded(zlib.decompress(memoryview(content)[start:]), Report)
    head = content[LENGTH_BYTES:start]
    _decoded(zlib.decompress(head), Head)
    return head, whole


def _key(options: ReportOptions) -> str:
    """What reading depends on besides the file: the version, what the call says, the contents of
    the files that it names.
    """
    read = {one.name: getattr(options.read, one.name) for one in fields(options.read)}
    said = {one.name: getattr(options, one.name) for one in fields(options)} | read
    kept = {name: value for name, value in said.items() if name not in (*UNNOTED, "read")}
    for name in ("libraries", "catalogue"):
        kept[name] = list(_prints(kept[name])) if kept[name] else None
    return repr((__version__, options.read.limits, sorted(kept.items())))


def _prints(path: Path) -> Iterator[str]:
    for file in files_below(path) if path.is_dir() else (path,):
        yield f"{file.name} {fingerprint(file, LONGEST_CATALOGUE)}"
