"""Figures against those of other districts, where there are enough: ratios by robust z, growth
by Hidiroglou and Berthelot.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from statistics import median, quantiles

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.relations.repeated_figures import agreed
from extractor.check.remarks.phrasing import printed, shown, where
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity

Members = list[tuple[str, Figure]]
LEAST_DISTRICTS = 10
FAR = 3.5  # robust z: distances of the median in median distances
SIZE, FLAT, WIDTH = 0.5, 0.05, 10.0  # Hidiroglou–Berthelot: U, A and C of their paper


def peer_remarks(cases: Mapping[str, Case]) -> Iterator[tuple[str, Remark]]:
    """(report, remark) of ratios and of growth far from those of the other districts in the same
    year.
    """
    ratios: dict[tuple[str, str], Members] = defaultdict(list)
    growth: dict[tuple[str, str], list[tuple[str, Figure, Figure]]] = defaultdict(list)
    for name, case in cases.items():
        year = case.shelf.edition.year or 0
        for code, indicator in case.shelf.indicators.items():
            now, before = (
                case.shelf.of_system.get((code, str(year - back)), ()) for back in (0, 1)
            )
            if now and indicator.kind == "ratio":
                ratios[code, str(year)].append((name, agreed(now)))
            elif now and before and indicator.kind in ("stock", "flow", "money"):
                growth[code, str(year)].append((name, agreed(now), agreed(before)))
    for members in ratios.values():
        if len(members) >= LEAST_DISTRICTS:
            yield from _far_ratios(members, cases)
    for pairs in growth.values():
        yield from _far_growth([each for each in pairs if each[1].value > 0 < each[2].value], cases)


def _far_ratios(members: Members, cases: Mapping[str, Case]) -> Iterator[tuple[str, Remark]]:
    values = [float(each.value) for _, each in members]
    middle = median(values)
    spread = median(abs(each - middle) for each in values)
    for name, figure in members:
        if spread and abs(float(figure.value) - middle) * 0.6745 / spread > FAR:
            usual = shown(Fraction(middle).limit_denominator(1000), cases[name].lang, 2)
            yield name, _remark("peers.ratio", figure, usual, cases[name].lang)


def _far_growth(
    pairs: Sequence[tuple[str, Figure, Figure]], cases: Mapping[str, Case]
) -> Iterator[tuple[str, Remark]]:
    """The larger the district, the smaller the leap that is worth a question."""
    if len(pairs) < LEAST_DISTRICTS:
        return
    ratios = [float(now.value / before.value) for _, now, before in pairs]
    middle = median(ratios)
    sizes = [float(max(now.value, before.value)) ** SIZE for _, now, before in pairs]
    effects = [
        (1 - middle / each if each < middle else each / middle - 1) * size
        for each, size in zip(ratios, sizes, strict=True)
    ]
    low, centre, high = quantiles(effects, n=4)
    least = abs(FLAT * centre)
    for (name, now, before), effect in zip(pairs, effects, strict=True):
        gap = max(high - centre if effect > centre else centre - low, least)
        if gap and abs(effect - centre) > WIDTH * gap:
            usual = shown(
                before.value * Fraction(middle).limit_denominator(1000), cases[name].lang, 0
            )
            yield name, _remark("peers.growth", now, usual, cases[name].lang)


def _remark(rule: str, figure: Figure, usual: str, lang: str) -> Remark:
    parts = {"where": where(figure, lang), "left": printed(figure, lang), "right": usual}
    return Remark(
        rule,
        "peers",
        Severity.WARNING,
        "peers",
        parts,
        figures=(figure,),
        left=parts["left"],
        right=usual,
    )
