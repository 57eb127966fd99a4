"""``svod tables FILE``: every table of one document, the grid as printed."""

import sys
from pathlib import Path

import click

from extractor.options import ReportOptions
from extractor.pipeline import extract_report
from extractor.publish.tables import tables_as_csv, tables_as_html, tables_as_json

FORMS = {"json": tables_as_json, "csv": tables_as_csv, "html": tables_as_html}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(sorted(FORMS)), default="json", help="help_as")
def tables(file: Path, form: str) -> None:
    """Print every table of one document."""
    sys.stdout.buffer.write(FORMS[form](extract_report(file, ReportOptions())).encode("utf-8", "replace"))
