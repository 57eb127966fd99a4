"""Ratios of libraries whose parts stand in two tables."""

from checking import findings

NAMES = ("Лесная", "Озёрная", "Полевая", "Речная", "Заречная", "Сосновская")
USERS = (569, 812, 401, 655, 733, 298)
POSTS = ("0,75", "1,5", "0,5", "1", "1,25", "0,5")
PER_POST = ("759", "541", "802", "655", "586", "596")


def report(ratios):
    rows = zip(NAMES, USERS, POSTS, ratios, strict=True)
    first, second = [], []
    for name, users, posts, ratio in rows:
        first.append(f"| {name} сельская библиотека | {users} |")
        second.append(f"| {name} сельская библиотека | {posts} | {ratio} |")
    return "\n".join(
        (
            "# 4 Показатели\n\n| Библиотека | Пользователей, чел. |\n|---|---|",
            *first,
            "\n# 11 Персонал\n\n| Библиотека | Ставок | Пользователей на 1 ставку |\n|---|---|---|",
            *second,
        )
    )


def told(folder, ratios):
    found = findings(folder, report(ratios))
    return [(one.rule, one.suggestions[0].printed) for one in found if one.severity == "error"]


def test_ratios_that_follow_from_two_tables_say_nothing(tmp_path):
    assert told(tmp_path / "out", PER_POST) == []


def test_the_ratio_that_does_not_follow_is_told(tmp_path):
    wrong = ("595", *PER_POST[1:])
    assert told(tmp_path / "out", wrong) == [("ratio.table", "595")]


def test_ratios_of_something_else_accuse_nobody(tmp_path):
    assert told(tmp_path / "out", ("812", "630", "905", "701", "611", "644")) == []
