"""Comparisons of the sample reports equal their truth; what was planted in them appears as such."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import CHOSEN
from panels import KNOWN, line_of, marks

from extractor.compare import compare_panel
from extractor.dataset.comparison_panel import load_panel
from extractor.model.comparison import Comparison, Panel, Request

LEAST_FOUND = 0.95

Truth = dict[tuple[str, str, int], dict[int, set[Decimal]]]


@pytest.fixture(scope="module")
def folder(region) -> Path:
    return region.folder


@pytest.fixture(scope="module")
def panel(folder) -> Panel:
    return load_panel(folder / "out")


@pytest.fixture(scope="module")
def by_district(panel) -> Comparison:
    return compare_panel(panel, Request((), "district"), KNOWN)


def truth_of(folder: Path) -> Truth:
    """What each report prints for the whole system: (district, code, year) → year of the report
    → its numbers.
    """
    with (folder / "truth" / "reports.csv").open(encoding="utf-8", newline="") as table:
        reports = {row["report"]: row for row in csv.DictReader(table) if row["report"] in CHOSEN}
    found: Truth = defaultdict(lambda: defaultdict(set))
    with (folder / "truth" / "facts.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            about = reports.get(row["report"])
            if (
                about
                and row["code"] in KNOWN
                and not row["library"]
                and row["value"]
                and row["period"].isdecimal()
            ):
                value = Decimal(row["value"]) * int(row["multiplier"] or 1)
                found[about["district"], row["code"], int(row["period"])][int(about["year"])].add(
                    value
                )
    return found


def test_every_value_is_one_that_the_latest_report_prints(folder, by_district):
    shown = {
        (line.name, line.indicator, point.year): point.value
        for line in by_district.lines
        for point in line.points
    }
    truth = truth_of(folder)
    compared = {at: years for at, years in truth.items() if shown.get(at) is not None}
    wrong = {
        at: (shown[at], years)
        for at, years in compared.items()
        if shown[at] not in years[max(years)]
    }
    assert not wrong and len(compared) >= LEAST_FOUND * len(truth) > 1000


def test_totals_are_the_sums_of_the_districts(by_district):
    for total in by_district.lines:
        if total.kind == "total" and by_district.indicators[total.indicator].over == "sum":
            lines = [
                each
                for each in by_district.lines
                if each.indicator == total.indicator and each.kind == "district"
            ]
            for at, point in enumerate(total.points):
                values = [
                    each.points[at].value for each in lines if each.points[at].value is not None
                ]
                assert point.value is None or (point.value, point.counted) == (
                    sum(values),
                    len(values),
                )


def test_a_planted_revision_appears_with_both_values(folder, by_district):
    with (folder / "truth" / "echoes.csv").open(encoding="utf-8", newline="") as table:
        planted = [
            row
            for row in csv.DictReader(table)
            if row["report"] == "lugovskoe-2023" and row["code"] == "users.coverage"
        ]
    line = next(
        each
        for each in by_district.lines
        if each.indicator == "users.coverage" and each.name == "Луговской район"
    )
    restated = {
        (point.used.raw, other.raw)
        for point in line.points
        for other in point.restated
        if point.used
    }
    assert planted and {(row["printed"], row["before"]) for row in planted} <= restated


def test_the_district_without_a_report_is_named_and_its_values_are_borrowed(by_district):
    assert by_district.silent[2022] == ("Полянский район",)
    line = next(
        each
        for each in by_district.lines
        if each.indicator == "users.registered" and each.name == "Полянский район"
    )
    point = next(each for each in line.points if each.year == 2022)
    assert point.used and point.used.report == "polyana-2023" and "borrowed" in marks(point)


def test_the_renamed_and_the_closed_library_are_marked(panel):
    found = compare_panel(panel, Request(("loans.total",), "library"), KNOWN)
    told = {
        (mark.key, line.name)
        for line in found.lines
        for point in line.points
        for mark in point.marks
    }
    assert ("renamed", "Просторненская модельная библиотека «Родник»") in told and (
        "closed",
        "Библиотека-филиал № 11",
    ) in told
    assert len(line_of(found, "Берёзовский район").points) == len(found.years)
