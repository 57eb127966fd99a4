"""Reports that stay, decided anew: their figures are written again, all else as it was."""

from collections.abc import Iterable, Sequence, Set
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from extractor.dataset.archive import known_pieces, write_archive
from extractor.dataset.coded_figures import standing_figures
from extractor.dataset.columns import cells_of
from extractor.dataset.csv_segments import (
    by_report,
    csv_bytes,
    header_bytes,
    records_of,
    write_pieces,
)
from extractor.dataset.datapackage import package_text
from extractor.dataset.decided import Holds, Obey, Undecided
from extractor.dataset.earlier import (
    BY_NAME,
    carry_tree,
    earlier_records,
    require_dataset,
)
from extractor.dataset.formats import EXCEL_TWIN, FORMS, write_excel_twin, write_form
from extractor.dataset.index import follow_manifest
from extractor.dataset.indexed_rows import ARCHIVE
from extractor.dataset.manifest import PACKAGE
from extractor.dataset.parts import is_parted
from extractor.dataset.parts_writer import PartsWriter
from extractor.dataset.swap import changed_parts, held, new_version
from extractor.dataset.traces import undecided
from extractor.dataset.write import OURS
from extractor.memory import unsearched
from extractor.model import Decision, Observation
from extractor.model.files import FILES, File
from extractor.model.records import LibraryRow, MentionRow, Read, ReportRow, TableRow

CHANGED = ("observations", "decisions")
MADE = {f"svod.{name}": name for name in FORMS if name != "parquet"}
ANEW = frozenset(
    {f"{name}{ending}" for name in CHANGED for ending in (".csv", EXCEL_TWIN)}
    | {f"{file.name}.parquet" for file in FILES}
    | {ARCHIVE, PACKAGE, *MADE}
)


def reports_of(out: Path) -> list[ReportRow]:
    """The reports of a data set that could be read. Raises CalledWrongly where there is none."""
    require_dataset(out)
    return [row for row in earlier_records(out, ReportRow) if row.status != Read.FAILED]


def redecide(out: Path, reports: Set[str], obey: Obey) -> None:
    """Write the figures of some reports as they are decided now.

    Raises CalledWrongly where ``out`` holds no data set or cannot be written.
    """
    with unsearched(), held(out):
        require_dataset(out)
        if is_parted(out):
            _redecide_parts(out, reports, obey)
            return
        kept = frozenset(row.report for row in reports_of(out)) - reports
        decided = obey.follow(_undecided(out, reports))
        log = obey.settle(list(earlier_records(out, Decision)), [decided.holds])
        with new_version(out, OURS, package_text) as new:
            _carry(out, new)
            _write(out, new, kept, decided.observations, log)


def _redecide_parts(out: Path, reports: Set[str], obey: Obey) -> None:
    """The same in an archive in parts, one report after another: those whose figures stay as they
    are are not written.
    """
    holds, figures, log = list[Holds](), *(BY_NAME[name] for name in CHANGED)
    with changed_parts(out, OURS, follow_manifest) as change:
        writer = PartsWriter(change, out)
        for report in sorted(reports):
            decided = obey.follow(_undecided(out, {report}))
            holds.append(decided.holds)
            writer.put(report, {f"{figures.name}.csv": _whole(figures, decided.observations)})
        decisions = obey.settle(list(earlier_records(out, Decision)), holds)
        writer.put_of_all({f"{log.name}.csv": _whole(log, decisions)})
        writer.finish()


def _whole(file: File, records: Iterable[Struct]) -> bytes:
    return header_bytes(file) + csv_bytes(cells_of(file, records))


def _undecided(out: Path, reports: Set[str]) -> Undecided:
    """What was read of some reports, without what was decided."""
    pieces = known_pieces(out)
    return Undecided(
        [row for row in reports_of(out) if row.report in reports],
        list(records_of(out, TableRow, pieces, reports)),
        list(records_of(out, MentionRow, pieces, reports)),
        list(map(undecided, records_of(out, Observation, pieces, reports))),
        {row.library for row in earlier_records(out, LibraryRow)},
    )


def _carry(out: Path, new: Path) -> None:
    """Take over the files of ours that no decision changes."""
    for name in sorted(OURS - ANEW):
        if (out / name).exists():
            carry_tree(out / name, new / name)


def _write(
    out: Path,
    new: Path,
    kept: frozenset[str],
    observations: Sequence[Observation],
    decisions: Sequence[Decision],
) -> None:
    """Write the changed files, the archive, and the other forms that are there."""
    figures, log = (BY_NAME[name] for name in CHANGED)
    pieces = dict(known_pieces(out))
    made = by_report(figures, cells_of(figures, observations))
    place = new / f"{figures.name}.csv"
    pieces[figures.name] = write_pieces(place, figures, out, pieces.get(figures.name), kept, made)
    rows = {"": csv_bytes(cells_of(log, decisions))}
    pieces[log.name] = write_pieces(new / f"{log.name}.csv", log, out, (), frozenset(), rows)
    ordered = standing_figures(sorted(observations, key=attrgetter("report")))
    write_archive(out, new, pieces, kept, ordered)
    _write_forms(out, new)


def _write_forms(out: Path, new: Path) -> None:
    """Write anew the other forms that the data set has: twins for Excel, Parquet, databases."""
    for name in CHANGED:
        if (out / f"{name}{EXCEL_TWIN}").exists():
            write_excel_twin(new / f"{name}.csv", BY_NAME[name])
    if (out / "observations.parquet").exists():
        write_form("parquet", new)
    for made, form in MADE.items():
        if (out / made).exists():
            write_form(form, new)
