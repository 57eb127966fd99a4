"""The forms alone answer as the whole dictionary does."""

import pytest

from extractor.russian.dictionary import dictionary, is_word


@pytest.mark.parametrize(
    "word", ["Выдача", "ёж", "еж", "самолет", "самолёт", "ёлкой", "лярность", "елкк", "", "book"]
)
def test_a_word_is_known_to_both_or_to_none(word):
    assert is_word(word) is bool(dictionary().word_is_known(word.lower()))
