"""What the program reads and finds in the sample reports is held against their truth, measure by
measure.

``floors.yaml`` holds (right, wrong) of each measure: fewer right answers or more wrong ones fail,
more right or fewer wrong ones are noted as a warning. ``PYTHONPATH=. python -m pytest
tests/test_truth.py --raise-floors`` writes today's figures (read the diff).
"""

import warnings
from pathlib import Path

import pytest
import yaml

from samples.measures import counts, measure
from samples.tally import Tallies
from samples.truth import read_truth

PATH = Path(__file__).with_name("floors.yaml")
FLOORS = {
    name: (right, wrong)
    for name, (right, wrong) in yaml.safe_load(PATH.read_text(encoding="utf-8")).items()
}
SHOWN = 10  # wrong answers that a failure lists


@pytest.fixture(scope="module")
def tallies(checked_region) -> Tallies:
    return measure(checked_region.out, read_truth(checked_region.folder / "truth"))


def below(floor: tuple[int, int], today: tuple[int, int]) -> bool:
    """Fewer right or more wrong answers."""
    return today[0] < floor[0] or today[1] > floor[1]


@pytest.mark.parametrize("name", FLOORS)
def test_a_measure_does_not_fall_below_its_floor(tallies, name):
    tally, floor = tallies[name], FLOORS[name]
    today = (tally.right, len(tally.wrong))
    lines = "\n".join(tally.wrong[:SHOWN])
    assert not below(floor, today), f"{name}: (right, wrong) was {floor}, is {today}\n{lines}"
    if today != floor:
        warnings.warn(f"{name} has risen from {floor} to {today}: raise its floor", stacklevel=1)


def test_every_measure_has_a_floor(tallies, request):
    if request.config.getoption("--raise-floors"):
        table = "".join(
            f"{name}: [{right}, {wrong}]\n" for name, (right, wrong) in counts(tallies).items()
        )
        PATH.write_text(
            f"# measure: [right, wrong]; written by --raise-floors, see test_truth.py\n{table}",
            encoding="utf-8",
        )
    unknown = {name: tally.wrong[:SHOWN] for name, tally in tallies.items() if name not in FLOORS}
    assert not unknown


@pytest.mark.parametrize(
    ("floor", "today", "fails"),
    [
        ((5, 1), (5, 1), False),
        ((5, 1), (6, 0), False),
        ((5, 1), (4, 1), True),
        ((5, 1), (4, 2), True),
        ((5, 1), (9, 2), True),
    ],
)
def test_what_is_below_a_floor(floor, today, fails):
    assert below(floor, today) is fails
