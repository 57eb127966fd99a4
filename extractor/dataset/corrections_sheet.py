"""The sheet «Исправления» of ``svod.xlsx``: doubtful figures, with a column for what is right.

``svod decide OUT --from svod.xlsx`` reads it back.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.dataset.earlier import earlier_records
from extractor.dataset.traces import own_extra
from extractor.model import Observation, Status
from extractor.model.column import PATH
from extractor.number_text import plain_text

SHEET = "Исправления"
HEADER = (
    "Число",
    "Отчёт",
    "Раздел",
    "Таблица",
    "Строка",
    "Столбец",
    "Период",
    "Напечатано",
    "Прочитано",
    "Верно",
    "Почему",
)
WIDTHS = (24, 20, 8, 8, 40, 40, 8, 16, 16, 14, 30)
RIGHT, WHY = HEADER.index("Верно"), HEADER.index("Почему")
DOUBTFUL = frozenset({Status.UNCERTAIN, Status.CORRECTED})


def write_corrections(workbook: Any, folder: Path) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Add the sheet to a workbook; a person may add rows by the id of a figure."""
    sheet = workbook.add_worksheet(SHEET)
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    open_cell = workbook.add_format({"bg_color": "#FFF7D6", "valign": "top"})
    for column, width in enumerate(WIDTHS):
        is_open = column in (0, RIGHT, WHY)
        sheet.set_column(column, column, width, open_cell if is_open else text)
    sheet.write_row(0, 0, HEADER, workbook.add_format({"bold": True}))
    sheet.freeze_panes(1, 1)
    for index, row in enumerate(_rows(folder), 1):
        sheet.write_row(index, 0, row)


def _rows(folder: Path) -> Iterator[tuple[str, ...]]:
    for one in earlier_records(folder, Observation):
        if one.status in DOUBTFUL:
            is_decided = one.status is Status.CORRECTED
            right = (plain_text(one.value) or "нет") if is_decided else ""
            paths = PATH.join(one.row_path), PATH.join(one.column_path)
            table = "" if one.table is None else str(one.table)
            where = (one.observation, one.report, one.section, table, *paths, one.period)
            yield (*where, one.raw, _read(one), right, "")


def _read(one: Observation) -> str:
    """Both readings of an uncertain figure, else the one that the program had."""
    if one.status is Status.CORRECTED:
        return dict(one.extra).get("read_value", "")
    return " | ".join(value for _, value in own_extra(one)) or (plain_text(one.value) or "")
