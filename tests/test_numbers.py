"""Figures in signs and in running text, and the command ``svod number``."""

import json
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_tables import table, told

from extractor.number_text import shortest_text as digits
from extractor.russian import Figure, FoundQuantity, find_quantities, read_number

DOOR = Path(__file__).parent.parent / "cli.py"


DIGITS = """
0 → cardinal 0
007 → cardinal 7
1 234 567 → cardinal 1234567
1\u00a0234\u202f567 → cardinal 1234567
12.345.678 → cardinal 12345678
12.345,67 → fraction 12345.67
1,234,567.8 → fraction 1234567.8
2.300 → cardinal 2.3|2300
2.300 экз. → quantity 2300 copy
-2.054 → cardinal -2.054|-2054
2,41E+02 → cardinal 241
1.79е-01 → fraction 0.179
3E+06 → cardinal 3000000
1 234, 5 → fraction 1234.5
1 234 ,5 → fraction 1234.5
22 ,8 → fraction 22.8
－15 → cardinal -15
﹣15,5 → fraction -15.5
(- 3) → cardinal -3
(-1 200) → cardinal -1200
2,300 → fraction 2.3
0.729 → fraction 0.729
65 ,9 → fraction 65.9
,5 → fraction 0.5
-5 → cardinal -5
−5,5 → fraction -5.5
- 5 → cardinal -5
- 5 книг → quantity 5 copy
-5 чел. → quantity -5 person
(-5) → cardinal -5
на -5 % → percent -5 %
прирост: -5 → cardinal -5
итог = -5 → cardinal -5
план/-5 → cardinal -5
книги | -5 → cardinal -5
от -3 до -7 градусов → cardinal -3|-7
библиотек -5 → cardinal 5
стало -5 → cardinal 5
+20,4 → fraction 20.4
минус 60 → cardinal -60
2О23 → cardinal 2023
1О → cardinal 10
½ → fraction 0.5
2½ → fraction 2.5
1 1/2 → fraction 1.5
3/4 → fraction 0.75
12 345 67 → cardinal 12345|67
100к → cardinal 100000
1.2М → cardinal 1200000
5м → quantity 5 m
"""

MULTIPLIERS = """
1 млн. 200 тыс. руб. → money 1200000 RUB
31 млн. 097 тыс. → cardinal 31097000
12 тыс. 345 экз. → quantity 12345 copy
38,5тыс. → cardinal 38500
2,3 тыс. м2 → quantity 2300 m2
4 млн 200 → cardinal 4000200
150 т. руб. → money 150000 RUB
2 т.р. → money 2000 RUB
2 т → quantity 2 t
0,5 млрд → cardinal 500000000
1,2 тыс. ед. хранения → quantity 1200 item
2,5 тыс. → cardinal 2500
"""

UNITS = """
100 тыс. рублей → money 100000 RUB
рублей 500 → money 500 RUB
₽500 → money 500 RUB
$ 100 → money 100 USD
на сумму $ 500 → money 500 USD
стоит руб 500 → money 500 RUB
стоит руб. 500 → money 500 RUB
€20 → money 20 EUR
6 руб. 35 коп. → money 6.35 RUB
35 коп. → money 0.35 RUB
15 000 (пятнадцать тысяч) рублей 00 копеек → money 15000 RUB
25 (двадцать пять) экз. → quantity 25 copy
двадцать пять (25) экз. → quantity 25 copy
12 345 руб. (двенадцать тысяч триста сорок пять рублей) → money 12345 RUB
25 (двадцать шесть) экз. → cardinal 25|26
65,9% → percent 65.9 %
1,5 процентных пункта → percent 1.5 pp
3 промилле → percent 3 ‰
100%-ный → percent 100 %
50-процентный → percent 50 %
20 чел. → quantity 20 person
20чел → quantity 20 person
12 детей → quantity 12 person
4 детских библиотеки → quantity 4 item
18 модельных библиотек → quantity 18 item
5 летних площадок → quantity 5 item
35 опытных волонтёров → quantity 35 person
7 скворечников → quantity 7 item
12 мастер-классов → quantity 12 item
3 папки → quantity 3 item
5 литературных гостиных → quantity 5 item
5 ПК → quantity 5 item
площадь – 234 кв.м → quantity 234 m2
площадь 234,5 → fraction 234.5
площадь Ленина, 5 → none
20 кв. м → quantity 20 m2
0,75 ставки → quantity 0.75 FTE
10 Мбит/с → quantity 10 Mbit/s
4,5 балла → quantity 4.5 point
3 раза в неделю → quantity 3 times
1 час 30 минут → quantity 90 minute
1,5 часа → quantity 1.5 hour
12-летний → quantity 12 year
24-часовой → quantity 24 hour
час → quantity 1 hour
+3,4 п. п. → percent 3.4 pp
– 3,4 п.п. → percent -3.4 pp
0,5 ст. → quantity 0.5 FTE
23,75 штатных единиц → quantity 23.75 FTE
12 кубометров → quantity 12 m3
150000-00 руб. → money 150000 RUB
1234=56 руб. → money 1234.56 RUB
15-20 руб. → range 15..20 RUB
35р. 60к. → money 35.6 RUB
12 детям → quantity 12 person
12 деталей → quantity 12 item
6 детсадов → quantity 6 item
5 выпускников → quantity 5 person
5 выпусков → quantity 5 issue
20 футболок → quantity 20 item
45 наименований газет → quantity 45 title
5 посещений сайта → quantity 5 visit
21 сельский филиал → quantity 21 item
1234,5 (тыс. руб.) → money 1234500 RUB
12 (чел.) → quantity 12 person
12 (пять) чел. → cardinal 12|5
25 т/р → money 25000 RUB
12,5 штат. ед. → quantity 12.5 FTE
7 б-к → quantity 7 item
в 3,2 р. больше → quantity 3.2 times
2 р. в неделю → quantity 2 times
5 р. за книгу → money 5 RUB
на 17,3 проц. пункта → percent 17.3 pp
"""

ORDINALS = """
4-я → ordinal 4
1ая → ordinal 1
в 13-й раз → ordinal 13
25-ти → cardinal 25
2-х библиотек → quantity 2 item
с 5-ю библиотеками → quantity 5 item
3-х → ordinal 3
22-х библиотеках → quantity 22 item
к 3-м библиотекам → quantity 3 item
в 3-м квартале → ordinal 3
70-летие → ordinal 70 year
XIV → ordinal 14
ХХI век → ordinal 21 century
XIX–XX вв. → range 19..20 century
III место → ordinal 3
2 место → ordinal 2
I квартал → ordinal 1
2 полугодие → ordinal 2
1990-е → ordinal 1990 decade
90-е годы → ordinal 90 decade
тридцатые годы → ordinal 30 decade
5-тысячный → ordinal 5000
2023 год → ordinal 2023 year
в 2023 году 20 библиотек → quantity 20 item
"""

SENSES = """
более 500 → approx 500 more
свыше 1,5 млн рублей → approx 1500000 RUB more
не менее 100 чел. → approx 100 person at_least
не более 3-х → approx 3 at_most
до 14 лет → approx 14 year at_most
14 лет и старше → approx 14 year at_least
35 лет и моложе → approx 35 year at_most
от 14 лет → approx 14 year at_least
60+ → approx 60 at_least
55 и более лет → approx 55 year at_least
около 30 → approx 30 about
тысяч пять → approx 5000 about
тысячи две читателей → approx 2000 person about
тысяч 20 рублей → approx 20000 RUB about
~ 500 → approx 500 about
≈1000 → approx 1000 about
> 5 → approx 5 more
≥50 → approx 50 at_least
<10 % → approx 10 % less
почти в 2 раза → approx 2 times about
более чем на 15 % → approx 15 % more
20 с лишним → approx 20 more
в 3 с лишним раза → approx 3 times more
порядка 15-20 человек → range 15..20 person
"""

RANGES = """
2019–2023 годы → range 2019..2023 year
2019–2023 → range 2019..2023 year
1950–2010 тыс. → range 1950000..2010000
1950–2010 книг → range 1950..2010 copy
2022/2023 учебный год → range 2022..2023 year
от 5 до 10 тыс. → range 5000..10000
от 5 тыс. до 10 тыс. руб. → range 5000..10000 RUB
15-30 лет → range 15..30 year
с 10 до 18 → range 10..18
между 5 и 10 → range 5..10
10...15 → range 10..15
10$-20$ → range 10..20 USD
1,5–2 раза → range 1.5..2 times
0,5 – 1,5 % → range 0.5..1.5 %
10 - 5 → cardinal 10|5
увеличилось с 5 до 10 → cardinal 5|10
нагрузка на 1 читателя – 42 книги → quantity 1|42
"""

SEVERAL = """
47 / 163 → cardinal 47|163
15 (25 %) → cardinal 15|25
1500 (+44) =1544 → cardinal 1500|44|1544
18 из 20 → cardinal 18|20
18 из 20 библиотек → quantity 18|20 item
5, 7 и 9 чел. → quantity 5|7|9 person
на 0,75 – 3, на 0,25 – 1 → fraction 0.75|3|0.25|1
0,5 – 2 чел. → fraction 0.5|2
0,5 – 2 км → range 0.5..2 km
18 имеют доступ → cardinal 18
2,1 тыс. молодёжи → quantity 2100 person
0,25; 0,5 и 0,75 ставки → quantity 0.25|0.5|0.75 FTE
один из пяти → cardinal 1|5
один из читателей → none
127 экз. на 1 тыс. жителей → quantity 127|1000 copy
на 1000 жителей 127 экз. → quantity 1000|127
5 чел. на 12 ставок → quantity 5|12
увеличилось с 120 до 150 человек → quantity 120|150 person
снизилось с 15,6 до 12,3 тыс. экз. → quantity 15600|12300 copy
рост с 950 до 1,2 тыс. экз. → quantity 950|1200 copy
5, 6, 7 → cardinal 5|6|7
3,8,12 → cardinal 3|8|12
40 чел., 20 чел. → quantity 40|20 person
"""

MULTIPLES = """
в 2,5 раза → quantity 2.5 times
вдвое → quantity 2 times
в полтора раза → quantity 1.5 times
10-кратный → quantity 10 times
на 16,6 % меньше → percent 16.6 %
"""

NOTHING = """
нет данных → none
Х → none
V → none
- → none
№ 5 → none
№№ 1, 3 и 5 → none
78-ФЗ → none
от 28.06.2019 № 100/01-10 → none
27.12.2023 → none
2023-12-27 → none
1 сентября 2023 года → none
с 1 по 15 марта → none
10:30 → none
с 9.00 до 18.00 → none
в 10-00 → none
24/7 → none
8-900-123-45-67 → none
+7 (3822) 51 00 00 → none
(38241) 2-24-19 → none
тел. 22419 → none
634000, г. Луговск → none
ISBN 978-5-00000-000-0 → none
ул. Лесная, 12 → none
г. Луговск, ул. 50 лет Октября, д. 5, кв. 12 → none
ст. 23 п. 1.1 → none
таблица 5 → none
пп. 3, 4 и 5 → none
форма 6-НК → none
ГОСТ 7.50-2002 → none
ГОСТ Р 7.0.100-2018 → none
индекс: 634000 → none
филиал 5 → none
5 класс → none
1-4 классы → none
9 «А» класс → none
12+ → none
5.3.1. → none
https://example.ru/page/15 → none
info2023@example.ru → none
COVID-19 → none
Ф3 → none
ИРБИС 64 → none
Коды по ОКЕИ: единица – 642; человек – 792 → none
Код ОКЕИ 055 → none
Указан код по ОКВЭД: 91.01 → none
см. § 3 → none
§ 2.4. Кадры → none
1С → none
4G → none
100G → cardinal 100000000000
Web 2.0 → none
проект «Библиотека 2.0» → none
обращаемость 2.0 → fraction 2
диаграмма 4 → none
Windows 10, 5 шт. → quantity 5 item
счёт 40701810123456789012 → none
ИНН 7012345678 → none
сотни книг → none
тысячи → none
"""


TABLES = (DIGITS, MULTIPLIERS, UNITS, ORDINALS, SENSES, RANGES, SEVERAL, MULTIPLES, NOTHING)


@pytest.mark.parametrize(("text", "answer"), [case for cases in TABLES for case in table(cases)])
def test_a_line_is_read_as_the_number_it_says(text, answer):
    assert told(text) == answer


# A sentence, and every figure of it as «raw kind unit» with what is not plain.
SENTENCES = [
    ("18 библиотек из 20 подключены", "18 quantity item; 20 cardinal"),
    ("выросло на 1957 (+8,3%) и составило 23936", "1957 cardinal; 8,3 percent %; 23936 cardinal"),
    ("увеличилось до 120 экз.", "120 quantity copy"),
    ("1. События года: 5 выставок", "1 section; 5 quantity item"),
    ("3.2 Сеть: 4 филиала", "3.2 section; 4 quantity item"),
    ("Одна из библиотек получила 5 книг", "5 quantity copy"),
    ("не списано ни одного издания", "одного quantity copy"),
    ("во второй половине года", "второй ordinal"),
    (
        "приказ от 02.09.2022 № 25-р, ст. 5, всего 7 чел.",
        "02.09.2022 date; № 25-р number; 5 reference; 7 quantity person",
    ),
    ("в филиалах №1, 2, 25 (городские)", "№1, 2, 25 number"),
    ("акция «Библиосумерки 2023» собрала 50 человек", "2023 year; 50 quantity person"),
    ("дети до 15 лет – 784 (39,1 %)", "15 quantity year at_most; 784 cardinal; 39,1 percent %"),
    ("прирост 5 %, высшее -15,5%", "5 percent %; 15,5 percent %"),
    ("за 1 кв. 2023 г. в доме 12 комнат", "1 cardinal; 2023 year; 12 quantity item"),
    ("в 2021, 2022 и 2023 гг. по 5 выставок", "2021 year; 2022 year; 2023 year; 5 quantity item"),
    (
        "Фонд (2022 – 2450 экз., 2021: 890)",
        "2022 year; 2450 quantity copy; 2021 year; 890 cardinal",
    ),
    (
        "здание построено (1953), Луговская СБ (1961), «Заря» (1972)",
        "1953 year; 1961 year; 1972 year",
    ),
    ("Мероприятия (1953), в том числе онлайн (2015)", "1953 cardinal; 2015 cardinal"),
    ("и т. п. 28 изданий", "28 quantity copy"),
    ("на ул. Лесной, 12 в 2023 году", "12 address; 2023 year"),
    ("ПК Ryzen 2700X", "2700 code"),
    ("по ул. К. Маркса, 15", "15 address"),
    ("по ул. имени Ленина, 5", "5 address"),
    ("с. Луговое, улица Мира 7", "7 address"),
    ("площадь Мира, 5", "5 address"),
    ("площадь – 234 кв. м", "234 quantity m2"),
    ("на ул. Лесной 2,5 км дороги", "2,5 quantity km"),
    ("на улице Мира собралось 120 человек", "120 quantity person"),
    ("ул. Лесная, 2023 год", "2023 year"),
    ("пр. Мира, 8 и ул. Садовая, 4", "8 address; 4 address"),
    ("дом 12", "12 address"),
    ("филиал 5", "5 number"),
    ("филиал 5 книг", "5 quantity copy"),
    ("634050, г. Луговск", "634050 postcode"),
    ("индекс 634050", "634050 postcode"),
    ("фонд – 634050", "634050 cardinal"),
    ("634050 экземпляров", "634050 quantity copy"),
]


def seen(text: str) -> str:
    return "; ".join(_seen(each) for each in find_quantities(text))


def _seen(each: FoundQuantity) -> str:
    unit = "" if each.kind == Figure.YEAR else each.unit
    return " ".join(
        part
        for part in (each.raw, each.kind.value, unit, each.op)
        if part not in ("", "exact", "range")
    )


@pytest.mark.parametrize(("text", "figures"), SENTENCES)
def test_a_sentence_gives_its_figures_and_what_each_is(text, figures):
    assert seen(text) == figures


def test_a_figure_keeps_its_value_as_printed_and_its_multiplier_apart():
    figure = find_quantities("Расходы: более 38,80 тыс. рублей")[0]
    assert (figure.value, figure.decimals, figure.multiplier, figure.unit, figure.op) == (
        Decimal("38.80"),
        2,
        1000,
        "RUB",
        "more",
    )


def test_a_figure_knows_its_place_and_that_of_its_whole_phrase():
    text = "Выдано более 38,8 тыс. экземпляров книг"
    figure = find_quantities(text)[0]
    assert (text[figure.start : figure.end], text[figure.first : figure.last]) == (
        "38,8 тыс.",
        "более 38,8 тыс. экземпляров",
    )


def test_a_change_keeps_sign_preposition_and_direction():
    figures = find_quantities("на 16,6 % меньше, (+8) и -5 %")
    assert [(each.sign, each.lead, each.direction) for each in figures][:2] == [
        ("", "на", "down"),
        ("+", "", None),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5,4 экз. на одного жителя", "5.4"),
        ("0,3 новых книги на 1 тыс. чел.", "0.3"),
        ("5 экз. на 12 жителей", None),
    ],
)
def test_a_rate_has_one_value_beside_its_round_base(text, value):
    assert digits(read_number(text).value) == value


def test_invisible_marks_move_no_figure():
    text = "\u200fвсего 1\u00ad2\u200b34 экз."
    figure = find_quantities(text)[0]
    assert (figure.value, text[figure.start : figure.end]) == (Decimal(1234), "1\u00ad2\u200b34")


@given(st.text(alphabet="0123456789 ,.-–+()/%№«»абвлптыIVXxо\u00a0\u200f\ud800½\n", max_size=60))
def test_any_text_is_read_and_its_figures_stand_in_order(text):
    figures = find_quantities(text)
    assert all(text[each.start : each.end] == each.raw for each in figures)
    assert all(before.end <= after.start for before, after in pairwise(figures))
    assert read_number(text).text == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**12))
def test_a_printed_figure_is_read_back_with_any_separator(value):
    russian = f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")
    assert read_number(russian).value == value == read_number(f"{value}").value


ABSURD = {
    "digits without end": "9" * 100_000,
    "digits and dashes": "1-" * 2_000,
    "digits and commas": "1," * 2_000,
    "groups of zeros": "1 000 " * 2_000,
    "spaces": " " * 100_000,
    "brackets": "(" * 10_000,
    "one word of one letter": "и" * 100_000,
    "letters and stops": "a." * 10_000,
    "number words without end": "пятьдесят " * 2_000,
    "a compound without end": "двадцати" * 500,
    "an address without end": "www." + "a" * 30_000,
    "numbers of acts": "№" * 500,
    "lone surrogates": "\ud800 5 \udfff" * 500,
}


@pytest.mark.parametrize("name", ABSURD)
def test_absurd_text_is_read_as_it_is(name):
    assert read_number(ABSURD[name]).text == ABSURD[name]


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.10", "1.1"), ("1E+3", "1000"), ("-0.0", "0"), ("100", "100"), ("0.050", "0.05")],
)
def test_a_value_is_told_in_plain_digits(value, text):
    assert digits(Decimal(value)) == text


def run(*arguments: str, stdin: bytes = b"") -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, str(DOOR), "number", *arguments],
        input=stdin,
        capture_output=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.decode("utf-8").split("\n")[:-1]]


def test_the_command_answers_each_line_with_one_object_of_the_contract():
    lines = ["100 тыс. рублей", "", "15 (25%)", "\u2028 5", "Нет данных"]
    answers = run(stdin="\n".join(lines).encode() + b"\n\xff\xfe 7\r\n")
    assert [each["text"] for each in answers[:5]] == lines and len(answers) == 6
    assert answers[0] == {
        "text": "100 тыс. рублей",
        "kind": "money",
        "value": "100000",
        "unit": "RUB",
        "multiplier": "1000",
        "op": "exact",
        "low": None,
        "high": None,
        "values": ["100000"],
    }
    assert [each["kind"] for each in answers] == [
        "money",
        "none",
        "cardinal",
        "cardinal",
        "none",
        "cardinal",
    ]


def test_the_command_reads_its_arguments_too():
    assert [each["value"] for each in run("двадцать одна", "--lang", "ru", "1/2", "-5,5 %")] == [
        "21",
        "0.5",
        "-5.5",
    ]


def test_a_figure_of_many_digits_loses_none():
    assert digits(read_number("7" * 60).value) == "7" * 60
    assert digits(read_number("-" + "7" * 60 + ",5 %").value) == "-" + "7" * 60 + ".5"
    assert digits(read_number("1 " + "234 " * 12 + "тыс. руб.").value) == "1" + "234" * 12 + "000"


WORDS = [
    "двадцать",
    "пять",
    "одна",
    "тысяча",
    "тысячами",
    "первый",
    "десятых",
    "целых",
    "половиной",
    "с",
    "полтора",
    "ни",
    "до",
    "от",
    "и",
    "-",
    "+",
    "(",
    ")",
    "%",
    "руб.",
    "т.",
    "№",
    "5",
    "1 234",
    "0,5",
    "2-х",
    "70-летие",
    "XIV",
    "½",
    "1/2",
    "год",
]


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_words_of_numbers_in_any_order_are_read_and_no_phrase_overlaps_another(text):
    figures = find_quantities(text)
    assert all(each.first <= each.start < each.end <= each.last for each in figures)
    assert all(before.last <= after.first for before, after in pairwise(figures))
