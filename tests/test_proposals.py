"""What is proposed for a label: the catalogue's words and experience together, three at most."""

import pytest

from extractor.indicators import Labels, meaning_of
from extractor.indicators.decision import Decision
from extractor.indicators.learned_codes import LearnedCodes
from extractor.indicators.meaning import read
from extractor.indicators.proposals import proposed, ranked_together
from extractor.indicators.ranking import Weighed
from extractor.words.indicators import vocabulary

MEANING = meaning_of(vocabulary())
LEARNED = LearnedCodes(
    {
        "codes": ["users.registered", "visits.total", "digital.speed", "loans.total"],
        "weights": "own записа: 1 6\nown приш: 2 3\nunit Mbit/s: 3 9",
    }
)


def ranked(labels: Labels, *weighed: Weighed) -> list[str]:
    decision = Decision("", 0.0, (), read(labels, MEANING.lexicon), weighed)
    return ranked_together(labels, decision, LEARNED)


def test_experience_names_what_the_catalogue_does_not():
    assert ranked(Labels(row=("Записано",))) == ["users.registered"]


def test_both_are_weighed_together():
    known = Weighed("loans.total", 1.0), Weighed("visits.total", 0.0)
    assert ranked(Labels(row=("Пришло",)), *known)[0] == "visits.total"
    assert ranked(Labels(row=("Нечто",)), *known) == ["loans.total", "visits.total"]


def test_a_unit_alone_names_nothing():
    assert ranked(Labels(row=("паркинг",), unit="Mbit/s")) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("Записано в библиотеку человек",), "users.registered"),
        (("Пришло на концерты и вечера",), "visits.events"),
        (("Отдано читателям на дом, экз.",), "loans.total"),
        (("Ушло на подписку", "руб."), "finance.acquisitions.periodicals"),
        (("Подписчики группы",), "social.subscribers"),
    ],
)
def test_plain_words_that_no_catalogue_foresaw_are_among_three(row, code):
    assert code in proposed(Labels(row=row), MEANING)


def test_no_code_is_given_by_experience():
    """A proposal is for a person: the decision on the same label stays without a code."""
    labels = Labels(row=("Пришло на концерты и вечера",))
    assert proposed(labels, MEANING) and not MEANING.decide(labels).code
