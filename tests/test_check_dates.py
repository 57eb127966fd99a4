"""Days that no calendar has, and days that lie years ahead of the report."""

import pytest
from checking import findings

WRONG = [
    ("Библиотека открыта 31 ноября 2023 года.", "label.date", "error"),
    ("Договор заключён 30.02.2023 на год.", "label.date", "error"),
    ("Ремонт закончен 29 февраля 2023 года.", "label.date", "error"),
    ("Библиотека открыта 22 сентября 2032 года.", "label.date_ahead", "warning"),
    ("| Библиотека | Открыта |\n|---|---|\n| Лесная | 31.06.2019 |", "label.date", "error"),
]
RIGHT = [
    "Библиотека открыта 30 ноября 2023 года.",
    "Ремонт закончен 29 февраля 2024 года.",
    "Коллективный договор действует до 31.12.2026.",
    "Открытие запланировано на 22 сентября 2032 года.",
    "Раздел 31.11.2 отчёта.",
    "На 1 января 2024 года работают 12 библиотек.",
]


def told(folder, text):
    found = findings(folder, f"# 4 События\n\n{text}")
    return [(each.rule, each.severity) for each in found if each.rule.startswith("label.date")]


@pytest.mark.parametrize(("text", "rule", "severity"), WRONG)
def test_a_day_that_cannot_be_is_told_once(tmp_path, text, rule, severity):
    assert told(tmp_path / "out", text) == [(rule, severity)]


@pytest.mark.parametrize("text", RIGHT)
def test_a_day_that_may_be_is_not(tmp_path, text):
    assert told(tmp_path / "out", text) == []
