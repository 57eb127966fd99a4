"""``svod site OUT``: the data set as a site that opens from disk."""

from pathlib import Path

import click

from extractor.commands.catalogue import vetted_vocabulary
from extractor.commands.shared_options import catalogue_option
from extractor.commands.turn import turn
from extractor.commands.voice import Voice
from extractor.compare import compare_panel
from extractor.dataset.comparison_panel import load_panel
from extractor.export.site import write_site
from extractor.model.comparison import Request


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="help_site_output")
@catalogue_option
@click.pass_context
def site(context: click.Context, out: Path, output: Path | None, catalogue: Path | None) -> None:
    """Make a site of the data set."""
    voice: Voice = context.obj
    known, folder = vetted_vocabulary(catalogue).indicators, output or out / "site"
    with turn(out, "site", voice):
        panel = load_panel(out)
        comparisons = [
            compare_panel(panel, Request((), by), known) for by in ("district", "library")
        ]
        count = write_site(out, folder, comparisons, voice.lang)
    voice.say("site_written", file=folder / "index.html", reports=count)
