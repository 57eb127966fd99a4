"""The points of a line: what one district or one library has for an indicator, year by year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.compare.formula import codes_of, computed
from extractor.compare.territories import district_key, home_of, is_district
from extractor.model import Indicator, Status
from extractor.model.comparison import BranchSum, Edition, Figure, Mark, Panel, Point, Request
from extractor.standing_value import SUMMED, Choice, by_key, chosen

Years = Mapping[int, Point]
RATIO_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Series:
    """Points by indicator, district key and (for libraries) id; ``names`` are districts as printed,
    by key. ``regions`` are the keys of those whose report gives figures by district: what it says
    of itself is a sum already and is added to no total. ``summed`` are the years of libraries that
    came as sums.
    """

    districts: Mapping[tuple[str, str], Years]
    libraries: Mapping[tuple[str, str, str], Years]
    names: Mapping[str, str]
    regions: frozenset[str] = frozenset()
    summed: Mapping[tuple[str, str], frozenset[int]] = field(default_factory=dict)

    @property
    def members(self) -> dict[str, str]:
        """The districts that make up a total."""
        return {key: name for key, name in self.names.items() if key not in self.regions}


def series_of(panel: Panel, request: Request, indicators: Mapping[str, Indicator]) -> Series:
    """Return all points that the figures of a panel give, for every indicator among them."""
    editions = {edition.report: edition for edition in panel.editions}
    names = _district_names(panel)
    figures = [
        figure for figure in panel.figures if _is_fact(figure, editions[figure.report], request)
    ]
    homes = {edition.report: home_of(edition) for edition in panel.editions}
    sums = [one for one in panel.sums if request.years[0] <= one.year <= request.years[1]]
    own = by_key(
        figures, lambda each: None if each.library else (each.indicator, _district(each, homes))
    )
    branches = by_key(
        figures,
        lambda each: (each.indicator, homes[each.report], each.library) if each.library else None,
    )
    libraries: dict[tuple[str, str, str], Years] = {
        (code, key, library): {
            year: _point(year, found, editions, request) for year, found in years.items()
        }
        for (code, key, library), years in branches.items()
    }
    districts: dict[tuple[str, str], Years] = {
        (code, key): {year: _point(year, found, editions, request) for year, found in years.items()}
        for (code, key), years in own.items()
        if key
    }
    _add_sums(districts, _sums(libraries, sums, indicators))
    _add_formulas(districts, names, indicators)
    return Series(districts, libraries, names, _regions(figures, homes), _years_of(sums))


def _district_names(panel: Panel) -> dict[str, str]:
    """Return each district as its latest report prints it; those that only labels name as the
    labels do.
    """
    reports = sorted(panel.editions, key=lambda each: (each.year or 0, each.report))
    found = {
        district_key(name): name
        for report in reports
        if (name := report.district or report.organisation or report.report)
    }
    for area in sorted(
        {figure.area for figure in panel.figures if figure.area and not figure.library}
    ):
        if is_district(area):
            found.setdefault(district_key(area), area)
    return found


def _regions(figures: Iterable[Figure], homes: Mapping[str, str]) -> frozenset[str]:
    """Where a report speaks of several districts, its own territory is a region."""
    spoken: dict[str, set[str]] = {}
    for figure in figures:
        if figure.area and not figure.library and is_district(figure.area):
            spoken.setdefault(homes[figure.report], set()).add(district_key(figure.area))
    return frozenset(home for home, districts in spoken.items() if len(districts - {home}) > 1)


def _district(figure: Figure, homes: Mapping[str, str]) -> str:
    """Return the key of the district that a figure counts for; empty for a settlement."""
    if not figure.area:
        return homes[figure.report]
    return district_key(figure.area) if is_district(figure.area) else ""


def _is_fact(figure: Figure, edition: Edition, request: Request) -> bool:
    """A figure for a year after the report's own is a plan."""
    is_past = edition.year is None or figure.year <= edition.year
    return is_past and request.years[0] <= figure.year <= request.years[1]


def _point(
    year: int, figures: Sequence[Figure], editions: Mapping[str, Edition], request: Request
) -> Point:
    choice = chosen(figures, editions, request.latest)
    used = choice.used
    return Point(
        year,
        used.value,
        used.status.value,
        "table" if used.spot[0] else "text",
        used.decimals,
        used,
        choice.restated,
        choice.conflicts,
        tuple(_marks(year, choice, editions)),
    )


def _marks(year: int, choice: Choice, editions: Mapping[str, Edition]) -> Iterator[Mark]:
    """What a reader must know of the choice."""
    report = choice.used.report
    if choice.restated:
        others = "; ".join(f"{each.raw} ({each.report})" for each in choice.restated)
        yield Mark("restated", (("used", choice.used.raw), ("report", report), ("others", others)))
    if choice.conflicts:
        others = "; ".join(f"{conflict.raw} ({conflict.place})" for conflict in choice.conflicts)
        yield Mark(
            "conflict",
            (("used", choice.used.raw), ("place", choice.used.place), ("others", others)),
        )
    if choice.used.status is Status.UNCERTAIN:
        yield Mark("uncertain", (("raw", choice.used.raw),))


def _years_of(sums: Iterable[BranchSum]) -> dict[tuple[str, str], frozenset[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for one in sums:
        found.setdefault((one.indicator, one.home), set()).add(one.year)
    return {at: frozenset(years) for at, years in found.items()}


def _add_sums(
    districts: dict[tuple[str, str], Years], sums: Mapping[tuple[str, str], Years]
) -> None:
    """Where a district gives an indicator by branches only, the sum of what its branches print,
    and from how many.
    """
    for at, by_year in sums.items():
        printed = districts.get(at, {})
        lacking = {year: point for year, point in by_year.items() if _lacks(printed, year)}
        districts[at] = {**printed, **lacking}


def _sums(
    libraries: Mapping[tuple[str, str, str], Years],
    sums: Iterable[BranchSum],
    indicators: Mapping[str, Indicator],
) -> dict[tuple[str, str], Years]:
    """Sums of what branches print, of indicators that are added up."""
    branches: dict[tuple[str, str], dict[int, list[Point]]] = {}
    for (code, key, _), years in libraries.items():
        if key and code in indicators and indicators[code].over == "sum":
            for year, point in years.items():
                branches.setdefault((code, key), {}).setdefault(year, []).append(point)
    found: dict[tuple[str, str], dict[int, Point]] = {
        at: {
            year: _sum(year, points)
            for year, points in by_year.items()
            if any(map(adds_up, points))
        }
        for at, by_year in branches.items()
    }
    for one in sums:
        if one.home and one.indicator in indicators and indicators[one.indicator].over == "sum":
            made = found.setdefault((one.indicator, one.home), {})
            if one.counted:
                made[one.year] = _summed(one)
    return dict(found)


def adds_up(point: Point) -> bool:
    """Return whether a point is part of a sum: a value, or a dash, which is none; not two
    readings.
    """
    return point.status == Status.NIL or (point.status in SUMMED and point.value is not None)


def _lacks(years: Years, year: int) -> bool:
    return year not in years or years[year].status not in SUMMED


def _sum(year: int, points: Sequence[Point]) -> Point:
    values = [point.value or Decimal(0) for point in points if adds_up(point)]
    decimals = max(point.decimals for point in points)
    total = sum(values, Decimal(0))
    return _summed(BranchSum("", "", year, total, decimals, len(values), len(points)))


def _summed(one: BranchSum) -> Point:
    mark = Mark("summed", (("counted", str(one.counted)), ("expected", str(one.expected))))
    return Point(
        one.year,
        one.value,
        "ok",
        "libraries",
        one.decimals,
        marks=(mark,),
        counted=one.counted,
        expected=one.expected,
    )


def _add_formulas(
    districts: dict[tuple[str, str], Years],
    names: Iterable[str],
    indicators: Mapping[str, Indicator],
) -> None:
    """Where a district does not print an indicator whose parts it prints, the indicator computed
    from them.
    """
    for each in indicators.values():
        if each.formula and each.over == "weighted":
            for key in names:
                parts = {code: districts.get((code, key), {}) for code in codes_of(each.formula)}
                printed = districts.get((each.code, key), {})
                made = {
                    year: point for year, point in applied(each, parts) if _lacks(printed, year)
                }
                if made:
                    districts[each.code, key] = {**printed, **made}


def applied(indicator: Indicator, parts: Mapping[str, Years]) -> Iterator[tuple[int, Point]]:
    """Yield the formula of an indicator over its parts, in every year in which all of them have a
    value.
    """
    years = set.intersection(
        *(
            {year for year, point in part.items() if point.value is not None}
            for part in parts.values()
        )
    )
    for year in sorted(years):
        value = computed(
            indicator.formula, {code: _value(part[year]) for code, part in parts.items()}
        )
        if value is not None:
            mark = Mark("computed", (("formula", indicator.formula),))
            yield (
                year,
                Point(
                    year,
                    rounded(value, RATIO_DECIMALS),
                    "ok",
                    "formula",
                    RATIO_DECIMALS,
                    marks=(mark,),
                ),
            )


def _value(point: Point) -> Decimal:
    return point.value if point.value is not None else Decimal(0)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Rounded as people do, half away from zero.

    >>> rounded(Decimal("2.345"), 2), rounded(Decimal("-0.5"), 0)
    (Decimal('2.35'), Decimal('-1'))
    """
    return value.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
