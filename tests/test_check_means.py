"""Means of sentences against what they are means of."""

import pytest
from checking import findings

TABLE = """# 3 Сеть

| Показатель | 2023 |
|---|---|
| Число библиотек, всего | 14 |
"""
WRONG = [
    "Площадь 14 действующих библиотек – 1 312,6 кв. м, на одну библиотеку приходится 98,3 кв. м.",
]
RIGHT = [
    "Площадь 14 действующих библиотек – 1 312,6 кв. м, на одну библиотеку приходится 93,8 кв. м.",
    "Площадь 14 библиотек – 1 312,6 кв. м, на одного жителя приходится 0,2 кв. м.",
    "Площадь всех помещений – 1 312,6 кв. м, на одну сельскую библиотеку приходится 61,4 кв. м.",
]


def told(folder, sentence):
    found = findings(folder, f"{TABLE}\n{sentence}")
    return [one.rule for one in found if one.severity == "error"]


@pytest.mark.parametrize("sentence", WRONG)
def test_a_mean_that_does_not_follow_is_told(tmp_path, sentence):
    assert told(tmp_path / "out", sentence) == ["text.mean"]


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_mean_that_follows_or_is_of_others_is_not(tmp_path, sentence):
    assert told(tmp_path / "out", sentence) == []
