"""What the text says of one thing in several places is held together where no table says it."""

import pytest
from checking import findings, grave

REPORT = """
# 4.3 Посещения

Массовые мероприятия посетили 42 727 человек.

# 8.1 Мероприятия

{again}

# 13 Итоги

{said}
"""
AGAIN = "Посещений массовых мероприятий – 42 727."
TABLE = """
# 4.4 Показатели

| Показатель | 2022 | 2023 |
| Число посещений массовых мероприятий | 41 050 | {value} |
"""


def told(folder, said: str, again: str = AGAIN, more: str = "") -> list[str]:
    found = grave(findings(folder, REPORT.format(said=said, again=again) + more))
    return [one.rule for one in found]


@pytest.mark.parametrize("said", ["42 277", "427 270", "4 727", "42 727 000"])
def test_a_slip_in_one_place_is_told(tmp_path, said):
    assert told(tmp_path, f"Массовые мероприятия посетили {said} человек.") == ["same.same"]


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("Массовые мероприятия посетили 42 727 человек.", AGAIN),
        ("Массовые мероприятия посетили около 42 277 человек.", AGAIN),
        ("В 2022 году массовые мероприятия посетили 42 277 человек.", AGAIN),
        ("Массовые мероприятия Луговской библиотеки посетили 2 727 человек.", AGAIN),
        # another number, and short ones
        ("Массовые мероприятия посетили 31 085 человек.", AGAIN),
        ("Мероприятий проведено 121.", "Мероприятий проведено 112."),
    ],
)
def test_what_is_no_slip_of_it_is_left_alone(tmp_path, said, again):
    assert told(tmp_path, said, again) == []


def test_where_a_table_says_it_the_text_is_held_against_the_table(tmp_path):
    table = TABLE.format(value="42 727")
    found = told(tmp_path, "Массовые мероприятия посетили 42 277 человек.", more=table)
    assert found == ["text.text"]
