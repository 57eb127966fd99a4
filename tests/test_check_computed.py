"""Lines computed from others, sums of money a thousand times off, heads of years to come: what
holds is silent, one exception of it is told, and what never held is no relation.
"""

import pytest
from checking import findings, grave


def told(tmp_path, text):
    found = grave(findings(tmp_path / "out", text))
    return [(one.rule, one.observations[0].partition(":")[2]) for one in found]


CHANGES = """
# 4.1 Кружки

| Направление | 2022 | 2023 | {head} |
| Рисование | 347 | 239 | {first} |
| Краеведение | 251 | 305 | {second} |
| Шахматы | 228 | 264 | {third} |
| Театр | 196 | 171 | {fourth} |
"""
SIGNED = {"first": "-108", "second": "+54", "third": "+36", "fourth": "-25"}
OTHERS = {"first": "118", "second": "41", "third": "77", "fourth": "30"}


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        ("+/–", SIGNED, []),
        ("+/–", SIGNED | {"second": "–54"}, [("difference.table", "t1r2c3")]),
        ("Отклонение", SIGNED | {"fourth": "-52"}, [("difference.table", "t1r4c3")]),
        ("Изменение за год", SIGNED | {"second": "-54", "third": "63"}, ["difference.table"] * 2),
        ("Детей", OTHERS, []),
        ("+/–", OTHERS, []),  # it fails everywhere: something else is meant
        ("+/–", {"first": "0", "second": "0", "third": "0", "fourth": "0"}, []),
    ],
)
def test_a_difference_is_what_holds(tmp_path, head, cells, expected):
    found = told(tmp_path, CHANGES.format(head=head, **cells))
    assert found == expected or [rule for rule, _ in found] == expected


RECORDS = """
# 6.2 Картотека статей

| Показатель | 2020 | 2021 | 2022 | 2023 |
| Было карточек | 38214 | 40902 | 43531 | {last} |
| Введено | 3012 | 2910 | 3162 | 3690 |
| Списано | 324 | 281 | 219 | 402 |
| Стало карточек | 40902 | {closing} | 46474 | 49762 |
"""


@pytest.mark.parametrize(
    ("closing", "last", "expected"),
    [("43531", "46474", []), ("45331", "46474", [("balance.table", "t1r4c2")])],
)
def test_a_balance_needs_no_code(tmp_path, closing, last, expected):
    assert told(tmp_path, RECORDS.format(closing=closing, last=last)) == expected


MOVED = """
# 5.4 Мебель по отделам

| Отдел | Было на начало года | Куплено | Списано | Передано (+/–) | Стало |
| Абонемент | 1240 | 130 | 90 | {moved} | 1493 |
| Читальный зал | 2310 | 45 | 112 | 0 | 2243 |
| Детский отдел | 876 | 204 | 77 | 0 | 1003 |
| Хранилище | 1985 | 12 | 301 | 0 | 1696 |
"""


@pytest.mark.parametrize(("moved", "expected"), [("213", []), ("0", ["balance.table"])])
def test_a_cell_that_makes_the_difference_is_part_of_the_balance(tmp_path, moved, expected):
    assert [rule for rule, _ in told(tmp_path, MOVED.format(moved=moved))] == expected


MONEY = """
# 9.1 Деньги

| Источник, {first} | 2022 | 2023 |
| Местный бюджет | {local} | 17 305,2 |
| Всего поступило | {all} | 20 918,6 |

В 2023 году поступило 20 918,6 {told}.

| Статья расходов, {second} | 2023 |
| Оплата труда | 14 000 250,75 |
| Израсходовано | 20 918 612,40 |
"""
RIGHT = {"local": "16 944,1", "all": "19 877,3"}


@pytest.mark.parametrize(
    ("first", "told_unit", "second", "wrong"),
    [
        ("тыс. руб.", "тыс. рублей", "руб.", []),
        ("руб.", "тыс. рублей", "руб.", ["t1"]),
        ("тыс. руб.", "тыс. рублей", "тыс. руб.", ["t2"]),
        ("тыс. руб.", "рублей", "руб.", ["b"]),
    ],
)
def test_a_sum_a_thousand_times_off_has_the_wrong_unit(tmp_path, first, told_unit, second, wrong):
    text = MONEY.format(first=first, second=second, told=told_unit, **RIGHT)
    found = [where for rule, where in told(tmp_path, text) if rule == "units.scale"]
    assert len(found) == len(wrong)
    assert all(where.startswith(begin) for where, begin in zip(found, wrong, strict=True))


STATES = """
# 7.3 {title}

| Страница | Подписчики на 01.01.2023 | Подписчики на {date} | Записей |
| Новости | 847 | 920 | 278 |
| Детская | 505 | 539 | 233 |
| Краеведение | 96 | 112 | 185 |
"""


@pytest.mark.parametrize(
    ("title", "date", "expected"),
    [
        ("Страницы", "01.01.2024", []),
        ("Страницы", "01.01.2042", ["label.years"]),
        ("План развития страниц", "01.01.2042", []),
    ],
)
def test_a_state_far_ahead_is_a_slip(tmp_path, title, date, expected):
    text = STATES.format(title=title, date=date)
    assert [rule for rule, _ in told(tmp_path, text)] == expected


LAID_OUT = """
# 8.1 Залы

Всего площадей, кв. м: см. таблицу.

| Показатель | Значение |
| Площадь помещений, кв. м | 2587 |
| в том числе для хранения | 698 |
| для читателей | {part} |
| Мест | 299 |
"""


@pytest.mark.parametrize(("part", "expected"), [("1500", []), ("15000", ["part.nested"])])
def test_a_part_in_the_unit_of_its_whole_is_no_other_thing(tmp_path, part, expected):
    assert [rule for rule, _ in told(tmp_path, LAID_OUT.format(part=part))] == expected
