"""What a label without an indicator may measure: the likeliest indicators whose unit and size its
figures can have.
"""

from collections.abc import Iterable, Iterator

from extractor.indicators.decision import meaning_of
from extractor.indicators.evidence import PEOPLE_AND_POINTS
from extractor.indicators.meaning import Labels
from extractor.indicators.proposals import proposed
from extractor.indicators.search import find_indicators
from extractor.model import Indicator, Observation, Vocabulary

IN_PARTS = "FTE"  # of a post
COUNTED = frozenset({"stock", "flow"})


def possible_indicators(
    label: str, figures: Iterable[Observation], known: Vocabulary
) -> Iterator[Indicator]:
    """Indicators of a label («паркинг / мест»), the likeliest first: of its parts together, then
    of each of them; those alone that all ``figures`` can be of.
    """
    parts, those = label.split(" / "), tuple(figures)
    unit = next((figure.unit for figure in those if figure.unit), "")
    meaning = meaning_of(known)
    readings = [
        Labels(row=tuple(parts), unit=unit),
        *(Labels(row=(part,), unit=unit) for part in reversed(parts)),
    ]
    ranked = [code for labels in readings for code in proposed(labels, meaning)]
    named = [one.code for part in reversed(parts) for one in find_indicators(part, known)]
    for code in dict.fromkeys((*ranked, *named)):
        indicator = known.indicators.get(code)
        if indicator and all(can_be(figure, indicator, known.families) for figure in those):
            yield indicator


def can_be(figure: Observation, indicator: Indicator, families: dict[str, str]) -> bool:
    """Whether a figure can be of an indicator: both are money, shares, areas or counts, neither
    people where the other is no people, and a count is whole.
    """
    own, usual = figure.unit, indicator.unit
    if own and own != usual:
        another_kind = families.get(own, "") != families.get(usual, "")
        if another_kind or PEOPLE_AND_POINTS & {own, usual}:
            return False
    is_count = indicator.kind in COUNTED and not families.get(usual) and usual != IN_PARTS
    is_whole = figure.value is None or figure.value * figure.multiplier % 1 == 0
    return is_whole or not is_count
