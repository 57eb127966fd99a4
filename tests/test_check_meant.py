"""What is right in another layout is not accused, and what is wrong in it still is."""

import pytest
from checking import findings, grave


def rules(tmp_path, text, before=""):
    return {one.rule for one in grave(findings(tmp_path / "out", text, before))}


PRICES = """
# 5.1 Мебель

| Наименование | Количество, шт. | Цена, руб. | {head} |
| Стулья | 10 | 35227 | 352270 |
| Столы | 4 | 12040 | 48160 |
| Стеллажи | 7 | 8115 | 56805 |
| Лампы | 12 | 940 | 11280 |
"""


@pytest.mark.parametrize("head", ["Всего, руб.", "Сумма, руб.", "Итого, руб."])
def test_how_many_and_at_what_price_make_no_sum(tmp_path, head):
    assert rules(tmp_path, PRICES.format(head=head)) == set()


RATES = """
# 6.1 Встречи

| Форма | Встреч | Пришло | {head} |
| Лекции | 12 | 1464 | 122 |
| Вечера | 4 | 120 | 30 |
| Походы | 3 | 612 | 204 |
| Конкурсы | 9 | 90 | 10 |
| {word} | {count} | 2286 | 82 |
"""


@pytest.mark.parametrize(
    ("head", "word", "count", "expected"),
    [
        ("Человек на встречу", "Итого", "28", set()),
        ("Средняя наполняемость", "Всего", "28", set()),
        ("Человек на встречу", "Итого", "2800", {"sum.total"}),
    ],
)
def test_a_ratio_of_all_is_no_sum(tmp_path, head, word, count, expected):
    assert rules(tmp_path, RATES.format(head=head, word=word, count=count)) == expected


BEFORE = """
# 4.2 Записи

| Отдел | 2022 | 2023 |
| Итого по городу | 73104 | {city} |
| Первый | 45844 | 41613 |
| Второй | 15655 | 15326 |
| Третий | 11605 | 11113 |
| Итого по селу | 21759 | 23162 |
| Четвёртый | 12597 | 13593 |
| Пятый | 9162 | 9569 |
"""


@pytest.mark.parametrize("city", ["68052", "86052"])
def test_totals_may_stand_before_their_parts(tmp_path, city):
    assert rules(tmp_path, BEFORE.format(city=city)) == set()


OPENING = """
# 4.2 Читатели

| Год | в т. ч. дети | молодёжь | взрослые | {word} |
| 2022 | 6960 | 3083 | 1380 | 11423 |
| 2023 | 6840 | 3101 | 1502 | {whole} |
"""


@pytest.mark.parametrize(
    ("word", "whole", "expected"),
    [
        ("Всего читателей", "11443", set()),
        ("Итого", "11443", set()),
        ("Всего читателей", "14143", {"sum.total"}),
    ],
)
def test_parts_named_so_count_where_no_whole_stands_before_them(tmp_path, word, whole, expected):
    assert rules(tmp_path, OPENING.format(word=word, whole=whole)) == expected


PAIRS = """
# 5.2 Источники

| Источник | {heads} |
| Бюджет | 941 | 902 | 386 | 371 |
| Дары | 345 | 318 | 214 | 205 |
| Подписка | 1285 | 1190 | 52 | 49 |
"""


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("2022 | 2022 | 2023 | 2023", set()),
        ("2022 | 2023 | 2022 | 2023", set()),
        ("2023 | 2022 | 2022 | 2023", set()),
        ("2021 | 2022 | 2022 | 2023", {"label.years"}),
        ("2020 | 2021 | 2023 | 2022", {"label.years"}),
    ],
)
def test_years_may_stand_for_several_things(tmp_path, heads, expected):
    assert rules(tmp_path, PAIRS.format(heads=heads)) == expected


RATIO_CHANGES = """
# 3.1 Показатели

| Показатель | 2021 | 2022 | 2023 | {head} |
| Записей выдано | 31205 | 30118 | 32640 | 2522 |
| Посетителей зала | 4120 | 4033 | 4301 | 268 |
| Записей на посетителя | 7,6 | 7,5 | {last} | 0,1 |
"""


@pytest.mark.parametrize("head", ["+/–", "Динамика", "Отклонение"])
def test_a_ratio_has_no_quotient_in_a_column_of_changes(tmp_path, head):
    assert rules(tmp_path, RATIO_CHANGES.format(head=head, last="7,6")) == set()


CLOSED = """
# 4.1 Выдача

| Отдел | 2022 | 2023 | +/- |
| Первый | 5578 | 5671 | +93 |
| Второй | 2321 | х | х |
| Третий | 9687 | 10283 | +596 |
| Четвёртый | х | 965 | х |
| Итого | 17586 | {whole} | -667 |
"""


@pytest.mark.parametrize(("whole", "expected"), [("16919", set()), ("19619", {"sum.total"})])
def test_what_is_new_or_gone_counts_in_the_change_of_all(tmp_path, whole, expected):
    found = rules(tmp_path, CLOSED.format(whole=whole))
    assert found == expected if not expected else expected <= found


MOVED = """
# 5.3 Фонд

| Библиотека | На начало года | Поступило | Выбыло | На конец года |
| Ольховская библиотека | 5996 | 126 | 203 | 8883 |
| Заречная библиотека | 4020 | 210 | 118 | 4112 |
| Луговская библиотека | 3310 | 95 | 201 | 3204 |
| Каменская библиотека | 7105 | 340 | 415 | 7030 |

{sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("Фонд распределён: 2964 экз. получила Ольховская библиотека.", False),
        ("Из закрытого пункта переданы 2 964 книги.", False),
        ("На выставках показано 2964 книги.", True),
        ("Фонд распределён: 2946 экз. получила Ольховская библиотека.", True),
    ],
)
def test_a_balance_may_miss_by_what_a_sentence_says_went_over(tmp_path, sentence, is_told):
    assert bool(rules(tmp_path, MOVED.format(sentence=sentence))) is is_told


RECOUNTED = """
# 4.1 Выдача

{sentence}

| Отдел | I кв. 2022 | II кв. 2022 | III кв. 2022 |
| Взрослые | 50112 | 48300 | {third} |
| Дети | 31200 | 30155 | 28114 |
"""


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("Исправлена выдача 2022 года: дважды записаны 386 экземпляров.", False),
        ("Данные 2022 года уточнены, разница – 386.", False),
        ("В 2022 году выдача росла.", True),
    ],
)
def test_a_recount_is_explained_by_how_much_it_changed(tmp_path, sentence, is_told):
    now = RECOUNTED.format(sentence=sentence, third="57471")
    before = RECOUNTED.format(sentence="В 2022 году выдача росла.", third="57857")
    assert ("series.restated" in rules(tmp_path, now, before)) is is_told
