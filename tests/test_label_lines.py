"""Lines of a report that are a label and its figure, alone and below a line that opens them."""

import pytest
from drawing import drawn

from extractor.outline import outline_document
from extractor.prose import quote_figures


def told(text: str) -> list[str]:
    """Label, figure and unit of each line: «фонд | 95,9 copy ×1000»."""
    document = drawn(text)
    found, _ = quote_figures(document, outline_document(document), 2023)
    return [
        f"{' / '.join(each.row_path)} | {each.raw}"
        f"{f' {each.unit}' if each.unit else ''}"
        f"{f' ×{each.multiplier}' if each.multiplier != 1 else ''}"
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # a line says itself what its figure is
        ("Читателей: 415\nПосещений: 9 300", ["читателей | 415", "посещений | 9 300"]),
        ("Посетили сайт: 2 150", ["посетили сайт | 2 150"]),
        ("4. Из них по единому билету: 120", ["из них по единому билету | 120"]),
        # it declares the unit
        ("Площадь, кв. м – 1 240,5", ["площадь | 1 240,5 m2"]),
        ("Фонд (тыс. экз.): 95,9", ["фонд | 95,9 copy ×1000"]),
        ("Средняя зарплата, руб.: 41 200", ["средняя зарплата | 41 200 RUB"]),
        ("Фонд, тыс. экз. – 120 экз.", ["фонд | 120 copy"]),
        # the line above a list says more of its items
        (
            "Выдано документов, экз.:\n- книг – 41 200;\n- на др. носителях – 50.",
            [
                "Выдано документов, экз. / книг | 41 200 copy",
                "Выдано документов, экз. / на др. носителях | 50 copy",
            ],
        ),
        (
            "Расходы, тыс. руб.:\n– на книги – 412,5\n– на мебель – 1,2 млн руб.",
            [
                "Расходы, тыс. руб. / на книги | 412,5 RUB ×1000",
                "Расходы, тыс. руб. / на мебель | 1,2 млн RUB ×1000000",
            ],
        ),
        # parts hang on the line above them, and on the one above «из них:»
        (
            "Всего работников: 21\nв том числе библиотечных: 18",
            ["всего работников | 21", "всего работников / в том числе библиотечных | 18"],
        ),
        (
            "Посещений: 900\nиз них:\n- на мероприятиях – 300;\n- детей – 200.",
            [
                "посещений | 900",
                "посещений / на мероприятиях | 300",
                "посещений / детей | 200",
            ],
        ),
        (
            "Посещений: 900\nТекст.\nв том числе детей: 200",
            ["посещений | 900", "в том числе детей | 200"],
        ),
        # a year before the figure, or a sentence, is no label
        ("В 2022 году: 415", [" | 415"]),
    ],
)
def test_a_line_and_what_stands_over_it_name_its_figure(text, lines):
    assert told(text) == lines
