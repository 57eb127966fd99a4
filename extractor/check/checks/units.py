"""Units that cannot be: thousands over roubles, shares over per cents, two units in one row, a
separator read in two ways.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure, label_of
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.repeated_figures import agreed
from extractor.check.remarks.phrasing import (
    COUNT,
    MONEY,
    printed,
    scale_name,
    shown,
    table_name,
    where,
)
from extractor.check.remarks.remark import Remark
from extractor.check.remarks.wordings import cited
from extractor.check.rules.ruleset import Bound, bounds
from extractor.model import Status
from extractor.model.finding import Severity
from extractor.model.observation import Observation

THOUSAND = 1000
LONG = 10_000
MIXED = 100
"""Figures of a row that differ by this factor between years, unlike their neighbours: two units."""


def plausible_remarks(case: Case) -> Iterator[Remark]:
    """Money over heads outside all bounds, inside them in the other unit; a table is named once."""
    seen = set()
    for bound in bounds():
        for (code, year), figures in case.shelf.of_system.items():
            for each in figures if code == bound.code else ():
                meant = _meant_scale(each, bound, year, case.shelf)
                if meant is not None and (each.fact.table, each.scale) not in seen:
                    seen.add((each.fact.table, each.scale))
                    yield _unit(each, meant, case)


def _meant_scale(figure: Figure, bound: Bound, year: str, shelf: Shelf) -> int | None:
    """The scale under which the figure is plausible, where it is not under its own."""
    heads = (
        agreed(shelf.of_system[bound.over, year]).value
        if shelf.of_system.get((bound.over, year))
        else Fraction(0)
    )
    if bound.over and not heads:
        return None
    per = heads if bound.over else Fraction(1)

    def fits(scale: int) -> bool:
        return bound.low <= figure.value * scale / per <= bound.high

    other = 1 if figure.scale == THOUSAND else THOUSAND
    declared = figure.scale == THOUSAND or figure.fact.unit == "RUB"
    return other if declared and figure.value and not fits(figure.scale) and fits(other) else None


def _unit(figure: Figure, meant: int, case: Case) -> Remark:
    what = MONEY if figure.fact.unit == "RUB" else COUNT
    own = scale_name(what, figure.scale, case.lang, str(figure.scale))
    other = scale_name(what, meant, case.lang)
    siblings = [
        each
        for each in case.shelf.by_table[figure.fact.table or 0]
        if each.scale == figure.scale and each is not figure
    ]
    text = printed(figure, case.lang)
    return Remark(
        "units.plausible",
        "units",
        Severity.WARNING,
        "units",
        {
            "where": where(figure, case.lang),
            "declared": own,
            "left": text,
            "meant": other,
            "right": f"{text} {other}",
        },
        figures=(figure, *siblings[:12]),
        left=f"{text} {own}",
        right=f"{text} {other}",
        key=f"t{figure.fact.table}",
    )


def told_unit_remarks(case: Case) -> Iterator[Remark]:
    """One sum of money, digit for digit, told in roubles here and in thousands of roubles there."""
    told: dict[Fraction, list[Figure]] = defaultdict(list)
    for each in case.shelf.told:
        if each.fact.unit == "RUB" and each.value >= LONG:
            told[each.value].append(each)
    for figures in told.values():
        large = [each for each in figures if each.scale > 1]
        plain = [each for each in figures if each.scale == 1]
        if large and plain:
            text, roubles = printed(plain[0], case.lang), scale_name(MONEY, 1, case.lang)
            parts = {
                "where": cited(case.excerpts.get(large[0].fact.observation, "")),
                "declared": scale_name(MONEY, large[0].scale, case.lang),
                "left": text,
                "meant": roubles,
                "right": f"{text} {roubles}",
            }
            yield Remark(
                "units.told",
                "units",
                Severity.WARNING,
                "units",
                parts,
                figures=(large[0], plain[0]),
                left=printed(large[0], case.lang),
                right=parts["right"],
                other_place=str(plain[0].fact.place),
            )


def mixed_remarks(case: Case) -> Iterator[Remark]:
    """One figure of a row of money far from the others of the row: it stands in another unit. A
    table is named once.
    """
    seen = set()
    for figures in _money_rows(case.shelf):
        odd = _odd_one(figures)
        if odd is not None and odd.fact.table not in seen:
            seen.add(odd.fact.table)
            other = next(each for each in figures if each is not odd)
            yield Remark(
                "units.mixed",
                "units",
                Severity.WARNING,
                "mixed",
                {
                    "where": where(odd, case.lang),
                    "left": printed(odd, case.lang),
                    "right": printed(other, case.lang),
                },
                figures=(odd, *(each for each in figures if each is not odd)),
                left=printed(odd, case.lang),
                right=printed(other, case.lang),
                other_place=str(other.fact.place),
            )


def _money_rows(shelf: Shelf) -> Iterator[list[Figure]]:
    rows: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for table, figures in shelf.by_table.items():
        for each in figures:
            indicator = shelf.indicators.get(each.fact.indicator)
            if each.value > 0 and indicator is not None and indicator.kind == "money":
                rows[table, each.fact.row_path, each.fact.column_path].append(each)
    yield from (each for each in rows.values() if len(each) > 1)


def _odd_one(figures: Sequence[Figure]) -> Figure | None:
    """The figure that lies a factor of MIXED from all the others."""
    for each in figures:
        others = [other.value for other in figures if other is not each]
        if all(max(each.value / other, other / each.value) >= MIXED for other in others):
            return min(figures, key=lambda one: one.value) if len(figures) == 2 else each
    return None


def separator_remarks(case: Case) -> Iterator[Remark]:
    """«43.000»: a number that can be read in two ways is wrong whichever was meant."""
    for fact in case.shelf.edition.facts:
        if (
            fact.status is Status.UNCERTAIN
            and fact.table is not None
            and any(map(str.isdigit, fact.raw))
        ):
            yield _separator(fact, case)


def _separator(fact: Observation, case: Case) -> Remark:
    readings = ", ".join(f"{value}" for _, value in fact.extra) or fact.raw
    named = table_name(fact.table or 0, fact.section, case.lang)
    return Remark(
        "units.separator",
        "units",
        Severity.WARNING,
        "separator",
        {
            "where": f"{named}, «{label_of(fact)}», {fact.period}",
            "left": fact.raw,
            "right": readings,
        },
        also=(fact.observation,),
        left=fact.raw,
        right=readings,
        section=fact.section,
        place=str(fact.place),
        key=fact.observation,
    )


def per_cent_remarks(case: Case) -> Iterator[Remark]:
    """A per cent printed as a fraction of one in every year: «0,03» for 3 %."""
    for code, indicator in case.shelf.indicators.items():
        if indicator.unit != "%":
            continue
        tables: dict[int | None, list[Figure]] = defaultdict(list)
        for (name, _), found in case.shelf.of_system.items():
            for each in found if name == code else ():
                tables[each.fact.table].append(each)
        for figures in tables.values():
            if len(figures) > 1 and all(0 < each.value < Fraction(1, 2) for each in figures):
                yield _per_cent(figures, case)


def _per_cent(figures: Sequence[Figure], case: Case) -> Remark:
    ordered = sorted(figures, key=lambda each: each.fact.period, reverse=True)
    left = ", ".join(printed(each, case.lang) for each in ordered)
    right = ", ".join(f"{shown(each.value * 100, case.lang)} %" for each in ordered)
    parts = {"where": where(ordered[0], case.lang), "left": left, "right": right}
    return Remark(
        "units.per_cent",
        "units",
        Severity.WARNING,
        "per_cent",
        parts,
        figures=tuple(ordered),
        left=left,
        right=right,
    )
