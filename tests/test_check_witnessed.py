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
