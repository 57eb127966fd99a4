"""Units that labels declare and that figures carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.russian.unit_forms import small
from extractor.russian.units import find_unit, unit_at
from extractor.words import words

DECLARED = """
тыс. руб. | RUB 1000 | alone
(тыс. экз.) | copy 1000 | alone
в процентах | % 1 | alone
Сумма в тыс. рублей | RUB 1000 | alone
единица измерения: млн руб. | RUB 1000000 | alone
чел. | person 1 | alone
раз | times 1 | alone
т.р. | RUB 1000 | alone
Расходы, т. руб. | RUB 1000 | after_comma
Высота, м | m 1 | after_comma
Количество рабочих дней | day 1 | at_the_end
Сумма, руб. коп. | RUB 1 | alone
Часов в неделю | hour 1 | how_often
Количество названий | title 1 | alone
Фонд (тыс. экз.), всего | copy 1000 | in_brackets
Площадь (в кв. м) | m2 1 | in_brackets
Расстояние до библиотеки (м) | m 1 | in_brackets
Расходы на 1 пользователя (тыс. руб.) | RUB 1000 | in_brackets
Документы (ед. хранения) | item 1 | in_brackets
Число жителей, человек | person 1 | after_comma
Возраст, лет | year 1 | after_comma
Скорость, Мбит/с | Mbit/s 1 | after_comma
Записи (всего), тыс.ед. (0,001) | item 1000 | after_comma
Расходы, тыс. руб. всего | RUB 1000 | after_comma
Площадь – кв.м | m2 1 | after_comma
Число пользователей (всего) человек, | person 1 | at_the_end
Площадь тыс. м² | m2 1000 | at_the_end
Количество экземпляров книг | copy 1 | counted
Сумма баллов по библиотеке | point 1 | counted
Процент охвата населения | % 1 | opening
% охвата населения | % 1 | opening
Расходы руб. и их доля | RUB 1 | abbreviation
Объём, тыс. | - 1000 | after_comma
"""

SILENT = [
    "от 5 до 10 тыс. экз.",
    "3 ед.",
    "10 и более ед.",
    "Ни одного экз.",
    "15-30 лет",
    "на 0,75 ставки",
    "Удобный режим (1 балл)",
    "Подъём человека",
    "Год рождения",
    "год",
    "Часы работы",
    "с. Луговое",
    "ул. Мира",
    "Итого",
    "Сведения о записях",
    "",
    "№ п.п.",
    "№ пп",
    "ед. изм.",
    "ед.изм.",
    "Месяц",
    "Дни недели",
    "Наименование",
    "Т. Рублёва",
    "1 раз в неделю",
]

CARRIED = """
24718,5|тыс. рублей | RUB 1000 | тыс. рублей
12| чел. (3 %) | person 1 | чел.
5| кв. м | m2 1 | кв. м
20| тыс.посещений | visit 1000 | тыс.посещений
26|% | % 1 | %
10| Мб/с | Mbit/s 1 | Мб/с
266| участников встречи | person 1 | участников
"""


def rows(table):
    return [[each.strip() for each in line.rsplit(" | ", 2)] for line in table.strip().splitlines()]


def shown(found):
    return f"{found.unit or '-'} {found.multiplier}"


@pytest.mark.parametrize(("label", "unit", "rule"), rows(DECLARED))
def test_a_label_declares_its_unit_and_says_how(label, unit, rule):
    found = find_unit(label)
    assert found is not None
    assert (shown(found), found.rule) == (unit, rule)


@pytest.mark.parametrize("label", SILENT)
def test_a_label_that_only_contains_the_word_declares_nothing(label):
    assert find_unit(label) is None


@pytest.mark.parametrize(("figure", "unit", "printed"), rows(CARRIED))
def test_a_figure_carries_the_unit_right_behind_it(figure, unit, printed):
    start, text = figure.index("|"), figure.replace("|", "")
    found = unit_at(text, start)
    assert found is not None
    assert (shown(found), text[found.start : found.end]) == (unit, printed)


def test_what_is_counted_is_told_from_a_unit():
    assert [unit_at(text).rule for text in (" участников", " человек")] == [
        "counted_thing",
        "after_figure",
    ]


def test_behind_a_figure_without_a_unit_nothing_is_found():
    assert unit_at("5 к разу", 1) is None
    assert unit_at("5", 1) is None


def test_every_form_of_the_catalogue_is_read_as_its_own_unit():
    wrong = []
    for code, unit in words("units")["units"].items():
        for form in (
            form for grade in ("short", "words", "figures") for form in unit.get(grade, ())
        ):
            found = unit_at(" " + form.replace("*", ""))
            wrong += [] if found is not None and found.unit == code else [(code, form, found)]
    assert not wrong


@given(st.text())
def test_any_text_is_answered_and_keeps_its_length(text):
    assert len(small(text)) == len(text)
    found = find_unit(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
