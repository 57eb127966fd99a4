"""How the samples of heuristics are read: for each room, a text or a drawing to what is understood.

An answer holds what a reader of the report would see, and no name of a rule: what remains the same
under another name is the same.
"""

from collections.abc import Callable

from extractor.russian.figures import find_quantities
from extractor.russian.periods import find_periods
from extractor.russian.units import find_unit

YEAR = 2023
Reader = Callable[[str], object]


def quantities(sample: str) -> object:
    """The figures of a sentence."""
    return [
        (each.raw, each.kind, each.value, each.unit, each.low, each.high, each.last)
        for each in find_quantities(sample)
    ]


def periods(sample: str) -> object:
    """The times of a text in a report of 2023."""
    return [
        (each.period, each.kind, sample[each.start : each.end])
        for each in find_periods(sample, YEAR)
    ]


def unit(sample: str) -> object:
    """The unit that a label declares."""
    found = find_unit(sample)
    return found and (found.unit, found.multiplier, found.start)


# Module or room, the longest beginning of a module's name wins → the reader of its samples.
READERS: dict[str, Reader] = {
    "russian.non_quantities": quantities,
    "russian.phrases": quantities,
    "russian.period_patterns": periods,
    "russian.unit_rules": unit,
}


def reader_of(module: str) -> Reader:
    """The reader for the samples of a list that stands in a module of the house."""
    name = module.removeprefix("extractor.")
    fitting = [each for each in READERS if f"{name}.".startswith(f"{each}.")]
    return READERS[max(fitting, key=len)]
