"""Times as reports write them; the report's own year is 2023."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.observation import PERIOD
from extractor.russian.periods import find_periods

YEAR = 2023

# text | what is found: the period (- for none) and the kind, in their order
TIMES = """
2023 | 2023 year
2023 г. | 2023 year
2023г | 2023 year
в 2023 году | 2023 year
в 2023-м году | 2023 year
в 2023-м. | 2023 year
'23 | 2023 year
2021, 2022 и 2023 годах | 2021 year; 2022 year; 2023 year
в 2020 и 2021 году | 2020 year; 2021 year
2023 г. – 164 207 | 2023 year
план 2024 | 2024 year
к 2022 году | 2022 year
на 01.01.2024 | 2023 stock
на 31.12.2023 г. | 2023 stock
на 01.07.2023 | 2023-07-01 stock
по состоянию на 1 января 2024 года | 2023 stock
На 1 января | 2023 stock
на начало 2023 года | 2022 stock
Состоит на начало года | 2022 stock
на начало отчётного года | 2022 stock
к концу года | 2023 stock
на конец прошлого года | 2022 stock
с начала года | 2023 relative
в сравнении с 2019 г. | 2019 year
отклонение 2023 от 2022 | 2023 year; 2022 year
2021,2022,2023г.г. | 2021 year; 2022 year; 2023 year
2021/2022/2023 | 2021 year; 2022 year; 2023 year
2023/2021 | 2021/2023 range
за 9 месяцев | 2023-01-01/2023-09-30 part
с сентября по декабрь | 2023-09-01/2023-12-31 part
на конец 2023 г. | 2023 stock
к началу 2024 года | 2023 stock
к концу 2030 года | 2030 until
по сравнению с 2022 годом | 2022 year
2021-2023 гг. | 2021/2023 range
2021 – 2023 годы | 2021/2023 range
2021-23 гг. | 2021/2023 range
2018-2024годы | 2018/2024 range
с 2011 по 2016 гг. | 2011/2016 range
1990-е годы | 1990/1999 range
за три года | 2021/2023 range
в динамике 3-х лет | 2021/2023 range
за последние пять лет | 2019/2023 range
за два предыдущих года | 2021/2022 range
за 9 месяцев 2023 г. | 2023-01-01/2023-09-30 part
за 9 месяцев прошлого года | 2022-01-01/2022-09-30 part
I квартал 2023 года | 2023-01-01/2023-03-31 part
в четвёртом квартале | 2023-10-01/2023-12-31 part
2 кв. 2023 | 2023-04-01/2023-06-30 part
1-е полугодие 2023 г. | 2023-01-01/2023-06-30 part
на второе полугодие | 2023-07-01/2023-12-31 part
во второй половине 2023 года | 2023-07-01/2023-12-31 part
январь–июнь 2023 | 2023-01-01/2023-06-30 part
за февраль 2024 | 2024-02-01/2024-02-29 part
2022/2023 учебный год | 2022-09-01/2023-05-31 school
2022-2023 уч. г. | 2022-09-01/2023-05-31 school
2021/22 | 2021-09-01/2022-05-31 school
в отчётном году | 2023 relative
в текущем году | 2023 relative
прошлый год | 2022 relative
аналогичный период прошлого года | 2022 relative
в позапрошлом году | 2021 relative
в прошлом было | 2022 relative
в следующем году | 2024 relative
годом ранее | 2022 relative
в марте 2023 года | 2023-03 month
26 ноября 2021 года | 2021-11-26 date
26 ноября | 2023-11-26 date
с 12 по 16 июня 2023 г. | 2023-06-12/2023-06-16 date
28 мая – 3 июня 2023 г. | 2023-05-28/2023-06-03 date
12.03.23 | 2023-03-12 date
01.09.2022–31.05.2023 | 2022-09-01/2023-05-31 date
за летние месяцы 2023 года | 2023-06-01/2023-08-31 part
в осенний период 2022 г. | 2022-09-01/2022-11-30 part
Весной 2023 г. | 2023-03-01/2023-05-31 part
за зиму 2023 года | - part
с 2019 года | 2019 since
с 1994г. | 1994 since
до 2005 г. | 2005 until
к 2030 году | 2030 until
от 02.09.2022 № 23-р | - issued
от 25 июля 2002 г. | - issued
год постройки 1987 | 1987 thing
1987 года постройки | 1987 thing
1985 г.р. | 1985 thing
Библионочь-2023 | 2023 name
Договор № 15/ОК/2023 | 2023 name
«Библионочь 2023» | 2023 name
2020 экз. | - number
от 2000 до 2010 человек | - number; - number
в 2023 библиотеки провели | 2023 year
"""

NO_TIMES = [
    "8-800-2020-12",
    "ГОСТ 7.50-2002",
    "№ 2020",
    "3 квартала",
    "летние чтения",
    "пятьдесят весомых",
    "5 кв. м",
    "XXI век",
    "прошлыми годами",
    "город",
    "август",
    "12 345",
    "на начало учебного года",
    "за 2 месяца",
    "за 6 месяцев работы",
]


@pytest.mark.parametrize(
    ("text", "times"), [line.split(" | ") for line in TIMES.strip().splitlines()]
)
def test_times_are_found_with_what_they_mean(text, times):
    found = "; ".join(f"{each.period or '-'} {each.kind}" for each in find_periods(text, YEAR))
    assert found == times


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_only_looks_like_a_time_is_none(text):
    assert find_periods(text, YEAR) == ()


@pytest.mark.parametrize("text", ["прошлый год", "за три года", "в IV квартале", "на 1 января"])
def test_without_the_reports_year_a_relative_time_has_no_period(text):
    assert [each.period for each in find_periods(text)] == [""]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("стало в 2023 году", "2023 году"),
        ("фонд на 01.01.2024 г.", "на 01.01.2024 г."),
        ("за 2021-2023 гг.", "2021-2023 гг."),
    ],
)
def test_the_place_of_a_time_is_that_of_its_words(text, printed):
    assert [text[each.start : each.end] for each in find_periods(text)] == [printed]


@given(st.text(alphabet="0123456789.-–/ гновадзкрлс") | st.text())
def test_any_text_is_answered_with_lawful_periods(text):
    found = find_periods(text, YEAR)
    assert all(
        re.match(PERIOD, each.period) and 0 <= each.start < each.end <= len(text) for each in found
    )
    assert all(one.end <= other.start for one, other in pairwise(found))
