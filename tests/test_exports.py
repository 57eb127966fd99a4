"""What people take away: tables, CSV, SDMX-CSV, HTML, workbooks, a regional summary; and the
commands that write them.
"""

import csv
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from building import report_of
from click.testing import CliRunner, Result
from lxml import etree
from msgspec.structs import replace
from panels import KNOWN, compared

from extractor.commands.compare import compare
from extractor.commands.voice import Voice
from extractor.dataset import publish_dataset
from extractor.export.comparison.page import comparison_as_html
from extractor.export.comparison.svg import bar_chart, line_chart, ticks_of
from extractor.export.comparison.text import (
    comparison_as_csv,
    comparison_as_sdmx,
    comparison_as_table,
)
from extractor.export.comparison.words import note_of
from extractor.number_text import number_text
from extractor.options import PublishOptions
from extractor.words import words

B, L, USERS = "Берёзовский район", "Луговской район", "users.registered"
REGION = {
    f"{B} 2022": (
        "users.registered 2021=9000 2022=10000 \n population.total 2022=40000 \n ratios.turnover "
        "2022=1,10"
    ),
    f"{L} 2022": "users.registered 2022=300 \n population.total 2022=900",
    f"{B} 2023": (
        "users.registered 2022=10500 2023=11000 \n population.total 2023=39000 \n ratios.turnover "
        "2023=1,20"
    ),
}
TABLE = """
Зарегистрированные пользователи (users.registered), чел.
Район               2021       2022       2023  Изменение     %  Место
Берёзовский район   9000  10 500[1]     11 000       +500  +4,8      1
Луговской район        …        300          …
Всего            9000[2]     10 800  11 000[3]
районов с данными    1/2        2/2        1/2
  [1] в другом отчёте иначе: 10000 (Берёзовский район 2022); взято 10500 из отчёта Берёзовский район 2023
  [2] неполный итог: 1 из 2; нет: Луговской район
  [3] неполный итог: 1 из 2; нет: Луговской район
"""  # noqa: E501


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_shows_values_changes_ranks_gaps_notes_and_who_is_missing():
    text = comparison_as_table(compared(REGION, USERS, by="district"), "ru", rank=True).replace(
        "\xa0", " "
    )
    wanted = [re.sub(r"\s+", " ", line) for line in TABLE.strip().splitlines()]
    # The two totals lack the same district for two years: one note for both.
    wanted = [each.replace("[3]", "[2]") for each in wanted if not each.strip().startswith("[3]")]
    assert [re.sub(r"\s+", " ", line) for line in text.splitlines()[: len(wanted)]] == wanted
    assert "2023: есть отчёты 1 из 2 районов; нет: Луговской район" in text and "…" in text


def test_the_table_speaks_english_too():
    text = comparison_as_table(compared(REGION, USERS, by="district"), "en")
    assert (
        "Registered users (users.registered), people" in text
        and "2023: reports of 1 of 2 districts; absent" in text
    )


def test_without_figures_the_table_says_so():
    assert (
        comparison_as_table(compared({f"{B} 2023": ""}, USERS), "en")
        == "The data set holds no figures of these indicators.\n"
    )


MARKS = (
    "restated conflict uncertain summed computed incomplete borrowed began ended redefined opened "
    "closed merged moved "
)
MARKS += "renumbered renamed"


@pytest.mark.parametrize("code", MARKS.split())
def test_every_mark_has_words_in_both_languages(code):
    assert set(words("compare")[code]) == {"ru", "en"}


def test_notes_are_filled_with_what_they_speak_of():
    point = compared(REGION, USERS, by="district").lines[0].points[1]
    assert "10000 (Берёзовский район 2022)" in note_of(point.marks[0], "ru", point)


def test_another_figure_of_one_report_is_found_by_its_table_and_not_by_an_address():
    lines = "\n".join(f"{USERS} #{n} 2023={value}" for n, value in ((1, 100), (2, 120), (3, 100)))
    point = compared({f"{B} 2023": lines}, USERS, by="district").lines[0].points[-1]
    (note,) = {note_of(mark, "ru", point) for mark in point.marks if mark.key == "conflict"}
    assert "(таблица 2)" in note and "(таблица 1)" in note and ".docx" not in note


@pytest.mark.parametrize(
    ("value", "decimals", "lang", "text"),
    [
        ("9999", 0, "ru", "9999"),
        ("10000", 0, "ru", "10\xa0000"),
        ("-1234567.5", 1, "en", "−1\xa0234\xa0567.5"),
        ("12500", -2, "ru", "12\xa0500"),
        ("0.0", 1, "ru", "0,0"),
    ],
)
def test_numbers_are_written_as_people_read_them(value, decimals, lang, text):
    assert number_text(Decimal(value), decimals, lang) == text


def test_csv_has_a_row_a_value_gaps_too_with_source_and_restated_values():
    rows = rows_of(comparison_as_csv(compared(REGION, USERS, by="district"), "ru"))
    assert len(rows) == 9 and [each["value"] for each in rows[:3]] == ["9000", "10500", "11000"]
    assert rows[1]["report"] == f"{B} 2023" and rows[1]["restated"] == f"10000 ({B} 2022)"
    assert (rows[3]["value"], rows[3]["status"]) == ("", "gap") and rows[6]["absent"] == L


def test_sdmx_csv_has_the_columns_of_the_standard_and_codes_for_gaps():
    rows = rows_of(comparison_as_sdmx(compared(REGION, USERS, by="district")))
    asked = {
        "REF_AREA",
        "INDICATOR",
        "TIME_PERIOD",
        "OBS_VALUE",
        "UNIT_MULT",
        "OBS_STATUS",
        "DECIMALS",
    }
    assert asked <= set(rows[0])
    assert [
        (each["REF_AREA"], each["TIME_PERIOD"], each["OBS_VALUE"], each["OBS_STATUS"])
        for each in rows[2:5]
    ] == [
        ("berezovskiy-rayon", "2023", "11000", "A"),
        ("lugovskoy-rayon", "2021", "", "L"),
        ("lugovskoy-rayon", "2022", "300", "A"),
    ]
    assert rows[-1]["REF_AREA"] == "_T" and {each["UNIT_MULT"] for each in rows} == {"0"}


# --- HTML


def test_the_page_needs_no_network_and_every_note_has_its_target():
    page = comparison_as_html(compared(REGION, USERS, "population.total", by="district"), "ru")
    assert (
        "http://" not in page.replace("http://www.w3.org/2000/svg", "")
        and "https://" not in page
        and "<script" not in page
    )
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) and set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert (
        page.count("<svg")
        == page.count("</svg>")
        == page.count('aria-label="') - page.count("<ol")
        > 0
    )


def test_what_is_printed_is_escaped():
    page = comparison_as_html(
        compared({"<b>Район</b> 2023": "users.registered 2023=5"}, USERS, by="district"), "ru"
    )
    assert "<b>" not in page and "&lt;b&gt;" in page


def test_a_gap_breaks_the_line_of_a_chart():
    chart = line_chart(
        "x", (2021, 2022, 2023, 2024), [("a", (Decimal(1), Decimal(2), None, Decimal("4.5")))], "ru"
    )
    etree.fromstring(chart)
    assert re.search(r'd="M[\d. ]+L[\d. ]+M[\d. ]+"', chart) and chart.count("<circle") == 3


def test_a_bar_without_a_value_keeps_its_place():
    chart = bar_chart("x", [("a", Decimal(5)), ("b", None), ("c", Decimal(-3))], 0, "ru")
    etree.fromstring(chart)
    assert chart.count("<rect") == 2 and "…" in chart


@pytest.mark.parametrize(
    ("low", "high"), [(0, 0), (5, 5), (-3, 7), (1e6, 9e6), (0.001, 0.002), (99, 101)]
)
def test_ticks_enclose_what_is_drawn(low, high):
    ticks = ticks_of(low, high)
    assert ticks[0] <= low and ticks[-1] >= high and 1 <= len(ticks) <= 12


# --- workbooks and commands


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Two districts in two years, with a branch each."""
    folder = tmp_path_factory.mktemp("exports") / "out"
    publish_dataset(
        [made(B, 2022, 100), made(B, 2023, 110), made(L, 2023, 300)], [], folder, PublishOptions()
    )
    return folder


def made(district: str, year: int, number: int):
    drawing = f"""
    | Показатель | {year - 1} | {year} |
    | Пользователи | {number - 10} | {number} |
    | Выдано | 2 000 | {number * 20} |
    """
    name = f"{number}-{year}"
    report = report_of(
        [drawing], report=name, file=f"{name}.docx", district=district, year=year, sha256=name
    )
    codes = {"Пользователи": USERS, "Выдано": "loans.total"}
    return replace(
        report,
        observations=tuple(
            replace(each, indicator=codes[each.row_path[0]]) for each in report.observations
        ),
    )


def run(out: Path, *arguments: str, lang: str = "ru") -> Result:
    return CliRunner().invoke(compare, [str(out), *map(str, arguments)], obj=Voice(lang))


def test_the_command_prints_a_table(out):
    answer = run(out, "--indicator", USERS, "--by", "district", "--rank")
    assert (
        answer.exit_code == 0
        and "Луговской район" in answer.stdout
        and "2022: есть отчёты 1 из 2 районов" in answer.stdout
    )


@pytest.mark.parametrize("form", ["csv", "sdmx", "html"])
def test_the_command_writes_each_text_form_into_a_file(out, form, tmp_path):
    path = tmp_path / "answer"
    assert run(out, "--as", form, "-o", path).exit_code == 0 and path.read_text("utf-8").strip()


def test_the_workbook_has_its_sheets_numbers_as_numbers_and_codes_as_text(out, tmp_path):
    assert (
        run(
            out, "--indicator", USERS, "--by", "district", "--as", "xlsx", "-o", tmp_path / "a.xlsx"
        ).exit_code
        == 0
    )
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        "Сводная",
        "По районам",
        "По библиотекам",
        "Замечания",
        "Источники",
        "Описание полей",
    ]
    sheet = book["По районам"]
    assert [each.value for each in sheet[1]][:7] == [
        "Показатель",
        "Код",
        "Ед. изм.",
        "Район",
        "2021",
        "2022",
        "2023",
    ]
    assert [each.value for each in sheet[2]][1:7] == [
        USERS,
        "чел.",
        B,
        90,
        100,
        110,
    ] and sheet.freeze_panes == "B2"
    assert sheet["E2"].number_format == "#,##0" and sheet["B2"].number_format == "@"
    assert [each.value for each in sheet[3]][4:7] == [None, 290, 300], "a gap is an empty cell"
    assert any("chart" in name for name in zipfile.ZipFile(tmp_path / "a.xlsx").namelist())


def test_the_workbook_of_all_indicators_leaves_single_libraries_out(out, tmp_path):
    for by, has_libraries in (("district", False), ("library", True)):
        answer = run(out, "--by", by, "--as", "xlsx", "-o", tmp_path / f"{by}.xlsx")
        assert answer.exit_code == 0
        sheets = openpyxl.load_workbook(tmp_path / f"{by}.xlsx").sheetnames
        assert ("По библиотекам" in sheets) == has_libraries


def test_a_workbook_needs_a_file_name(out):
    answer = run(out, "--as", "xlsx")
    assert answer.exit_code != 0 and "output_needed" in str(answer.exception)


def test_the_regional_workbook_recomputes_relative_indicators(out, tmp_path):
    assert run(out, "--svod", tmp_path / "svod.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "svod.xlsx", data_only=True)
    sheet = book["3. Относительные показатели"]
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Всего")
    assert total[1:4] == (22.22, 10.26, 20)  # 4000 / 390 in the middle, not the mean of 20 and 6,9


def test_the_regional_document_has_a_table_with_every_district(out, tmp_path):
    assert run(out, "--svod", tmp_path / "svod.docx").exit_code == 0
    table = docx.Document(str(tmp_path / "svod.docx")).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["Район", "Район", B, L, "Всего"]
    assert table.cell(2, 3).text == "110"


def test_a_regional_summary_of_another_ending_is_refused(out, tmp_path):
    assert "svod_ending" in str(run(out, "--svod", tmp_path / "svod.odt").exception)


def test_the_regional_tables_speak_of_codes_of_the_catalogue():
    assert {
        code for table in words("regional")["tables"] for code in table["indicators"]
    } <= KNOWN.keys()


def test_a_data_package_holds_whatever_the_forms(out, tmp_path):
    import frictionless

    forms = ("json", "csv", "parquet", "xlsx", "sqlite", "duckdb")
    publish_dataset([made(B, 2023, 110)], [], tmp_path / "out", PublishOptions(forms, excel=True))
    checked = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert checked.valid, checked.flatten(["name", "type", "note"])[:5]


def test_duckdb_holds_the_same_rows(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    publish_dataset([made(B, 2023, 110)], [], tmp_path / "out", PublishOptions(("csv", "duckdb")))
    with duckdb.connect(str(tmp_path / "out" / "svod.duckdb"), read_only=True) as base:
        assert base.execute(
            "SELECT sum(value), count(*), min(library) FROM observations"
        ).fetchone() == (4410.0, 4, "")
