"""The labelled names of ``tests/names``: what a person says they mean is what the room answers."""

import pytest

from extractor.model import Library
from extractor.names import read_registry, resolve_names
from extractor.names.candidates.index import index_of
from extractor.names.labels.label_parser import RULES
from extractor.names.labels.parser_state import Spot, Walk
from extractor.names.labels.phrase import phrase_of
from extractor.text import fold
from tests.names.labels import labels_of, systems

MISSED = {
    "ozerny": {"Лебедянская библиотека"},
    "pribrezhinsk": {"Библиотека им. Чуковскаго"},
    "snezhny": {"библиотека с. Чёрный Клюк"},
    "ust": {"Камышловская библиотека", "Усть-Калинская децкая библиотека"},
    "zarechensk": {"Библиотека «Роднк»"},
    "hold-lesnoy": {"библиотека с. 1-я Речка"},
}
"""What the room does not decide as a person does: it abstains."""

SYSTEMS = systems()


def answers_of(path):
    labels = list(labels_of(path))
    return list(
        zip(labels, resolve_names([each.text for each in labels], read_registry(path)), strict=True)
    )


def test_there_are_labels_enough_for_every_trap():
    labels = [each for path in SYSTEMS for each in labels_of(path)]
    assert len(labels) > 1200
    assert {each.rule for each in labels} == {"found", "none", "system", "ambiguous"}


@pytest.mark.parametrize("path", SYSTEMS, ids=lambda path: path.stem)
def test_every_name_is_answered_as_a_person_would_but_those_that_are_known(path):
    answers = answers_of(path)
    wrong = [
        (label.text, answer.libraries)
        for label, answer in answers
        if answer.libraries and not label.agrees(answer)
    ]
    missed = {label.text for label, answer in answers if not label.agrees(answer)}
    assert not wrong
    assert missed <= MISSED.get(path.stem, set())


@pytest.mark.parametrize("path", SYSTEMS, ids=lambda path: path.stem)
def test_the_whole_system_is_never_taken_for_a_library(path):
    assert not [
        label.text
        for label, answer in answers_of(path)
        if label.rule == "system" and answer.rule != "system"
    ]


@pytest.mark.parametrize("path", SYSTEMS, ids=lambda path: path.stem)
def test_every_library_is_found_by_its_own_name_and_settlement(path):
    registry = read_registry(path)
    texts = [f"{each.name} {each.settlement}".strip() for each in registry]
    assert [answer.libraries for answer in resolve_names(texts, registry)] == [
        (each.library,) for each in registry
    ]


LABELS_FOR_RULES = (
    "Луговская СБ, Заречная детская библиотека и филиалы №№ 3, 5-7",
    "библиотека на ул. Лесной; с. Луговое, ст. Мельница, Б. Сосновская СОШ № 4",
    "Цетральная библиотека им. А. С. Пушкина, БЭЦ, 4-й филиал, ф. № 2, Еланскя",
)


@pytest.mark.parametrize("label", LABELS_FOR_RULES)
def test_a_rule_of_labels_returns_what_a_token_says_and_changes_nothing(label):
    registry = (
        Library("центр", "Центральная библиотека им. А. С. Пушкина", settlement="с. Луговое"),
        Library("л-3", "Заречная детская библиотека", number="3", settlement="с. Заречье"),
        Library("л-4", "Большееланская библиотека", number="4", settlement="с. Большая Елань"),
    )
    walk = Walk(phrase_of(fold(label)), index_of(registry), frozenset())
    answers = 0
    while walk.at < len(walk.tokens):
        spot = Spot(walk, walk.tokens[walk.at])
        before = repr(vars(walk))
        steps = [step for rule in RULES if (step := rule.answer(spot)) is not None]
        assert repr(vars(walk)) == before
        answers += sum(bool(step.pieces) for step in steps)
        walk.take(steps[0])
    assert answers > 4
