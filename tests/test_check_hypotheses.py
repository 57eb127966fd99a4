"""Relations are hypotheses: what their own table does not prove accuses nobody, what it proves
does, wherever the total stands.
"""

import pytest
from checking import findings, grave

from extractor.check.figures.word_match import is_change_label, is_per_cent_label


def told(tmp_path, text):
    found = grave(findings(tmp_path / "out", text))
    return [(one.rule, one.observations[0].partition(":")[2]) for one in found]


TOTALS_FIRST = """
# 4.1 Обслуживание

| Библиотека | Читатели | Выдано книг | Посещения |
| Итого: город | 3120 | 61240 | 24110 |
| Лесная | 1815 | 40110 | 15204 |
| Речная | 1305 | 21130 | 8906 |
| Итого: село | 2050 | 38415 | 15018 |
| Горная | 940 | 20105 | 7011 |
| Полевая | 1110 | 18310 | 8007 |
| Всего | {users} | {loans} | 39128 |
"""


@pytest.mark.parametrize(
    ("users", "loans", "expected"),
    [
        ("5170", "99655", []),  # the sum of both groups, not of the lines above it
        ("5710", "99655", [("sum.total", "t1r7c1")]),
        ("5170", "99665", [("sum.total", "t1r7c2")]),
    ],
)
def test_a_total_may_count_the_totals_of_groups(tmp_path, users, loans, expected):
    text = TOTALS_FIRST.format(users=users, loans=loans)
    assert [one for one in told(tmp_path, text) if one[0] == "sum.total"] == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("44", []),  # who learned twice is counted once
        ("78", []),
        ("87", ["sum.total"]),  # digits in another order: near
    ],
)
def test_a_total_that_nothing_else_proves_accuses_where_it_is_near(tmp_path, total, expected):
    text = f"""
# 7 Кадры

| Форма | Человек |
| Курсы | 5 |
| Семинары | 21 |
| Вебинары | 36 |
| Стажировки | 16 |
| Всего человек | {total} |
"""
    assert [rule for rule, _ in told(tmp_path, text)] == expected


def test_per_cents_under_an_outer_head_are_not_summed(tmp_path):
    text = """
# 4.1 Обслуживание

| Библиотека | 2022 | < | 2023 | < | Прирост, % | < |
| ^ | Посещения, ед. | Мероприятия | Посещения, ед. | Мероприятия | Посещения, ед. | Мероприятия |
| Лесная | 8926 | 33 | 9769 | 34 | 9,4 | 3,0 |
| Речная | 2196 | 86 | 2335 | 85 | 6,3 | -1,2 |
| Горная | 3296 | 58 | 2975 | 57 | -9,7 | -1,7 |
| Полевая | 3013 | 22 | 3006 | 24 | -0,2 | 9,1 |
| Итого | 17431 | 199 | 18085 | 200 | 3,8 | 0,5 |
"""
    assert told(tmp_path, text) == []


GROUP_ONLY = """
# 4.1 Читатели

| Библиотека | Число пользователей | Число посещений |
| Лесная библиотека | 815 | 5204 |
| Речная библиотека | 305 | 2906 |
| Итого по городу | 1120 | 8110 |
| Горная библиотека | 940 | 7011 |
| Полевая библиотека | 110 | 1007 |
| Итого по селу | 1050 | 8018 |

# 4.2 Итоги

| Показатель | 2023 |
| Число пользователей | {users} |
| Число посещений | 16128 |
"""


@pytest.mark.parametrize("users", ["2170", "2710"])
def test_the_total_of_a_group_is_not_that_of_the_system(tmp_path, users):
    assert told(tmp_path, GROUP_ONLY.format(users=users)) == []


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        ("278", []),  # 10 over by chance: the groups overlap
        ("378", ["part.first"]),
    ],
)
def test_parts_that_overlap_are_more_than_their_whole_by_chance(tmp_path, third, expected):
    text = f"""
# 4.1 Категории

| Библиотека | Всего | из них на дому | из них пенсионеры |
| Лесная | 1415 | 1270 | 119 |
| Речная | 330 | 241 | 92 |
| Горная | 283 | 15 | {third} |
| Полевая | 278 | 234 | 40 |
"""
    found = [rule for rule, _ in told(tmp_path, text)]
    assert [rule.replace("marked", "first") for rule in found] == expected


SAID = """
# 6 Мероприятия

| Показатель | 2023 |
| Проведено мероприятий | 861 |

Проведено {whole} мероприятие: книжных выставок – 108, бесед – 134, викторин – {part}.
"""


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("861", "561", []),  # a part of it, though a digit away from it
        ("831", "589", ["text.text"]),
    ],
)
def test_one_figure_of_a_sentence_is_that_of_the_table(tmp_path, whole, part, expected):
    found = [rule for rule, _ in told(tmp_path, SAID.format(whole=whole, part=part))]
    assert found == expected


@pytest.mark.parametrize("caption", ["(продолжение)", "Окончание таблицы 4"])
def test_a_list_that_goes_on_lacks_no_library(tmp_path, caption):
    rows = [f"| {name} | {n}10 | {n}7 |" for n, name in enumerate(LIBRARIES, 1)]
    head = "| Библиотека | Читатели | Посещения |"
    whole = "\n".join([head, *rows])
    short = "\n".join([head, *rows[:-1]])
    rest = "\n".join([head, rows[-1]])
    text = f"# 4 Работа\n\n{whole}\n\nЗа год\n\n{whole}\n\nИтоги\n\n{short}\n\n{caption}\n\n{rest}"
    found = {rule for rule, _ in told(tmp_path, text)}
    assert "list.library" not in found
    assert "list.library" in {
        rule for rule, _ in told(tmp_path / "again", text.replace(caption, "Ещё"))
    }


LIBRARIES = (
    "Лесновская библиотека",
    "Речновская библиотека",
    "Горновская библиотека",
    "Полевская библиотека",
    "Озёрновская библиотека",
    "Луговская библиотека",
)


@pytest.mark.parametrize(
    ("label", "is_change", "is_cent"),
    [
        ("Рост / снижение", True, False),
        ("увеличение (уменьшение)", True, False),
        ("± к 2022 г.", True, False),
        ("Рост", False, False),
        ("Выдано", False, False),
        ("Прирост, %", True, True),
        ("% к итогу", False, True),
        ("в % к 2022", False, True),
        ("Имеют 50% льготы", False, False),
    ],
)
def test_labels_of_changes_and_per_cents(label, is_change, is_cent):
    assert (is_change_label(label), is_per_cent_label(label)) == (is_change, is_cent)
