"""A label has the indicator that it seems to have where a formula holds with its figures."""

from decimal import Decimal

import pytest
from msgspec import structs

from extractor.indicators.held_formulas import confirmed_by_formulas, formulas_of
from extractor.words.indicators import vocabulary
from tests.test_classify import figure

FORMULAS = formulas_of(vocabulary())


def printed(value: str, **changes: object):
    decimals = len(value.partition(".")[2])
    return structs.replace(figure(), value=Decimal(value), decimals=decimals, **changes)


def column(loans: list[str], users: list[str], ratios: list[str], likely: str, **changes: object):
    """The codes of a column beside the loans and users of the same libraries."""
    found, codes, guesses, labels = [], [], [], []
    for at, row in enumerate(zip(loans, users, ratios, strict=True)):
        for value, code, guess in zip(
            row, ("loans.total", "users.registered", ""), ("", "", likely), strict=True
        ):
            more = changes if guess else {}
            found.append(printed(value, library=(f"b{at}",), **more))
            codes.append(code)
            guesses.append(guess)
            labels.append(guess or code)
    given = confirmed_by_formulas(found, codes, guesses, labels, FORMULAS)
    return given[2::3]


LOANS, USERS = ["21340", "9876", "12001", "7777"], ["1012", "455", "601", "389"]
RATIO = "ratios.loans_per_user"


@pytest.mark.parametrize(
    ("ratios", "likely", "changes", "expected"),
    [
        (["21.1", "21.7", "20.0", "20.0"], RATIO, {}, RATIO),
        # one slip in four: the column is the ratio all the same, and the slip can be found
        (["21.1", "21.7", "20.0", "19.0"], RATIO, {}, RATIO),
        (["21.1", "21.7", "18.0", "19.0"], RATIO, {}, ""),
        # another ratio, digits too few, another year; nothing likely
        (["21.1", "21.7", "20.0", "20.0"], "ratios.visits_per_user", {}, ""),
        (["21", "22", "20", "20"], RATIO, {}, ""),
        (["21.1", "21.7", "20.0", "20.0"], RATIO, {"period": "2019"}, ""),
        (["21.1", "21.7", "20.0", "20.0"], "", {}, ""),
    ],
)
def test_a_formula_that_holds_confirms_what_is_likely(ratios, likely, changes, expected):
    assert column(LOANS, USERS, ratios, likely, **changes) == [expected] * 4


def test_a_part_of_a_formula_is_confirmed_too():
    found = [
        printed("84680"),
        printed("1567"),
        printed("2029"),
        printed("84218"),
    ]
    codes = ["", "holdings.acquired", "holdings.withdrawn", "holdings.total"]
    likely = ["holdings.opening", "", "", ""]
    labels = ["a", "b", "c", "d"]
    given = confirmed_by_formulas(found, codes, likely, labels, FORMULAS)
    assert given[0] == "holdings.opening"
