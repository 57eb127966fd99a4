"""Libraries of invented systems of other naming habits, in labels, in running text and at their
figures: ``names/mentioned``.
"""

from collections import Counter

import pytest

from extractor.names import read_registry, resolve_names
from tests.names.labels import labels_of
from tests.names.mentions import answers, marked, reports

REPORTS = reports()
# How many are not answered as a person does: labels, names, figures, cells.
MISSED = {
    "abzay": (0, 0, 1, 0),
    "almaly": (1, 0, 2, 0),
    "bereznik": (1, 0, 1, 0),
    "kalina": (0, 0, 0, 0),
    "kuyel": (4, 0, 0, 1),
    "zatonsk": (1, 0, 0, 0),
    "hold-ulan": (4, 3, 5, 0),
    "volok": (0, 0, 0, 0),
}
# Names that are given though another or none is meant: labels, figures and cells.
WRONG = {"almaly": (1, 2), "hold-ulan": (1, 1), "abzay": (0, 1), "bereznik": (0, 1)} | {
    "kalina": (0, 1),
    "zatonsk": (0, 1),
}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_bare_names_are_answered_as_a_person_would(path):
    labels = list(labels_of(path))
    found = resolve_names([label.text for label in labels], read_registry(path))
    missed = [
        label.text
        for label, mention in zip(labels, found, strict=True)
        if not label.agrees(mention)
    ]
    wrong = [
        label.text
        for label, mention in zip(labels, found, strict=True)
        if mention.libraries and not label.agrees(mention)
    ]
    assert len(missed) <= MISSED[path.stem][0], missed
    assert len(wrong) <= WRONG.get(path.stem, (0, 0))[0], wrong


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_names_and_figures_of_a_report_have_their_libraries(path):
    given = list(answers(path))
    missed = Counter(answer.kind for answer in given if not answer.is_right)
    wrong = [
        answer
        for answer in given
        if answer.kind in ("figure", "cell") and answer.found - {"?"} and not answer.is_right
    ]
    _, names, figures, cells = MISSED[path.stem]
    assert (missed["name"], missed["figure"], missed["cell"]) <= (names, figures, cells)
    assert missed["figure"] <= figures
    assert missed["cell"] <= cells
    assert len(wrong) <= WRONG.get(path.stem, (0, 0))[1], wrong


def test_marks_are_taken_out_of_a_line():
    line = marked("В [филиале № 4=b4] {12=b4} клубов, {3=-} лагеря.")
    assert line.text == "В филиале № 4 12 клубов, 3 лагеря."
    assert line.names == {(2, 13): frozenset({"b4"})}
    assert line.figures == {(14, 16): frozenset({"b4"}), (25, 26): frozenset()}
