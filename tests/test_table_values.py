"""A figure of a sentence is held against what the tables of its report tell of the same year."""

import pytest
from checking import report_of

from extractor.indicators import explain_observation
from extractor.indicators.held_formulas import shares_in
from extractor.indicators.table_values import TableValues
from extractor.model.observation import SentenceObservation
from extractor.words.indicators import vocabulary

TABLE = """
# 3.1 Основные показатели

| Показатель          | 2022   | 2023   |
| Число пользователей | 8 120  | 8 245  |
| Книговыдача         | 90 000 | 94 512 |
| Посещаемость        | 7,1    | 7,4    |
| Охват населения, %  | 41,2   | 42,5   |

"""


def figures_of(text):
    found = report_of(TABLE + text).observations
    return [each for each in found if isinstance(each, SentenceObservation)]


def told(text):
    """By its digits, the indicators that the tables tell with the value of the last figure."""
    found = report_of(TABLE + text).observations
    tables = TableValues(vocabulary().indicators, vocabulary().families)
    tables.add((each, each.indicator) for each in found if each.table is not None)
    last = [each for each in found if isinstance(each, SentenceObservation)][-1]
    return {code: digits for code, digits in tables.agreeing(last).items() if digits}


@pytest.mark.parametrize(
    ("text", "agreeing"),
    [
        ("Это 8 245 человек.", {"users.registered": 4}),
        ("Это 8,2 тыс. человек.", {"users.registered": 2}),
        ("Это 8,3 тыс. человек.", {}),
        ("В 2022 году это было 8 120 человек.", {"users.registered": 3}),
        ("В 2022 году это было 8 245 человек.", {}),
        ("Это 42,5 %.", {"users.coverage": 3}),
        ("Это 42,5 кв. м.", {}),
        ("Это 7,4 ед.", {"ratios.visits_per_user": 2}),
        ("Число пользователей выросло на 125.", {"users.registered": 3}),
        ("Книговыдача выросла на 5 %.", {"loans.total": 1}),
        ("Книговыдача выросла на 9 %.", {}),
    ],
)
def test_a_table_agrees_within_what_is_printed(text, agreeing):
    assert told(text) == agreeing


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Охват населения услугами составляет 42,5 %, это лучше, чем год назад.", "users.coverage"),
        ("Посещаемость библиотек составила 7,4 ед.", "ratios.visits_per_user"),
    ],
)
def test_words_that_leave_a_doubt_are_confirmed_by_the_very_value(text, code):
    assert figures_of(text)[0].indicator == code


def test_the_value_alone_gives_no_code():
    assert [each.indicator for each in figures_of("На опушке насчитали 8 245 муравьёв.")] == [""]


def test_a_guess_that_a_sentence_tells_of_a_part_yields_to_the_very_value():
    text = "# 7.1 Работа с детьми\n\nВсего библиотеками выдано {} экз. документов."
    codes = [figures_of(text.format(value))[-1].indicator for value in ("94 512", "12 310")]
    assert codes == ["loans.total", ""]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("По итогам 2022 г. – 8 120, а 2023 г. – 8 245.", ["users.registered"] * 2),
        ("По итогам 2022 г. – 8 120, а 2023 г. – 9 245.", ["", ""]),
        ("По итогам 2022 г. – 8 120 руб., а 2023 г. – 8 245 руб.", ["", ""]),
    ],
)
def test_figures_that_a_table_gives_year_by_year_are_that_tables(text, codes):
    assert [each.indicator for each in figures_of(text)] == codes


@pytest.mark.parametrize(
    ("middle", "codes"),
    [("8 120", ["users.registered"] * 3), ("7 733", [""] * 3)],
)
def test_a_series_of_which_one_figure_differs_is_no_row_of_the_table(middle, codes):
    table = """
# 3.1 Основные показатели

| Показатель          | 2021   | 2022   | 2023   |
| Число пользователей | 7 914  | 8 120  | 8 245  |

"""
    text = f"По итогам 2021 г. – 7 914, 2022 г. – {middle}, 2023 г. – 8 245."
    found = report_of(table + text).observations
    told = [each.indicator for each in found if isinstance(each, SentenceObservation)]
    assert told == codes


def test_a_share_knows_what_it_is_a_share_of():
    shares = shares_in(vocabulary())
    assert shares["users.share.children"] == "users.age.children"
    assert "users.registered" not in shares


def test_a_series_and_what_goes_on_from_before_are_explained():
    found = report_of(TABLE + "По итогам 2022 г. – 8 120, а 2023 г. – 8 245.")
    figure = next(each for each in found.observations if isinstance(each, SentenceObservation))
    why = explain_observation(figure, found.observations, found.outline, vocabulary(), frozenset())
    assert (why.code, why.rule) == ("users.registered", "series")
