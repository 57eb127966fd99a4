"""What a reader of the page sees is read, and nothing else: double printing, hidden text,
watermarks, leaders, marks of notes, long names, fields of forms, pages and tables drawn sideways,
columns.
"""

import pytest

from extractor.model import Document, Paragraph, Table
from tests.pdf_writer import Page

FUND = "| Вид | 2022 | 2023 |\n| Книги | 410 | 425 |\n| Газеты | 31 | 37 |\n| Ноты | 8 | 9 |"
WIDTHS = (120, 80, 80)
ENGINES = pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])


def fund_page() -> Page:
    page = Page()
    page.text(60, 60, "Фонд библиотеки")
    page.table(FUND, 60, 100, WIDTHS)
    return page


def rows_in(document: Document) -> list[list[str]]:
    """The texts of the first table, row by row."""
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


def fund_rows() -> list[list[str]]:
    return [[text.strip() for text in row.strip("|").split("|")] for row in FUND.splitlines()]


def told(document: Document, key: str) -> str:
    return " ".join(notice.detail for notice in document.notices if notice.key == key)


# --- printed twice


@ENGINES
@pytest.mark.parametrize("shift", [0.3, 0.7, 1.1])
@pytest.mark.parametrize("text", ["810", "1 820", "Итого", "11", "7"])
def test_a_text_printed_twice_a_little_apart_is_read_once(read, text, shift, engine):
    page = Page()
    page.table("| Вид | 2023 |\n|  |  |", 60, 100, (120, 80))
    page.text(184, 132, text).text(184 + shift, 132, text)
    assert rows_in(read(page, engine=engine))[1] == ["", text]


@pytest.mark.parametrize("text", ["810", "2 415", "Всего"])
def test_letters_printed_twice_one_by_one_are_read_once(read, text):
    page = Page()
    page.table("| Вид | 2023 |\n|  |  |", 60, 100, (120, 80))
    for index, letter in enumerate(text):
        if letter != " ":
            page.text(184 + 5 * index, 132, letter).text(184.5 + 5 * index, 132, letter)
    assert rows_in(read(page))[1] == ["", text]


@pytest.mark.parametrize("text", ["8181", "11", "2022", "1212"])
def test_figures_that_repeat_themselves_stay_whole(read, text):
    page = Page()
    page.table(f"| Вид | 2023 |\n| Книги | {text} |", 60, 100, (120, 80))
    assert rows_in(read(page))[1] == ["Книги", text]


# --- unseen


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.text(274, 132, "999").fill(264, 124, 290, 136, grey=1),
        lambda page: page.text(274, 132, "999").fill(264, 124, 290, 136, grey=0.4),
        lambda page: page.ops.append("1 g") or page.text(300, 132, "999").ops.append("0 g"),
        lambda page: page.ops.append("3 Tr") or page.text(300, 132, "999").ops.append("0 Tr"),
        lambda page: page.text(700, 132, "999"),
        lambda page: page.text(300, 900, "999"),
        lambda page: setattr(page, "crop", (0, 0, 500, 842)) or page.text(520, 132, "999"),
    ],
    ids=["white over", "grey over", "white", "no ink", "right of page", "below page", "cropped"],
)
def test_text_that_nobody_sees_is_named_and_not_read(read, hide):
    page = fund_page()
    hide(page)
    document = read(page)
    assert "999" not in [cell for row in rows_in(document) for cell in row]
    assert not any("999" in block.text for block in document.blocks if isinstance(block, Paragraph))
    assert "999" in told(document, "text_hidden")


def test_a_value_written_over_a_covered_one_is_read(read):
    page = fund_page()
    page.fill(262, 122, 338, 138, grey=1).text(264, 132, "500")
    assert rows_in(read(page))[1] == ["Книги", "410", "500"]


@pytest.mark.parametrize("grey", [0, 0.3])
def test_white_letters_on_colour_are_read(read, grey):
    page = Page().fill(60, 100, 340, 120, grey=grey)
    page.ops.append("1 g")
    page.text(64, 112, "Вид").text(184, 112, "2022").text(264, 112, "2023").ops.append("0 g")
    page.table(FUND.replace("Вид", "").replace("2022", "").replace("2023", ""), 60, 100, WIDTHS)
    document = read(page)
    assert rows_in(document) == fund_rows() and not told(document, "text_hidden")


def test_shading_drawn_between_the_cells_texts_hides_none(read):
    page = Page()
    for row, y in enumerate((100, 120, 140, 160)):
        page.fill(60, y, 340, y + 20, grey=0.9)
        for x, text in zip((64, 184, 264), fund_rows()[row], strict=True):
            page.text(x, y + 12, text)
    blank = "\n".join("|  |  |  |" for _ in range(4))
    page.table(blank, 60, 100, WIDTHS)
    assert rows_in(read(page)) == fund_rows()


# --- watermarks


def askew(page: Page, x: float, y: float, text: str, size: float, slope: float) -> Page:
    codes = "".join(f"{ord(letter):04x}" for letter in text)
    page.ops.append(
        f"BT /plain {size} Tf 1 {slope} {-slope} 1 {x} {page.height - y} Tm <{codes}> Tj ET"
    )
    return page


@ENGINES
@pytest.mark.parametrize(
    ("x", "y", "text", "size", "slope"),
    [
        (100, 180, "ПРОЕКТ", 40, 1),
        (70, 170, "Образец 2020", 24, 0.5),
        (160, 120, "копия", 30, -0.4),
    ],
)
def test_a_watermark_askew_is_named_and_in_no_cell(read, x, y, text, size, slope, engine):
    document = read(askew(fund_page(), x, y, text, size, slope), engine=engine)
    assert rows_in(document) == fund_rows()
    assert text in told(document, "text_watermark")


def test_large_letters_over_lines_of_text_are_a_watermark(read):
    document = read(fund_page().text(70, 172, "ОБРАЗЕЦ", size=60))
    assert rows_in(document) == fund_rows() and "ОБРАЗЕЦ" in told(document, "text_watermark")


def test_a_large_title_over_nothing_is_read(read):
    document = read(fund_page().text(60, 40, "Отчёт", size=30))
    assert "Отчёт" in [block.text for block in document.blocks if isinstance(block, Paragraph)]


# --- leaders


@ENGINES
@pytest.mark.parametrize("leader", ["..........", " ..........", "………", " . . . . . ."])
def test_leaders_are_no_part_of_a_label(read, leader, engine):
    page = Page()
    page.table("| Вид | 2023 |\n|  | 425 |", 60, 100, (120, 80))
    page.text(64, 132, f"Книги{leader}")
    assert rows_in(read(page, engine=engine))[1] == ["Книги", "425"]


def test_a_leader_that_touches_its_figure_is_cut_there(read):
    page = Page()
    for index, (label, figure) in enumerate(
        (("Книги", "1 425"), ("Газеты", "37"), ("Журналы", "112"), ("Ноты", "9"))
    ):
        dots = "." * (40 - len(label) - len(figure))
        page.text(60, 100 + 14 * index, f"{label}{dots}{figure}")
        page.text(300, 100 + 14 * index, str(11 + index))
    assert rows_in(read(page))[0] == ["Книги", "1 425", "11"]


@pytest.mark.parametrize("text", ["и т. д.", "…", "12.05.2023", "А. Б. В."])
def test_dots_of_a_text_stay(read, text):
    page = Page()
    page.table(f"| Вид | {text} |\n| Книги | 425 |", 60, 100, (120, 80))
    assert rows_in(read(page))[0] == ["Вид", text]


# --- marks of notes


@ENGINES
@pytest.mark.parametrize(("rise", "size"), [(3, 6), (5, 6), (6, 7), (4, 5)])
def test_a_mark_however_high_is_a_note_of_its_figure(read, rise, size, engine):
    page = Page()
    page.table("| Вид | 2023 |\n| Книги | 1 425 |\n| Ноты | 9 |", 60, 100, (120, 80))
    page.text(184 + 25, 132 - rise, "1", size=size).text(184 + 5, 152 - rise, "2)", size=size)
    document = read(page, engine=engine)
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert rows_in(document)[1:] == [["Книги", "1 425"], ["Ноты", "9"]]
    assert [cell.notes for cell in table.cells if cell.notes] == [("p1:1",), ("p1:2",)]


# --- over the rule


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Межпоселенческая центральная", "120"),
        ("Районная библиотека семейная", "2 050"),
        ("Библиотека-музей Заречная-2 имени", "77"),
    ],
)
def test_a_name_printed_over_the_rule_stays_in_its_cell(read, text, figure):
    page = Page()
    page.table("| Библиотека | Читатели |\n|  |  |", 60, 100, (120, 140))
    page.text(64, 132, text).text(270, 132, figure)
    assert rows_in(read(page))[1] == [text, figure]


# --- fields


def test_values_typed_into_a_form_are_read_where_they_stand(read):
    page = Page()
    page.table("| Вид | 2023 |\n| Книги |  |\n| Ноты |  |\n| Сдан |  |", 60, 100, (120, 80))
    page.typed(182, 122, 258, 138, "1 425").typed(182, 142, 258, 158, "девять экз.")
    page.typed(182, 162, 198, 178, "/Yes")
    assert [row[1] for row in rows_in(read(page))] == ["2023", "1 425", "девять экз.", "☑"]


@pytest.mark.parametrize(
    ("value", "text"), [("425", "425"), ("строка 1\rстрока 2", "строка 1\nстрока 2"), ("/Off", "☐")]
)
def test_the_value_of_a_field_outside_of_a_table_is_read(read, value, text):
    page = Page().text(60, 100, "Читателей:").typed(120, 80, 300, 110, value)
    texts = " ".join(block.text for block in read(page).blocks if isinstance(block, Paragraph))
    assert all(part in texts for part in text.split("\n"))


# --- sideways


def drawn_sideways(page: Page, turn: int) -> Page:
    """The same sight drawn turned on an upright page: nothing in the file says so."""
    turned = page.turned({90: 270, 270: 90, 180: 180}[turn])
    return Page(turned.width, turned.height, ops=turned.ops)


@pytest.mark.parametrize("turn", [90, 270, 180])
def test_a_page_drawn_sideways_is_read_upright(read, turn):
    page = fund_page().lines(60, 300, ["Фонд вырос за год.", "Куплены книги и ноты."])
    document = read(drawn_sideways(page, turn))
    assert rows_in(document) == fund_rows()
    assert document.blocks[0].text == "Фонд библиотеки"


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_drawn_sideways_among_level_text_is_read_upright(read, turn):
    page = Page().lines(60, 60, ["Отчёт библиотеки за год и таблица фонда, набранная боком"])
    page.lines(60, 700, ["Книги куплены на средства района.", "Ноты подарены читателями сети."])
    columns, rows = (120, 80, 80), fund_rows()
    for row in range(4):
        for column in range(3):
            left, right = sum(columns[:column]), sum(columns[: column + 1])
            if turn == 90:
                box = (100 + 20 * row, 500 - right, 120 + 20 * row, 500 - left)
                at = (112 + 20 * row, 496 - left)
            else:
                box = (260 - 20 * row, 200 + left, 280 - 20 * row, 200 + right)
                at = (268 - 20 * row, 204 + left)
            page.frame(*box).text(*at, rows[row][column], turn=turn)
    document = read(page)
    assert rows_in(document) == rows
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert table.cells[0].box is not None and table.cells[0].box[1] >= 200


# --- columns of text

LEFT = [
    "В прошедшем году сеть района",
    "обслужила 830 читателей, на десять",
    "больше, чем год назад. Посещений",
    "было 9 300, выдано 43 400",
    "экземпляров книг и журналов.",
    "Фонд сети насчитывает 12 400",
    "экземпляров разных изданий.",
]
RIGHT = [
    "С детьми работали по трём планам",
    "летнего чтения и по одному плану",
    "осеннему. Участников было 95, все",
    "они получили подарки от района.",
    "Издано шесть буклетов и одна",
    "закладка с планом на год.",
]


@pytest.mark.parametrize("shift", [0, 5])
def test_columns_of_text_are_read_one_after_the_other(read, shift):
    page = Page().text(60, 60, "Отчёт библиотек района за прошедший год и планы сети на новый")
    page.lines(60, 100, LEFT).lines(310, 100 + shift, RIGHT)
    texts = [block.text for block in read(page).blocks if isinstance(block, Paragraph)]
    assert " ".join(texts[1:]) == " ".join([*LEFT, *RIGHT])


def test_three_columns_of_text_are_read_one_after_the_other(read):
    third = ["Платных услуг оказано много", "разных и дорогих. Штат сети"]
    third += ["мал, но дружен. Район помог", "деньгами на ремонт зданий."]
    page = Page().lines(40, 100, LEFT).lines(225, 100, RIGHT).lines(410, 100, third)
    texts = [block.text for block in read(page).blocks if isinstance(block, Paragraph)]
    assert " ".join(texts) == " ".join([*LEFT, *RIGHT, *third])


def set_flush(page: Page, x: float, y: float, texts: list[str], width: float = 190) -> Page:
    """Lines whose words are drawn apart so that all but the last end at one place."""
    for index, text in enumerate(texts):
        words = text.split()
        spare = width - sum(5 * len(word) for word in words)
        gap = spare / (len(words) - 1) if index < len(texts) - 1 else 5
        left = x
        for word in words:
            page.text(left, y + 13 * index, word)
            left += 5 * len(word) + gap
    return page


@pytest.mark.parametrize("shift", [0, 6.5])
@pytest.mark.parametrize("gutter", [12, 60])
def test_columns_of_text_that_is_set_flush_are_read_one_after_the_other(read, shift, gutter):
    page = set_flush(Page(), 60, 100, LEFT)
    set_flush(page, 250 + gutter, 100 + shift, RIGHT)
    document = read(page)
    assert " ".join(block.text for block in document.blocks) == " ".join([*LEFT, *RIGHT])


def test_columns_of_short_paragraphs_are_read_one_after_the_other(read):
    left = ["Библиотеки района обслужили 830", "взрослых.", "Книг и журналов выдано всего 43"]
    left += ["тысячи.", "Посещений за прошлый год было 9", "тысяч."]
    right = ["Детей за лето принято в сети 95", "человек.", "Буклетов и закладок издано всего"]
    right += ["шесть.", "Зданий после ремонта открыто два", "за год."]
    texts = [b.text for b in read(Page().lines(60, 100, left).lines(250, 100, right)).blocks]
    assert " ".join(texts) == " ".join([*left, *right])


def test_an_item_of_a_list_that_stands_in_the_middle_by_chance_is_whole(read):
    page = Page().text(60, 60, "За год в сеть поступило много книг, газет и журналов, нот, карт, ")
    item = "книги для детей и для взрослых, ноты и карты, куплены за год на деньги района, города и"
    page.text(77, 90, "–").text(87, 90, item).text(87, 103, "сёл;")
    texts = [block.text for block in read(page).blocks]
    assert texts[-1] == f"– {item} сёл;"


def test_a_sentence_goes_on_in_the_next_column(read):
    page = Page().lines(60, 100, LEFT[:4]).lines(310, 100, [LEFT[4], *RIGHT])
    texts = [block.text for block in read(page).blocks if isinstance(block, Paragraph)]
    assert texts[0].startswith(" ".join(LEFT[:5]))


def test_names_beside_offices_are_no_columns_of_text(read):
    page = Page()
    for index, (office, name) in enumerate(
        (("Директор", "А. Б. Ветров"), ("Методист", "В. Г. Лугова"), ("Мастер", "Д. Е. Рощин"))
    ):
        page.text(60, 100 + 14 * index, office).text(300, 100 + 14 * index, name)
    texts = [block.text for block in read(page).blocks if isinstance(block, Paragraph)]
    assert " ".join(texts) == "Директор А. Б. Ветров Методист В. Г. Лугова Мастер Д. Е. Рощин"
