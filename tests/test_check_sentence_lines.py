"""Sentences that repeat a line of a table, told apart from sentences of something else."""

import pytest
from checking import findings, grave

PLANTS = """
# 5.2 Люди с ограничениями

{sentence}

| Читатели с инвалидностью | Человек |
| С нарушением зрения | 78 |
| С нарушением слуха | 43 |
| Прочие | 366 |
| Всего | 487 |
"""
EQUIPMENT = """
# 6.1 Оснащение

{sentence}

| Библиотека | Принтеры | Сканеры | Телефоны |
| Ольхинская сельская библиотека | 12 | 31 | 26 |
| Лесная сельская библиотека | 25 | 15 | 44 |
| Всего | 37 | 46 | 70 |
"""
YEARS = """
# 4.4 Кружки

{sentence}

| Показатель | 2021 г. | 2022 г. | 2023 г. |
| Число кружков | 112 | 118 | 131 |
| Участники кружков | 1914 | 2045 | 2236 |
| Занятия в кружках | 840 | 951 | 987 |
"""
CLUBS = """
# 7.2 Клубы

{sentence}

| Клуб | Участников | Заседаний |
| Кедр | 25 | 11 |
| Лира | 41 | 16 |
| Маяк | 32 | 19 |
| Факел | 17 | 12 |
| Всего | 115 | 58 |
"""


def told(tmp_path, text):
    """The rules that errors name, with what they compare."""
    found = findings(tmp_path / "out", text)
    return [(one.rule, one.left, one.right) for one in found if one.severity.value == "error"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Записано 487 инвалидов, из них 92 с нарушением зрения и 43 с нарушением слуха.", True),
        ("Записано 487 инвалидов, из них 78 с нарушением зрения и 43 с нарушением слуха.", False),
        ("Записано 487 инвалидов, из них 43 с нарушением слуха и 59 на дому.", False),
        ("Нарушение слуха имеют 43 читателя, нарушение зрения – 92.", False),  # too few digits
        ("Всего 487 человек, 43 с нарушением слуха. На выставке был 91 экспонат.", False),
        ("Всего 487 человек, 43 с нарушением слуха, с нарушением зрения 318.", False),  # far off
    ],
)
def test_a_sentence_repeats_a_column(tmp_path, sentence, found):
    errors = told(tmp_path, PLANTS.format(sentence=sentence))
    assert errors == ([("text.text", "92", "78")] if found else [])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("В парке 37 принтеров, 46 сканеров и 61 телефон.", [("text.text", "61", "70")]),
        ("В парке 37 принтеров, 64 сканера и 70 телефонов.", [("text.text", "64", "46")]),
        ("В парке 37 принтеров, 46 сканеров и 70 телефонов.", []),
        ("В парке 37 принтеров, 46 сканеров и 61 ноутбук.", []),  # the table has no such thing
        ("В парке 37 принтеров, 46 сканеров; в селе 44 телефона.", []),  # stands in another row
        ("В парке 37 принтеров и 61 телефон.", []),  # one figure proves no line
    ],
)
def test_a_sentence_repeats_a_row(tmp_path, sentence, found):
    assert told(tmp_path, EQUIPMENT.format(sentence=sentence)) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("В 2023 году занятий было 978, участников – 2236.", [("text.text", "978", "987")]),
        ("В 2023 году занятий было 987, участников – 2236.", []),
        ("В 2022 году занятий было 951, участников – 2045.", []),
        ("В 2023 году участников 2236, занятий для детей – 620.", []),
    ],
)
def test_a_sentence_repeats_the_column_of_a_year(tmp_path, sentence, found):
    assert told(tmp_path, YEARS.format(sentence=sentence)) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("В районе 6 клубов, в них 115 участников.", [("list.count", "6", "4")]),
        ("Работают 3 клуба, проведено 58 заседаний, участников – 115.", [("list.count", "3", "4")]),
        ("В районе 4 клуба, в них 115 участников.", []),
        ("В районе 6 клубов, в них 140 участников.", []),  # another list is meant
        ("В районе 6 студий, в них 115 участников.", []),  # the list has no studios
        ("В районе 115 участников, в Лесном – 2 клуба на 40 человек.", []),
    ],
)
def test_a_sentence_counts_the_rows_of_a_list(tmp_path, sentence, found):
    errors = told(tmp_path, CLUBS.format(sentence=sentence))
    assert [one for one in errors if one[0] == "list.count"] == found


AREAS = """
# 4.1 Районы

{sentence}

| Район | Библиотеки | Пользователи | Мероприятия |
| Северный | 5 | 12926 | 468 |
| Южный | 7 | 10314 | 502 |

| Показатель | 2023 г. |
| Число посещений вне стационара, ед. | 13817 |
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Северный район: 5 библиотек, 12 926 пользователей, 13 871 посещение вне стационара.",
        "В Южном районе 10 314 пользователей, 502 мероприятия, посещений вне стационара 13 187.",
    ],
)
def test_a_sentence_about_a_place_is_not_about_all(tmp_path, sentence):
    assert told(tmp_path, AREAS.format(sentence=sentence)) == []


LIBRARIES = """
# 4.3 Пользователи

| Библиотека | Число пользователей | Число посещений |
| Ольхинская сельская библиотека | 612 | 6136 |
| Лесная сельская библиотека | 805 | 7420 |
| Всего | 1417 | 13556 |

{sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("В Ольхинской сельской библиотеке 621 пользователь.", [("text.text", "621", "612")]),
        ("В Лесной сельской библиотеке 7240 посещений.", [("text.text", "7240", "7\xa0420")]),
        ("В Ольхинской сельской библиотеке 612 пользователей.", []),
        ("В Лесной сельской библиотеке 805 пользователей.", []),
        ("В Лесной сельской библиотеке 180 пользователей.", []),  # far off: of something else
    ],
)
def test_a_sentence_about_a_library_is_held_against_its_row(tmp_path, sentence, found):
    assert told(tmp_path, LIBRARIES.format(sentence=sentence)) == found


def test_the_rows_of_a_list_are_what_a_count_should_be(tmp_path):
    text = CLUBS.format(sentence="В районе 6 клубов, в них 115 участников.")
    (found,) = grave(findings(tmp_path / "out", text))
    assert [str(one.meant) for one in found.suggestions] == ["4"]


NAMED = "# 7.1 Конкурсы\n\n{sentence}"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("В конкурсе участвовали 5 библиотек: Ольхинская, Лесная, Сосновская.", ("5", "3")),
        ("Пункты работают в 3 деревнях: Лог, Верховье, Кордон, Белый Яр.", ("3", "4")),
        ("Обновлены 2 филиала: № 3, № 8, № 11, № 14.", ("2", "4")),
        ("В конкурсе участвовали 3 библиотеки: Ольхинская, Лесная, Сосновская.", None),
        ("Пункты работают в 3 деревнях: Лог, Верховье и Кордон.", None),  # «и» may join two
        ("В конкурсе участвовали 9 библиотек: Ольхинская, Лесная, Сосновская и др.", None),
        ("Работают 9 библиотек: 5 сельских, 2 детские, 2 городские.", None),  # counts of kinds
        ("В зале 5 зон: тихая, игровая, учебная.", None),  # no names
        ("Среди 9 участников, например: Ольхинская, Лесная, Сосновская.", None),
    ],
)
def test_as_many_names_follow_as_are_stated(tmp_path, sentence, found):
    errors = told(tmp_path, NAMED.format(sentence=sentence))
    assert errors == ([("list.named", *found)] if found else [])


CHANGES = """
# 4.2 Динамика

{sentence}

| Год | Жители округа | Читатели вечернего зала |
| 2022 г. | 24964 | 3412 |
| 2023 г. | 24607 | 3380 |
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("В округе живут 24 607 человек, за год их стало на 357 больше.", "text.direction"),
        ("В вечернем зале 3380 человек, на 32 больше, чем годом ранее.", "text.direction"),
        ("В округе живут 24 607 человек, за год их стало на 357 меньше.", ""),
        ("В вечернем зале 3380 человек, на 32 меньше, чем годом ранее.", ""),
        ("На ярмарке побывали 1250 человек, на 357 больше, чем годом ранее.", ""),
    ],
)
def test_what_was_a_year_before_stands_in_the_line(tmp_path, sentence, found):
    assert [rule for rule, *_ in told(tmp_path, CHANGES.format(sentence=sentence))] == (
        [found] if found else []
    )


RATES = """
# 4.4 Охват

| Показатель | 2021 г. | 2022 г. | 2023 г. |
| Охват населения библиотечным обслуживанием, % | 61,4 | 62,8 | 65,8 |

{sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Охват населения библиотечным обслуживанием – 56,8 %.", True),  # two digits swapped
        ("Охват населения библиотечным обслуживанием – 25,8 %.", True),  # one digit
        ("Охват населения библиотечным обслуживанием – 65,8 %.", False),
        ("Охват населения вырос с 61,4 % до 65,8 %.", False),  # over two years
        ("Охват населения обслуживанием в библиотеках с фондом по уставу – 71,2 %.", False),
    ],
)
def test_a_rate_is_another_one_unless_a_digit_slipped(tmp_path, sentence, found):
    assert bool(told(tmp_path, RATES.format(sentence=sentence))) is found
