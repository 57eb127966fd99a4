"""The data set as a whole: what stays of it, what is new, written, checked and put into place."""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from extractor.dataset.arrivals import (
    Earlier,
    arrivals_of,
    changes_in,
    duplicates_of,
    replaced_by,
)
from extractor.dataset.assembly import Assembly
from extractor.dataset.attention import failure_of, report_rows
from extractor.dataset.columns import cells_of
from extractor.dataset.datapackage import package_text
from extractor.dataset.decided import Holds, Obey, Undecided, as_read
from extractor.dataset.earlier import (
    BY_NAME,
    earlier_records,
    require_dataset,
)
from extractor.dataset.editions import (
    edition_rows,
    past_editions,
)
from extractor.dataset.faults import FAULTS, first_fault
from extractor.dataset.formats import EXCEL_TWIN, check_forms
from extractor.dataset.index import follow_manifest
from extractor.dataset.indexed_rows import ARCHIVE
from extractor.dataset.layout import is_to_be_parted
from extractor.dataset.library_changes import change_rows
from extractor.dataset.manifest import FOLDER
from extractor.dataset.named_report import named_reports
from extractor.dataset.next_version import Version, next_version
from extractor.dataset.parts_assembly import PartsAssembly
from extractor.dataset.parts_writer import Change
from extractor.dataset.report_parts import (
    Coming,
    Make,
    Order,
    Refused,
    Written,
    make_here,
)
from extractor.dataset.rows import Named
from extractor.dataset.swap import changed_parts, held, new_version
from extractor.dataset.validate import check_libraries, check_rows, libraries_named
from extractor.errors import InvalidDataset
from extractor.memory import unsearched
from extractor.model import Chronicle, Decision, Report
from extractor.model.arrival import Arrival
from extractor.model.files import FILES
from extractor.model.records import (
    EditionRow,
    Failure,
    LibraryChangeRow,
    ReportRow,
)
from extractor.options import PublishOptions
from extractor.processes.workshop import workshop

NAMES = frozenset(
    f"{file.name}{ending}" for file in FILES for ending in (".csv", EXCEL_TWIN, ".parquet")
)
OURS = NAMES | {
    ARCHIVE,
    FOLDER,
    "datapackage.json",
    "documents",
    "findings.json",
    "svod.duckdb",
    "svod.sqlite",
    "svod.xlsx",
}
NOTHING_TOLD = Chronicle()


class ReportsRefused(ValueError):
    """Reports that cannot be written, each with the reason."""

    def __init__(self, refused: Sequence[tuple[Coming, Exception]]) -> None:
        super().__init__(len(refused))
        self.refused = refused


def publish_dataset(
    reports: Sequence[Report | Coming],
    failures: Sequence[Failure],
    out: Path,
    options: PublishOptions,
    chronicle: Chronicle = NOTHING_TOLD,
    obey: Obey = as_read,
    make: Make = make_here,
) -> tuple[Arrival, ...]:
    """Write the data set into ``out``: the reports just read take the place of their earlier
    versions, all others stay.

    Answers what each report that came in is to the data set: new, a later version, a duplicate.
    Files that could not be read become rows of ``reports.csv`` with the status «failed». The CSV
    files are the data set itself and are always written; ``options.formats`` adds the JSON of whole
    documents and other forms. ``obey`` turns figures as they were read into figures as people
    decided; documents stay as printed. ``make`` makes what each report brings, here or in other
    processes; only one report at a time is held. The same input gives the same bytes.

    Raises CalledWrongly for an unknown format or an ``out`` that cannot be written, InvalidDataset
    where the result does not satisfy its own description; ``out`` is then as it was.
    """
    check_forms(options.formats)
    comings = list(map(_coming, reports))
    with unsearched(), _version(out, options, len(comings)) as new:
        writing = _Writing(out, new, options, chronicle, obey, make)
        return _write_sound(comings, failures, writing)


def remove_reports(names: Sequence[str], out: Path, options: PublishOptions) -> tuple[Arrival, ...]:
    """Take reports out of the data set, named by id or file; that they were there stays known in
    ``editions.csv``.

    Raises CalledWrongly where there is no data set, and for a name that none or several have.
    """
    with held(out):
        require_dataset(out)
        rows = tuple(earlier_records(out, ReportRow))
        removed = tuple(
            Arrival(row.report, row.file, "removed") for row in named_reports(names, rows)
        )
        with _version(out, options) as new:
            return _write((), (), _Writing(out, new, options), removed)


@contextmanager
def _version(out: Path, options: PublishOptions, coming: int = 0) -> Iterator[Path | Change]:
    """Where the next version is written: a folder, or a change of an archive in parts."""
    with held(out):
        is_in_parts = is_to_be_parted(out, options, coming)
    if is_in_parts:
        with ExitStack() as stack:
            figures = None
            with suppress(OSError):  # a full disk of temporary files
                figures = stack.enter_context(workshop())
            follow = partial(follow_manifest, figures=figures)
            change = stack.enter_context(changed_parts(out, OURS, follow, options.fresh))
            change.figures = figures
            yield change
    else:
        with new_version(out, OURS, package_text) as new:
            yield new


class _Writing(NamedTuple):
    """Where and how a data set is written, as :func:`publish_dataset` says; ``new`` is a change
    where it is an archive in parts.
    """

    out: Path
    new: Path | Change
    options: PublishOptions
    chronicle: Chronicle = NOTHING_TOLD
    obey: Obey = as_read
    make: Make = make_here

    @property
    def there(self) -> Path:
        """The data set whose reports stay: nothing where it is begun anew."""
        return Path(os.devnull) if self.options.fresh else self.out

    def assembly(self, earlier: Earlier) -> Assembly | PartsAssembly:
        """What the new version is put together in, empty."""
        if isinstance(self.new, Change):
            _empty(self.new.folder)
            return PartsAssembly(self.new, earlier)
        _empty(self.new)
        return Assembly(self.new, earlier)


def _coming(report: Report | Coming) -> Coming:
    return report if isinstance(report, Coming) else Coming(report, lambda: report)


def _write_sound(
    reports: Sequence[Coming], failures: Sequence[Failure], writing: _Writing
) -> tuple[Arrival, ...]:
    """Write what can be written: a report whose data cannot be becomes a failure of its own.

    Raises InvalidDataset and the like only where no single report is at fault.
    """
    sound, failed, refused = list(reports), list(failures), list[Arrival]()

    def write(some: Sequence[Coming]) -> tuple[Arrival, ...]:
        return _write(some, failed, writing)

    while True:
        try:
            return (*write(sound), *refused)
        except ReportsRefused as error:
            found = list(error.refused)
        except FAULTS as error:
            at = first_fault(sound, write)
            if at is None:
                raise
            found = [(sound[at], error)]
        for coming, reason in found:
            sound = [one for one in sound if one is not coming]
            document = coming.head.document
            about = (document.file, document.sha256, document.format)
            failed.append(failure_of(*about, reason, writing.options.lang))
            refused.append(Arrival("", document.file, "refused", str(reason)))


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _write(
    reports: Sequence[Coming],
    failures: Sequence[Failure],
    writing: _Writing,
    removed: tuple[Arrival, ...] = (),
) -> tuple[Arrival, ...]:
    """Raises ReportsRefused where some reports cannot be written, and the others perhaps can."""
    heads = [one.head for one in reports]
    version = next_version(heads, failures, writing.there, removed)
    named, kept = version.named, version.earlier.kept
    with writing.assembly(version.earlier) as assembly:
        added = _add(assembly, reports, version, writing)
        arrivals = (
            *arrivals_of(named, version.staying, added.changed),
            *duplicates_of(version.duplicates, named),
            *removed,
        )
        records = _records_of_whole(version, added, arrivals, writing, assembly)
        cells = {file.name: cells_of(file, records.get(file.name, ())) for file in FILES}
        check_rows(cells)
        check_libraries(libraries_named(cells), version.libraries)
        judged = report_rows(named, added.rows, version.staying, writing.options.lang)
        ordered = sorted([*judged, *version.failed], key=attrgetter("report"))
        cells["reports"] = cells_of(BY_NAME["reports"], assembly.news_of(ordered, version.staying))
        assembly.finish(cells, writing.options)
    assembly.carry(is_same=bool(kept) and not named and not removed)
    return arrivals


class _Added(NamedTuple):
    """Of the reports that were added: their rows by id, which decisions hold in each, how many
    figures of the earlier version each changes.
    """

    rows: dict[str, ReportRow]
    holds: list[Holds]
    changed: dict[str, int]


def _records_of_whole(
    version: Version,
    added: _Added,
    arrivals: Sequence[Arrival],
    writing: _Writing,
    assembly: Assembly | PartsAssembly,
) -> dict[str, Sequence[Any]]:
    """The new rows of the files that speak of the data set as a whole."""
    there, named, libraries = writing.there, version.named, version.libraries
    touched = assembly.touched(arrivals)
    known = list(earlier_records(there, EditionRow, touched))
    before = [row for row in version.before if touched is None or row.report in touched]
    past = past_editions(known, before)
    told = earlier_records(there, LibraryChangeRow)
    log = list(earlier_records(writing.out, Decision))
    return {
        "reports": [*added.rows.values(), *version.failed],
        "libraries": version.registry,
        "editions": assembly.news_of(edition_rows(past, added.rows, arrivals), known),
        "library_changes": change_rows(told, writing.chronicle, named, version.staying, libraries),
        "decisions": writing.obey.settle(log, added.holds),
    }


def _wholes(reports: Iterable[Coming], named: Iterable[Named]) -> dict[str, Coming]:
    """Id of a report → the report that comes in under it."""
    heads = {id(one.head): one for one in reports}
    return {each.name: heads[id(each.report)] for each in named}


def _add(
    assembly: Assembly | PartsAssembly,
    reports: Iterable[Coming],
    version: Version,
    writing: _Writing,
) -> _Added:
    """Make and add what each report brings. Raises ReportsRefused."""
    wholes, libraries = _wholes(reports, version.named), version.libraries
    replaced = replaced_by(version.named, version.staying)
    orders = [
        _order(each, wholes[each.name], libraries, writing)._replace(
            is_later=each.name in replaced, folder=assembly.folder, figures=assembly.figures
        )
        for each in version.named
    ]
    added = _Added({}, [writing.obey.follow(Undecided()).holds], {})
    refused = dict[str, Exception]()
    for result in writing.make(orders):
        if error := _fault(result, libraries):
            refused[result.name] = error
        if refused or isinstance(result, Refused):
            continue
        assembly.add(result)
        added.rows[result.name] = result.row
        added.holds.append(result.holds)
        if result.name in replaced:
            lines = result.lines["observations"]
            added.changed[result.name] = changes_in(result.name, lines, assembly.earlier)
    if refused:
        raise ReportsRefused([(wholes[name], error) for name, error in refused.items()])
    return added


def _order(named: Named, coming: Coming, libraries: Set[str], writing: _Writing) -> Order:
    return Order(
        named.name,
        coming.whole,
        named.libraries,
        writing.obey.libraries & libraries,
        writing.obey.follow,
        "json" in writing.options.formats,
    )


def _fault(result: Written | Refused, libraries: Set[str]) -> Exception | None:
    """Why what a report brings cannot be written."""
    if isinstance(result, Refused):
        return result.error
    try:
        check_libraries(result.unlisted, libraries)
    except InvalidDataset as error:
        return error
    return None
