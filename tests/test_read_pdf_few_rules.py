"""Tables that draw few of their lines, or none: drawn with letters that are all 5 points wide, each
with the rows that a reader sees in it.
"""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from extractor.model import Chart, Document, Table
from tests.pdf_writer import Page

LETTER = 5
Row = Sequence[str]


def tables_in(document: Document) -> list[list[list[str]]]:
    """The rows of each table; ``<`` goes on from the cell on the left, ``^`` from the one above."""
    found = []
    for table in (block for block in document.blocks if isinstance(block, Table)):
        rows = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    rows[row][column] = "<" if column > cell.column else "^"
            rows[cell.row][cell.column] = " ".join(cell.text.split())
        found.append(rows)
    return found


def right(page: Page, ends: Sequence[float], y: float, texts: Row) -> None:
    """Write a row: the label at the left, the rest flush right at its ends."""
    page.text(60, y, texts[0])
    for end, text in zip(ends, texts[1:], strict=True):
        page.text(end - LETTER * len(text), y, text)


def body(page: Page, ends: Sequence[float], y: float, rows: Sequence[Row], step: int = 15) -> float:
    for row in rows:
        right(page, ends, y, row)
        y += step
    return y


ENDS = (300, 380, 460)
BODY = [
    ["Книговыдача", "41 200", "42 300", "43 400"],
    ["Посещения", "9 100", "9 200", "9 300"],
    ["Читатели", "810", "820", "830"],
]


# --- a ruled head over an open body


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("| Показатель | 2021 | 2022 | 2023 |", BODY),
        (
            "| Показатель | Годы | < | < |\n| ^ | 2021 | 2022 | 2023 |",
            [*BODY, ["Фонд", "12 100", "12 250", "12 400"]],
        ),
        ("| Вид изданий | всего | из них новых | списано |", BODY[:2]),
    ],
    ids=["years", "two rows", "two rows of body"],
)
@pytest.mark.parametrize("closed", [True, False])
def test_an_open_body_belongs_to_the_ruled_head_above_it(read, head, rows, closed):
    page = Page().text(60, 60, "Основные показатели")
    page.table(head, 56, 100, (164, 90, 80, 80))
    lines = [[text.strip() for text in line.strip("|").split("|")] for line in head.splitlines()]
    y = 100 + 20 * len(lines)
    end = body(page, ENDS, y + 15, rows)
    if closed:
        page.stroke(56, end - 5, 470, end - 5)
    (table,) = tables_in(read(page))
    assert table == [*lines, *rows]


def test_sentences_below_a_ruled_head_are_no_body(read):
    page = Page()
    page.table("| Показатель | 2021 | 2022 |", 56, 100, (164, 90, 80))
    page.lines(60, 135, ["В 2023 году сеть выдала 43 400 книг, это больше, чем годом раньше."] * 3)
    assert tables_in(read(page)) == [[["Показатель", "2021", "2022"]]]


# --- one tall row of cells


@pytest.mark.parametrize("rows", [BODY, [*BODY, ["Фонд", "12 100", "12 250", "12 400"]]])
@pytest.mark.parametrize("step", [12, 18])
def test_rows_in_one_tall_row_of_cells_come_apart(read, rows, step):
    page = Page()
    page.table("| Показатель | 2021 | 2022 | 2023 |", 56, 100, (164, 90, 80, 80))
    foot = 120 + step * len(rows) + 6
    for x0, x1 in ((56, 220), (220, 310), (310, 390), (390, 470)):
        page.frame(x0, 120, x1, foot)
    body(page, ENDS, 120 + step - 2, rows, step)
    (table,) = tables_in(read(page))
    assert table == [["Показатель", "2021", "2022", "2023"], *rows]


def test_lines_of_a_sentence_beside_one_figure_stay_in_their_cell(read):
    page = Page()
    page.table("| Дело | Число |\n|  |  |", 56, 100, (164, 90), step=20)
    page = Page()
    page.table("| Дело | Число | Год |", 56, 100, (164, 90, 90))
    for x0, x1 in ((56, 220), (220, 310), (310, 400)):
        page.frame(x0, 120, x1, 170)
    page.lines(60, 132, ["Встречи с писателями,", "чтения вслух, уроки", "для школьников"], step=12)
    page.text(224, 132, "15").text(314, 132, "2023")
    (table,) = tables_in(read(page))
    assert len(table) == 2 and table[1][1:] == ["15", "2023"]


# --- heads over columns that no rule draws


@pytest.mark.parametrize("ruled", [True, False])
def test_a_heading_spans_the_columns_that_it_is_centred_over(read, ruled):
    page = Page()
    if ruled:
        for y in (88, 128, 190):
            page.stroke(56, y, 470, y)
    page.text(60, 102, "Библиотека").text(285, 102, "Читатели").text(435, 102, "Выдача")
    for x, year in zip((280, 360, 440), ("2022", "2023", "2023"), strict=True):
        page.text(x - 20, 120, year)
    rows = [["Ольховка", "300", "310", "7 100"], ["Липово", "118", "120", "2 050"]]
    rows += [["Ключи", "95", "99", "1 900"], ["Броды", "41", "44", "812"]]
    for index, row in enumerate(rows):
        right(page, (280, 360, 455), 142 + 14 * index, row)
    (table,) = tables_in(read(page))
    assert table[0] == ["Библиотека", "Читатели", "<", "Выдача"]
    assert table[1:] == [["", "2022", "2023", "2023"], *rows]


def test_a_short_rule_below_a_heading_draws_its_columns(read):
    page = Page().stroke(56, 88, 470, 88).stroke(56, 128, 470, 128)
    page.text(250, 102, "Дети").text(400, 102, "Взрослые")
    page.stroke(238, 106, 302, 106).stroke(388, 106, 462, 106)
    for end, text in zip((260, 300, 410, 460), ("2022", "2023", "2022", "2023"), strict=True):
        page.text(end - 20, 120, text)
    rows = [[f"Село {index}", *(str(100 + index + at) for at in range(4))] for index in range(4)]
    body(page, (260, 300, 410, 460), 142, rows, 14)
    (table,) = tables_in(read(page))
    assert table[0] == ["", "Дети", "<", "Взрослые", "<"]
    assert table[2:] == rows


@pytest.mark.parametrize(
    ("heads", "xs"),
    [
        (["Библиотека", "Читатели", "Посещено", "Выдача"], (60, 113, 156, 199)),
        (["Сельсовет", "Взрослые", "Школьники", "Дошколята"], (60, 108, 151, 199)),
        (["Год", "Поступило", "Выбывших", "Состояло"], (60, 103, 151, 194)),
    ],
)
def test_headings_that_nearly_touch_are_one_each(read, heads, xs):
    page = Page()
    for x, head in zip(xs, heads, strict=True):
        page.text(x, 100, head)
    rows = [["Ольхово", "310", "2900", "710"], ["Липово", "120", "2050", "190"]]
    rows += [["Ключи", "95", "700", "140"], ["Броды", "44", "812", "99"]]
    for index, row in enumerate(rows):
        for x, text in zip((60, *(x + 5 for x in xs[1:])), row, strict=True):
            page.text(x, 120 + 15 * index, text)
    (table,) = tables_in(read(page))
    assert table == [heads, *rows]


def test_a_title_close_above_a_table_is_not_cut_into_headings(read):
    page = Page().text(60, 105, "Сведения о читателях сети")
    body(page, ENDS, 120, [*BODY, ["Фонд", "12 100", "12 250", "12 400"]])
    document = read(page)
    assert (
        "Сведения о читателях сети"
        in " ".join(getattr(block, "text", "") for block in document.blocks)
        or tables_in(document)[0][0][0] == "Сведения о читателях сети"
    )


# --- labels of several lines


@pytest.mark.parametrize(
    "lines",
    [
        [(0, "Читатели до 14 лет"), (12, "включительно"), (0, None)],
        [(0, "Читатели детских и"), (12, "школьных библиотек"), (12, None)],
        [(0, "Читатели взрослых"), (12, "Библиотек района"), (6, None)],
    ],
    ids=["figures first", "figures last", "figures between"],
)
def test_the_lines_of_a_label_are_one_with_their_figures(read, lines):
    page = Page()
    body(page, ENDS, 100, BODY[:2], 24)
    for down, text in lines:
        if text is None:
            for end, figure in zip(ENDS, ("501", "502", "503"), strict=True):
                page.text(end - 15, 148 + down, figure)
        else:
            page.text(60, 148 + down, text)
    body(page, ENDS, 184, BODY[2:], 24)
    label = " ".join(text for _, text in lines if text)
    (table,) = tables_in(read(page))
    assert table == [*BODY[:2], [label, "501", "502", "503"], BODY[2]]


# --- columns and labels beyond the lines


def test_figures_side_by_side_in_the_cells_of_one_column_are_two_columns(read):
    page = Page()
    rows = [["Ольхово", "310", "290", "71"], ["Липово", "120", "205", "19"]]
    rows += [["Ключи", "95", "70", "14"], ["Броды", "44", "81", "9"]]
    page.table(
        "| Село | Читатели | Выдача |\n" + "\n".join("|  |  |  |" for _ in rows),
        56,
        100,
        (100, 120, 60),
    )
    for index, row in enumerate(rows):
        for x, text in zip((60, 165, 220, 285), row, strict=True):
            page.text(x, 132 + 20 * index, text)
    (table,) = tables_in(read(page))
    assert table == [["Село", "Читатели", "<", "Выдача"], *rows]


def test_labels_left_of_the_first_line_belong_to_the_rows(read):
    page = Page()
    drawing = "| 2021 | 2022 | 2023 |\n" + "\n".join(f"| {' | '.join(row[1:])} |" for row in BODY)
    page.table(drawing, 200, 100, (80, 80, 80))
    for index, row in enumerate(BODY):
        page.text(110, 132 + 20 * index, row[0])
    (table,) = tables_in(read(page))
    assert table == [["", "2021", "2022", "2023"], *BODY]


# --- two tables, shading


def test_tables_of_other_columns_below_each_other_are_two(read):
    page = Page()
    first = [[f"Село {index}", str(310 + index), str(99 + index)] for index in range(4)]
    second = [[f"Год {index}", *(str(70 + index + at) for at in range(3))] for index in range(4)]
    page.text(60, 100, "Район")
    page.text(280, 100, "дети").text(360, 100, "семьи")
    body(page, (300, 385), 114, first, 14)
    page.text(60, 198, "Срок").text(240, 198, "зима").text(310, 198, "весна").text(395, 198, "лето")
    body(page, (260, 340, 420), 212, second, 14)
    tables = tables_in(read(page))
    assert [table[-4:] for table in tables] == [first, second]


@pytest.mark.parametrize("every", [1, 2])
def test_shaded_cells_without_lines_are_a_table_and_no_chart(read, every):
    page = Page()
    rows = [["Показатель", "2021", "2022", "2023"], *BODY, ["Фонд", "12 100", "12 250", "12 400"]]
    for index in range(0, len(rows), every):
        for x0, x1 in ((56, 220), (220, 310), (310, 390), (390, 470)):
            page.fill(x0, 100 + 20 * index, x1 - 1, 119 + 20 * index, grey=0.85)
    body(page, ENDS, 114, rows, 20)
    document = read(page)
    assert tables_in(document) == [rows]
    assert not any(isinstance(block, Chart) for block in document.blocks)


def test_segments_of_bars_side_by_side_stay_a_chart(read):
    page = Page()
    for index, ends in enumerate(
        ((100, 180, 260, 300), (100, 150, 290, 330), (100, 210, 240, 390))
    ):
        for at, (x0, x1) in enumerate(pairwise(ends)):
            page.fill(x0, 100 + 28 * index, x1, 120 + 28 * index, grey=0.3 * at)
            page.text(x0 + 5, 114 + 28 * index, str(7 + at))
    document = read(page)
    assert not tables_in(document)
    assert any(isinstance(block, Chart) for block in document.blocks)


# --- words cut by a narrow column


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Камышенский сельсовет", 5),
        ("Тюнгюлюнский наслег", 4),
        ("Обновляемость", 6),
        ("Обновляемость фонда", 9),
        ("Межпоселенческая библиотека", 10),
        ("документовыдача", 14),
    ],
)
def test_words_cut_by_their_narrow_cell_are_whole_again(read, text, width):
    lines = [
        word[start : start + width] for word in text.split() for start in range(0, len(word), width)
    ]
    page = Page()
    page.table("|  | 15 |\n|  | 16 |", 60, 100, (LETTER * width + 11, 80), step=80)
    page.lines(65, 112, lines).text(65, 192, "Сёла"[:width])
    (table,) = tables_in(read(page))
    assert table[0] == [text, "15"]
