"""Tables whose columns or rows no gap and no rule parts: all rows together show them. Letters are 5
points wide, so that a blank is too narrow to part two texts of one row.
"""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from tests.pdf_writer import Page
from tests.test_read_pdf_few_rules import body, right, tables_in

LETTER = 5


# --- figures side by side


@pytest.mark.parametrize(
    "rows",
    [
        [["41,2", "44,8"], ["12,5", "18,0"], ["38,0", "41,3"]],
        [["655", "3 906"], ["733", "5 012"], ["1 018", "4 440"]],
        [["38", "41"], ["11", "13"], ["14", "19"], ["120", "7"]],
    ],
    ids=["decimals", "thousands", "short"],
)
def test_figures_that_cannot_be_one_number_are_two_columns(read, rows):
    page = Page()
    labels = ["Книги", "Газеты и журналы", "Ноты", "Записи"]
    ends = (300, 305 + LETTER * max(len(second) for _, second in rows))
    body(page, ends, 100, [[label, *figures] for label, figures in zip(labels, rows, strict=False)])
    (table,) = tables_in(read(page))
    assert [row[1:] for row in table] == rows


def test_the_groups_of_one_number_stay_together(read):
    page = Page()
    rows = [["Книги", "31 204", "12"], ["Газеты", "12 050", "7"], ["Журналы", "55 205", "15"]]
    body(page, (300, 380), 100, rows)
    assert tables_in(read(page)) == [rows]


# --- words that begin at one place


@pytest.mark.parametrize(
    "texts",
    [
        ["15 января", "8 февраля", "21 марта", "12 апреля", "27 мая"],
        ["Ветров А.", "Полевая-Речная", "Ива", "Рощина", "Лугов"],
    ],
    ids=["dates", "names"],
)
def test_words_that_begin_at_one_place_are_a_column(read, texts):
    page = Page()
    start = 60 + LETTER * max(map(len, texts)) + 6
    for at, text in enumerate(texts):
        y = 100 + 15 * at
        page.text(60, y, text).text(start, y, ("Чтения", "Беседа", "Игра")[at % 3])
        page.text(300, y, str(12 + at)).text(380, y, str(140 + at))
    (table,) = tables_in(read(page))
    assert [row[0] for row in table] == texts
    assert {len(row) for row in table} == {4}


def test_the_number_of_a_branch_is_no_column(read):
    page = Page()
    rows = [[f"Филиал № {at}", str(2100 + at), str(30 + at)] for at in range(1, 6)]
    body(page, (300, 380), 100, rows)
    assert tables_in(read(page)) == [rows]


# --- headings


@pytest.mark.parametrize("heads", [("2022 год", "2023 год"), ("План, экз.", "План, экз.")])
def test_headings_that_touch_are_parted_over_their_columns(read, heads):
    page = Page()
    at = 260.0
    ends = []
    for head in heads:
        page.text(at, 100, head)
        ends.append(at + LETTER * len(head) - 4)
        at += LETTER * len(head) + 5
    rows = [["Книги", "31 204", "31 870"], ["Ноты", "12 050", "12 148"], ["Газеты", "6 718", "690"]]
    page.text(60, 100, "Издания")
    body(page, ends, 120, rows)
    (table,) = tables_in(read(page))
    assert table == [["Издания", *heads], *rows]


def test_a_heading_of_two_lines_spans_its_columns(read):
    page = Page()
    page.text(305, 100, "Охват").text(60, 112, "Сёла").text(290, 112, "населения")
    page.text(270, 130, "2022").text(335, 130, "2023")
    body(
        page, (290, 355), 150, [["Ключи", "38,2", "39,0"], ["Луга", "51", "50"], ["Бор", "46", "4"]]
    )
    (table,) = tables_in(read(page))
    assert table[:2] == [["Сёла", "Охват населения", "<"], ["", "2022", "2023"]]


# --- captions, labels


@pytest.mark.parametrize("caption", ["Таблица 5.     Сведения о фонде", "Табл. 2     Фонд за год"])
def test_the_caption_is_no_row(read, caption):
    page = Page()
    for at, text in enumerate(caption.split("     ")):
        page.text(100 + 150 * at, 85, text)
    rows = [["Книги", "31 204", "31"], ["Ноты", "12 050", "12"], ["Газеты", "6 718", "690"]]
    body(page, (300, 380), 100, rows)
    assert tables_in(read(page)) == [rows]


def test_the_line_of_a_label_that_is_nearer_goes_on(read):
    page = Page()
    for at, (label, more) in enumerate((("Посёлок", "Берёзово"), ("Село", "Заречье"), ("Бор", ""))):
        y = 100 + 40 * at
        right(page, (300, 380), y, [label, str(40 + at), str(30 + at)])
        if more:
            page.text(60, y + 12, more)
    (table,) = tables_in(read(page))
    assert [row[0] for row in table] == ["Посёлок Берёзово", "Село Заречье", "Бор"]


# --- rules that stop short


HEAD = "| Месяц | Взрослые | Дети | Новые |"
BODY = [
    ["Январь", "612", "704", "88"],
    ["Февраль", "655", "731", "61"],
    ["Март", "701", "690", "54"],
]
XS = (56, 200, 290, 370, 450)


def test_outer_walls_that_end_below_the_head(read):
    page = Page()
    page.table(HEAD, 56, 100, (144, 90, 80, 80))
    for x in XS[1:-1]:
        page.stroke(x, 120, x, 180)
    body(page, (280, 360, 440), 135, BODY)
    (table,) = tables_in(read(page))
    assert table == [["Месяц", "Взрослые", "Дети", "Новые"], *BODY]


def stacked(page: Page, groups: Sequence[Sequence[Sequence[str]]], step: int = 13) -> None:
    """Rows with a rule only between their groups."""
    page.table(HEAD, 56, 100, (144, 90, 80, 80))
    y = 120.0
    for group in groups:
        below = y + step * len(group) + 5
        for x0, x1 in pairwise(XS):
            page.frame(x0, y, x1, below)
        body(page, (280, 360, 440), y + step - 1, group, step)
        y = below


@pytest.mark.parametrize("sizes", [(2, 3, 1), (1, 2, 1, 2), (3, 3)])
def test_rows_between_rules_come_apart(read, sizes):
    page = Page()
    months = ["Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"]
    rows = [[name, str(600 + at), str(70 + at), str(8 + at)] for at, name in enumerate(months)]
    groups, at = [], 0
    for size in sizes:
        groups.append(rows[at : at + size])
        at += size
    stacked(page, groups)
    (table,) = tables_in(read(page))
    assert table[1:] == rows


@pytest.mark.parametrize(
    "group",
    [
        [["Число всех", "120", "130", "140"], ["читателей", "(5 %)", "(6 %)", "(7 %)"]],
        [["Выдано", "18", "19", "20"], ["Книг", "450,0", "460,0", "470,0"]],
        [["Число", "120", "130", "140"], ["читателей", "11", "12", "13"]],
    ],
    ids=["shares", "broken numbers", "label goes on"],
)
def test_one_row_of_two_lines_stays_one(read, group):
    page = Page()
    stacked(page, [group, *([row] for row in BODY)])
    (table,) = tables_in(read(page))
    assert len(table) == 1 + 1 + len(BODY)


@pytest.mark.parametrize("count", [3, 5])
def test_rows_drawn_as_stripes_find_their_columns(read, count):
    page = Page()
    rows = [[f"Село {at}", str(600 + at), str(70 + at), str(8 + at)] for at in range(count)]
    for at in range(count + 1):
        page.frame(56, 100 + 20 * at, 470, 120 + 20 * at)
    body(page, (280, 360, 440), 114, [["Сёла", "Взрослые", "Дети", "Новые"], *rows], 20)
    assert tables_in(read(page)) == [[["Сёла", "Взрослые", "Дети", "Новые"], *rows]]
