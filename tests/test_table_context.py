"""Labels of one table are weighed together: kinship of indicators, and what stands beside."""

import pytest

from extractor.indicators import Labels, meaning_of
from extractor.indicators.surroundings import around
from extractor.indicators.table_context import TableContext, decided_beside
from extractor.words.indicators import vocabulary

MEANING = meaning_of(vocabulary())


@pytest.mark.parametrize(
    ("code", "other", "kin"),
    [
        ("users.registered", "users.registered", "same"),
        ("users.age.children", "users.registered", "whole"),
        ("users.registered", "users.age.children", "part"),
        ("users.age.youth", "users.age.children", "sibling"),
        ("users.age.youth", "users.remote", "subject"),
        ("holdings.books", "holdings.acquired.books", "part"),
        ("holdings.subject.arts", "holdings.subject.fiction", "sibling"),
        ("visits.total", "visits.plan", "part"),
        ("local_history.loans", "local_history.acquired", "family"),
        ("users.registered", "salary.average", "stranger"),
    ],
)
def test_indicators_are_kin_by_what_they_are_made_of(code, other, kin):
    assert MEANING.kinship.of(code, other) == kin


def context_of(*table: Labels) -> TableContext:
    return TableContext(((labels, MEANING.decide(labels)) for labels in table), MEANING.kinship)


def features(labels: Labels, *beside: Labels) -> dict[str, float]:
    """What the table says of the likeliest code of its first label."""
    found = context_of(labels, *beside).features(labels, MEANING.decide(labels))
    return next(found)[1]


USERS, CHILDREN = Labels(row=("Число пользователей",)), Labels(row=("дети до 14 лет",))
STAFF = Labels(row=("Численность работников",))


@pytest.mark.parametrize(
    ("labels", "beside", "said"),
    [
        (USERS, (STAFF,), {"before stranger", "said once, known"}),
        (USERS, (Labels(row=("Пользователи, всего",)),), {"said better beside"}),
        (
            USERS,
            (Labels(row=("в том числе удалённых",), over="Число пользователей"),),
            {"before part"},
        ),
        (Labels(row=("Число пользователей хрюк",)), (STAFF,), {"said once, unknown"}),
        (
            Labels(row=("Число хрюк пользователей",)),
            (Labels(row=("хрюк посещений",)), Labels(row=("хрюк книговыдач",))),
            {"said once, shared"},
        ),
    ],
)
def test_a_label_is_told_what_stands_beside_it(labels, beside, said):
    assert said <= features(labels, *beside).keys()


def test_a_label_of_two_years_stands_alone():
    last_year = Labels(row=("Число пользователей в 2022 году",))
    alone = MEANING.decide(USERS)
    assert not list(context_of(USERS, last_year).features(USERS, alone))
    assert decided_beside(USERS, alone, context_of(USERS, last_year), MEANING) == alone


def test_a_label_that_its_table_does_not_hold_is_decided_alone():
    alone = MEANING.decide(USERS)
    assert decided_beside(USERS, alone, context_of(STAFF), MEANING) == alone


def test_beside_sure_parts_of_a_whole_a_doubtful_one_is_likelier():
    title = "Контрольные показатели"
    doubtful = Labels(row=("Молодёжная аудитория", "чел."), caption=title, unit="person")
    beside = (
        Labels(row=("Пользователи", "чел."), caption=title, unit="person"),
        Labels(row=("Пользователи – дети", "чел."), caption=title, unit="person"),
    )
    alone = MEANING.decide(doubtful)
    together = decided_beside(doubtful, alone, context_of(*beside, doubtful), MEANING)
    among_others = decided_beside(doubtful, alone, context_of(STAFF, doubtful), MEANING)
    assert together.candidates[0][0] == "users.age.youth"
    assert together.probability > among_others.probability


@pytest.mark.parametrize(
    ("rows", "over"),
    [
        (("Число пользователей", "дети до 14 лет"), "Число пользователей"),
        (("Число пользователей", "Всего"), ""),
        (("Число пользователей", "в том числе всего"), "Число пользователей"),
    ],
)
def test_a_total_is_no_part_of_the_label_above(rows, over):
    assert around(((row,) for row in rows), MEANING.lexicon).over[rows[-1:]] == over


@pytest.mark.parametrize(
    ("label", "members", "unknown"),
    [
        ("Поступило за отчётный период", ["acquired"], []),
        ("Период. издания", ["periodicals"], []),
        ("Обновляемость фонда (разница поступления и выбытия)", ["renewal", "items"], []),
        ("Прирост фонда (разница)", ["change", "items"], []),
        ("СПО", ["edu_vocational"], []),
        ("ЗАРПЛАТА И МБ", ["salary"], []),
        ("Раздел IV. Пользователи", ["users"], []),
        ("% охв.", ["coverage"], []),
        ("раб. дн.", ["days"], []),
        ("Пл. усл.", ["paid"], []),
        ("осн. раб.", ["main"], []),
        ("чит-ть", ["readability"], []),
        ("пос-ть", ["attendance"], []),
        ("Приложение", [], ["приложение"]),
        ("Приблизительно", [], ["приблизительно"]),
        ("Карточек", ["card_catalogue"], []),
        ("12", [], []),
    ],
)
def test_labels_are_heard(label, members, unknown):
    heard = MEANING.lexicon.hear(label)
    assert [spot.members[0] for spot in heard.spots] == members
    assert [word for word, kind, _ in heard.residue if kind == "unknown"] == unknown


def test_an_unknown_word_that_comes_first_is_told_apart():
    assert MEANING.lexicon.hear("Хрюк пользователей").starts_unknown
    assert not MEANING.lexicon.hear("Пользователей хрюк").starts_unknown


def test_the_first_of_january_in_a_title_is_the_end_of_the_year_before():
    labels = Labels(column=("книги",), caption="Фонд на 01.01.2024, экз.", unit="copy", year=2023)
    assert MEANING.decide(labels).candidates[0][0] == "holdings.books"


def test_staff_that_was_there_at_the_start_is_no_stock():
    labels = Labels(row=("Состояло на начало года",), headings=("Персонал библиотек",))
    assert MEANING.decide(labels).code == ""
