"""Figures of one sentence or one row that cannot all have the indicator that each of them seems to
have.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractor.model import Observation, SentenceRole
from extractor.model.observation import SentenceObservation


def without_rivals(found: Sequence[Observation], codes: list[str]) -> list[str]:
    """The codes without those that two facts of one sentence share though their values differ:
    «Выдано 12 400 экз. газет, книг – 80 100». Of a whole and its parts the whole keeps it.
    """
    rivals: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, (each, code) in enumerate(zip(found, codes, strict=True)):
        if code and isinstance(each, SentenceObservation) and _is_fact(each):
            rivals[_key(each, code)].append(at)
    kept = list(codes)
    for places in rivals.values():
        for at in _parts([(at, found[at]) for at in places]):
            kept[at] = ""
    return kept


def _is_fact(each: SentenceObservation) -> bool:
    return each.subject.role is SentenceRole.FACT and not each.subject.same


def _key(each: SentenceObservation, code: str) -> tuple[object, ...]:
    place = (each.place.whole, each.subject.sentence)
    return (*place, code, each.period, each.library, each.unit == "%")


def _parts(rivals: Sequence[tuple[int, Observation]]) -> Iterable[int]:
    """The places of those that are no whole: all, where nothing tells which one is the whole."""
    if len({(each.value, each.multiplier) for _, each in rivals}) < 2:
        return ()
    wholes = [
        at for at, each in rivals if isinstance(each, SentenceObservation) and not each.subject.part
    ]
    kept = wholes[0] if len(wholes) == 1 else None
    return [at for at, _ in rivals if at != kept]


def told_once(observations: Sequence[Observation], codes: list[str]) -> list[str]:
    """The codes without those of abbreviations beside the whole word: «Читателей | Посещений |
    Чит. | Посещ.» ends with ratios.
    """
    pairs = [(each, code, _is_short(each)) for each, code in zip(observations, codes, strict=True)]
    if not any(short and code for _, code, short in pairs):
        return codes
    whole = {
        (each.table, each.row, each.period, code)
        for each, code, short in pairs
        if code and not short
    }
    return [
        "" if short and (each.table, each.row, each.period, code) in whole else code
        for each, code, short in pairs
    ]


def _is_short(observation: Observation) -> bool:
    """Whether the column is called by one abbreviation: «Чит.»."""
    last = observation.column_path[-1:]
    return (
        observation.table is not None
        and bool(last)
        and last[0].endswith(".")
        and " " not in last[0]
    )
