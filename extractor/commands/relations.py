"""``svod relations FILE``: the arithmetic that holds in the tables of a document or of a CSV."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import click

from extractor.batch import read_alone
from extractor.check.relations.report import Relation, relations
from extractor.commands.limits import limit_options, limits_of
from extractor.commands.paths import DocumentPath
from extractor.commands.shared_options import print_text
from extractor.commands.voice import Voice, sentence
from extractor.errors import LimitExceeded
from extractor.model import Table
from extractor.options import ReadOptions, ReportOptions
from extractor.pipeline import report_tables

Grid = list[list[str]]
Related = tuple[int, Grid, list[Relation]]


@click.command("relations")
@click.argument("file", type=DocumentPath())
@click.option("--text", "as_text", is_flag=True, help="help_relations_text")
@limit_options
@click.pass_context
def relations_command(context: click.Context, /, file: Path, as_text: bool, **_: object) -> None:
    """Print the relations of each table."""
    voice: Voice = context.obj
    found = read_alone(related, file, ReportOptions(ReadOptions(limits_of(context))))
    text = as_sentences(found, voice.lang) if as_text else as_json(found)
    print_text(text)
    if not any(told for _, _, told in found):
        voice.say("no_relations", file=file.name)


def related(file: Path, options: ReportOptions) -> list[Related]:
    """Return each table of a document or of a CSV with what holds in it."""
    grids = csv_grid if file.suffix.lower() == ".csv" else document_grids
    return [(table, grid, relations(grid)) for table, grid in grids(file, options)]


def csv_grid(file: Path, options: ReportOptions) -> list[tuple[int, Grid]]:
    """Return the one table of a plain CSV; comma, semicolon or tab, UTF-8 or Windows-1251."""
    most = options.read.limits.file_bytes
    with file.open("rb") as source:
        raw = source.read(most + 1)  # a device has no size
    if len(raw) > most:
        raise LimitExceeded("limit_file", file=file.name, found=len(raw), limit=most)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1251", "replace")
    lines = text.splitlines()
    separator = max(",;\t", key=lambda sign: sum(sign in line for line in lines))
    return [(1, list(csv.reader(io.StringIO(text), delimiter=separator)))]


def document_grids(file: Path, options: ReportOptions) -> list[tuple[int, Grid]]:
    """Return the number and the cell texts of each table of a document."""
    report = report_tables(file, options)
    return [(placed.number, full_grid(placed.table)) for placed in report.outline.tables]


def full_grid(table: Table) -> Grid:
    """Return the cell texts of a table; a merged cell stands once, at its first place."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


def as_json(found: list[Related]) -> str:
    """Return the JSON list of the contract, a relation a line."""
    shapes = [
        {
            "table": table,
            "operator": relation.operator,
            "result": relation.result,
            "parts": relation.parts,
            "support": relation.support,
            "holds": relation.holds,
        }
        for table, _, told in found
        for relation in told
    ]
    return "[" + ",\n".join(map(json.dumps, shapes)) + "]\n"


def as_sentences(found: list[Related], lang: str) -> str:
    """Return a line a relation for people; rows and columns count from 1."""
    return "".join(
        f"{line}\n" for table, grid, told in found for line in sentences(table, grid, told, lang)
    )


def sentences(table: int, grid: Grid, told: list[Relation], lang: str) -> Iterator[str]:
    """Yield the sentences about one table."""
    for relation in told:
        row, column = relation.result
        key = f"relation_{relation.operator}" + ("" if relation.holds else "_broken")
        parts = [grid[row][column].strip() for row, column in relation.parts]
        shown = parts if len(parts) <= 6 else [*parts[:3], "…", *parts[-2:]]
        yield sentence(
            key,
            lang,
            table=table,
            row=row + 1,
            column=column + 1,
            value=grid[row][column].strip(),
            parts="; ".join(shown),
        )
