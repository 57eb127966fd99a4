"""The model of meaning: words give coordinates, coordinates give the indicator or none."""

import json

import pytest
from click.testing import CliRunner, Result

from extractor.commands.indicators import list_indicators
from extractor.commands.voice import Voice
from extractor.indicators import Labels, meaning_of
from extractor.indicators.lexicon import WHAT
from extractor.indicators.meaning import Source, whose_row
from extractor.indicators.search import code_of, find_indicators
from extractor.words import words
from extractor.words.indicators import vocabulary

MEANING = meaning_of(vocabulary())
MEMBERS = MEANING.lexicon.members


@pytest.mark.parametrize("member", [one for one in MEMBERS.values() if one.sample], ids=str)
def test_each_member_is_read_from_its_sample(member):
    heard = MEANING.lexicon.hear(member.sample)
    assert member.name in {name for spot in heard.spots for name in spot.members}


def test_each_point_is_made_of_members_and_names_a_code():
    for code, text in words("meaning")["points"].items():
        assert code in vocabulary().indicators
        for point in text.split(" | "):
            names = [name.removeprefix("?") for name in point.split()]
            assert set(names) <= MEMBERS.keys(), (code, set(names) - MEMBERS.keys())


@pytest.mark.parametrize("indicator", vocabulary().indicators.values(), ids=lambda one: one.code)
def test_the_name_of_an_indicator_is_taken_for_no_other(indicator):
    unit = indicator.unit if indicator.unit in ("%", "RUB") else ""
    found = MEANING.decide(Labels(row=(indicator.ru,), unit=unit)).code
    related = {indicator.part_of} | {
        other.code for other in vocabulary().indicators.values() if other.part_of == indicator.code
    }
    assert found in {"", indicator.code, *related}


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (Labels(row=("Число пользователей (в том числе удалённых)",)), "users.registered"),
        (Labels(row=("в том числе удалённых",), over="Число пользователей"), "users.remote"),
        (Labels(column=("Основной персонал, чел.", "до 30 лет")), "staff.age.under30"),
        (Labels(column=("Пользо-ватели",)), "users.registered"),
        (Labels(column=("Докумен-товыдача, экз.",), unit="copy"), "loans.total"),
        (Labels(row=("Число посещений",), caption="Показатели на 1000 жителей"), ""),
        (Labels(row=("Число посещений",), column=("Прирост",)), ""),
        (Labels(row=("Мероприятия с инвалидами",)), ""),
        (Labels(row=("Число посещений музея",)), ""),
        (Labels(row=("ПК, ед.",), headings=("Цифровые ресурсы",)), "digital.computers.total"),
        (
            Labels(row=("Пользователи",), headings=("Основные цифровые показатели",)),
            "users.registered",
        ),
        (Labels(row=("Фонд на 01.01.2024, экз.",), unit="copy", year=2023), "holdings.total"),
        (Labels(row=("Фонд на 01.01.2023, экз.",), unit="copy", year=2023), "holdings.opening"),
    ],
)
def test_labels_mean(labels, expected):
    decision = MEANING.decide(labels)
    assert decision.code == expected, decision.candidates


@pytest.mark.parametrize(
    ("printed", "stem"),
    [
        ("Паро-воз", True),  # a word of the language that its parts are not
        ("Тепло-ход", False),  # two words: a pair
        ("Книго-выдача", False),  # «выдача» is a word of the lexicon by itself
        ("Фью-брик", False),  # no word
    ],
)
def test_a_word_that_was_cut_is_mended_where_its_parts_are_no_words(printed, stem):
    parts = printed.casefold().split("-")
    assert MEANING.lexicon._is_cut("".join(parts), parts) is stem


@pytest.mark.parametrize(
    "title",
    [
        "Комплектование фондов в рамках федеральной субсидии",
        "Закупка книг за счёт областной субсидии",
        "Общая сумма субсидии на книги",
        "Федеральный трансферт на комплектование",
    ],
)
def test_money_of_a_subsidy_is_no_other_money(title):
    """A wording of the budget or of expenses does not swallow the word of the subsidy."""
    heard = {name for spot in MEANING.lexicon.hear(title).spots for name in spot.members}
    assert "subsidy" in heard
    labels = Labels(column=("из них:", "областные средства"), caption=title, unit="RUB")
    assert MEANING.decide(labels).code in ("", "finance.subsidy.regional")


def test_what_no_indicator_has_keeps_its_coordinates_and_candidates():
    decision = MEANING.decide(Labels(row=("Число посещений музея",)))
    said = {name for found in decision.coordinates.found for name in found.members}
    assert {"visits", "organisations"} <= said
    assert "visits.total" in dict(decision.candidates)


def test_a_bracket_that_begins_with_a_part_is_a_remark():
    found = MEANING.decide(Labels(row=("Посещения (в том числе в стационаре)",))).coordinates.found
    assert {one.source for one in found if "onsite" in one.members} == {Source.REMARK}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("с. Луговое", "settlement"),
        ("посёлок Лесной", "settlement"),
        ("Луговской район", "territory"),
    ],
)
def test_a_settlement_is_no_territory(name, kind):
    assert whose_row(name) == kind


def test_every_implied_member_is_counted():
    for member in MEMBERS.values():
        assert not member.implies or MEMBERS[member.implies].dimension == WHAT


# --- search by words


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("читателями", "users.registered"),
        ("книговыдачу", "loans.total"),
        ("дети", "users.age.children"),
        ("посещения сайта", "visits.website"),
        ("users.rem", "users.remote"),
        ("Зарегистрированные пользователи", "users.registered"),
    ],
)
def test_an_indicator_is_found_by_words_in_any_form(asked, first):
    assert find_indicators(asked, vocabulary())[0].code == first


def run(command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, obj=Voice("ru"))


def test_words_that_name_none_find_none():
    assert find_indicators("хрюк", vocabulary()) == []
    assert code_of("хрюк", vocabulary()) == "хрюк"


def test_the_command_prints_code_name_unit_and_definition():
    line = run(list_indicators, "читатели").stdout.splitlines()[0].split("\t")
    assert line[:1] + line[2:3] == ["users.registered", "person"]
    assert len(line) == 4
    records = json.loads(run(list_indicators, "users.remote", "--json").stdout)
    assert records[0]["part_of"] == "users.registered"
    assert "indicators_none" in str(run(list_indicators, "хрюк").exception)
