"""``svod remove OUT REPORT…``: reports out of the data set; that they were there stays known."""

from pathlib import Path

import click

from extractor.commands.arrivals import tell_arrivals
from extractor.commands.completion import report_ids
from extractor.commands.turn import turn
from extractor.commands.voice import Voice
from extractor.dataset.write import remove_reports
from extractor.options import PublishOptions


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("reports", nargs=-1, required=True, shell_complete=report_ids)
@click.pass_context
def remove(context: click.Context, out: Path, reports: tuple[str, ...]) -> None:
    """Take reports out of the data set."""
    voice: Voice = context.obj
    with turn(out, "remove", voice):
        arrivals = remove_reports(reports, out, PublishOptions())
    tell_arrivals(arrivals, voice)
