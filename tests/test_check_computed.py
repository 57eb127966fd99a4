"""Lines computed from others, sums of money a thousand times off, heads of years to come: what
holds is silent, one exception of it is told, and what never held is no relation.
"""

from types import SimpleNamespace

import pytest
from checking import findings, grave

from extractor.check.relations.table_lines import views_of


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


def test_a_difference_is_reckoned_and_so_is_suspected_first(tmp_path):
    text = CHANGES.format(head="+/–", **SIGNED | {"first": "-128"})
    (found,) = grave(findings(tmp_path / "out", text))
    assert (found.suspect.partition(":")[2], str(found.suggestions[0].meant)) == ("t1r1c3", "-108")


OVER_QUARTERS = """
# 4.3 Занятия

| Отдел | I | II | III | IV | {head} |
| Абонемент | 113 | 109 | 74 | 144 | 440 |
| Читальный зал | 108 | 103 | {third} | 129 | {year} |
| Детский отдел | 231 | 228 | 119 | 237 | 815 |
| Выездной отдел | 86 | 91 | 45 | {last} | 302 |
"""
PLAIN = {"third": "67", "year": "407", "last": "80"}


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        ("Год", PLAIN, []),
        ("Год", PLAIN | {"third": "167"}, ["added.table"]),
        ("Сделано", PLAIN | {"year": "470"}, ["added.table"]),  # whatever it is called
        ("Год", PLAIN | {"last": "8"}, []),  # no slip that can be seen, and few rows to prove it
        ("Год", PLAIN | {"third": "61", "year": "512", "last": "17"}, []),  # it seldom holds
        ("из них за год", PLAIN | {"third": "167"}, []),  # parts may overlap
    ],
)
def test_a_line_is_the_sum_of_its_neighbours(tmp_path, head, cells, expected):
    text = OVER_QUARTERS.format(head=head, **cells)
    assert [rule for rule, _ in told(tmp_path, text)] == expected


LOADS = """
# 2.2 Нагрузка

| Отдел | Работников | Читателей | {head} |
| Абонемент | 25 | 6464 | {first} |
| Читальный зал | 14 | 5206 | 372 |
| Детский отдел | 7 | 1852 | {third} |
| Выездной отдел | 6 | 1666 | 278 |
"""


@pytest.mark.parametrize(
    ("head", "first", "third", "expected"),
    [
        ("Читателей на одного работника", "259", "265", []),
        ("Читателей на одного работника", "259", "295", ["ratio.table"]),
        ("Читателей на 1 работника", "295", "265", ["ratio.table"]),
        ("В среднем на одну ставку", "259", "256", ["ratio.table"]),
        ("Читателей старше 60 лет", "259", "295", []),  # counted
    ],
)
def test_a_rate_has_no_need_of_decimals(tmp_path, head, first, third, expected):
    text = LOADS.format(head=head, first=first, third=third)
    assert [rule for rule, _ in told(tmp_path, text)] == expected


WAGES = """
# 3.4 Зарплата

| {period} | Среднесписочная численность, чел. | Фонд оплаты, тыс. руб. | Средняя зарплата, руб. |
| {rows} |
"""
BY_QUARTER = [
    "I | 98,7 | 12387,2 | 41834,45",
    "II | 99,1 | 12610,4 | 42416,30",
    "III | 96,3 | 12221,5 | {third}",
    "IV | 99,7 | 13008,5 | 43491,98",
    "Год | 98,5 | 50227,5 | 42493,65",
]
BY_GROUP = [
    "Руководство | 2,8 | 1880,2 | 55958,33",
    "Библиотекари | 52,8 | 24076,7 | {third}",
    "Прочие | 13,4 | 3779,7 | 23505,60",
]


@pytest.mark.parametrize(
    ("rows", "third", "expected"),
    [
        (BY_QUARTER, "42303,56", []),
        (BY_QUARTER, "24303,56", ["ratio.table"]),
        (BY_GROUP, "37999,84", []),
        (BY_GROUP, "73999,84", ["ratio.table"]),
        (BY_GROUP, "37999,84".replace("37", "38"), ["ratio.table"]),
    ],
)
def test_a_wage_is_paid_for_a_month(tmp_path, rows, third, expected):
    text = WAGES.format(period="Период", rows=" |\n| ".join(rows).format(third=third))
    assert [rule for rule, _ in told(tmp_path, text)] == expected


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


@pytest.mark.parametrize(
    ("title", "whole", "parts", "expected"),
    [
        ("Книг на читателя", "12,7", ("16,8", "11,3", "8,4"), []),  # a ratio of the group
        ("Рост к 2022 году, +/–", "+205", ("+292", "–84", "–3"), []),
        ("Площадь, кв. м", "412,5", ("210,4", "120,1", "82,0"), []),
        ("Площадь, кв. м", "412,5", ("2104,0", "120,1", "82,0"), ["sum.nested"]),
    ],
)
def test_ratios_and_changes_of_a_group_are_no_sum_of_its_lines(
    tmp_path, title, whole, parts, expected
):
    a, b, c = parts
    text = f"""
# 5 Фонды библиотек

| Библиотеки | {title} |
| Взрослые | {whole} |
| в том числе: | |
| Лесная | {a} |
| Речная | {b} |
| Горная | {c} |
"""
    found = [rule for rule, _ in told(tmp_path, text)]
    assert [rule for rule in found if "nested" in rule or "marked" in rule] == expected


QUARTERS = """
# 4.2 Посещения нарастающим итогом

| Год | 3 месяца | 6 месяцев | 9 месяцев | 12 месяцев |
| 2022 | 42552 | 80473 | 108842 | 151745 |
| 2023 | {a} | {b} | {c} | {d} |
| +/– | -58 | 1030 | 3429 | 7866 |
"""
NEW = {"a": "42494", "b": "81503", "c": "112271", "d": "159611"}
OLD = {"a": "42552", "b": "80473", "c": "108842", "d": "151745"}


@pytest.mark.parametrize(("numbers", "expected"), [(NEW, []), (OLD, ["line.copied"])])
def test_a_line_filled_with_last_years_figures_is_told_once(tmp_path, numbers, expected):
    assert [rule for rule, _ in told(tmp_path, QUARTERS.format(**numbers))] == expected


def test_what_does_not_change_is_no_copy(tmp_path):
    text = """
# 8.2 Площади залов

| Год | Абонемент, кв. м | Читальный зал, кв. м | Детский зал, кв. м |
| 2022 | 420 | 310 | 255 |
| 2023 | 420 | 310 | 255 |
| +/– | 0 | 0 | 0 |
"""
    assert told(tmp_path, text) == []


CARDS = """
# 6.2 Картотека статей

| Показатель | 2021 | 2022 | 2023 |
| Было карточек | 38214 | 40800 | 43681 |
| Введено | {first} | {second} | {third} |
| Списано | 324 | 281 | 219 |
| Стало карточек | 40800 | 43681 | 47152 |
"""


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (("2910", "3162", "3690"), []),
        (("3012", "2910", "3162"), [("line.moved", "t1r2c1")]),
        (("3162", "3690", "3801"), [("line.moved", "t1r2c1")]),
        (("5017", "1844", "9022"), []),  # moved or not, nothing comes out: it is no balance
    ],
)
def test_a_line_moved_by_a_year_is_told_in_one_sentence(tmp_path, made, expected):
    first, second, third = made
    assert told(tmp_path, CARDS.format(first=first, second=second, third=third)) == expected


BOUGHT = """
# 5.6 Поступления по источникам

| Источник | Экземпляров | Названий |
| Местный бюджет | 941 | 386 |
| Областной бюджет | 345 | {titles} |
| Дары | 658 | 507 |
| Подписка | 1285 | 52 |
"""


@pytest.mark.parametrize(("titles", "expected"), [("214", []), ("2140", ["part.titles"])])
def test_titles_are_not_more_than_copies(tmp_path, titles, expected):
    assert [rule for rule, _ in told(tmp_path, BOUGHT.format(titles=titles))] == expected


TOTALS = """
# 7.4 Страницы

| Сеть | Записей: | < | < | Подписчиков: | < | < |
| ^ | 2021 | 2022 | 2023 | 2021 | 2022 | 2023 |
| Первая | 4764 | 5468 | 8123 | 5842 | 7757 | 9902 |
| Вторая | 1439 | 3481 | 2702 | 931 | 1551 | 1760 |
| Третья | 118 | 402 | 1150 | 96 | 145 | 233 |
| Всего | {a} | {b} | {c} | {d} | {e} | {f} |
"""


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        (("6321", "9351", "11975", "6869", "9453", "11895"), set()),
        (("5012", "6321", "9351", "4408", "6869", "9453"), {"line.moved", "sum.total"}),
        (("6321", "9531", "11975", "6869", "9453", "11895"), {"sum.total"}),
    ],
)
def test_totals_moved_by_a_year_have_one_cause(tmp_path, totals, expected):
    text = TOTALS.format(**dict(zip("abcdef", totals, strict=True)))
    found = grave(findings(tmp_path / "out", text))
    assert {one.rule for one in found} == expected
    assert len({one.cause for one in found}) == min(1, len(found))
    assert (
        all(one.rule == "line.moved" for one in found if one.finding == one.cause) or len(found) < 2
    )


# --- the lines that a relation may hold between

PLAN_AND_FACT = ("План 2022", "План 2023", "Факт 2022", "Факт 2023")
GROUPED = [
    (PLAN_AND_FACT, True),
    (("План 2022", "План 2022", "Факт 2022", "Факт 2023"), False),  # a year twice
    (("План 2022", "План 2023"), False),  # one group
    (("План 2022", "Факт 2023"), False),  # a year each
    ((" 2022", " 2023", " 2022", " 2023"), False),  # no label
    ((*PLAN_AND_FACT, "Всего 2023"), True),
]


@pytest.mark.parametrize(("heads", "is_dated"), GROUPED)
@pytest.mark.parametrize("is_column", [True, False])
def test_groups_of_years_are_lines_whose_places_are_years(heads, is_dated, is_column):
    """Three libraries, and what the heads say of each; once in columns, once in rows."""
    figures = []
    for across in (1, 2, 3):
        for along, head in enumerate(heads, 1):
            label, _, year = head.partition(" ")
            paths = ((label,) if label else (), (f"Библиотека {across}",))
            row, column = (across, along) if is_column else (along, across)
            named = dict(
                zip(("column_path", "row_path"), paths if is_column else paths[::-1], strict=True)
            )
            fact = SimpleNamespace(row=row, column=column, period=year, **named)
            figures.append(SimpleNamespace(fact=fact))
    views = list(views_of(figures))
    dated = [view for view in views if view.is_dated]
    assert [view.is_column for view in dated] == [is_column] * is_dated
    if is_dated:
        labels = dict.fromkeys(head.partition(" ")[0] for head in heads)
        assert [len(line) for line in dated[0].lines.values()] == [
            3 * sum(head.startswith(label) for head in heads) for label in labels
        ]
    assert [(view.is_column, len(view.lines)) for view in views if not view.is_dated] == [
        (True, len(heads) if is_column else 3),
        (False, 3 if is_column else len(heads)),
    ]
