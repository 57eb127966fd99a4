"""One cell: its text in, value and everything beside it out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.tables.values import read_cell

NUMBERS = """
0            | 0        | 0
00           | 0        | 0
42           | 42       | 0
1.           | 1        | 0
12,5         | 12.5     | 1
12.5         | 12.5     | 1
26,0         | 26.0     | 1
0,005        | 0.005    | 3
0.025        | 0.025    | 3
1234,567     | 1234.567 | 3
1 234        | 1234     | 0
1 234 567,89 | 1234567.89 | 2
12 345       | 12345    | 0
1'234'567    | 1234567  | 0
1’234        | 1234     | 0
1.234.567    | 1234567  | 0
1.234.567,5  | 1234567.5 | 1
1,234.50     | 1234.50  | 2
10450300,00  | 10450300.00 | 2
+5           | 5        | 0
-5           | -5       | 0
- 5          | -5       | 0
–140 385     | -140385  | 0
−0,7         | -0.7     | 1
−0           | 0        | 0
−123456789012345678901234567890,5 | -123456789012345678901234567890.5 | 1
(−768)       | -768     | 0
(+12)        | 12       | 0
54,7%        | 54.7     | 1
100 %        | 100      | 0
1 200 экз.   | 1200     | 0
2018 г.      | 2018     | 0
12 чел. (3 %) | 12      | 0
5 выездов    | 5        | 0
7*           | 7        | 0
Всего: 15    | 15       | 0
итого 1 200 экз. | 1200 | 0
2 500 руб. 00 коп. | 2500.00 | 2
12000 рублей 35 коп. | 12000.35 | 2
1 300 ,4     | 1300.4   | 1
22 , 85      | 22.85    | 2
－15          | -15      | 0
﹣7,5         | -7.5     | 1
(- 3)        | -3       | 0
315¹         | 315      | 0
12 345²)     | 12345    | 0
1 200 ¹      | 1200     | 0
""".strip().splitlines()


def figures(text):
    quantity = read_cell(text)
    return quantity.value, quantity.decimals, str(quantity.status)


@pytest.mark.parametrize("line", NUMBERS)
def test_a_printed_figure_is_read_with_its_decimals(line):
    text, value, decimals = (each.strip() for each in line.split("|"))
    assert figures(text) == (Decimal(value), int(decimals), "ok")
    assert str(read_cell(text).value) == value


SPACES = ["1\u00a0234", "1\u2009234", "1\u202f234", " 1 234 ", "1 234\n"]


@pytest.mark.parametrize("text", SPACES)
def test_every_kind_of_space_may_group_thousands(text):
    assert figures(text) == (1234, 0, "ok")


SEVERAL = """
120450 (+3200) =123650 | 120450 | change=+3200; total=123650
5100 (+20 сайт)=5120    | 5100 | change=+20; total=5120
906/10/283              | 906 | second=10; third=283
935 /                   | 935 |
3/2                     | 3   | second=2
15 (25 %)               | 15  | share=25
15 / 25 %               | 15  | share=25
15; 25%                 | 15  | share=25
5731(459)               | 5731 | aside=459
25 (13 - дети)          | 25  | aside=13
9 (в городе)            | 9   | note=в городе
(+5) 120                | 120 | change=+5
12 из 20                | 12  | base=20
12 + 5 = 17             | 17  | part=12; part2=5
более 500               | 500 | op=more
~ 50                    | 50  | op=about
10 и более              | 10  | op=at_least
не менее 3              | 3   | op=at_least
1 в неделю              | 1   | note=в неделю
5 (3=2+1)               | 5   | note=3:2+1
410 (в т.ч. дети – 120) | 410 | aside=120
410 (дети -120)         | 410 | aside=120
140 (из них 35 детей)   | 140 | aside=35
15 (рост -3)            | 15  | change=-3
15 (-3 к прошлому году) | 15  | change=-3
415, из них дети 125    | 415 | aside=125
415; в том числе: дети – 125, юношество – 40 | 415 | дети=125; юношество=40
12 чел., включая 3 по договору | 12 | aside=3
1,23E+06                | 1230000 | op=about
2.41e-01                | 0.241 | op=about
5,5Е+03                 | 5500 | op=about
""".strip().splitlines()


def kept(quantity):
    """What a quantity keeps beside its value, as «op=more; note=план»."""
    op = [("op", quantity.op)] if quantity.op else []
    return "; ".join(f"{name}={value}" for name, value in [*op, *quantity.extra])


@pytest.mark.parametrize("line", SEVERAL)
def test_the_first_figure_is_the_main_one_and_the_others_are_kept(line):
    text, value, extra = (each.strip() for each in line.split("|"))
    quantity = read_cell(text)
    assert (quantity.value, kept(quantity)) == (
        Decimal(value),
        extra,
    )


UNITS = """
24718,5тыс.      | 24718.5 |      | 1000
1 250,5 тыс. руб. | 1250.5 | RUB  | 1000
12,5%            | 12.5    | %    | 1
10 Мбит/с        | 10      | Mbit/s | 1
50 тыс. 300 руб. | 50.3    | RUB  | 1000
1 млн 200 тыс. руб. | 1.2  | RUB  | 1000000
15 тыс. 40 экз.  | 15.04   | copy | 1000
12 тыс. 5 мероприятий | 12.005 | item | 1000
30 Мбит/с (с 01.12.2018 г.) | 30 | Mbit/s | 1
""".strip().splitlines()


@pytest.mark.parametrize("line", UNITS)
def test_a_unit_may_hang_on_its_figure(line):
    text, value, unit, multiplier = (each.strip() for each in line.split("|"))
    quantity = read_cell(text)
    assert (quantity.value, quantity.unit, quantity.multiplier) == (
        Decimal(value),
        unit,
        int(multiplier),
    )


@pytest.mark.parametrize(
    "text",
    ["50 тыс. 300", "50 тыс. 300 руб. 20 коп.", "50 тыс. 300 штук книг"],
)
def test_thousands_and_units_with_more_behind_them_are_no_figure(text):
    assert read_cell(text).value is None


TWO_READINGS = """
2.054     | decimal=2.054; thousands=2054
107,232   | decimal=107.232; thousands=107232
-1,250    | decimal=-1.250; thousands=-1250
2,536 (5) | decimal=2.536; thousands=2536; aside=5
12+5      | first=12; sum=17; part=12; part2=5
(768)     | positive=768; negative=-768
22, 8     | decimal=22.8
1 234, 5  | decimal=1234.5
""".strip().splitlines()


@pytest.mark.parametrize("line", TWO_READINGS)
def test_two_possible_readings_are_both_kept_and_none_is_chosen(line):
    text, extra = (each.strip() for each in line.split("|"))
    quantity = read_cell(text)
    assert figures(text) == (None, None, "uncertain")
    assert kept(quantity) == extra


ABSENT = {
    "missing": [
        "",
        " ",
        "\n",
        "Нет данных",
        "нет  данных.",
        "данных нет",
        "н/д",
        "Н/Д",
        "…",
        "нет сведений",
        "#ДЕЛ/0!",
        "#Н/Д",
        "#VALUE!",
        "########",
    ],
    "nil": ["-", "–", "—", "- -", "нет", "Нет", "х", "Х", "x", "не было"],
    "text": [
        "да",
        "+",
        "имеется",
        "автобус",
        "№ 5",
        "ул. Лесная, 5",
        "5.3.1",
        "1-й",
        "10.00-13.00",
        "12:30",
        "01.12.2018",
        "26 сентября\n2018 года",
        "8 (38200) 2-22-22",
        "2-22-22",
        "2022/2023",
        "2022-2023",
        "https://vk.com/club1",
        "4, 6, 7",
        "12\n345",
        "2 этаж",
        "755 кв. м\n(3 этажа) 1987 г.\n2 этаж",
    ],
}


@pytest.mark.parametrize(
    ("status", "text"), [(status, text) for status, texts in ABSENT.items() for text in texts]
)
def test_what_is_no_number_says_why(status, text):
    assert figures(text) == (None, None, status)
    assert read_cell(text).raw == text


KEPT = """
10-15              | low=10; high=15
от 5 до 10         | low=5; high=10
с. Луговое - 1290  | с. Луговое=1290
дети 5-9 лет - 20  | дети 5-9 лет=20
книги – 120, газеты – 30 | книги=120; газеты=30
""".strip().splitlines()


@pytest.mark.parametrize("line", KEPT)
def test_figures_without_a_main_one_are_kept_beside_a_text(line):
    text, extra = (each.strip() for each in line.split("|"))
    quantity = read_cell(text)
    assert (str(quantity.status), kept(quantity)) == (
        "text",
        extra,
    )


def test_names_and_figures_on_several_lines_are_all_kept():
    assert read_cell("с. Луговое - 1290\nд. Заречье - 113").extra == (
        ("с. Луговое", "1290"),
        ("д. Заречье", "113"),
    )
    assert read_cell("с. Луговое,\nмикрорайон Южный\n- 233\nд. Заречье: 113").extra == (
        ("с. Луговое, микрорайон Южный", "233"),
        ("д. Заречье", "113"),
    )


@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 2),
    st.sampled_from(["", " ", "\u00a0", "'"]),
    st.sampled_from(",."),
)
def test_a_number_is_read_back_as_it_was_printed(number, decimals, group, mark):
    value = Decimal(number).scaleb(-decimals)
    printed = f"{value:,.{decimals}f}".replace(",", "g").replace(".", mark).replace("g", group)
    assert figures(printed) == (value, decimals, "ok")


@given(st.text(alphabet="0123456789 ,.()+-=/%абв\n№", max_size=40))
def test_no_cell_raises_and_its_text_stays(text):
    assert read_cell(text).raw == text


THINGS = """
36 выездов, 2 140 участников | выездов=36;участников=2140
5 книг; 6 газет | книг=5;газет=6
грант района, 300 руб. | руб.=300
1. Выдано: 214 экз.¶2. Встреч с авторами: 3 | Выдано=214;Встреч с авторами=3
2 этаж, 3 этаж |
ул. Мира, 5 корпус |
Петрова А. А., 45 лет |
"""


@pytest.mark.parametrize("line", THINGS.strip().splitlines())
def test_several_things_counted_in_one_cell_are_kept(line):
    text, _, kept = line.partition("|")
    found = read_cell(text.strip().replace("¶", "\n"))
    assert found.value is None
    assert ";".join(f"{name}={value}" for name, value in found.extra) == kept.strip()
