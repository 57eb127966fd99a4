"""The labelled names of ``tests/names``: what a person says they mean is what the room answers."""

import pytest

from extractor.resolve import read_registry, resolve_names
from tests.names.labels import labels_of, systems

LEAST_PRECISION, LEAST_RECALL = 0.995, 0.97
SYSTEMS = systems()


def answers_of(path):
    labels = list(labels_of(path))
    return list(zip(labels, resolve_names([each.text for each in labels], read_registry(path)), strict=True))


def test_there_are_labels_enough_for_every_trap():
    labels = [each for path in SYSTEMS for each in labels_of(path)]
    assert len(labels) > 1200
    assert {each.rule for each in labels} == {"found", "none", "system", "ambiguous"}


@pytest.mark.parametrize("path", SYSTEMS, ids=lambda path: path.stem)
def test_what_is_answered_is_right_and_nearly_all_is_answered(path):
    answers = answers_of(path)
    wrong = [(label.text, answer.libraries) for label, answer in answers if answer.libraries and not label.agrees(answer)]
    wanted = [label for label, _ in answers if label.rule == "found"]
    found = [label for label, answer in answers if label.rule == "found" and label.agrees(answer)]
    assert len(wrong) <= (1 - LEAST_PRECISION) * len(answers), wrong
    assert len(found) >= LEAST_RECALL * len(wanted), [each.text for each in wanted if each not in found]


@pytest.mark.parametrize("path", SYSTEMS, ids=lambda path: path.stem)
def test_what_cannot_be_decided_is_ambiguous_and_names_its_candidates(path):
    undecidable = [(label, answer) for label, answer in answers_of(path) if label.rule == "ambiguous"]
    assert not [(label.text, answer) for label, answer in undecidable if not label.agrees(answer)]


@pytest.mark.parametrize("path", SYSTEMS, ids=lambda path: path.stem)
def test_the_whole_system_is_never_taken_for_a_library(path):
    assert not [label.text for label, answer in answers_of(path) if label.rule == "system" and answer.rule != "system"]


@pytest.mark.parametrize("path", SYSTEMS, ids=lambda path: path.stem)
def test_every_library_is_found_by_its_own_name_and_settlement(path):
    registry = read_registry(path)
    texts = [f"{each.name} {each.settlement}".strip() for each in registry]
    assert [answer.libraries for answer in resolve_names(texts, registry)] == [(each.library,) for each in registry]
