"""Totals that leave a line out on purpose, opening states, parts that add up by chance: each
innocent case beside a guilty one.
"""

import pytest
from checking import findings, grave


def told(tmp_path, text):
    found = grave(findings(tmp_path / "out", text))
    return [(one.rule, one.observations[0].partition(":")[2]) for one in found]


MOVED = """
# 5.2 Движение фонда

| Библиотека | Поступило, экз. | Выбыло, экз. |
| Берёзовская | 412 | 305 |
| Ольховская | {came} | 286 |
| Луговская | 377 | {went} |
| Всего по району | 1104 | {total} |
"""
# 1 240 books went from the last library to the one before it: they neither came nor left.


@pytest.mark.parametrize(
    ("came", "went", "total", "expected"),
    [
        ("315", "198", "789", []),
        ("1555", "1438", "789", []),
        ("1555", "198", "789", [("sum.total", "t1r4c1")]),
        ("315", "198", "879", [("sum.total", "t1r4c2")]),
    ],
)
def test_what_moves_within_the_house_is_not_in_its_totals(tmp_path, came, went, total, expected):
    assert told(tmp_path, MOVED.format(came=came, went=went, total=total)) == expected


NOTED = """
# 4.1 Пользователи

| Библиотека | Всего, чел. | Дети, чел. | Молодёжь, чел. |
| Берёзовская | 812 | 260 | 151 |
| {name} | 96 | 41 | 17 |
| Луговская | 1377 | 402 | 288 |
| Песчаная | 640 | 180 | 99 |
| Итого | {total} | {children} | {youth} |
"""


@pytest.mark.parametrize(
    ("name", "total", "children", "youth", "expected"),
    [
        ("Ольховская", "2925", "883", "555", []),
        ("Ольховская*", "2887", "862", "548", []),  # 38 readers were counted elsewhere again
        ("Ольховская¹", "2887", "883", "555", []),
        ("Ольховская", "2829", "842", "538", []),  # the whole line is left out
        ("Ольховская*", "2295", "883", "555", ["sum.total"]),
        ("Ольховская", "2952", "883", "555", ["sum.total"]),
    ],
)
def test_a_line_with_a_note_may_be_left_out(tmp_path, name, total, children, youth, expected):
    text = NOTED.format(name=name, total=total, children=children, youth=youth)
    assert [rule for rule, _ in told(tmp_path, text)] == expected


OPENING = """
# 5.3 Движение фонда

| Вид | Состояло на 01.01.2023 | Поступило | Выбыло | Состоит на 01.01.2024 |
| Книги | 20500 | 410 | 330 | 20580 |
| Периодические издания | 1400 | 220 | 150 | 1470 |
| Всего | 21900 | 630 | 480 | {closing} |

# 1 Главное

| Показатель | 2022 | 2023 |
| Фонд на конец года, экз. | 21900 | {closing} |
| Поступило в фонд, экз. | 590 | 630 |
| Выбыло из фонда, экз. | 612 | 480 |
"""


@pytest.mark.parametrize(("closing", "rules"), [("22050", set()), ("22500", {"A1"})])
def test_the_state_of_the_first_of_january_opens_the_year(tmp_path, closing, rules):
    assert rules <= {rule for rule, _ in told(tmp_path, OPENING.format(closing=closing))}
    if not rules:
        assert told(tmp_path, OPENING.format(closing=closing)) == []


KINDS = """
# 3.1 Сеть

| Показатель | 2021 | 2022 | 2023 |
| Учреждения, всего | {first} | {second} | {third} |
| из них: сельские | {a1} | {a2} | {a3} |
| модельные | {b1} | {b2} | {b3} |
| детские | {c1} | {c2} | {c3} |
"""
SMALL = {"first": 24, "a1": 21, "b1": 2, "c1": 1} | {"second": 24, "a2": 21, "b2": 2, "c2": 1}
LARGE = {"first": 2412, "a1": 2101, "b1": 207, "c1": 104} | {
    "second": 2398,
    "a2": 2094,
    "b2": 211,
    "c2": 93,
}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (SMALL | {"third": 24, "a3": 21, "b3": 3, "c3": 1}, []),
        (SMALL | {"third": 23, "a3": 20, "b3": 1, "c3": 1}, []),
        (LARGE | {"third": 2431, "a3": 2111, "b3": 216, "c3": 104}, []),
        (LARGE | {"third": 2413, "a3": 2111, "b3": 216, "c3": 104}, ["sum.nested"]),
    ],
)
def test_small_numbers_add_up_by_chance(tmp_path, numbers, expected):
    assert [rule for rule, _ in told(tmp_path, KINDS.format(**numbers))] == expected
