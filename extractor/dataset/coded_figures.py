"""Observations that carry a code, as the figures that are compared."""

from collections.abc import Iterable, Iterator

from extractor.model import Observation, Op, SentenceRole
from extractor.model.column import IDS, PATH
from extractor.model.comparison import Figure

LENGTH_OF_YEAR = 4


def figures_of(observations: Iterable[Observation]) -> Iterator[Figure]:
    """Those that say an indicator, a year and no mere change, plan or estimate."""
    for found in observations:
        is_of_a_year = len(found.period) == LENGTH_OF_YEAR
        if found.indicator and is_of_a_year and (found.table is not None or _states(found)):
            yield _figure(found)


def _states(observation: Observation) -> bool:
    """Whether a figure of running text states what is, exactly: «обслужено 1500 человек», not
    «увеличилось на 15».
    """
    is_exact = observation.op in (None, Op.EXACT)
    return is_exact and observation.role in (None, SentenceRole.FACT)


def _figure(found: Observation) -> Figure:
    value = None if found.value is None else found.value * found.multiplier
    rows, columns = (PATH.join(path).split(PATH) for path in (found.row_path, found.column_path))
    return Figure(
        observation=found.observation,
        report=found.report,
        indicator=found.indicator,
        library=IDS.join(found.library),
        area=found.area,
        year=int(found.period),
        value=value,
        decimals=(found.decimals or 0) - (len(str(found.multiplier)) - 1),
        unit=found.unit,
        status=found.status,
        spot=(found.table or 0, found.row or 0, found.column or 0),
        row_label=rows[-1],
        column_label=columns[-1],
        depth=len(rows) if found.row_path else 0,
        raw=found.raw,
        place=str(found.place),
    )
