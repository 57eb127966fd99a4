"""What words of labels say by experience: their signs, and the candidates that they name."""

import pytest

from extractor.indicators import Labels, meaning_of
from extractor.indicators.label_signs import signs_of
from extractor.indicators.meaning import read
from extractor.words import words
from extractor.words.indicators import vocabulary

MEANING = meaning_of(vocabulary())


def signs(**labels):
    asked = Labels(**labels)
    return signs_of(asked, read(asked, MEANING.lexicon))


@pytest.mark.parametrize(
    ("labels", "sign"),
    [
        ({"row": ("Записано человек",)}, "own челов"),
        ({"row": ("Записано человек",)}, "записа челов"),
        ({"column": ("Читатели", "дети")}, "outer читате"),
        ({"row": ("дети",), "over": "Читатели", "is_part": True}, "over читате"),
        ({"row": ("дети",), "over": "Читатели"}, "above читате"),
        ({"row": ("Всего",), "caption": "Читатели"}, "caption читате"),
        ({"row": ("Число читателей",)}, "[users] own"),
        ({"row": ("Всего",), "unit": "copy"}, "unit copy"),
    ],
)
def test_words_and_members_are_signs_with_their_place(labels, sign):
    assert sign in signs(**labels)


def test_forms_of_a_word_are_one_sign():
    assert signs(row=("Читатели",)).keys() == signs(row=("Читателей",)).keys()


def test_the_learned_codes_are_those_of_the_catalogue():
    assert set(words("learned_labels")["codes"]) <= vocabulary().indicators.keys()
