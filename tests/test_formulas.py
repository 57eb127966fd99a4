"""Nothing that a report prints becomes a formula in a spreadsheet."""

import csv
import re
import zipfile

import openpyxl
import pytest
from building import report_of
from panels import compared

from extractor.dataset import publish_dataset
from extractor.dataset.formulas import defused
from extractor.export.comparison.book import write_book
from extractor.options import PublishOptions

LIVE = [
    "=1+1",
    "+1+1",
    "@SUM(A1)",
    "-1+cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1",
    "\n=1",
    " =1+1",
    "\u200b=1",
    "\ufeff=1",
    "＝1+1",
    "- всего",
    "+7 (000) 12-34-56",
    "-2023-01",
    "--5",
    '=HYPERLINK("a";"b")',
    "\x00=1",
    "\u00a0-SUM(A1)",
]
PLAIN = [
    "",
    "-",
    "–",
    "+",
    "-5",
    "+3,2",
    "-1 234,5 %",
    "+44\u00a0311",
    "-0.5%",
    "Фонд",
    "5+3",
    "№ 1",
    "«=»",
    "'a",
    "— всего",
]


@pytest.mark.parametrize("text", LIVE)
def test_a_formula_is_defused(text):
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", PLAIN)
def test_a_number_or_plain_text_stays(text):
    assert defused(text) == text


TABLE = """
Показатель | 2023
=HYPERLINK(1) | -5
@SUM(A1) | +3,2
{=1+1} | =2+2
"""


def test_the_twins_hold_no_formula_and_the_csv_for_programs_stays(tmp_path):
    report = report_of((TABLE,))
    out = tmp_path / "out"
    publish_dataset([report], [], out, PublishOptions(("json", "csv", "xlsx"), excel=True))
    twins = sorted(out.glob("*.excel.csv"))
    cells = [cell for path in twins for row in read(path, ";") for cell in row]
    assert "'=HYPERLINK(1)" in cells and "-5" in cells and "+3,2" in cells
    assert twins and all(defused(cell) == cell for cell in cells)
    assert "=HYPERLINK(1)" in [cell for row in read(out / "cells.csv", ",") for cell in row]
    book = openpyxl.load_workbook(out / "svod.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def read(path, delimiter):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_a_chart_takes_no_name_for_an_address(tmp_path):
    name = "=[a.xlsx]B!A1"
    comparison = compared(
        {f"{name} 2023": "users.registered 2022=4 2023=5"}, "users.registered", by="district"
    )
    (tmp_path / "out").mkdir()
    write_book(comparison, {"district": comparison}, tmp_path / "out", tmp_path / "a.xlsx", "ru")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        charts = b"".join(book.read(each) for each in book.namelist() if "charts/chart" in each)
    assert b"a.xlsx" in charts and not re.search(rb"<c:f>[^<]*a\.xlsx", charts)
