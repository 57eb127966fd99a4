"""What is proposed for a label without an indicator: only what its figures can be."""

from decimal import Decimal

import pytest
from building import report_of
from msgspec.structs import replace

from extractor.serve.label_proposals import can_be, possible_indicators
from extractor.words.indicators import vocabulary

KNOWN = vocabulary()
FIGURE = report_of(["| Показатель | 2023 |\n| Книги | 5 |"]).observations[0]


def figure(value: str = "5", unit: str = "", multiplier: int = 1):
    return replace(FIGURE, value=Decimal(value), unit=unit, multiplier=multiplier)


@pytest.mark.parametrize(
    ("value", "unit", "code", "fits"),
    [
        ("5", "", "staff.main", True),  # no unit is said: it may be
        ("5", "person", "staff.main", True),
        ("87", "point", "staff.main", False),  # «оценка, балл»
        ("5", "RUB", "staff.main", False),
        ("5", "%", "users.registered", False),
        ("5", "copy", "holdings.total", True),
        ("5", "item", "visits.total", True),  # «Посещения, ед.»
        ("5", "person", "holdings.total", False),  # people are no documents
        ("5", "m2", "network.libraries.total", False),
        ("12.5", "", "users.registered", False),  # half a reader
        ("12.5", "", "digital.computers.total", False),
        ("12.0", "", "users.registered", True),
        ("0.5", "RUB", "finance.total", True),
    ],
)
def test_a_figure_can_be_of_an_indicator_of_its_own_kind_alone(value, unit, code, fits):
    assert can_be(figure(value, unit), KNOWN.indicators[code], KNOWN.families) is fits


def test_thousands_with_a_fraction_are_a_whole_count():
    assert can_be(figure("1.5", multiplier=1000), KNOWN.indicators["visits.total"], KNOWN.families)


@pytest.mark.parametrize(
    ("label", "unit", "foreign"),
    [
        ("персонал / оценка работы", "point", {"person", "FTE"}),
        ("читатели / стоимость билета", "RUB", {"person"}),
        ("доля сотрудников с образованием", "%", {"person", "FTE"}),
        ("скорость доступа / компьютеры", "Mbit/s", {"item"}),
    ],
)
def test_nothing_of_another_unit_is_proposed(label, unit, foreign):
    plain = {one.unit for one in possible_indicators(label, [figure()], KNOWN)}
    assert plain & foreign  # by its words alone it would be
    assert (
        not {one.unit for one in possible_indicators(label, [figure("5", unit)], KNOWN)} & foreign
    )


def test_where_nothing_fits_nothing_is_proposed():
    assert not list(possible_indicators("паркинг / мест", [figure("4", "Mbit/s")], KNOWN))
