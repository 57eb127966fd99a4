"""The regional summary: totals that a spreadsheet adds, figures of open errors marked, notes in
groups, whole columns on A4, districts that have not reported named.
"""

import pytest
from docx import Document
from openpyxl import load_workbook

from extractor.dataset.findings import open_errors
from extractor.export.comparison.regional import regional_codes, tables_of, write_regional
from tests.panels import compared

REPORTS = {
    "Ближний район 2022": """
        users.registered 2021=1900 2022=2000
        population.total 2022=10000
        users.coverage 2022=20,0
        loans.total 2022=40000""",
    "Ближний район 2023": """
        users.registered 2022=2040 2023=2100
        population.total 2023=10500
        loans.total 2023=42000""",
    "Дальний район 2023": """
        users.registered 2022=1000 2023=-
        population.total 2022=4000 2023=3900
        loans.total 2022=20000 2023=30000""",
}
WRONG = "Дальний район 2023:t1r0c0"  # 1 000 users of 2022
FAULT = "Таблица 1: 900 + 200 = 1 100, а напечатано 1000."


@pytest.fixture(scope="module")
def comparison():
    return compared(REPORTS, *regional_codes(), by="district")


@pytest.fixture
def written(comparison, tmp_path):
    def write(name, faults=None, expected=()):
        write_regional(comparison, faults or {}, expected, tmp_path / name, "ru")
        return tmp_path / name

    return write


def sheet_of(path, title):
    book = load_workbook(path)
    return next(sheet for sheet in book.worksheets if title in sheet.title)


def cells(sheet):
    return {
        (row[0].value, number): cell
        for row in sheet.iter_rows(min_row=4)
        for number, cell in enumerate(row[1:], 1)
        if row[0].value and cell.value is not None
    }


def test_a_total_is_a_formula_over_the_districts(written):
    found = cells(sheet_of(written("свод.xlsx"), "Пользователи"))
    assert found["Всего", 1].value == "=SUM(B4:B5)"
    assert found["Ближний район", 2].value == 2040
    assert found["Дальний район", 3].value == "–"


def test_a_relative_total_is_a_formula_over_the_totals_of_its_parts(written):
    """Loans per user of 2022: (40 000 + 20 000) : (2 040 + 1 000), over other sheets."""
    path = written("свод.xlsx")
    found = cells(sheet_of(path, "Относительные"))
    formulas = [cell.value for (name, _), cell in found.items() if name == "Всего"]
    assert "=('3. Выдача документов и справки'!C6/'2. Пользователи'!C6)" in formulas


def test_a_relative_total_of_some_districts_only_is_no_formula_over_all(written):
    """Of 2023 one district alone has both parts: 42 000 : 2 100, not 72 000 : 2 100."""
    found = cells(sheet_of(written("свод.xlsx"), "Относительные"))
    assert all(
        "D6" not in str(cell.value) or "'3. " not in str(cell.value)
        for (name, _), cell in found.items()
        if name == "Всего"
    )


def test_a_total_that_the_shown_districts_do_not_add_up_to_is_a_number(tmp_path):
    reports = {
        "Ближний район 2023": "users.registered 2023=2100",
        "Дальний район 2023": "users.registered 2023=900,5",
    }
    write_regional(
        compared(reports, *regional_codes(), by="district"), {}, (), tmp_path / "с.xlsx", "ru"
    )
    found = cells(sheet_of(tmp_path / "с.xlsx", "Пользователи"))
    assert found["Всего", 1].value == "=SUM(B4:B5)"


def test_a_figure_of_an_open_error_is_coloured_and_has_a_comment(written):
    found = cells(sheet_of(written("свод.xlsx", {WRONG: [FAULT]}), "Пользователи"))
    wrong, right = found["Дальний район", 2], found["Ближний район", 2]
    assert FAULT in wrong.comment.text
    assert right.comment is None
    assert wrong.fill.fgColor.rgb != right.fill.fgColor.rgb


def test_of_many_errors_on_a_figure_the_first_stand_in_the_comment(written, comparison):
    faults = {WRONG: [f"ошибка {number}" for number in range(9)]}
    found = cells(sheet_of(written("свод.xlsx", faults), "Пользователи"))
    assert found["Дальний район", 2].comment.text.splitlines() == [
        "ошибка 0",
        "ошибка 1",
        "ошибка 2",
    ]
    notes = [
        note
        for table in tables_of(comparison, faults, "ru")
        for group in table.notes
        for note in group.notes
    ]
    assert any("и ещё ошибок: 6" in note for note in notes)


def test_notes_stand_in_groups_and_name_reports_by_year(comparison):
    tables = {table.title: table for table in tables_of(comparison, {WRONG: [FAULT]}, "ru")}
    groups = {group.title: group.notes for group in tables["Пользователи"].notes}
    assert list(groups) == [
        "Открытые ошибки",
        "Неполные итоги",
        "В разных отчётах число разное",
        "Взято из отчёта за другой год",
    ]
    [restated] = groups["В разных отчётах число разное"]
    assert restated == (
        "Зарегистрированные пользователи, Ближний район: "
        "2022 – в других отчётах иначе: 2000 (2022); взято 2040 из отчёта за 2023 год"
    )


def test_a_computed_indicator_names_its_parts_not_their_codes(comparison):
    notes = [
        note
        for table in tables_of(comparison, {}, "ru")
        for group in table.notes
        if group.title == "Рассчитано"
        for note in group.notes
    ]
    assert any("«Зарегистрированные пользователи»" in note for note in notes)
    assert not any("users." in note or "*" in note for note in notes)


@pytest.mark.parametrize(
    ("expected", "named"),
    [
        (["Ближний район", "Дальний район"], []),
        (["Ближний район", "Средний район"], ["Средний район"]),
        (["БЛИЖНИЙ  район", "Средний район", "Средний район"], ["Средний район"]),
    ],
)
@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_district_that_should_report_and_did_not_is_named(written, ending, expected, named):
    path = written(f"свод{ending}", expected=expected)
    if ending == ".xlsx":
        book = load_workbook(path)
        text = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
        rows = [row[0].value for row in sheet_of(path, "Пользователи").iter_rows(min_row=4)]
    else:
        document = Document(path)
        text = [paragraph.text for paragraph in document.paragraphs]
        rows = [row.cells[0].text for row in document.tables[0].rows]
    assert rows.count("Средний район") == len(named)
    assert rows.count("Ближний район") == 1
    assert any("нет: Средний район" in line and line.startswith("2023") for line in text) == bool(
        named
    )


@pytest.mark.parametrize(("districts", "stay"), [(3, True), (24, True), (40, False)])
def test_a_short_table_stays_on_one_page_and_a_long_one_may_break(districts, stay, tmp_path):
    reports = {
        f"Район {number} 2023": "users.registered 2022=10 2023=20" for number in range(districts)
    }
    write_regional(
        compared(reports, *regional_codes(), by="district"), {}, (), tmp_path / "a.docx", "ru"
    )
    (table, *_) = Document(tmp_path / "a.docx").tables
    kept = [
        cell.paragraphs[0].paragraph_format.keep_with_next for cell in table.columns[0].cells[:-1]
    ]
    assert len(table.rows) == districts + 3 and set(kept) == {True if stay else None}


def test_no_table_is_wider_than_a_page_of_a4(written):
    path = written("свод.xlsx")
    for sheet in load_workbook(path).worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 where nothing is said
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.max_column <= 13
    document = Document(written("свод.docx"))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room


def test_an_error_stands_at_the_figure_believed_wrong_and_only_while_it_is_open(tmp_path):
    (tmp_path / "findings.csv").write_text(
        "finding,report,rule,severity,kind,section,message,left,right,difference,suggestion,"
        "confidence,observations,place,cause,suspect,status\n"
        "f1,r,R,error,sum,,первая,1,2,1,,,r:t1r1c1 r:t1r2c1,,f1,r:t1r2c1,open\n"
        "f2,r,R,error,sum,,вторая,1,2,1,,,r:t1r1c1 r:t1r2c1,,f2,,stale\n"
        "f3,r,R,error,sum,,третья,1,2,1,,,r:t1r1c1,,f3,,explained\n"
        "f4,r,R,warning,sum,,четвёртая,1,2,1,,,r:t1r1c1,,f4,,open\n",
        encoding="utf-8",
    )
    assert open_errors(tmp_path) == {"r:t1r2c1": ["первая", "вторая"], "r:t1r1c1": ["вторая"]}


def test_where_nothing_was_checked_there_are_no_errors(tmp_path):
    assert open_errors(tmp_path) == {}
