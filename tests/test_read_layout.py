"""Tables that only arrange a page, tables in cells, and tables typed as text."""

import pytest

from tests.wordfiles import cells_said, numbered, p, read, tables, tbl, tc, text_box, texts, tr

INNER = tbl(tr("Показатель", "2023"), tr("Выдача", "43400"))
STYLES = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
HEADING = '<w:pStyle w:val="Heading1"/>'
FUND = "Фонд составил 12 400 экземпляров."
TOLD = "В 2023 году читателей стало 415 человек."


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        # a frame around the report
        (tbl(tr(tc(p("1. Читатели", properties=HEADING), p(TOLD)))), ["1. Читатели", TOLD]),
        (tbl(tr(tc(p("Итоги"), p(TOLD), p(FUND)))), ["Итоги", TOLD, FUND]),
        (tbl(tr(tc(p("Итоги"), INNER))), ["Итоги", "[table]"]),
        (tbl(tr(tc(p("Шапка"))), tr(tc(p(TOLD), INNER, p()))), ["Шапка", TOLD, "[table]", ""]),
        (tbl(tr(tc(tbl(tr(tc(p("Итоги"), INNER)))))), ["Итоги", "[table]"]),
        # text beside a table
        (tbl(tr(tc(p(TOLD)), tc(INNER, p()))), [TOLD, "[table]", ""]),
        (tbl(tr(tc(INNER), tc(INNER))), ["[table]", "[table]"]),
        (
            tbl(tr(tc(p(TOLD)), tc(INNER)), tr(tc(INNER), tc(p(TOLD)))),
            [TOLD, "[table]", "[table]", TOLD],
        ),
        # tables that are tables
        (tbl(tr("Раздел 5.")), ["[table]"]),
        (tbl(tr(tc(p("Раздел 5."), p("Фонды")))), ["[table]"]),
        (
            tbl(tr(tc(p("Книги"), p("Журналы"), p("Газеты")), tc(p("5"), p("6"), p("7")))),
            ["[table]"],
        ),
        (tbl(tr("Филиал", "Состав"), tr("Липовка", tc(INNER))), ["[table]", "[table]"]),
        (tbl(tr("Липовка"), tr("Луговое"), tr("Заречье")), ["[table]"]),
    ],
)
def test_a_table_that_only_arranges_is_read_as_text(body, seen, tmp_path):
    document = read(tmp_path, body, styles=STYLES)
    assert texts(document) == seen
    assert not document.notices


def test_a_frame_of_one_cell_in_a_cell_is_its_text(tmp_path):
    document = read(tmp_path, tbl(tr("Книги", tc(tbl(tr("1 250")), p())), tr("Всего", "2")))
    assert cells_said(tables(document)[0]) == [["Книги", "1 250\n"], ["Всего", "2"]]


# --- tables by tab stops and by lines of the character set


def lines(*texts_of_lines: str) -> str:
    return "".join(
        "<w:p>"
        + "<w:r><w:tab/></w:r>".join(
            f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in text.split("\t")
        )
        + "</w:p>"
        for text in texts_of_lines
    )


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        (
            ("Показатель\t2022\t2023", "Выдача, экз.\t42 300\t43 400"),
            [["Показатель", "2022", "2023"], ["Выдача, экз.", "42 300", "43 400"]],
        ),
        (
            (
                "Показатель\tПлан\tФакт\t%",
                "Читатели\t420\t427\t101,7",
                "Посещения\t4 900\t-\t102,4",
            ),
            [
                ["Показатель", "План", "Факт", "%"],
                ["Читатели", "420", "427", "101,7"],
                ["Посещения", "4 900", "-", "102,4"],
            ],
        ),
        (
            ("Библиотека\tЧитатели", "Липовская\t120", "Луговская\t310"),
            [["Библиотека", "Читатели"], ["Липовская", "120"], ["Луговская", "310"]],
        ),
        (
            ("Липовская\t120\t240", "Луговская\t310\t620"),
            [["Липовская", "120", "240"], ["Луговская", "310", "620"]],
        ),
        (("\t2022 г.\t2023 г.", "Фонд\t5\t6"), [["", "2022 г.", "2023 г."], ["Фонд", "5", "6"]]),
        (
            ("+-----+----+", "| Книги | 5 |", "+-----+----+", "| Газеты | 7 |", "+-----+----+"),
            [["Книги", "5"], ["Газеты", "7"]],
        ),
        (
            (
                "┌────┬────┐",
                "│ Вид изда- │ Посту- │",
                "│ ний │ пило │",
                "├────┼────┤",
                "│ учебники │ 260 │",
                "│ прочие │ 58 │",
                "└────┴────┘",
            ),
            [["Вид изда- ний", "Посту- пило"], ["учебники", "260"], ["прочие", "58"]],
        ),
    ],
)
def test_a_typed_table_is_a_table(typed, rows, tmp_path):
    document = read(tmp_path, p("до") + lines(*typed) + p("после"))
    assert texts(document) == ["до", "[table]", "после"]
    assert [block.block for block in document.blocks] == [0, 1, 2]
    assert cells_said(tables(document)[0]) == rows
    assert not document.notices


@pytest.mark.parametrize(
    "typed",
    [
        ("Раздел 1\t3", "Раздел 2\t7", "Раздел 3\t12"),
        ("Директор\tИ. И. Липова", "Бухгалтер\tП. П. Лугова"),
        ("Тел.\t8 (800) 12-34", "Сайт\tlib.example"),
        ("Выдача\t43 400\t42 300",),
        ("Показатель\t2022\t2023", "Выдача за год\tвыросла\tзаметно"),
        ("Отчёт за год\tМБУК", "Показатель | значение"),
    ],
)
def test_lines_with_tabs_that_are_no_table_stay_text(typed, tmp_path):
    document = read(tmp_path, lines(*typed))
    assert len(document.blocks) == len(typed) and not tables(document)


def test_what_stands_behind_a_typed_table_moves_up(tmp_path):
    typed = lines("Показатель\t2022\t2023", "Выдача\t42\t43")
    document = read(tmp_path, typed + tbl(tr("Филиал", "Состав"), tr("Липовка", tc(INNER))))
    assert [(table.block, table.parent) for table in tables(document)] == [
        (0, None),
        (1, None),
        (2, 1),
    ]
    assert [cell.nested for cell in tables(document)[1].cells if cell.nested] == [(2,)]


@pytest.mark.parametrize(
    ("before", "typed", "contents"),
    [
        ("Содержание", ("Раздел 1. Сеть\t3", "Раздел 2. Фонд\t7"), True),
        ("Отчёт", ("Сеть\t3", "Фонд\t7", "Кадры\t7", "Доходы\t12"), True),
        ("ОГЛАВЛЕНИЕ", ("Сеть ............ 3", "Фонд ………… 12"), True),
        ("Отчёт", ("Сеть\t3", "Фонд\t7"), False),
        ("Содержание", ("Сеть\t30", "Фонд\t7"), False),
    ],
)
def test_contents_typed_by_hand_are_marked(before, typed, contents, tmp_path):
    document = read(tmp_path, p(before) + lines(*typed))
    assert {block.origin == "contents" for block in document.blocks[1:]} == {contents}


def test_a_numbered_line_is_no_row(tmp_path):
    body = numbered("Читатели") + lines("Фонд\t5\t6")
    assert not tables(read(tmp_path, body))


def test_a_box_around_the_report_is_a_remark(tmp_path):
    assert texts(read(tmp_path, p(text_box(p("рамка"))))) == ["", "рамка"]


def stacked(*said: str) -> str:
    return tc(*map(p, said))


HEAD_OF_RECORDS = ("Библиотека", "Читатели", "Посещения")


@pytest.mark.parametrize(
    ("row", "seen"),
    [
        (
            (stacked("Луговская СБ", "Заречная СБ"), stacked("20", "30"), stacked("5", "–")),
            [["Луговская СБ", "20", "5"], ["Заречная СБ", "30", "–"]],
        ),
        (
            (
                stacked("1. Читатели", "2. Посещения", "3. Выдача"),
                stacked("20", "1 300", "4,5"),
                "",
            ),
            [["1. Читатели", "20", ""], ["2. Посещения", "1 300", ""], ["3. Выдача", "4,5", ""]],
        ),
        (
            ("с. Луговое", stacked("Клуб", "Школа"), stacked("20", "30")),
            [["с. Луговое", "Клуб", "20"], ["Школа", "30"]],
        ),
        # what need not be several records stays one row
        ((stacked("Луговская", "ЦБ"), stacked("20", "30"), ""), None),
        ((stacked("Библиотека-", "Филиал"), stacked("20", "30"), ""), None),
        ((stacked("Число", "читателей"), stacked("20", "30"), ""), None),
        ((stacked("Луговская СБ", "Заречная СБ"), stacked("20", "30"), "5"), None),
        ((stacked("Луговская СБ", "Заречная СБ"), stacked("20", "30", "7"), ""), None),
        ((stacked("Луговская СБ", "Заречная СБ"), stacked("20", "(из них 5)"), ""), None),
        ((stacked("Луговская СБ", "Луговская СБ"), stacked("20", "30"), ""), None),
        (("Луговская СБ", stacked("20", "30"), stacked("5", "7")), None),
    ],
)
def test_records_under_one_another_in_a_row_get_a_row_each(row, seen, tmp_path):
    document = read(tmp_path, tbl(tr(*HEAD_OF_RECORDS), tr(*row), tr("Всего", "50", "12")))
    (table,) = tables(document)
    middle = cells_said(table)[1:-1]
    if seen is None:
        assert (table.rows, len(middle)) == (3, 1)
    else:
        assert middle == seen and table.rows == 2 + len(seen)
        assert cells_said(table)[-1] == ["Всего", "50", "12"]
        assert table.cells[-1].row == 1 + len(seen)
