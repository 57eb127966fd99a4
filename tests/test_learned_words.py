"""What words say by experience: chances by code, and what follows for sentences that no wording of
the catalogue knows.
"""

from math import exp

import pytest

from extractor.indicators.learned_codes import (
    NONE,
    beginnings_of,
    leaders_of,
    named_by,
    signs_for,
    weights_by_sign,
)
from extractor.indicators.learned_words import LearnedWords, learned_words, signs_of
from extractor.indicators.sentence_words import Around
from extractor.model import SentenceRole
from extractor.words import words
from extractor.words.indicators import vocabulary

SMALL = LearnedWords(
    {
        "codes": ["loans.total", "visits.total"],
        "weights": "thing книг: 1 2.0 2 -1.0\nconstant: 0 1.0\nunit visit: 2 3.0",
    }
)


def around(*things, unit="", **more):
    return Around((tuple(things), (), (), (), (), (), (), ("",)), unit=unit, **more)


def test_chances_are_a_softmax_of_the_weights_of_the_signs():
    chances = SMALL.chances(around("книг"))
    e = [exp(1.0), exp(2.0), exp(-1.0)]
    assert [exp(chance) for chance in chances.values()] == pytest.approx([x / sum(e) for x in e])


def test_a_sign_that_was_never_met_changes_nothing():
    assert SMALL.chances(around("книг", "слонов")) == SMALL.chances(around("книг"))


def test_words_name_what_they_make_probable_and_never_nothing():
    assert named_by(SMALL.chances(around("книг"))) == ["loans.total", "visits.total"]
    assert named_by({NONE: -0.01, "loans.total": -5.0}) == []


def test_the_best_code_has_the_margin_and_the_odds():
    chances = SMALL.chances(around(unit="visit"))
    best, other = (
        dict(signs_for(code, chances, leaders_of(chances)))
        for code in ("visits.total", "loans.total")
    )
    assert best["learned best"] and "learned best" not in other
    assert best["learned margin"] > 0 > other["learned margin"]
    assert best["learned odds"] > other["learned odds"]


def test_endings_do_not_matter_and_places_do():
    assert beginnings_of("читателей") == beginnings_of("читателям")
    assert dict(signs_of(around("книг"))) != dict(signs_of(around(unit="copy")))
    assert dict(signs_of(around("книг", role=SentenceRole.SHARE))) != dict(signs_of(around("книг")))


def test_every_code_is_one_of_the_catalogue_and_every_weight_belongs_to_one():
    content = words("learned_words")
    assert set(content["codes"]) <= set(vocabulary().indicators)
    places = {
        int(at) for row in weights_by_sign(content["weights"]).values() for at in row.split()[::2]
    }
    assert places <= set(range(len(content["codes"]) + 1))


@pytest.mark.parametrize(
    ("layers", "unit", "code"),
    [
        ((("слушателей",), ("На концерты пришло",)), "person", "visits.events"),
        ((("книг",), ("Выдали на руки",)), "copy", "loans.total"),
        ((("подписчиков",), ("В группе библиотеки",)), "person", "social.subscribers"),
        ((("рублей",), ("На подписку ушло",)), "RUB", "finance.acquisitions.periodicals"),
    ],
)
def test_the_shipped_weights_name_the_code_of_plain_clauses(layers, unit, code):
    said = Around((*layers, (), (), (), (), (), ("",)), unit=unit)
    assert code in named_by(learned_words().chances(said))
