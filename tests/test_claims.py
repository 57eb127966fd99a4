"""What sentences claim: the clause says what a figure measures; each wording finds its sample."""

import re

import pytest
from prose import document_of

from extractor.indicators import classify_observations
from extractor.model import Outline
from extractor.prose import quote_figures
from extractor.words import words
from extractor.words.indicators import vocabulary

BRACES = re.compile(r"\{([^{}]*)\}")
YEAR = 2023


def coded(*paragraphs):
    """(place of the first character, code) of each figure of the last paragraph."""
    outline = Outline((), ("",) * len(paragraphs), ())
    found, _ = quote_figures(document_of(*paragraphs), outline, YEAR)
    codes = classify_observations(found, outline, vocabulary(), frozenset())
    last = len(paragraphs) - 1
    return [(each.place.start, each.indicator) for each in codes if each.place.block == last]


def samples():
    return [
        pytest.param(each["code"], each["sample"], id=f"{each['code']} {each['sample'][:30]}")
        for each in words("claims")["means"]
        if each["sample"]
    ]


@pytest.mark.parametrize(("code", "sample"), samples())
def test_each_wording_of_a_sentence_finds_the_figure_of_its_sample(code, sample):
    marked = BRACES.search(sample)
    text = BRACES.sub(r"\1", sample)
    figures = coded(text)
    at = marked.start() if marked else figures[0][0]
    assert dict(figures).get(at) == code


def test_each_wording_has_a_known_code():
    assert {each["code"] for each in words("claims")["means"]} <= set(vocabulary().indicators)
