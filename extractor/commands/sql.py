"""``svod sql OUT "SELECT …"``: read-only SQL over a data set."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import click

from extractor.commands.output_file import whole_file
from extractor.commands.shared_options import form_option, output_option, print_text
from extractor.commands.turn import turn
from extractor.commands.voice import Voice
from extractor.dataset.query import Answer, ask, tables_of

FORMS = ("table", "csv", "json")
Row = Sequence[object]


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("question", required=False)
@form_option(FORMS, "help_sql_as")
@output_option
@click.pass_context
def sql(
    context: click.Context, out: Path, question: str | None, form: str, output: Path | None
) -> None:
    """Answer a question; without one, list the tables and their columns."""
    voice: Voice = context.obj
    with turn(out, "sql", voice):
        answer = None if question is None else ask(out, question)
    pieces = _listed(tables_of(out)) if answer is None else WRITERS[form](answer)
    if answer is None or output is None:
        for piece in pieces:
            print_text(piece)
    else:
        _keep(pieces, output)
        voice.say("file_written", file=output)


def _keep(pieces: Iterable[str], path: Path) -> None:
    with (
        whole_file(path) as beside,
        beside.open("w", encoding="utf-8", errors="replace", newline="") as target,
    ):
        target.writelines(pieces)


def _listed(tables: Mapping[str, Sequence[str]]) -> Iterator[str]:
    width = max(map(len, tables))
    for name, columns in tables.items():
        yield f"{name:<{width}}  {', '.join(columns)}\n"


def as_table(answer: Answer) -> Iterator[str]:
    """Yield the lines of aligned columns, numbers on the right."""
    texts = [[_shown(value) for value in row] for row in answer.rows]
    lines = [list(answer.columns), *texts]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    numeric = [
        all(isinstance(value, int | float | Decimal | None) for value in column)
        for column in zip(*answer.rows, strict=True)
    ] or [False] * len(widths)
    for line in lines:
        cells = zip(line, widths, numeric, strict=True)
        aligned = (
            text.rjust(width) if right else text.ljust(width) for text, width, right in cells
        )
        yield "  ".join(aligned).rstrip() + "\n"


def as_csv(answer: Answer) -> Iterator[str]:
    """Yield the lines of a CSV file with a header row."""
    yield _csv_line(answer.columns)
    for row in answer.rows:
        yield _csv_line([_plain(value) for value in row])


def as_json(answer: Answer) -> Iterator[str]:
    """Yield a JSON list of objects, a row a line."""
    before = "[\n"
    for row in answer.rows:
        values = dict(zip(answer.columns, map(_plain, row), strict=True))
        yield before + json.dumps(values, ensure_ascii=False, default=str)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _csv_line(row: Row) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    return line.getvalue()


def _plain(value: object) -> object:
    """A number without a fraction as an integer: 12842, not 12842.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shown(value: object) -> str:
    return "" if value is None else str(_plain(value)).replace("\n", " ")


WRITERS: Mapping[str, Callable[[Answer], Iterator[str]]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
}
