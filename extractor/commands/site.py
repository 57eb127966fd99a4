"""``svod site OUT``: the data set as a site that opens from disk."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from extractor.commands.catalogue import vetted_vocabulary
from extractor.commands.paths import GivenPath
from extractor.commands.shared_options import catalogue_option
from extractor.commands.turn import turn
from extractor.commands.voice import Voice
from extractor.compare import compare_by
from extractor.dataset.comparison_panel import load_panel
from extractor.export.site import SIDES, Drawing, write_site
from extractor.memory import unsearched
from extractor.model.comparison import Request
from extractor.model.place import Box
from extractor.model.records import ReportRow
from extractor.serve.drawing import Painter
from extractor.serve.sources import Sources


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="help_site_output")
@click.option("--sources", multiple=True, type=GivenPath(), help="help_serve_sources")
@catalogue_option
@click.pass_context
def site(
    context: click.Context,
    out: Path,
    output: Path | None,
    sources: tuple[Path, ...],
    catalogue: Path | None,
) -> None:
    """Make a site of the data set."""
    voice: Voice = context.obj
    known, folder = vetted_vocabulary(catalogue).indicators, output or out / "site"
    with turn(out, "site", voice), _drawing(out, sources) as drawing:
        with unsearched():
            comparisons = compare_by(SIDES, load_panel(out), Request(()), known)
        count = write_site(out, folder, comparisons, voice.lang, drawing)
    voice.say("site_written", file=folder / "index.html", reports=count)


@contextmanager
def _drawing(out: Path, folders: tuple[Path, ...]) -> Iterator[Drawing]:
    """What draws pages of the reports' files, where they are found."""
    files, painter = Sources(out, folders), Painter()

    def find(row: ReportRow) -> Path | None:
        return files.find(row.file, row.sha256)

    def drawn(row: ReportRow, page: int, boxes: Sequence[Box]) -> bytes | None:
        path = find(row)
        return painter.page(path, page, tuple(boxes), True, "JPEG") if path else None

    try:
        yield Drawing(lambda row: find(row) is not None, drawn)
    finally:
        painter.stop()
