"""The second reading of labels, beside those of their table, for fitting its weights.

The first readings must be those of weights that were fitted without the label's own system, as at
work they are of weights fitted without the report.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.conditional_logit import Item
from extractor.indicators.decision import MOST_CANDIDATES, Decision
from extractor.indicators.kinship import Kinship
from extractor.indicators.label_signs import signs_of
from extractor.indicators.learned_codes import LearnedCodes
from extractor.indicators.ranking import chances, weighed
from extractor.indicators.table_context import TableContext, with_experience


def first_reading(item: Item, weights: Mapping[str, float]) -> Decision:
    """The decision on a label alone by some weights, without a code."""
    found = tuple(weighed(item.candidates, weights))
    best = chances([(one.code, one.score) for one in found])
    probability = best[0][1] if best else 0.0
    return Decision("", probability, tuple(best[:MOST_CANDIDATES]), item.coordinates, found)


def read_beside(
    items: Sequence[Item],
    decisions: Sequence[Decision],
    kinship: Kinship,
    taught: Mapping[str, LearnedCodes],
) -> Iterator[tuple[Item, Item]]:
    """Each item with its candidates as its table speaks for and against them; and as what other
    systems ``taught`` does, too.
    """
    tables: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        tables[item.case.system, item.case.table].append(place)
    for places in tables.values():
        read = [(items[place].case.labels, decisions[place]) for place in places]
        context = TableContext(read, kinship)
        for place in places:
            case = items[place].case
            coordinates = items[place].coordinates
            found = list(context.features(case.labels, decisions[place]))
            chances = taught[case.system].chances(signs_of(case.labels, coordinates))
            beside = tuple((one.code, features) for one, features in found)
            experienced = tuple(with_experience(found, chances))
            yield Item(case, beside, coordinates), Item(case, experienced, coordinates)
