"""Tables as they are drawn, and what is observed in them.

``drawn_tables.txt`` holds the cases: a sentence, the drawing, and one line an observation: row and
column, row path, column path, period, value with unit and multiplier (words in quotation marks,
other absences by their status).
"""

from pathlib import Path

import pytest
from building import FILE, table_of
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from extractor.model import Cell, Part, PlacedTable, Status, Table
from extractor.tables import interpret_table

CASES = [
    case.strip()
    for case in (Path(__file__).parent / "drawn_tables.txt").read_text("utf-8").split("\n\n# ")[1:]
]
YEAR = 2023


def read(table, caption="", titles=(), year=YEAR, lead=""):
    return interpret_table(PlacedTable(1, table, "1", caption, lead=lead), FILE, titles, year)


def drawn(drawing, **about):
    return read(table_of(drawing), **about)[1]


def told(observation):
    """An observation as a line of ``drawn_tables.txt``."""
    quantity = observation
    stated = f"«{quantity.raw}»" if quantity.status == Status.TEXT else str(quantity.status)
    value = str(quantity.value) if quantity.value is not None else stated
    unit = f" {quantity.unit}" if quantity.unit else ""
    factor = f" ×{quantity.multiplier}" if quantity.multiplier != 1 else ""
    paths = [" / ".join(observation.row_path), " / ".join(observation.column_path)]
    parts = [
        f"{observation.row},{observation.column}",
        *paths,
        observation.period,
        f"{value}{unit}{factor}",
    ]
    return " ".join(" | ".join(parts).split())


def parts_of(case):
    """Sentence, caption, drawing, expected lines of a case."""
    sentence, *lines = case.splitlines()
    caption = next(
        (line.removeprefix("caption: ") for line in lines if line.startswith("caption: ")), ""
    )
    drawing = "\n".join(line for line in lines if line.startswith("|"))
    return sentence, caption, drawing, [line for line in lines if line[:1].isdigit()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.splitlines()[0])
def test_a_drawn_table_is_understood(case):
    _, caption, drawing, expected = parts_of(case)
    assert [told(each) for each in drawn(drawing, caption=caption)] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.splitlines()[0])
def test_every_cell_of_data_is_one_observation(case):
    table = table_of(parts_of(case)[2])
    layout, observations = read(table)
    data = [
        (c.row, c.column)
        for c, role in zip(table.cells, layout.roles, strict=True)
        if role in ("data", "total")
    ]
    assert [(each.row, each.column) for each in observations] == data
    assert set(layout.roles) <= {"header", "stub", "group", "data", "total", "note"}


SIMPLE = "| Показатель | Всего |\n| Фонд | 5 |"
SURROUNDINGS = [
    ({"caption": "Сведения за 2022 год"}, "2022", ""),
    ({"caption": "2021"}, "2021", ""),
    ({"caption": "на 01.01.2023"}, "2022", ""),
    ({"caption": "в динамике 2019–2023 годов"}, "", ""),
    ({"caption": "Расходы, тыс. руб."}, "", "RUB"),
    ({"caption": "Число библиотек района"}, "", ""),
    ({"titles": ("Планы на 2024 год", "Отчёт за 2023 год")}, "2024", ""),
    ({"lead": "Итоги прошлого года:"}, "2022", ""),
]


@pytest.mark.parametrize(("about", "period", "unit"), SURROUNDINGS)
def test_what_is_said_around_a_table_speaks_of_all_its_figures(about, period, unit):
    (found,) = drawn(SIMPLE, **about)
    assert (found.period, found.unit) == (period, unit)


NEAREST = [
    ("| Показатель, ед. | 2022 |\n| Фонд, экз. | 5 |", "2022", "copy", 1),
    ("| Показатель, тыс. руб. | 2022 |\n| Доходы | 5 |", "2022", "RUB", 1000),
    ("| Показатель | Сумма, руб. |\n| Доходы | 5 тыс. руб. |", "2021", "RUB", 1000),
    ("| Показатель | Сумма, тыс. руб. |\n| Доходы | 5 % |", "2021", "%", 1),
    ("| Показатель (2020) | Сумма, млн руб. |\n| Доходы | 5 |", "2020", "RUB", 1000000),
    (
        "| Отчёт за 2023 год, чел. | < |\n| Показатель | 2022 |\n| Читатели | 5 |",
        "2022",
        "person",
        1,
    ),
    (
        "| Часть, % | Расходы, тыс. руб. | из них: | < |\n| ^ | ^ | местные | прочие |\n| А | 7 | "
        "3 | 4 |",
        "2021",
        "RUB",
        1000,
    ),
    (
        "| Класс | Число библиотек |\n| от 5 до 10 тыс. экз. | 5 |\n| свыше 10 тыс. экз. | 5 |",
        "2021",
        "",
        1,
    ),
]


@pytest.mark.parametrize(("drawing", "period", "unit", "multiplier"), NEAREST)
def test_the_nearest_word_about_period_and_unit_counts(drawing, period, unit, multiplier):
    found = drawn(drawing, caption="Сведения за 2021 год, экз.")[-1]
    assert (found.period, found.unit, found.multiplier) == (
        period,
        unit,
        multiplier,
    )


DECIDED = [
    ("| Филиал | Расходы, тыс. руб. |\n| № 1 | 2,294 |\n| № 2 | 17 |", "2.294"),
    ("| Филиал | Доля, % |\n| № 1 | 2,294 |\n| № 2 | 17 |", "2.294"),
    ("| Филиал | Коэффициент |\n| № 1 | 2,294 |\n| № 2 | 0,017 |", "2.294"),
    ("| Показатель | 2022 | 2023 |\n| Обновляемость | 2,294 | 1,5 |", "2.294"),
    ("| Филиал | Просмотры |\n| № 1 | 2,294 |\n| № 2 | 1,234,567 |", "2294"),
    ("| Филиал | Просмотры |\n| № 1 | 2.294 |\n| № 2 | 2958 |", "None"),
    ("| Филиал | Просмотры |\n| № 1 | 2,294 |\n| № 2 | - |", "None"),
]


@pytest.mark.parametrize(("drawing", "value"), DECIDED)
def test_neighbours_decide_between_decimals_and_thousands_or_nobody_does(drawing, value):
    found = drawn(drawing)[0]
    assert str(found.value) == value
    assert (found.status == Status.UNCERTAIN) == (value == "None")
    assert ("thousands" in dict(found.extra)) == (value == "None")


def test_a_heading_in_bold_beside_empty_cells_stands_over_its_rows():
    table = table_of("| Показатель | 2023 |\n| Фонд | |\n| Поступило | 5 |\n| Выбыло | 6 |")
    bold = replace(
        table, cells=tuple(replace(each, bold=each.text == "Фонд") for each in table.cells)
    )
    assert [each.row_path for each in read(bold)[1]] == [("Фонд", "Поступило"), ("Фонд", "Выбыло")]
    assert [each.row_path for each in read(table)[1]] == [("Фонд",), ("Поступило",), ("Выбыло",)]


def test_rows_marked_to_be_repeated_are_header():
    table = table_of("| Библиотека | Посещения |\n| | взрослых |\n| Филиал № 1 | 5 |")
    assert [each.column_path for each in read(replace(table, heading_rows=2))[1]] == [
        ("Посещения", "взрослых")
    ]


def test_a_figure_of_a_joined_table_stands_where_it_was_printed():
    table = replace(
        table_of("| А | Число |\n| Б | 5 |\n| В | 6 |", block=7),
        parts=(Part(7, 0, 0), Part(9, 2, 2)),
    )
    assert [str(each.place) for each in read(table)[1]] == [f"{FILE}#b7!R1C1", f"{FILE}#b9!R0C1"]


def test_spans_of_two_thousand_million_places_cost_nothing():
    cells = (
        Cell(0, 0, 1, 1, "А"),
        Cell(0, 1, 1, 999, "2023"),
        Cell(1, 0, 2_000_000, 1, "Б"),
        Cell(1, 1, 2_000_000, 999, "5"),
    )
    assert [told(each) for each in read(Table(1, 2_000_001, 1000, cells))[1]] == [
        "1,1 | Б | | 2023 | 5"
    ]


def test_a_table_without_cells_has_no_observations():
    assert read(Table(1, 0, 0, ()))[1] == ()


TEXTS = [
    "",
    "-",
    "5",
    "12,5",
    "2023",
    "2022 г.",
    "Фонд",
    "Всего",
    "в том числе:",
    "- книги",
    "№ п/п",
    "1.",
    "Библиотека № 1",
    "да",
]


@st.composite
def grids(draw):
    """A grid of any such texts, some cells merged to the right."""
    columns = draw(st.integers(1, 5))
    rows = draw(
        st.lists(
            st.lists(st.sampled_from([*TEXTS, "<"]), min_size=columns, max_size=columns),
            min_size=1,
            max_size=8,
        )
    )
    return "\n".join(
        "| " + " | ".join(["x" if row[0] == "<" else row[0], *row[1:]]) + " |" for row in rows
    )


@settings(max_examples=150, deadline=None)
@given(grids())
def test_no_grid_loses_a_figure(drawing):
    table = table_of(drawing)
    layout, observations = read(table)
    seen = {(each.row, each.column) for each in observations}
    roles = {(c.row, c.column): role for c, role in zip(table.cells, layout.roles, strict=True)}
    assert len(seen) == len(observations)
    assert seen == {place for place, role in roles.items() if role in ("data", "total")}
    assert not [
        c for c in table.cells if c.text == "12,5" and roles[c.row, c.column] in ("group", "note")
    ]


def rewrite():
    """The cases as they are read now, to be looked through as a difference: ``python
    tests/test_interpret.py``.
    """
    path = Path(__file__).parent / "drawn_tables.txt"
    head = path.read_text("utf-8").split("\n\n# ")[0]
    cases = []
    for sentence, caption, drawing, _ in map(parts_of, CASES):
        about = [f"caption: {caption}"] if caption else []
        cases.append(
            "\n".join(
                [f"# {sentence}", *about, drawing, *map(told, drawn(drawing, caption=caption))]
            )
        )
    path.write_text("\n\n".join([head, *cases]) + "\n", "utf-8")


if __name__ == "__main__":
    rewrite()
