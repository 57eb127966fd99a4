"""A code beside a table is given where the table finds it likely and experience agrees."""

import pytest

from extractor.indicators import Labels, meaning_of, table_context
from extractor.indicators.decision import Decision
from extractor.indicators.table_context import TableContext, decided_beside
from extractor.words.indicators import vocabulary

MEANING = meaning_of(vocabulary())
USERS, STAFF = Labels(row=("Число пользователей",)), Labels(row=("Численность работников",))
SURE, LIKELY, HARDLY, NEVER = 0.0, -0.5, -1.0, -20.0


def decided(monkeypatch: pytest.MonkeyPatch, code: str, chance: float, none: float) -> Decision:
    """What is decided of users beside staff where experience says so (logarithms)."""
    monkeypatch.setattr(table_context, "heard", lambda *_: {"": none, code: chance})
    read = ((labels, MEANING.decide(labels)) for labels in (USERS, STAFF))
    context = TableContext(read, MEANING.kinship)
    return decided_beside(USERS, MEANING.decide(USERS), context, MEANING)


@pytest.mark.parametrize(
    ("code", "chance", "none", "given"),
    [
        ("users.registered", SURE, NEVER, "users.registered"),
        ("users.registered", LIKELY, HARDLY, "users.registered"),
        ("staff.total", SURE, NEVER, ""),
        ("staff.total", NEVER, SURE, ""),
    ],
)
def test_experience_has_a_say_in_what_is_given(monkeypatch, code, chance, none, given):
    found = decided(monkeypatch, code, chance, none)
    assert found.code == given
    assert found.candidates[0][0] == "users.registered"


def test_a_code_is_as_sure_as_the_surer_of_both_makes_it(monkeypatch):
    sure = decided(monkeypatch, "users.registered", SURE, NEVER)
    doubtful = decided(monkeypatch, "users.registered", LIKELY, HARDLY)
    assert sure.probability > doubtful.probability >= sure.candidates[0][1]
