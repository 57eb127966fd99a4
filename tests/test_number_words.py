"""Numbers in words: every case and gender, fractions, halves, groups, compounds, slips; an
independent speller read back.
"""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words.lang_RU import Num2Word_RU
from number_tables import table, told

from extractor.russian import read_number

SPELLER = Num2Word_RU()
CASES, GENDERS = "ngdaip", "mfn"

WORDS = """
двадцать одна → cardinal 21
пятьюстами сорока → cardinal 540
о двух тысячах тридцати → cardinal 2030
тысяче двумстам → cardinal 1200
тысяча сто → cardinal 1100
сто тысяч один → cardinal 100001
двести пятьдесят миллионов → cardinal 250000000
ноль восемь → cardinal 8
двадцатьпять → cardinal 25
сто двадцатьтри → cardinal 123
пятьнадцать → cardinal 15
триста пятдесят → cardinal 350
два милиона → cardinal 2000000
двадцaть → cardinal 20
шестьдесят пятьдесят → cardinal 60|50
пять ноль три → cardinal 5|3
двое → cardinal 2
обеих → cardinal 2
трое сотрудников → quantity 3 person
десяток → cardinal 10
два десятка → cardinal 20
полтора десятка → cardinal 15
дюжина книг → quantity 12 copy
пара тысяч → cardinal 2000
пять сотен → cardinal 500
пять сот → cardinal 500
сотня → cardinal 100
до тысячи → approx 1000 at_most
около двух десятков → approx 20 about
двадцать с лишним → approx 20 more
две-три библиотеки → range 2..3 item
десять – пятнадцать → range 10..15
от двух до пяти тысяч → range 2000..5000
"""

FRACTIONS = """
полторы тысячи → cardinal 1500
полтора → fraction 1.5
полтораста → cardinal 150
один с половиной → fraction 1.5
три с четвертью → fraction 3.25
два с половиной миллиона рублей → money 2500000 RUB
пол-литра → quantity 0.5 l
поллитра → quantity 0.5 l
пол литра → quantity 0.5 l
полмиллиона → cardinal 500000
полпроцента → percent 0.5 %
полчаса → quantity 30 minute
полгода → quantity 6 month
полтора часа → quantity 90 minute
четверть миллиона → cardinal 250000
четверть → fraction 0.25
половина читателей → fraction 0.5
две трети фонда → fraction 0.6666666666666666666666666667
менее трети → approx 0.3333333333333333333333333333 less
две трети → fraction 0.6666666666666666666666666667
в двух третях → fraction 0.6666666666666666666666666667
три четверти → fraction 0.75
одна пятая → fraction 0.2
одна вторая → fraction 0.5
семь десятых → fraction 0.7
пять целых три десятых → fraction 5.3
5 целых 3 десятых → fraction 5.3
ноль целых пять сотых процента → percent 0.05 %
одна целая двадцать три сотых миллиарда → cardinal 1230000000
двенадцать точка ноль пять → fraction 12.05
две целых ноль десятых процента → percent 2 %
ноль целых ноль 5 сотых → fraction 0.05
пять точка ноль 5 → fraction 5.05
пять точка ноль ноль пять → fraction 5.005
пять точка ноль книг → quantity 5 copy
пятая часть → fraction 0.2
"""

ORDINALS = """
двадцать четвёртого → ordinal 24
сороковая → ordinal 40
третьими → ordinal 3
тысяча девятьсот восемьдесят четвёртый → ordinal 1984
две тысячи двадцать третьего года → ordinal 2023 year
тысяча девятьсот пятидесятые → ordinal 1950 decade
двухтысячный → ordinal 2000
двадцатиоднотысячная → ordinal 21000
пять миллионов стотридцатипятитысячный → ordinal 5135000
второго-третьего → range 2..3
столетие → ordinal 100 year
восьмидесятилетию → ordinal 80 year
сорокалетний → quantity 40 year
двухэтажное → quantity 2 item
четырёхкратно → quantity 4 times
стопроцентный → percent 100 %
"""

MONEY = """
тридцать одного рубля → money 31 RUB
шесть рублей тридцать пять копеек → money 6.35 RUB
сто одна копейка → money 1.01 RUB
минус двенадцать рублей, 85 копеек → money -12.85 RUB
тысяча двести рублей 50 коп. → money 1200.5 RUB
"""


@pytest.mark.parametrize(
    ("text", "answer"),
    [case for cases in (WORDS, FRACTIONS, ORDINALS, MONEY) for case in table(cases)],
)
def test_words_are_read_as_the_number_they_say(text, answer):
    assert told(text) == answer


UP_TO_A_BILLION = st.one_of(
    st.integers(0, 10**9),
    st.integers(0, 10**4),
    st.builds(lambda digit, power: digit * 10**power, st.integers(1, 9), st.integers(0, 8)),
)


@settings(deadline=None, max_examples=300)
@given(UP_TO_A_BILLION, st.sampled_from(CASES), st.sampled_from(GENDERS))
def test_every_cardinal_that_a_speller_spells_is_read_back(number, case, gender):
    reading = read_number(SPELLER.to_cardinal(number, case=case, gender=gender))
    assert (reading.value, reading.kind) == (number, "cardinal")


@settings(deadline=None, max_examples=300)
@given(UP_TO_A_BILLION, st.sampled_from(CASES), st.sampled_from(GENDERS), st.booleans())
def test_every_ordinal_that_a_speller_spells_is_read_back(number, case, gender, plural):
    reading = read_number(SPELLER.to_ordinal(number, case=case, gender=gender, plural=plural))
    assert (reading.value, reading.kind) == (number, "ordinal")


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 10**6), st.integers(1, 99))
def test_every_sum_of_money_that_a_speller_spells_is_read_back(roubles, kopecks):
    text = SPELLER.to_currency(roubles + kopecks / 100, currency="RUB")
    assert round(float(read_number(text).value or 0), 2) == round(roubles + kopecks / 100, 2)


def test_number_words_are_found_whatever_stands_around_them():
    rng = random.Random(4)  # noqa: S311 - repeatable on purpose
    for number in (rng.randrange(10**6) for _ in range(50)):
        assert (
            read_number(f"Всего в фонде {SPELLER.to_cardinal(number)} экземпляров.").value == number
        )
