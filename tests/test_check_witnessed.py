"""A small figure of a sentence is held against a table beside one that the tables confirm."""

import pytest
from checking import findings, grave

REPORT = """
# 6.2 Доступ в Интернет

{said}

| Показатель | 2021 | 2022 | 2023 |
| Число библиотек, имеющих доступ в Интернет | 15 | 16 | 17 |
| Число библиотек, имеющих зону Wi-Fi | 9 | 10 | 11 |
| Число библиотек, имеющих компьютеры | 16 | 16 | {computers} |
"""


def told(folder, said: str, computers: int = 18) -> list[str]:
    found = grave(findings(folder, REPORT.format(said=said, computers=computers)))
    return [one.rule for one in found]


@pytest.mark.parametrize(
    "said",
    [
        "Доступ в Интернет имеют 17 библиотек, зона Wi-Fi есть в 12 библиотеках.",
        "Зона Wi-Fi есть в 12 библиотеках, доступ в Интернет имеют 17 библиотек.",
    ],
)
def test_beside_a_figure_that_a_table_confirms_a_small_one_is_an_error(tmp_path, said):
    assert told(tmp_path, said) == ["text.text"]


@pytest.mark.parametrize(
    "said",
    [
        "Доступ в Интернет имеют 17 библиотек, зона Wi-Fi есть в 11 библиотеках.",
        # nothing bears it out
        "Зона Wi-Fi есть в 12 библиотеках.",
        "Доступ в Интернет имеют 14 библиотек. Зона Wi-Fi есть в 12 библиотеках.",
        # too far from the table's, or too small to be known
        "Доступ в Интернет имеют 17 библиотек, зона Wi-Fi есть в 4 библиотеках.",
        "Доступ в Интернет имеют 17 библиотек, зона Wi-Fi есть в 25 библиотеках.",
        # of some libraries, about
        "Доступ в Интернет имеют 17 библиотек, зона Wi-Fi есть в 10 сельских библиотеках.",
        "Доступ в Интернет имеют 17 библиотек, зона Wi-Fi есть более чем в 10 библиотеках.",
    ],
)
def test_where_nothing_bears_it_out_a_small_figure_is_left_alone(tmp_path, said):
    assert told(tmp_path, said) == []


def test_a_number_that_the_tables_give_for_something_of_its_kind_may_be_that(tmp_path):
    said = "Доступ в Интернет имеют 17 библиотек, зона Wi-Fi есть в 12 библиотеках."
    assert told(tmp_path, said, computers=12) == []


GROUPS = """
# 4.1 Пользователи

| Показатель | 2022 | 2023 |
| Число пользователей, чел. | 3 900 | 4 040 |

| Библиотека | Число пользователей, 2023 год | Число посещений, 2023 год |
| {first} | 2 000 | 20 000 |
| Центральная библиотека | 1 200 | 11 000 |
| Детская библиотека | 800 | 9 000 |
| {second} | 2 040 | 20 100 |
| Библиотека с. Луговое | 1 100 | 11 100 |
| Библиотека с. Ключи | 940 | 9 000 |
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [("Итого: Город", "Итого: Село"), ("Итого по городу", "Итого по сельской местности")],
)
def test_totals_of_groups_are_no_whole(tmp_path, first, second):
    """Both halves are alike, so that their amounts do not tell them from a total of all."""
    assert grave(findings(tmp_path, GROUPS.format(first=first, second=second))) == []


PART = """
# 4.3 Посещения

{said}

| Показатель | 2022 | 2023 |
| Число посещений, ед. | 118 900 | 122 476 |
"""


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("Посещений мероприятий 41 652, из них в городе 12 476, на селе 29 176.", []),
        ("За год зарегистрировано 12 476 посещений.", ["text.text"]),
        ("За летние месяцы зарегистрировано 12 476 посещений.", []),
        ("За год зарегистрировано 11 576 просмотров.", []),
    ],
)
def test_a_part_is_no_slip_of_the_whole(tmp_path, said, rules):
    assert [one.rule for one in grave(findings(tmp_path, PART.format(said=said)))] == rules
