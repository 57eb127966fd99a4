"""Observations that carry a code, as the figures that are compared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from msgspec import msgpack
from msgspec.structs import replace

from extractor.model import Observation, Op, SentenceRole
from extractor.model.column import IDS, PATH
from extractor.model.comparison import Figure
from extractor.standing_value import standing

LENGTH_OF_YEAR = 4
Standing = tuple[Figure, bool]  # a figure, and whether it is the one that stands in its report


def figures_of(observations: Iterable[Observation]) -> Iterator[Figure]:
    """Those that say an indicator, a year and no mere change, plan or estimate."""
    for found in observations:
        is_of_a_year = len(found.period) == LENGTH_OF_YEAR
        if found.indicator and is_of_a_year and (found.table is not None or _states(found)):
            yield _figure(found)


def standing_figures(observations: Iterable[Observation]) -> Iterator[Standing]:
    """The figures of :func:`figures_of`, and whether each is the one that stands in its report for
    its indicator, place and year. ``observations`` come report by report.
    """
    for _, group in groupby(figures_of(observations), attrgetter("report")):
        printed = list(group)
        alike: dict[tuple[str, str, str, int], list[Figure]] = defaultdict(list)
        for figure in printed:
            alike[figure.indicator, figure.library, figure.area, figure.year].append(figure)
        chosen = {id(standing(same)[0]) for same in alike.values()}
        yield from ((figure, id(figure) in chosen) for figure in printed)


def packed_figures(observations: Iterable[Observation]) -> bytes:
    """The figures of one report as bytes, which :func:`unpacked_figures` reads."""
    return msgpack.encode(
        [(_as_in_files(one), is_it) for one, is_it in standing_figures(observations)]
    )


def unpacked_figures(content: bytes) -> list[Standing]:
    return msgpack.decode(content, type=list[Standing])


def _as_in_files(figure: Figure) -> Figure:
    """Half a character, which only a file's name can hold, becomes «?»."""
    place = figure.place.encode("utf-8", "replace").decode("utf-8")
    return figure if place == figure.place else replace(figure, place=place)


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
