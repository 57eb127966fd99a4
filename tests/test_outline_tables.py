"""The outline room: captions of tables, continued tables, and what must hold for any document."""

import pytest
from drawing import P, drawn, table
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from extractor.model import Chart, Document, Outline, Part, Table
from extractor.outline import outline_document
from extractor.places import cell_place


def captions(drawing: str) -> list[str]:
    return [each.caption for each in outline_document(drawn(drawing)).tables]


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("Состав фонда", True),
        ("Состав персонала.", True),
        ("Выдано документов, экз.", True),
        ("Библиотека села Луговое", True),
        ("Сёла, жители которых пользуются передвижкой", True),
        ("Выполнение плана (в процентах)", True),
        ("2022 год", True),
        ("Где работает передвижка", True),
        ("Фонд обновляется", False),
        ("Изменений в сети не было", False),
        ("По сравнению с 2021 годом фонд увеличился", False),
        ("Филиал работает ежедневно", False),
        ("Книги получены в срок.", False),
        ("– книги и ноты", False),
        ("Книги, ноты;", False),
        ("14 тыс. книг", False),
        ("https://example.org/fond", False),
    ],
)
def test_a_name_of_a_table_is_told_from_a_sentence(line, is_name):
    assert captions(f"{P}\n{line}\n{A}") == [line if is_name else ""]


A = "| Вид | 2021 | 2022 |\n| Книги | 1 | 2 |"
B = A.replace("Вид", "Род")
C = "| Вид | Взрослым | Детям | Школам |\n| Книги | 1 | 2 | 3 |"
CAPTIONS = {
    "a numbered line above names the table with its unit": (
        f"{P}\nТаблица 1. Состав\n(тыс. экз.)\n\n{A}",
        ["Таблица 1. Состав (тыс. экз.)"],
    ),
    "a number and a name on two lines are one caption": (
        f"{P}\nТаблица 2\nДвижение фонда\n{A}",
        ["Таблица 2 Движение фонда"],
    ),
    "further columns of a table keep its name": (
        f"{P}\nТаблица 3. Состав\n{A}\nОкончание таблицы 3\n{C}",
        ["Таблица 3. Состав", "Таблица 3. Состав"],
    ),
    "what continues another table does not": (
        f"{P}\nТаблица 3. Состав\n{A}\nПродолжение таблицы 2\n{C}",
        ["Таблица 3. Состав", "Продолжение таблицы 2"],
    ),
    "numbered lines below name the tables above them": (
        f"**1. Фонды**\n{A}\nТаблица 1. Состав\n{B}\nТаблица 2. Движение\n{P}",
        ["Таблица 1. Состав", "Таблица 2. Движение"],
    ),
    "numbered lines above name the tables below them": (
        f"{P}\nТаблица 1. Состав\n{A}\nТаблица 2. Движение\n{B}",
        ["Таблица 1. Состав", "Таблица 2. Движение"],
    ),
    "the nearest short line names the table": (
        f"{P}\nСостав фонда по видам\n\n{A}",
        ["Состав фонда по видам"],
    ),
    "a bold line above a table is its caption, not a heading": (
        f"**1. Фонды**\n{P}\n**Поступления**\n(в тыс. руб.)\n{A}",
        ["Поступления (в тыс. руб.)"],
    ),
    "a line that opens with a colon names the table": (
        f"{P}\nСостав фонда:\n{A}",
        ["Состав фонда:"],
    ),
    "an item of a list with a bracket names the table": (
        f"{P}\n1) Состав поступлений.\n{A}",
        ["1) Состав поступлений."],
    ),
    "a year alone names the table": (f"{P}\n2022\n{A}\n\n2023 г.\n{B}", ["2022", "2023 г."]),
    "a sentence does not name the table": (f"**1. Фонды**\nФонд увеличился.\n{A}", [""]),
    "a figure with its unit does not name the table": (
        f"**1. Фонды**\n14 тыс. книг для детей.\n{A}",
        [""],
    ),
    "a heading right above names the table, and those below it": (
        f"**1. Фонды**\n{A}\n\n{B}\n{P}\n{B}",
        ["Фонды", "Фонды", ""],
    ),
    "a unit alone under a heading belongs to its name": (
        f"**1. Фонды**\n(тыс. экз.)\n{A}",
        ["Фонды (тыс. экз.)"],
    ),
    "a unit alone is better than nothing": (f"{P}\n(тыс. экз.)\n{A}", ["(тыс. экз.)"]),
    "a name on two lines is one": (
        f"**1. Сеть**\n{P}\n**Движение фонда**\n**за три года**\n{A}",
        ["Движение фонда за три года"],
    ),
    "the second line of a heading is no caption of its own": (
        f"**1. Сеть**\n**и её состав**\n{A}",
        ["Сеть и её состав"],
    ),
    "the name of one table is not the name of the next": (
        f"{P}\nСостав фонда\n{A}\n\n{B}",
        ["Состав фонда", ""],
    ),
    "the name of a drawing does not name the table": (f"{P}\nРис. 2. Состав фонда\n{A}", [""]),
}


@pytest.mark.parametrize(("drawing", "names"), CAPTIONS.values(), ids=CAPTIONS.keys())
def test_a_table_has_its_caption(drawing, names):
    assert captions(drawing) == names


def test_a_name_on_two_lines_above_a_table_is_no_heading():
    outline = outline_document(drawn(f"**1. Сеть**\n{P}\n**Движение фонда**\n**за три года**\n{A}"))
    assert [each.section for each in outline.sections] == ["1"]


def test_an_introduction_leads_to_the_table():
    placed = outline_document(
        drawn(f"{P}\nСведения о фонде приведены в таблице.\nТаблица 1. Состав\n{A}")
    ).tables[0]
    assert (placed.caption, placed.caption_block, placed.lead) == (
        "Таблица 1. Состав",
        2,
        "Сведения о фонде приведены в таблице.",
    )


WORDS = "| № п/п | Библиотека | Адрес |\n| 1 | Первая | Мира, 1 |\n| 2 | Вторая | Мира, 2 |"
JOINS = {
    "a blank line inside a table": (f"{A}\n\n| Ноты | 3 | 4 |", "3: 0+0 2+2"),
    "a page inside a table": (f"{A}\n|~ Ноты | 3 | 4 |", "3: 0+0 1+2"),
    "a repeated header is printed once": (f"{A}\n\n{A.replace('Книги', 'Ноты')}", "3: 0+0 2+2-1"),
    "a repeated header of two rows is printed once": (
        "\n\n".join(
            f"| Зал | Площадь | < |\n| ^ | план | факт |\n| {hall} | мало | много |"
            for hall in ("Первый", "Второй")
        ),
        "4: 0+0 2+3-2",
    ),
    "a repeated row of column numbers is printed once": (
        f"{A.replace('| Книги', '| 1 | 2 | 3 |' + chr(10) + '| Книги')}\n~\n| 1 | 2 | 3 |\n| Ноты "
        "| 3 | 4 |",
        "4: 0+0 2+3-1",
    ),
    "the numbering of rows goes on": (f"{WORDS}\n\n| 3 | Третья | Мира, 3 |", "4: 0+0 2+3"),
    "a line says that the table goes on": (
        f"{WORDS}\nПродолжение таблицы 1\n"
        f"{WORDS.replace('| 1 |', '| 3 |').replace('| 2 |', '| 4 |')}",
        "5: 0+0 2+3-1",
    ),
    "three pieces": (f"{A}\n\n| Ноты | 3 | 4 |\n\n| Карты | 3 | 4 |", "4: 0+0 2+2 4+3"),
    "another header begins another table": (f"{A}\n\n{B}", "2, 2"),
    "years begin another table": (f"{A}\n\n| 2021 | 2022 | 2023 |\n| 5 | 6 | 7 |", "2, 2"),
    "a total ends a table": (f"{A}\n| Всего | 1 | 2 |\n\n| Ноты | 3 | 4 |", "3, 1"),
    "the same header after a total begins another table": (
        f"{A}\n| Итого | 1 | 2 |\n\n{A}",
        "3, 2",
    ),
    "a numbering that begins anew is another table": (f"{WORDS}\n\n{WORDS}", "3, 3"),
    "cards under each other stay apart": (
        "| Адрес | Мира, 1 |\n| Зал | 10 |\n\n| Адрес | Мира, 2 |\n| Зал | 30 |",
        "2, 2",
    ),
    "text between keeps tables apart": (f"{A}\n{P}\n| Ноты | 3 | 4 |", "2, 1"),
    "other columns begin another table": (f"{A}\n\n| Ноты | 3 |", "2, 1"),
    "figures in other columns begin another table": (f"{A}\n\n| Ноты | 3 | мало |", "2, 1"),
}


def pieces(drawing: str) -> str:
    """Rows of each table and, where joined, block + first row of each piece, and how many of its
    rows repeat the header.
    """
    tables = [each.table for each in outline_document(drawn(drawing)).tables]
    shown = (
        f"{each.rows}" + ": " * bool(each.parts) + " ".join(map(piece, each.parts))
        for each in tables
    )
    return ", ".join(shown)


def piece(part: Part) -> str:
    repeated = part.first_row - part.offset
    return f"{part.block}+{part.first_row}" + f"-{repeated}" * bool(repeated)


@pytest.mark.parametrize(("drawing", "joined"), JOINS.values(), ids=JOINS.keys())
def test_a_cut_table_is_joined_and_no_other(drawing, joined):
    assert pieces(drawing) == joined


def test_a_joined_cell_keeps_its_printed_place_and_the_repeated_rows_are_counted():
    joined = outline_document(drawn(f"{A}\n\n{A.replace('Книги', 'Ноты')}")).tables[0].table
    last = joined.cells[-1]
    assert (last.row, last.text) == (2, "2")
    assert str(cell_place("a.docx", joined, last)) == "a.docx#b2!R1C2"
    assert [part.first_row - part.offset for part in joined.parts] == [0, 1]


def test_a_nested_table_follows_its_parent_also_when_that_is_joined():
    inner = replace(drawn("| а | б |").blocks[0], block=3, parent=2)
    blocks = [*drawn(f"{A}\n\n| Ноты | 3 | 4 |").blocks, inner]
    tables = outline_document(Document("a.docx", "", "docx", tuple(blocks))).tables
    assert [(each.number, each.table.block, each.table.parent) for each in tables] == [
        (1, 0, None),
        (2, 3, 0),
    ]


def test_a_nested_table_without_its_parent_is_a_table_of_its_own():
    orphan = replace(drawn("| а | б |").blocks[0], block=1, parent=7)
    tables = outline_document(Document("a.docx", "", "docx", (*drawn(A).blocks, orphan))).tables
    assert [each.table.block for each in tables] == [0, 1]


def test_pieces_on_pages_join_only_where_their_sides_agree():
    def on_page(block: int, page: int, left: float, drawing: str) -> Table:
        flat = table(drawing.split("\n"), block)
        cells = tuple(replace(cell, page=page) for cell in flat.cells)
        return replace(flat, cells=cells, page=page, box=(left, 50.0, 500.0, 700.0))

    for left, count in ((72.0, 1), (140.0, 2)):
        blocks = (on_page(0, 4, 72.0, A), on_page(1, 5, left, "| Ноты | 3 | 4 |"))
        assert len(outline_document(Document("a.pdf", "", "pdf", blocks)).tables) == count


def test_a_chart_has_the_section_it_stands_in():
    chart = Chart(2, "barChart", "Фонд", ())
    outline = outline_document(
        Document("a.docx", "", "docx", (*drawn(f"**1. Фонды**\n{P}").blocks, chart))
    )
    assert outline.section_of_block[2] == "1"


LINES = st.sampled_from(
    [
        "**1. События**",
        "2. Сеть",
        "2.1. Состав",
        "**Итоги**",
        P,
        "",
        A,
        "| Ноты | 3 | 4 |",
        "~",
        "# Фонды",
        "Приложение 1",
    ]
)


@given(st.lists(LINES, max_size=25))
def test_no_drawing_loses_a_block_a_row_or_a_parent(lines):
    document = drawn("\n".join(lines))
    outline: Outline = outline_document(document)
    names = [each.section for each in outline.sections]
    assert len(set(names)) == len(names)
    assert {each.parent for each in outline.sections} <= {"", *names}
    assert len(outline.section_of_block) == len(document.blocks)
    grids = [each for each in document.blocks if isinstance(each, Table)]
    dropped = sum(
        part.first_row - part.offset for each in outline.tables for part in each.table.parts
    )
    assert sum(each.table.rows for each in outline.tables) + dropped == sum(
        each.rows for each in grids
    )
