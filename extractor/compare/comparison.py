"""The comparison as a whole: which lines stand, in which order, with what beside them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from msgspec import structs

from extractor.compare.formula import codes_of
from extractor.compare.lines import Around, divided, finished, ranks_of, whole_line
from extractor.compare.series import Series, Years, series_of
from extractor.compare.territories import district_key, home_of
from extractor.compare.totals import totals_of
from extractor.errors import CalledWrongly
from extractor.model import Change, Indicator
from extractor.model.comparison import Comparison, Line, Panel, Request

BY = ("year", "district", "library")
NO_POINTS: Years = {}
_NUMBERED = re.compile(r"(\D*)(\d*)")


def needed_codes(request: Request, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """Return the codes whose figures a request needs: those asked for, their base, the parts of
    their formulas; all where none is named.

    Raises CalledWrongly for a code that the catalogue does not hold.
    """
    asked = (*request.indicators, *((request.per,) if request.per else ()))
    for code in asked:
        if code not in indicators:
            raise CalledWrongly(
                "indicator_unknown", code=code, near=", ".join(_near(code, indicators))
            )
    if request.by not in BY:
        raise CalledWrongly("compare_by_unknown", by=request.by, known=", ".join(BY))
    if not request.indicators:
        return tuple(indicators)
    parts = (
        part
        for code in asked
        if indicators[code].formula
        for part in codes_of(indicators[code].formula)
    )
    return tuple(dict.fromkeys((*asked, *parts)))


def _near(code: str, indicators: Mapping[str, Indicator]) -> list[str]:
    """Codes of the same family, or that have a part of the name."""
    pieces = set(code.split("."))
    return [indicator for indicator in indicators if pieces & set(indicator.split("."))][:8]


def compare_panel(
    panel: Panel, request: Request, indicators: Mapping[str, Indicator]
) -> Comparison:
    """Years, districts or libraries side by side. ``panel`` holds the figures of
    :func:`needed_codes`.
    """
    return compare_by((request.by,), panel, request, indicators)[0]


def compare_by(
    sides: Sequence[str], panel: Panel, request: Request, indicators: Mapping[str, Indicator]
) -> list[Comparison]:
    """The comparisons by each of several sides, from points that are chosen once."""
    needed = needed_codes(request, indicators)
    points = series_of(panel, request, {code: indicators[code] for code in needed})
    series = _of_district(points, request.district)
    return [
        _compared(series, panel, structs.replace(request, by=side), indicators) for side in sides
    ]


def _compared(
    series: Series, panel: Panel, request: Request, indicators: Mapping[str, Indicator]
) -> Comparison:
    asked = [indicators[code] for code in request.indicators or _measured(series, indicators)]
    reported = _reported(panel, series, request)
    years = _years(series, [each.code for each in asked], reported)
    by_name = {
        year: tuple(sorted(series.names[key] for key in reported.get(year, ()))) for year in years
    }
    around = Around({edition.report: edition for edition in panel.editions}, by_name)
    scene = _Scene(series, request, indicators, years, panel, around, _libraries(series))
    lines = tuple(line for each in asked for line in _lines(each, scene))
    everybody = set(series.members.values())
    silent = {year: tuple(sorted(everybody - set(by_name[year]))) for year in years}
    return Comparison(
        request,
        years,
        {each.code: each for each in asked},
        lines,
        panel.editions,
        indicators.get(request.per),
        by_name,
        silent,
        panel.failed,
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every line is drawn from."""

    series: Series
    request: Request
    indicators: Mapping[str, Indicator]
    years: Sequence[int]
    panel: Panel
    around: Around
    libraries: Mapping[str, Sequence[tuple[str, str]]]


def _libraries(series: Series) -> dict[str, list[tuple[str, str]]]:
    """The libraries that have a figure of each indicator: key of the district, id."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, key, library in series.libraries:
        found[code].append((key, library))
    return dict(found)


def _of_district(series: Series, district: str) -> Series:
    if not district:
        return series
    wanted = district_key(district)
    if wanted not in series.names:
        raise CalledWrongly(
            "district_unknown", district=district, known=", ".join(sorted(series.names.values()))
        )
    return Series(
        {at: years for at, years in series.districts.items() if at[1] == wanted},
        {at: years for at, years in series.libraries.items() if at[1] == wanted},
        {wanted: series.names[wanted]},
        series.regions - {wanted},
        {at: years for at, years in series.summed.items() if at[1] == wanted},
    )


def _measured(series: Series, indicators: Mapping[str, Indicator]) -> list[str]:
    """Return the codes that have a figure, in the order of the catalogue."""
    found = {at[0] for at in (*series.districts, *series.libraries, *series.summed)}
    return [code for code in indicators if code in found]


def _reported(panel: Panel, series: Series, request: Request) -> dict[int, list[str]]:
    """Keys of the districts that have a report of their own, by year."""
    found: dict[int, list[str]] = {}
    for edition in panel.editions:
        key = home_of(edition)
        if (
            edition.year is not None
            and request.years[0] <= edition.year <= request.years[1]
            and key in series.names
        ):
            found.setdefault(edition.year, [])
            found[edition.year] += [key] if key not in found[edition.year] else []
    return found


def _years(
    series: Series, codes: Sequence[str], reported: Mapping[int, Sequence[str]]
) -> tuple[int, ...]:
    """Return the years of the figures asked for, without holes: a year in between without any
    figure is a gap to be seen.
    """
    asked = set(codes)
    lines = [*series.districts.items(), *series.libraries.items(), *series.summed.items()]
    found = {year for at, years in lines if at[0] in asked for year in years}
    found |= set(reported) if found else set()
    return tuple(range(min(found), max(found) + 1)) if found else ()


def _lines(indicator: Indicator, scene: _Scene) -> Iterator[Line]:
    names, by = scene.series.members, scene.request.by
    if by == "library":
        yield from _library_lines(indicator, scene)
        return
    if by == "district" or len(names) == 1:
        yield from _ranked([*_district_lines(indicator, scene, names)], scene.around)
    if by == "district" or len(names) != 1:
        points = totals_of(indicator, scene.series, scene.indicators, scene.request.per)
        yield finished(
            Line(indicator.code, "total", "", "", "", whole_line(points, scene.years)), scene.around
        )
    if by == "district":
        regions = {
            key: scene.series.names[key] for key in scene.series.regions & scene.series.names.keys()
        }
        found = _district_lines(indicator, scene, regions)
        yield from (finished(structs.replace(each, kind="region"), scene.around) for each in found)


def _ranked(lines: Sequence[Line], around: Around) -> Iterator[Line]:
    ranks = ranks_of(lines)
    yield from (finished(line, replace(around, ranks=ranks)) for line in lines)


def _district_lines(
    indicator: Indicator, scene: _Scene, names: Mapping[str, str]
) -> Iterator[Line]:
    found, per = scene.series.districts, scene.request.per
    for key, name in sorted(names.items(), key=lambda pair: pair[1]):
        points = found.get((indicator.code, key), NO_POINTS)
        points = divided(points, found.get((per, key), NO_POINTS)) if per else points
        yield Line(indicator.code, "district", name, "", name, whole_line(points, scene.years))


def _library_lines(indicator: Indicator, scene: _Scene) -> Iterator[Line]:
    """Libraries by district and name, each district's own figure behind them."""
    names = scene.series.names
    found = [
        (names.get(key, ""), _library_name(library, scene.panel), key, library)
        for key, library in scene.libraries.get(indicator.code, ())
    ]
    found.sort(key=lambda each: (each[0], natural_order(each[1]), each[3]))
    for (district, key), group in groupby(found, key=lambda each: (each[0], each[2])):
        lines = [_library_line(indicator, scene, each, district) for each in group]
        ranks = ranks_of(lines)
        for line in lines:
            yield finished(
                line,
                replace(scene.around, ranks=ranks, changes=_changes_of(line.library, scene.panel)),
            )
        yield from (
            finished(each, scene.around)
            for each in _district_lines(indicator, scene, {key: district})
        )


def _library_line(
    indicator: Indicator, scene: _Scene, at: tuple[str, str, str, str], district: str
) -> Line:
    _, name, key, library = at
    found, per = scene.series.libraries, scene.request.per
    points = found[indicator.code, key, library]
    points = divided(points, found.get((per, key, library), NO_POINTS)) if per else points
    return Line(indicator.code, "library", district, library, name, whole_line(points, scene.years))


def _changes_of(library: str, panel: Panel) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {}
    for change in panel.changes:
        if change.library == library:
            found.setdefault(change.year, []).append(change)
    return found


def natural_order(name: str) -> tuple[tuple[str, int], ...]:
    """Names with their numbers as numbers: № 2 stands before № 10.

    >>> sorted(["Филиал № 10", "Филиал № 2"], key=natural_order)
    ['Филиал № 2', 'Филиал № 10']
    """
    return tuple((words, int(number or 0)) for words, number in _NUMBERED.findall(name))


def _library_name(library: str, panel: Panel) -> str:
    known = (panel.libraries.get(each) for each in library.split())
    return ", ".join(each.name for each in known if each) or library
