"""Corrections that a person wrote into the sheet «Исправления» of the workbook."""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from extractor.dataset.corrections_sheet import RIGHT, SHEET, WHY
from extractor.dataset.earlier import earlier_records
from extractor.decisions.making import figure_decisions, number_of
from extractor.errors import CalledWrongly, system_reason
from extractor.model import Decision, Observation, Status
from extractor.number_text import plain_text
from extractor.plugins import load

LARGEST_ROWS = 1_048_576


def corrections(out: Path, asked: Sequence[tuple[str, str, str]], who: str) -> list[Decision]:
    """The corrections that differ from what the data set holds; none of a sheet left as it was.

    Raises CalledWrongly for an unknown figure and a text that is no number.
    """
    now = {one.observation: one for one in earlier_records(out, Observation)}
    new = [(what, to, why) for what, to, why in asked if not _holds(now.get(what), to)]
    return figure_decisions(out, new, who) if new else []


def _holds(figure: Observation | None, to: str) -> bool:
    """Whether a figure is corrected so already."""
    if figure is None or figure.status is not Status.CORRECTED:
        return False
    return (plain_text(figure.value) or "") == number_of(to)


def written(path: Path) -> list[tuple[str, str, str]]:
    """The rows whose column «Верно» is filled: figure, value, reason. Raises CalledWrongly for a
    file without such a sheet.
    """
    return list(_written(path))


def _written(path: Path) -> Iterator[tuple[str, str, str]]:
    book = _opened(path)
    try:
        if SHEET not in book.sheetnames:
            raise CalledWrongly("sheet_missing", file=path.name)
        for row in book[SHEET].iter_rows(min_row=2, max_row=LARGEST_ROWS, values_only=True):
            cells = ["" if cell is None else str(cell).strip() for cell in row] + [""] * WHY
            if cells[0] and cells[RIGHT]:
                yield cells[0], cells[RIGHT], cells[WHY]
    finally:
        book.close()


def _opened(path: Path) -> Any:  # noqa: ANN401 - openpyxl has no types
    try:
        with path.open("rb") as file:
            content = BytesIO(file.read())
        return load("openpyxl:load_workbook")(content, read_only=True, data_only=True)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise CalledWrongly("cannot_open", file=path.name, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    return system_reason(error)
