"""``svod remove OUT REPORT…``: reports out of the data set; that they were there stays known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from extractor.commands.arrivals import tell_arrivals
from extractor.commands.completion import report_ids
from extractor.commands.turn import turn
from extractor.commands.voice import Voice
from extractor.dataset.earlier import earlier_records
from extractor.dataset.write import remove_reports
from extractor.errors import CalledWrongly
from extractor.model.records import ReportRow
from extractor.options import PublishOptions


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("reports", nargs=-1, required=True, shell_complete=report_ids)
@click.pass_context
def remove(context: click.Context, out: Path, reports: tuple[str, ...]) -> None:
    """Take reports out of the data set."""
    voice: Voice = context.obj
    with turn(out, "remove", voice):
        named = _ids(reports, list(earlier_records(out, ReportRow)))
        arrivals = remove_reports(named, out, PublishOptions())
    tell_arrivals(arrivals, voice)


def _ids(names: Iterable[str], rows: Sequence[ReportRow]) -> list[str]:
    """The ids of reports that are named by it or by their file; another name stays as it
    is. Raises CalledWrongly for a file that several reports have.
    """
    files: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        files[row.file].append(row.report)
    ids = {row.report for row in rows}
    return [name if name in ids else _id(name, files.get(name, [name])) for name in names]


def _id(file: str, found: Sequence[str]) -> str:
    if len(found) > 1:
        raise CalledWrongly("report_several", file=file, known=", ".join(found))
    return found[0]
