"""PDF files written by hand come back as the blocks that a reader sees on their pages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Chart, Document, Paragraph, Table
from extractor.places import block_place, cell_addresses
from extractor.read import read_document
from extractor.text import clean
from tests.building import cells_of
from tests.pdf_writer import Page, pdf_of

ENGINES = ("pypdfium2", "pdfplumber")
FUND = """
| Показатель | 2022 | 2023 |
| Книги, экз. | 1 200 | 1 250,5 |
| Всего | < | - |
"""
HEAD = """
| Библиотека | Посещения | < |
| ^ | всего | детей |
| Луговская | 120 | 45 |
| Заречная | 90 | 30 |
"""
GROUPED = """
| Группа | Название | Число |
| Сельские | Луговская | 12 |
| ^ | Заречная | 7 |
| ^ | Речная | 5 |
"""
WIDTHS = (150, 80, 80)


def tables_in(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts_in(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.text]


def drawn(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, clean(c.text)) for c in table.cells]


def expected(drawing: str) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, clean(c.text)) for c in cells_of(drawing)]


def page_with(drawing: str, pen: str = "stroke") -> Page:
    page = Page()
    page.table(drawing, 60, 100, WIDTHS, pen=pen)
    return page


# --- ruled tables


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "drawing", [FUND, HEAD, GROUPED], ids=["merged right", "merged both ways", "merged down"]
)
@pytest.mark.parametrize("pen", ["stroke", "thin", "frame"])
def test_a_ruled_table_comes_back_cell_by_cell_whatever_draws_its_lines(read, drawing, pen, engine):
    assert [drawn(table) for table in tables_in(read(page_with(drawing, pen), engine=engine))] == [
        expected(drawing)
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(read, rotate, engine):
    upright, turned = (
        read(page, engine=engine) for page in (page_with(FUND), page_with(FUND).turned(rotate))
    )
    assert [drawn(table) for table in tables_in(turned)] == [expected(FUND)]
    assert tables_in(turned)[0].box == pytest.approx(tables_in(upright)[0].box, abs=0.1)


def test_a_table_inside_a_form_is_found_at_its_place(read):
    page = page_with(FUND)
    page.form = True
    assert [drawn(table) for table in tables_in(read(page))] == [expected(FUND)]


def test_a_dense_table_drawn_cell_by_cell_is_no_sieve(read):
    row = "| " + " | ".join("1" * 25) + " |"
    page = Page()
    page.table("\n".join([row] * 45), 20, 40, (20,) * 25, step=16, pen="frame")
    document = read(page)
    assert not document.notices and [
        (table.rows, table.columns) for table in tables_in(document)
    ] == [(45, 25)]


def test_white_lines_part_no_cell(read):
    page = page_with(FUND).stroke(60, 110, 370, 110, grey=1).fill(100, 100, 100.5, 160, grey=1)
    assert [drawn(table) for table in tables_in(read(page))] == [expected(FUND)]


def test_shading_of_cells_and_of_paragraphs_in_them_is_no_chart(read):
    page = (
        Page()
        .fill(60, 100, 210, 120, grey=0.8)
        .fill(64, 104, 206, 116, grey=0.9)
        .fill(215, 104, 280, 116, grey=0.9)
    )
    page.fill(295, 104, 360, 116, grey=0.9).fill(60.5, 120.5, 209.5, 139.5, grey=0.7)
    page.table(FUND, 60, 100, WIDTHS)
    assert [drawn(table) for table in tables_in(read(page))] == [expected(FUND)]


def test_sides_that_a_table_leaves_open_are_closed_where_its_lines_end(read):
    page = Page()
    for y in (100, 120, 140):
        page.stroke(60, y, 300, y)
    page.stroke(150, 100, 150, 140).stroke(220, 100, 220, 140)
    for row, texts in enumerate((("Книги", "12", "13"), ("Газеты", "5", "6"))):
        for x, text in zip((64, 154, 224), texts, strict=True):
            page.text(x, 112 + 20 * row, text)
    assert [drawn(table) for table in tables_in(read(page))] == [
        expected("| Книги | 12 | 13 |\n| Газеты | 5 | 6 |")
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("turn", "x", "y"), [(90, 75, 195), (270, 85, 105)])
def test_turned_text_in_a_cell_is_read_in_its_direction(read, turn, x, y, engine):
    page = Page()
    page.table("| a | b |", 60, 100, (40, 60), step=100)
    page.ops = [op for op in page.ops if "Tj" not in op]
    page.text(x, y, "Число книг", turn=turn).text(
        x + (12 if turn == 90 else -12), y, "(всего)", turn=turn
    ).text(104, 112, "15")
    (table,) = tables_in(read(page, engine=engine))
    assert [clean(cell.text) for cell in table.cells] == ["Число книг (всего)", "15"]


def test_two_cells_printed_without_a_gap_are_cut_at_the_line_between_them(read):
    page = Page()
    page.table("|  |  |", 60, 100, (50, 60))
    page.text(85, 112, "12345678")
    (table,) = tables_in(read(page))
    assert [cell.text for cell in table.cells] == ["12345", "678"]


def test_a_table_inside_a_cell_hangs_on_it(read):
    page = Page()
    page.table("| Сеть |  |", 60, 100, (80, 200), step=80)
    page.table("| 1 | 2 |\n| 3 | 4 |", 160, 110, (60, 60))
    outer, inner = tables_in(read(page))
    assert outer.cells[1].nested == (inner.block,) and inner.parent == outer.block
    assert [cell.text for cell in inner.cells] == ["1", "2", "3", "4"]


def test_a_chart_that_touches_a_table_stays_apart_and_keeps_its_words(read):
    page = page_with(FUND).frame(80, 160, 300, 300).circle(190, 230, 50).text(180, 230, "75%")
    document = read(page)
    assert [drawn(table) for table in tables_in(document)] == [expected(FUND)]
    (chart,) = [block for block in document.blocks if isinstance(block, Chart)]
    assert (chart.series[0].categories, chart.page) == (("75%",), 1)


def test_bars_over_their_scale_are_a_chart_and_no_table(read):
    page = Page().text(60, 60, "Выдача растёт.")
    for y in range(100, 201, 20):
        page.stroke(100, y, 300, y)
    page.stroke(100, 100, 100, 200).stroke(300, 100, 300, 200)
    for index in range(4):
        page.fill(120 + 40 * index, 110 + 10 * index, 140 + 40 * index, 200, grey=0.5).text(
            122 + 40 * index, 108, "12"
        )
    assert not tables_in(read(page))


def test_an_ornament_behind_sentences_takes_no_word_from_them(read):
    lines = ["Библиотеки района работали весь этот год по своему общему плану работы."] * 3
    document = read(Page().circle(200, 120, 90).lines(60, 100, lines))
    assert not [block for block in document.blocks if isinstance(block, Chart)] and texts_in(
        document
    ) == [" ".join(lines)]


@pytest.mark.parametrize(("chart", "text"), [(150, 280), (450, 60)])
def test_a_chart_beside_sentences_stays_a_chart_and_keeps_its_words(read, chart, text):
    lines = ["К нам в зал за год шли все и мал и стар."] * 3
    page = Page().frame(chart - 80, 90, chart + 80, 250).circle(chart, 170, 50)
    document = read(page.text(chart - 10, 170, "75%").lines(text, 120, lines))
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    assert [block.series[0].categories for block in charts] == [("75%",)]
    assert " ".join(texts_in(document)) == " ".join(lines)


texts = st.text("абвгд0123456789", min_size=1, max_size=5)


@st.composite
def grids(draw) -> str:
    """A drawn table whose first row or first column may hold a merged cell; at least one line
    runs through everywhere else.
    """
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    cells = [[draw(texts) for _ in range(columns)] for _ in range(rows)]
    if draw(st.booleans()):
        cells[0][1:] = ["<"] * (columns - 1)
    elif draw(st.booleans()):
        cells[1][0] = "^"
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


@settings(max_examples=40, deadline=None)
@given(grids(), st.sampled_from(["stroke", "thin", "frame"]))
def test_every_drawn_table_comes_back_as_it_was_drawn(tmp_path_factory, drawing, pen):
    columns = len(drawing.splitlines()[0].strip("|").split("|"))
    page = Page().text(60, 60, "Таблица 1. Сеть")
    page.table(drawing, 60, 100, (60,) * columns, pen=pen)
    path = tmp_path_factory.mktemp("grid") / "a.pdf"
    path.write_bytes(pdf_of(page))
    assert [drawn(table) for table in tables_in(read_document(path))] == [expected(drawing)]


# --- tables without rules


def test_figures_under_each_other_in_a_cell_of_a_ruled_table_stay_one_cell(read):
    page = Page()
    page.table(
        "| Год | 1 |\n| a | 2 |\n| b | 3 |\n| c | 4 |\n| d | 5 |", 60, 100, (100, 100), step=70
    )
    page.ops = [op for op in page.ops if "Tj" not in op]
    for row in range(5):
        page.lines(64, 112 + 70 * row, ["2021", "2022", "2023", "2024", "2025"], step=11)
        page.lines(164, 112 + 70 * row, ["1", "2", "3", "4", "5"], step=11)
    (table,) = tables_in(read(page))
    assert (table.rows, table.columns) == (5, 2)


def columns_page(rows: list[tuple[str, ...]], xs: tuple[int, ...], y: int = 100) -> Page:
    page = Page()
    for row, cells in enumerate(rows):
        for x, text in zip(xs, cells, strict=True):
            page.text(x, y + 14 * row, text)
    return page


FIGURES = [
    ("Книги", "1 200", "1 250"),
    ("Газеты", "15", "12"),
    ("Журналы", "40", "41"),
    ("Ноты", "7", "-"),
]


def test_columns_of_figures_are_a_table_without_rules(read):
    (table,) = tables_in(read(columns_page(FIGURES, (60, 200, 300))))
    assert [
        tuple(cell.text for cell in table.cells if cell.row == row) for row in range(4)
    ] == FIGURES


@pytest.mark.parametrize(
    ("rows", "xs"),
    [
        (
            [
                ("1)", "комплектование книжного фонда сельских библиотек района"),
                ("2)", "работа с детьми"),
                ("3)", "кадры"),
            ],
            (60, 90),
        ),
        (
            [
                ("Введение ........", "3"),
                ("Сеть ..........", "5"),
                ("Фонд ............", "9"),
                ("Кадры .........", "12"),
            ],
            (60, 300),
        ),
        (
            [
                ("Директор", "А. Б. Ветров"),
                ("Методист", "В. Г. Лугова-Полевая"),
                ("Художник", "Д. Е. Рощин"),
            ],
            (60, 300),
        ),
    ],
    ids=["a list", "a table of contents", "signatures"],
)
def test_not_everything_that_stands_in_columns_is_a_table(read, rows, xs):
    document = read(columns_page(rows, xs))
    assert not tables_in(document) and len(texts_in(document)) == len(rows)


def test_entries_of_a_table_of_contents_are_marked_as_such(read):
    rows = [("1. Сеть", "3"), ("2. Фонд", "5"), ("2.1. Книги", "9"), ("3. Кадры", "12")]
    document = read(columns_page(rows, (60, 300)))
    assert [(block.text, block.origin) for block in document.blocks] == [
        (" ".join(row), "contents") for row in rows
    ]


def test_rows_whose_inner_lines_are_drawn_in_the_head_only_are_cut_at_them(read):
    page = Page()
    page.table(
        "| Название | 2021 | 2022 |\n| 1 | < | < |\n| 2 | < | < |\n| 3 | < | < |", 60, 100, WIDTHS
    )
    page.ops = [op for op in page.ops if "Tj" not in op]
    rows = [
        ("Название", "2021", "2022"),
        ("Книги", "12", "13"),
        ("Газеты", "5", "6"),
        ("Журналы", "7", "8"),
    ]
    for row, cells in enumerate(rows):
        for x, text in zip((64, 214, 294), cells, strict=True):
            page.text(x, 112 + 20 * row, text)
    (table,) = tables_in(read(page))
    assert [tuple(cell.text for cell in table.cells if cell.row == row) for row in range(4)] == rows


# --- places


def test_a_place_names_page_and_box(read):
    document = read(Page().text(60, 60, "Раздел"), page_with(FUND))
    (table,) = tables_in(document)
    assert cell_addresses(document.file, table)[0] == "beryozovo-2023.pdf#p2@60,100,210,120"
    assert str(block_place(document.file, document.blocks[0])).startswith(
        "beryozovo-2023.pdf#p1@60,"
    )
    assert document.pages == 2 and document.format == "pdf"
