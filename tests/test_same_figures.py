"""A doubtful label gets its indicator where the same value stands elsewhere under clear words."""

from decimal import Decimal

import pytest
from msgspec import structs

from extractor.indicators.same_figures import confirmed_by_figures
from tests.test_classify import figure


def printed(value: str, **changes: object):
    return structs.replace(figure(), value=Decimal(value), **changes)


@pytest.mark.parametrize(
    ("sure", "doubtful", "expected"),
    [
        (printed("12418"), printed("12418", table=2), "users.registered"),
        (printed("12.418", multiplier=1000), printed("12418", table=2), "users.registered"),
        # another value, year, library or place; a value that many figures have; a sentence
        (printed("12418"), printed("12419", table=2), ""),
        (printed("12418"), printed("12418", table=2, period="2022"), ""),
        (printed("12418"), printed("12418", table=2, library=("cgb",)), ""),
        (printed("12418"), printed("12418", table=2, area="с. Луговое"), ""),
        (printed("418"), printed("418", table=2), ""),
        (printed("12000"), printed("12000", table=2), ""),
        (printed("12418"), printed("12418", table=None), ""),
    ],
)
def test_the_same_figure_confirms_what_is_likely(sure, doubtful, expected):
    codes, likely = ["users.registered", ""], ["", "users.registered"]
    assert confirmed_by_figures((sure, doubtful), codes, likely)[1] == expected


def test_what_is_not_likely_is_not_confirmed():
    figures = (printed("12418"), printed("12418", table=2))
    assert confirmed_by_figures(figures, ["users.registered", ""], ["", "users.remote"])[1] == ""
    assert confirmed_by_figures(figures, ["users.registered", ""], ["", ""])[1] == ""
