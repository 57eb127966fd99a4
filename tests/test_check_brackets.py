"""Changes in brackets behind the figures of a year."""

from checking import findings

TABLE = """# 4 Показатели

| Показатель | 2022 | 2023 |
|---|---|---|
| Пользователей, чел. | 1 420 | 1 512 (+{users}) |
| Посещений, ед. | 12 340 | 12 961 (+621) |
| Выдано экземпляров | {loans} | 30 415 (–1 205) |
| Мероприятий, ед. | 214 | 231 (+17) |
"""


def told(folder, users="92", loans="31 620"):
    return [
        (each.rule, each.suggestions[0].meant if each.suggestions else None)
        for each in findings(folder, TABLE.format(users=users, loans=loans))
        if each.severity == "error"
    ]


def test_brackets_that_hold_say_nothing(tmp_path):
    assert told(tmp_path / "out") == []


def test_a_wrong_bracket_is_told_and_no_figure_corrected(tmp_path):
    assert told(tmp_path / "out", users="29") == [("change.bracket", None)]


def test_a_figure_that_a_slip_makes_fit_its_bracket_is_the_wrong_one(tmp_path):
    assert told(tmp_path / "out", loans="31 260") == [("change.bracket", 31620)]


def test_brackets_that_fail_as_often_as_they_hold_mean_something_else(tmp_path):
    assert told(tmp_path / "out", users="40", loans="25 000") == []
