"""Tables that draw no columns and go on overleaf are one, though their text ends elsewhere on every
page.
"""

from collections.abc import Sequence

import pytest

from extractor.model import Document, Paragraph, Table
from tests.pdf_writer import Page

HEAD = ["Село", "Читатели", "Посещения", "Клубы"]
STARTS = (60, 200, 300, 400)
FIRST = [[f"Луговое {at}", f"{300 + at}", f"{2 + at} 410", "–"] for at in range(5)]
NEXT = [[f"Малые Ключи {at}", f"{70 + at}", f"{at + 3}1 208", f"{11 + at}"] for at in range(4)]


def rows_of(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]
        for table in document.blocks
        if isinstance(table, Table)
    ]


def write(page: Page, y: float, rows: Sequence[Sequence[str]], starts: Sequence[float]) -> Page:
    for at, row in enumerate(rows):
        for x, text in zip(starts, row, strict=True):
            page.text(x, y + 14 * at, text)
    return page


def foot(rows: Sequence[object]) -> float:
    """The height at which rows end at the foot of a page."""
    return 780 - 14 * len(rows)


@pytest.mark.parametrize("again", [[], [HEAD]], ids=["once", "head again"])
@pytest.mark.parametrize("rows", [NEXT, NEXT[:3]])
def test_an_open_table_goes_on_overleaf(read, again, rows):
    above = Page().text(60, 60, "Показатели сёл района")
    write(above, foot(FIRST), [HEAD, *FIRST], STARTS)
    below = write(Page(), 60, [*again, *rows], STARTS).text(60, 300, "Итоги обсудили в мае.")
    assert rows_of(read(above, below)) == [[HEAD, *FIRST, *rows]]


@pytest.mark.parametrize(
    "starts",
    [(60, 150, 220, 470), (90, 200, 300, 400)],
    ids=["columns elsewhere", "labels elsewhere"],
)
def test_a_table_with_columns_elsewhere_is_another(read, starts):
    above = write(Page(), foot(FIRST), [HEAD, *FIRST], STARTS)
    below = write(Page(), 60, NEXT, starts)
    assert len(rows_of(read(above, below))) == 2


def test_a_table_that_ends_high_above_the_foot_is_over(read):
    above = write(Page(), 100, [HEAD, *FIRST], STARTS)
    other = Page().text(60, 780, "Последняя строка текста")
    below = write(Page(), 60, NEXT, STARTS)
    assert len(rows_of(read(other, above, below))) == 2


@pytest.mark.parametrize("pages", [2, 3])
def test_a_head_on_every_page_runs_along(read, pages):
    made = [Page().text(60, 40, "Лесной район. Отчёт") for _ in range(pages)]
    for at, page in enumerate(made):
        page.text(60, 200, f"Раздел о работе {at}")
    document = read(*made)
    assert document.margins == ("Лесной район. Отчёт",)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert not [text for text in texts if "Отчёт" in text]


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("Таблица 1. Фонд", True),
        ("Табл. 2 – Читатели", True),
        ("таблица 3 показывает рост", False),
    ],
)
def test_a_caption_begins_a_paragraph_below_a_sentence(read, line, begins):
    text = "Фонд библиотек района вырос, как и число читателей во всех."
    document = read(Page().lines(60, 100, [text, text, f"{line} {text}"[: len(text)]]))
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert (texts[-1].startswith(line)) is begins


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        (["всего", "в том числе детей"], ["Посещения", "<", "Выдано"]),
        (["всего", "из них на сайте"], ["Посещения", "<", "Выдано"]),
    ],
)
def test_a_heading_at_the_left_of_its_parts_heads_them_all(read, lines, spans):
    page = Page().text(60, 100, "Отдел").text(200, 100, "Посещения").text(420, 100, "Выдано")
    page.text(200, 114, lines[0]).text(300, 114, lines[1])
    rows = [[f"Зал {at}", f"{20 + at} 005", f"{6 + at} 412", f"{50 + at} 330"] for at in range(4)]
    write(page, 134, rows, (60, 200, 300, 420))
    (table,) = [block for block in read(page).blocks if isinstance(block, Table)]
    head = {cell.column: cell for cell in table.cells if cell.row == 0}
    assert (head[1].text, head[1].column_span, head[3].text) == (spans[0], 2, spans[2])
    assert [cell.text for cell in table.cells if cell.row == 1 and cell.text] == lines
