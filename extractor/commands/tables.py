"""``svod tables FILE``: every table of one document, the grid as printed."""

from functools import partial
from pathlib import Path

import click

from extractor.batch import read_alone
from extractor.commands.limits import limit_options, limits_of
from extractor.commands.paths import DocumentPath
from extractor.commands.shared_options import is_terminal, print_text
from extractor.dataset.printed_tables import tables_as_csv, tables_as_json
from extractor.errors import CalledWrongly
from extractor.options import ReadOptions, ReportOptions
from extractor.pipeline import report_tables
from extractor.plugins import ENGINES, load

# loaded only when asked for: templates, the libraries that draw
AS_HTML = "extractor.export.pages.printed_tables:tables_as_html"
FORMS = {"json": tables_as_json, "csv": tables_as_csv}
DRAW = "extractor.commands.drawn:draw_tables"
PICTURES = "extractor.read.pdf.picture:draw_pages"


@click.command()
@click.argument("file", type=DocumentPath())
@click.option("--as", "form", type=click.Choice(sorted([*FORMS, "html"])), help="help_as")
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default=ReadOptions().engine,
    show_default=True,
    help="help_engine",
)
@click.option(
    "--debug-images", "pictures", type=click.Path(path_type=Path), help="help_debug_images"
)
@limit_options
@click.pass_context
def tables(
    context: click.Context,
    /,
    file: Path,
    form: str | None,
    engine: str,
    pictures: Path | None,
    **_: object,
) -> None:
    """Print every table of one document."""
    options = ReportOptions(ReadOptions(limits_of(context), engine=engine))
    if pictures is not None:
        _draw(context, file, options, pictures)
    text, count = read_alone(partial(_printed, form or "json"), file, options)
    if form is None and is_terminal():
        load(DRAW)(text, context.obj.lang)
    else:
        print_text(text)
    if not count:
        context.obj.say("no_tables", file=file.name)


def _printed(form: str, file: Path, options: ReportOptions) -> tuple[str, int]:
    """The tables of a document in one form, and how many there are."""
    report = report_tables(file, options)
    text = load(AS_HTML)(report) if form == "html" else FORMS[form](report)
    return text, len(report.outline.tables)


def _draw(context: click.Context, file: Path, options: ReportOptions, folder: Path) -> None:
    """Leave a picture of each page with tables, and say where."""
    if file.suffix.lower() != ".pdf":
        raise CalledWrongly("pictures_of_pdf_only", file=file.name)
    count = read_alone(partial(_drawn, folder), file, options)
    context.obj.say("pictures_drawn", count=count, folder=folder)


def _drawn(folder: Path, file: Path, options: ReportOptions) -> int:
    return sum(1 for _ in load(PICTURES)(file, options.read, folder))
