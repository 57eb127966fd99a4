"""No error is told of invented reports that hold none: a small sample of the benchmark."""

import pytest

from benchmarks.alarms.plants import planted
from benchmarks.alarms.reports import invented
from benchmarks.false_alarms import told
from extractor.model.finding import Severity

SEEDS = range(40, 50)


def errors(report):
    return [one for one in told(report) if one.severity is Severity.ERROR]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_consistent_report_is_accused_of_nothing(seed):
    assert [one.message for one in errors(invented(seed))] == []


def test_a_mistake_in_each_table_is_told():
    found, plants = 0, 0
    for seed in SEEDS[:3]:
        spoilt, wrong = planted(invented(seed), seed)
        named = {name for one in errors(spoilt) for name in one.observations}
        found += sum(plant.observation in named for plant in wrong)
        plants += len(wrong)
    assert 2 * found >= plants > 0
