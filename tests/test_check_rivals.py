"""Of two values proposed for one figure at most one was meant."""

from decimal import Decimal

import pytest

from extractor.check.correction.conflicts import without_rivals
from extractor.model.finding import Finding, Severity, Suggestion


def finding(name, *suggestions):
    proposed = tuple(
        Suggestion(each, "5", Decimal(meant), "sum", Decimal(sure))
        for each, meant, sure in suggestions
    )
    return Finding(
        name,
        "a-2023",
        "sum",
        Severity.ERROR,
        "sum",
        "4",
        "…",
        "5",
        "6",
        None,
        proposed,
        None,
        (),
        "a.docx#b1!R1C1",
    )


RIVALS = [
    (
        "one value for one figure stays as sure as it was",
        [[("a", 6, "0.95")], [("b", 7, "0.95")]],
        ["0.95", "0.95"],
    ),
    ("the same value twice stays sure", [[("a", 6, "0.95")], [("a", 6, "0.90")]], ["0.95", "0.90"]),
    ("two values share what is sure", [[("a", 6, "0.95")], [("a", 8, "0.95")]], ["0.50", "0.50"]),
    ("what was doubtful is not raised", [[("a", 6, "0.95")], [("a", 8, "0.25")]], ["0.50", "0.25"]),
    (
        "a surer second one comes first",
        [[("a", 6, "0.95"), ("b", 3, "0.60")], [("a", 8, "0.95")]],
        ["0.60", "0.50"],
    ),
]


@pytest.mark.parametrize(
    ("given", "told"), [case[1:] for case in RIVALS], ids=[case[0] for case in RIVALS]
)
def test_rivals_share_their_confidence(given, told):
    found = list(without_rivals([finding(str(at), *each) for at, each in enumerate(given)]))
    assert [str(each.suggestions[0].confidence) for each in found] == told
