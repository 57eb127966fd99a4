"""A relation is believed before its exception accuses: what holds is silent, one that fails
everywhere was never meant, and a single exception of what holds elsewhere is told.
"""

import pytest
from checking import findings, grave

from extractor.check.evidence.confidence import confidence_of, severity_of
from extractor.model.finding import Severity

PLAN = """
# 4.4 Выполнение плана

| Отдел | План | Факт | {head} |
| Абонемент | 400 | 418 | {first} |
| Читальный зал | 250 | 247 | {second} |
| Детский отдел | 310 | 322 | {third} |
| Передвижка | 90 | 99 | {fourth} |
| Итого | 1050 | 1086 | {last} |
"""
FULFILLED = {"first": "104,5", "second": "98,8", "third": "103,9", "fourth": "110,0"}
GROWN = {"first": "4,5", "second": "-1,2", "third": "3,9", "fourth": "10,0", "last": "3,4"}
SHARES = {"first": "38,5", "second": "22,7", "third": "29,7", "fourth": "9,1", "last": "100,0"}


def told(tmp_path, text, before=""):
    found = grave(findings(tmp_path / "out", text, before))
    return [(one.rule, one.observations[0].partition(":")[2]) for one in found]


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        ("Выполнение, %", FULFILLED | {"last": "103,4"}, []),
        ("Выполнение, %", FULFILLED | {"third": "109,3", "last": "103,4"}, ["ratio.table"]),
        ("%", FULFILLED | {"last": "103,4"}, []),
        ("Прирост, %", GROWN, []),
        ("Прирост, %", GROWN | {"first": "5,4"}, ["growth.table"]),
        ("Доля, %", SHARES, []),
        ("Доля, %", SHARES | {"third": "27,9"}, ["share.table"]),
        ("Оценка, %", dict.fromkeys(SHARES, "71,3"), []),
    ],
)
def test_what_a_per_cent_is_taken_of_is_what_holds(tmp_path, head, cells, expected):
    assert [rule for rule, _ in told(tmp_path, PLAN.format(head=head, **cells))] == expected


def test_a_row_of_per_cents_is_computed_from_rows(tmp_path):
    text = """
# 4.4 План

| Показатель | Абонемент | Читальный зал | Детский отдел |
| План | 400 | 250 | 310 |
| Факт | 418 | 247 | 322 |
| Выполнение, % | 104,5 | 89,8 | 103,9 |
"""
    assert told(tmp_path, text) == [("ratio.table", "t1r3c2")]


def test_parts_that_overlap_are_no_sum(tmp_path):
    text = """
# 3.1 Сеть

| Район | Всего библиотек | из них: | < | < |
| ^ | ^ | сельские | модельные | детские |
| Первый | 30 | 26 | 5 | 2 |
| Второй | 21 | 18 | 3 | 1 |
| Третий | 16 | 14 | 1 | 1 |
| Четвёртый | 25 | 20 | 4 | 3 |
"""
    assert told(tmp_path, text) == []


def test_columns_of_other_units_are_no_sum(tmp_path):
    text = """
# 5.2 Подписка

| Вид | назв. | компл. | Сумма, руб. |
| Газеты | 12 | 21 | 18 450,20 |
| Журналы | 17 | 23 | 41 300,00 |
"""
    assert told(tmp_path, text) == []


AGAIN = """
# 4.3 Основные показатели

| Показатель | 2023 г. |
| Число зарегистрированных пользователей, чел. | 2050 |
| Выдано документов, экз. | 41200 |

# 10 Итоги

| Показатель | 2023 г. |
| Число зарегистрированных пользователей, чел. | {users} |
| Выдано документов, экз. | {loans} |
"""


@pytest.mark.parametrize(
    ("users", "loans", "count"),
    [("1310", "27400", 0), ("2050", "41200", 0), ("2050", "41020", 1), ("2120", "41200", 1)],
)
def test_two_tables_that_never_agree_speak_of_two_things(tmp_path, users, loans, count):
    found = told(tmp_path, AGAIN.format(users=users, loans=loans))
    assert [rule for rule, _ in found] == ["same.same"] * count


STOCK = """
# 5.1 Фонд

| Показатель | 2021 г. | 2022 г. | 2023 г. |
| Объём документного фонда на конец года, экз. | 51200 | 50944 | 51010 |
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "На начало года фонд составлял 50944 экз., на конец – 51010 экз.",
        "Прочитано 50 434 книги за лето.",
    ],
)
def test_a_sentence_is_tied_to_a_table_by_what_it_counts(tmp_path, sentence):
    assert told(tmp_path, f"{STOCK}\n\n{sentence}") == []


USERS = """
# 4.3 Основные показатели

| Показатель | 2022 г. | 2023 г. |
| Число зарегистрированных пользователей, чел. | 2000 | 2050 |
| Число посещений библиотеки, ед. | 18000 | 18900 |
"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Число пользователей выросло на 50 и составило 2050 человек (2,5%).", []),
        ("Число пользователей выросло на 50 и составило 2050 человек (5,2%).", ["text.percent"]),
        ("Число посещений увеличилось с 18000 до 18900, то есть на 900 (5,0%).", []),
        ("Число кружков увеличилось на 4 и составило 31. В них 412 человек, было 398.", []),
    ],
)
def test_a_per_cent_behind_a_change_is_that_change(tmp_path, sentence, expected):
    assert [rule for rule, _ in told(tmp_path, f"{USERS}\n\n{sentence}")] == expected


REASONS = """
# 5.3 Движение фонда

| Показатель | 2023 г. |
| Выбыло документов, экз. | 1500 |

# 5.3.2 Причины исключения документов

| Год | Ветхость | Утрата | Устарелость | Всего исключено |
| 2023 | 900 | 400 | {last} | 1500 |
"""


@pytest.mark.parametrize(("last", "is_told"), [("200", False), ("290", True)])
def test_a_total_is_no_part_of_itself(tmp_path, last, is_told):
    assert bool(told(tmp_path, REASONS.format(last=last))) is is_told


@pytest.mark.parametrize(
    ("caption", "is_told"),
    [
        ("Обращения в 2023 г.", True),
        ("Обращения (2023)", True),
        ("Обращения", True),
        ("Заявки в 2023 г.", False),
    ],
)
def test_a_table_is_the_one_of_last_year_whatever_year_its_caption_names(
    tmp_path, caption, is_told
):
    table = "# 7.4 Сайт\n\nТаблица 7. {}\n\n| Показатель | {} г. | {} г. |\n| Сайт, ед. | {} | {} |"
    ours = table.format(caption, 2022, 2023, 3900, 4100)
    theirs = table.format("Обращения в 2022 г.", 2021, 2022, 3000, 3400)
    theirs = theirs.replace(" в 2022 г.", "") if "в" not in caption else theirs
    found = [rule for rule, _ in told(tmp_path, ours, theirs)]
    assert found == (["series.restated"] if is_told else [])


def test_a_sentence_that_explains_a_change_excuses_what_follows_from_it(tmp_path):
    rows = "| Показатель | {a} г. | {b} г. |\n| Обращения к сайту, ед. | {c} | {d} |"
    before = "# 7.4 Сайт\n\n" + rows.format(a=2021, b=2022, c=3000, d=3400)
    plan = "# 4.4 Всего обращений\n\n| Показатель | {} г. | {} г. |\n| Все обращения | {} | {} |"
    now = "# 7.4 Сайт\n\n" + rows.format(a=2022, b=2023, c=3900, d=4100)
    before += "\n\n" + plan.format(2021, 2022, 8000, 9000)
    now += "\n\n" + plan.format(2022, 2023, 9500, 9900)
    assert [rule for rule, _ in told(tmp_path, now, before)] == ["series.restated"] * 2
    now += "\n\n# 13 Итоги\n\nЗа 2022 год данные уточнены: было указано 3400, следует считать 3900."
    assert told(tmp_path / "again", now, before) == []


@pytest.mark.parametrize(
    ("years", "is_told"), [((2004, 2010, 2018, 2022, 2023), False), ((2019, 2020, 2020), True)]
)
def test_years_may_be_chosen_but_not_repeated(tmp_path, years, is_told):
    head = " | ".join(f"{year} г." for year in years)
    cells = " | ".join(str(700 + n) for n in range(len(years)))
    found = findings(tmp_path / "out", f"# 4 Сеть\n\n| Показатель | {head} |\n| Кружки | {cells} |")
    assert any(one.rule == "label.years" for one in found) is is_told


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("Сайт посетили 5200 раз, в 2024 году – 4150.", Severity.WARNING),
        ("Сайт посетили 5200 раз, в 2024 году – 18000.", Severity.ERROR),
        ("В 2024 году планируется 6000 посещений сайта.", None),
        ("В 2024 году нужно достичь 18000 посещений сайта.", None),
        ("Необходимо обеспечить в 2024 году 18000 посещений сайта.", None),
        ("Число посещений сайта в 2024 году вырастет до 18000.", None),
    ],
)
def test_what_lies_ahead_cannot_be_told_as_done(tmp_path, sentence, severity):
    found = findings(tmp_path / "out", f"{USERS}\n\n# 7.4 Сайт\n\n{sentence}")
    ahead = [one.severity for one in found if one.rule == "label.ahead"]
    assert ahead == ([severity] if severity else [])


VISITS = """
# 4.3 Показатели

| Показатель | 2021 г. | 2022 г. | 2023 г. |
| Число посещений библиотеки, ед. | 8120 | 8455 | 8790 |
"""


@pytest.mark.parametrize(
    ("points", "rules"),
    [
        ("2021=8120, 2022=8455, 2023=8790", []),
        ("2021=7930, 2022=8120, 2023=8455", ["chart.late"]),
        ("2021=8120, 2022=8455, 2023=8455", ["chart.late"]),
    ],
)
def test_a_chart_a_year_late_says_so(tmp_path, points, rules):
    found = findings(tmp_path / "out", f"{VISITS}\n\n% Посещения: {points}")
    assert [one.rule for one in found if one.rule == "chart.late"] == rules


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Указать причины снижения.", True),
        ("В тексте необходимо описать изменения сети.", True),
        ("Причины снижения указаны в разделе 4.", False),
        ("Библиотеке удалось описать и оцифровать фонд.", False),
    ],
)
def test_what_a_template_asks_is_known_by_its_form(tmp_path, text, is_told):
    found = findings(tmp_path / "out", f"# 3.3 Сеть\n\n{text}")
    assert any(one.rule == "label.instruction" for one in found) is is_told


RATES = """
# 2 Население

| Показатель | {years} |
| Жители района, чел. | {people} |

# 4.5 Показатели

| Показатель | {years} |
| {label} | {rate} |

# 13 Итоги

{said}
"""
RECOUNT = "Число жителей за 2022 год уточнено: было указано 20000, следует считать 20400."


@pytest.mark.parametrize(
    ("label", "before", "now", "said", "is_told"),
    [
        ("Новых книг на 1000 жителей", "164", "161", RECOUNT, False),
        ("Расходы на одного жителя, руб.", "1984,40", "1945,49", RECOUNT, False),
        ("Охват населения, %", "62,8", "61,6", RECOUNT, False),
        ("Новых книг на 1000 жителей", "164", "161", "Год прошёл.", True),
        ("Новых книг на 1000 жителей", "164", "151", RECOUNT, True),  # not as much
        ("Новые книги, экз.", "1640", "1608", RECOUNT, True),  # no rate
    ],
)
def test_an_explained_change_excuses_the_rates_that_follow(
    tmp_path, label, before, now, said, is_told
):
    first = RATES.format(
        years="2021 г. | 2022 г.",
        people="20100 | 20000",
        label=label,
        rate=f"{before} | {before}",
        said="Год прошёл.",
    )
    second = RATES.format(
        years="2022 г. | 2023 г.",
        people="20400 | 20300",
        label=label,
        rate=f"{now} | {now}",
        said=said,
    )
    assert [rule for rule, name in told(tmp_path, second, first) if "t2" in name] == (
        ["series.restated"] if is_told else []
    )


def test_findings_of_one_mistake_have_one_cause(tmp_path):
    rows = "| Показатель | {a} г. | {b} г. |\n| Обращения к сайту, ед. | {c} | {d} |"
    more = "\n\n# 4.4 Обращения\n\n| Показатель | {} г. | {} г. |\n| Все обращения | {} | {} |"
    before = "# 7.4 Сайт\n\n" + rows.format(a=2021, b=2022, c=3000, d=3400)
    now = "# 7.4 Сайт\n\n" + rows.format(a=2022, b=2023, c=3900, d=4100)
    before, now = (
        before + more.format(2021, 2022, 8000, 9000),
        now + more.format(2022, 2023, 9500, 9900),
    )
    found = [one for one in findings(tmp_path / "out", now, before) if one.kind == "restated"]
    assert len(found) == 2
    assert {one.cause for one in found} == {found[0].finding}
    assert all(one.confidence is not None and one.suspect for one in found)


def test_an_error_is_told_from_nineteen_in_twenty():
    sure = confidence_of((("total", 1.0), ("share that holds", 1.0)))
    unsure = confidence_of((("repeated", 1.0), ("fails", 1.4)))
    assert severity_of(Severity.ERROR, sure) is Severity.ERROR
    assert severity_of(Severity.ERROR, unsure) is Severity.WARNING
    assert severity_of(Severity.ERROR, confidence_of((("no.such.rule", 1.0),))) is Severity.ERROR


LISTED = """
# 7.3 Удалённый доступ

Электронный читальный зал открыт в {count} библиотеках.

| Библиотека | Выдано документов |
| Верхнеярская сельская библиотека | 41 |
| Нижнеярская сельская библиотека | 37 |
| Дальнинская сельская библиотека | 25 |
| Усть-Ольхинская сельская библиотека | 19 |
| Итого | 122 |
"""


@pytest.mark.parametrize(("count", "is_told"), [(4, False), (5, True), (19, False)])
def test_a_count_is_held_against_the_only_list_of_its_section(tmp_path, count, is_told):
    found = findings(tmp_path / "out", LISTED.format(count=count))
    assert any(one.rule == "list.count" for one in found) is is_told


def test_what_is_named_as_no_longer_right_is_no_contradiction(tmp_path):
    told_so = "Данные пересчитаны: вместо 18700 посещений в 2023 году следует считать 18900."
    assert told(tmp_path, f"{USERS}\n\n{told_so}") == []


def total_of(*totals: int) -> str:
    rows = [(311, 927, 46), (254, 818, 39), (198, 640, 28), (402, 1210, 61), (187, 533, 22)]
    body = "\n".join(f"| Отдел {n} | {' | '.join(map(str, row))} |" for n, row in enumerate(rows))
    last = f"| Всего | {' | '.join(map(str, totals))} |"
    return f"# 4 Отделы\n\n| Отдел | Читатели | Выдачи | Кружки |\n{body}\n{last}"


@pytest.mark.parametrize(
    ("totals", "count"),
    [
        ((1352, 4128, 196), 0),
        ((1352, 4182, 196), 1),  # holds in two columns: the third is wrong
        ((1207, 3615, 171), 0),  # whoever reads in two departments counts once: holds nowhere
    ],
)
def test_a_total_that_holds_nowhere_was_not_meant(tmp_path, totals, count):
    assert [rule for rule, _ in told(tmp_path, total_of(*totals))] == ["sum.total"] * count


def test_a_per_cent_may_give_the_new_figure_of_the_old(tmp_path):
    sentence = "Число пользователей выросло на 50 и составило 2050 человек (102,5%)."
    assert told(tmp_path, f"{USERS}\n\n{sentence}") == []


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        (("I квартал | 310", "Полугодие | 655", "9 месяцев | 960"), "960"),  # it runs on
        (("Первый | 4,2", "Второй | 5,9", "Третий | 5,1"), "5,0"),  # a mean of its parts
        (("Взрослые | 700", "Дети | 415", "из них дошкольники | 98"), "1115"),
    ],
)
def test_what_a_total_else_may_be(tmp_path, rows, last):
    body = "\n".join(f"| {row} |" for row in rows)
    text = f"# 4 Кружки\n\n| Строка | Занятия |\n{body}\n| Итого | {last} |"
    assert told(tmp_path, text) == []


def test_a_total_row_moved_by_a_year_is_told(tmp_path):
    rows = [(311, 352, 390), (254, 277, 301), (198, 205, 240)]
    body = "\n".join(f"| Отдел {n} | {' | '.join(map(str, row))} |" for n, row in enumerate(rows))
    head = "| Отдел | 2021 г. | 2022 г. | 2023 г. |"
    text = f"# 4 Отделы\n\n{head}\n{body}\n| Всего | 702 | 763 | 834 |"
    assert {rule for rule, _ in told(tmp_path, text)} == {"sum.total"}


CLOSED = """
# 4 Библиотеки

| Библиотека | Читатели | Выдачи | Мероприятия |
| Луговская | 311 | 7927 | 46 |
| Заречная | 254 | 6818 | 39 |
| Сосновская (закрыта 1 июня) | 48 | 1640 | {events} |
| Ключевская | 402 | 9210 | 61 |
| Итого | 967 | 23955 | {total} |
"""


@pytest.mark.parametrize(
    ("events", "total", "count"),
    [
        (5, 146, 0),  # its line is left out in every column
        (5, 151, 0),  # … in two of three
        (5, 251, 1),  # … and the third is wrong by a slip
    ],
)
def test_a_line_that_a_total_leaves_out_on_purpose(tmp_path, events, total, count):
    found = told(tmp_path, CLOSED.format(events=events, total=total))
    assert len(found) == count


def test_a_total_of_lines_without_figures_is_no_contradiction(tmp_path):
    body = "| Луговская | – | 12 |\n| Заречная | – | 15 |\n| Итого | 11458 | 27 |"
    assert told(tmp_path, f"# 4 Зоны\n\n| Библиотека | Жителей | Клубов |\n{body}") == []


def test_titles_that_stand_in_several_libraries_are_not_added(tmp_path):
    body = "| Луговская | 226 | 310 |\n| Заречная | 157 | 201 |\n| Итого | 281 | 511 |"
    assert told(tmp_path, f"# 5 Подписка\n\n| Библиотека | Названий | Экз. |\n{body}") == []
