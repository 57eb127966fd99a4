"""Labels of rows in tables that draw few of their lines: set in the middle of the table, or once
for two rows; figures below each other are rows of their own.
"""

import pytest

from tests.pdf_writer import Page
from tests.test_read_pdf_few_rules import LETTER, body, right, tables_in

ENDS = (300, 380, 460)
HEAD = ["Показатель", "2021", "2022", "2023"]
TOWN = [["Книговыдача", "41 200", "42 300", "43 400"], ["Посещения", "9 100", "9 200", "9 300"]]
VILLAGE = [["Книговыдача", "11 200", "12 300", "13 400"], ["Посещения", "810", "820", "830"]]
GROUPS = ["Городские библиотеки", "Сельские"]


def middle(page: Page, y: float, text: str, left: float = 60, width: float = 400) -> None:
    page.text(left + (width - LETTER * len(text)) / 2, y, text)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(
    "groups",
    [GROUPS, ["ЦБС", "Клубы"], ["Город", "Село и посёлки"], ["Сеть Города", "Филиалы Района 5"]],
)
def test_a_label_in_the_middle_of_the_table_spans_it(read, ruled, groups):
    page = Page()
    right(page, ENDS, 100, HEAD)
    y = 120.0
    for label, rows in zip(groups, (TOWN, VILLAGE), strict=True):
        middle(page, y, label)
        if ruled:
            page.stroke(60, y - 11, 460, y - 11).stroke(60, y + 5, 460, y + 5)
        y = body(page, ENDS, y + 18, rows) + 6
    (table,) = tables_in(read(page))
    first, second = ([label, "<", "<", "<"] for label in groups)
    assert table == [HEAD, first, *TOWN, second, *VILLAGE]


def test_a_word_alone_in_a_column_of_words_is_no_label_of_a_group(read):
    page = Page()
    rows = [
        ["Встреча", "Зал", "Почта"],
        ["Чтения", "Сквер", "Сайт"],
        ["", "Сцена", ""],
        ["Уроки", "Класс", "Письмо"],
    ]
    for y, row in zip((120, 140, 160, 180), rows, strict=True):
        for x, text in zip((60, 245, 420), row, strict=True):
            page.text(x, y, text)
    page.text(60, 100, "Дело").text(245, 100, "Место").text(420, 100, "Связь")
    for y in (88, 106, 190):
        page.stroke(60, y, 460, y)
    (table,) = tables_in(read(page))
    assert ["", "Сцена", ""] in table


@pytest.mark.parametrize("step", [11, 12, 13])
def test_one_label_half_way_between_two_rows_is_that_of_both(read, step):
    rows = [("Фонд", "12 100", "12 250"), ("Выдача", "41 200", "42 300")]
    page = Page().text(60, 100, "Сеть").text(160, 100, "Что").text(300, 100, "2022")
    page.text(380, 100, "2023")
    y = 120.0
    for net in ("Город", "Село", "Школы"):
        page.text(60, y + step / 2, net)
        for at, (label, *figures) in enumerate(rows):
            page.text(160, y + at * step, label)
            for x, figure in zip((300, 380), figures, strict=True):
                page.text(x, y + at * step, figure)
        y += step * 3
    (table,) = tables_in(read(page))
    assert [row[0] for row in table[1:]] == ["Город", "^", "Село", "^", "Школы", "^"]
    assert [tuple(row[1:]) for row in table[1:]] == rows * 3


def test_figures_with_a_power_of_ten_make_rows(read):
    page = Page()
    rows = [
        ["Оценка", "2,41E+02", "7,6E-10"],
        ["Разброс", "1,05E+03", "6,59E-09"],
        ["Погрешность", "4,6E-01", "1,92E-07"],
    ]
    right(page, (300, 380), 100, ["Мера", "Город", "Село"])
    body(page, (300, 380), 115, rows)
    assert tables_in(read(page)) == [[["Мера", "Город", "Село"], *rows]]


TEXT = [
    "Районная сеть за год выдала больше",
    "книг, чем годом раньше, и приняла",
    "новых читателей из дальних сёл, где",
    "открылись пункты выдачи и залы для",
    "детей; встречи прошли в школах и в",
    "домах культуры, их вели методисты",
    "центральной библиотеки района, как",
    "и в прошлые годы, по средам утром",
]


@pytest.mark.parametrize("left", [True, False], ids=["table left", "table right"])
@pytest.mark.parametrize("step", [12, 15])
def test_a_table_of_three_lines_stands_beside_running_text(read, left, step):
    x, text_x = (60, 320) if left else (320, 60)
    page = Page().lines(text_x, 100, [*TEXT, *TEXT[2:]], step=12)
    page.lines(x, 184, TEXT[:5], step=12)
    rows = [["Фонд", "12 100", "12 250"], ["Выдача", "41 200", "42 300"], ["Читатели", "8", "9"]]
    lines = [["Что", "2022", "2023"], *rows]
    for at, (label, *figures) in enumerate(lines):
        page.text(x, 112 + at * step, label)
        for end, figure in zip((x + 120, x + 180), figures, strict=True):
            page.text(end - LETTER * len(figure), 112 + at * step, figure)
    foot = 112 + step * 3 + 4
    for y in (103, 116, foot):
        page.stroke(x, y, x + 180, y)
    document = read(page)
    assert tables_in(document) == [lines]
    text = " ".join(
        block.text for block in document.blocks if hasattr(block, "text") and block.text
    )
    assert left or " ".join([*TEXT, *TEXT[2:]]) in " ".join(text.split())


def test_long_labels_beside_the_rules_of_a_group_are_of_its_table(read):
    page = Page().text(330, 100, "Город").text(430, 100, "Село")
    labels = [
        ["Книги, которые читатели брали на дом", "и в зал по всем дням недели года"],
        ["Встречи и беседы, что прошли в школах", "и в домах культуры нашего района"],
        ["Новые газеты и журналы для взрослых и", "для детей, на год и на полгода"],
    ]
    figures = [("41 200", "1 200"), ("9 100", "810"), ("15", "12")]
    for x0, x1 in ((320, 470),):
        page.stroke(x0, 88, x1, 88).stroke(x0, 104, x1, 104).stroke(x0, 214, x1, 214)
    y = 120
    for lines, (town, village) in zip(labels, figures, strict=True):
        page.lines(60, y, lines, step=12)
        page.text(330, y, town).text(430, y, village)
        y += 34
    (table,) = tables_in(read(page))
    assert table[1:] == [
        [" ".join(lines), *row] for lines, row in zip(labels, figures, strict=True)
    ]


@pytest.mark.parametrize("walls", [(150,), (150, 310), (310,)])
def test_walls_between_rules_that_go_on_frame_nothing(read, walls):
    page = Page()
    rows = [[text.replace(" ", "") for text in row] for row in (*TOWN, *VILLAGE)]
    lines = [HEAD, *rows]
    for y in (88, 107, 139, 171):
        page.stroke(56, y, 464, y)
    for x in walls:
        for top, foot in ((90, 105), (109, 137), (141, 169)):
            page.stroke(x, top, x, foot)
    for at, row in enumerate(lines):
        right(page, ENDS, 100 + 16 * at, row)
    assert tables_in(read(page)) == [lines]


def test_a_label_that_stands_out_to_the_left_is_a_row_of_its_own(read):
    page = Page()
    lines = [["Показатель", "2021", "2022", "2023"], *TOWN]
    for at, row in enumerate(lines):
        right(page, ENDS, 100 + 15 * at, [f"     {row[0]}", *row[1:]])
    page.text(60, 145, "Село")
    for at, row in enumerate(VILLAGE):
        right(page, ENDS, 160 + 15 * at, [f"     {row[0]}", *row[1:]])
    page.text(60, 190, "Клуб")
    right(page, ENDS, 205, ["     Гости", "810", "820", "830"])
    (table,) = tables_in(read(page))
    assert [row[0] for row in table] == [
        *(row[0] for row in lines),
        "Село",
        *(row[0] for row in VILLAGE),
        "Клуб",
        "Гости",
    ]
