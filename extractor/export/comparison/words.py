"""How a comparison speaks: words, numbers and notes in the user's language."""

from extractor.formula import parse_expression, spoken
from extractor.model import Indicator
from extractor.model.comparison import Comparison, Figure, Mark, Point
from extractor.number_text import number_text
from extractor.words import words
from extractor.words.phrase import filled

GAP, DASH = "…", "–"


def said(key: str, lang: str, **parts: object) -> str:
    """A phrase of ``words/compare.yaml``, filled."""
    return filled(words("compare")[key][lang], parts)


def note_of(mark: Mark, lang: str, point: Point) -> str:
    """A mark of a point as a sentence; a formula names its indicators, a place its table."""
    if mark.key == "conflict" and point.used is not None:
        return _conflict(point, point.used, lang)
    parts = dict(mark.parts)
    if "formula" in parts:
        parts["formula"] = formula_text(parts["formula"], lang)
    return said(mark.key, lang, **parts)


def _conflict(point: Point, used: Figure, lang: str) -> str:
    met = dict.fromkeys((one.raw, place_of(one, lang)) for one in point.conflicts)
    others = "; ".join(f"{raw} ({place})" for raw, place in met)
    return said("conflict", lang, others=others, used=used.raw, place=place_of(used, lang))


def place_of(figure: Figure, lang: str) -> str:
    """Where a figure stands, as people call it: «таблица 15», «текст»."""
    table = figure.spot[0]
    return said("in_table", lang, number=table) if table else said("in_text", lang)


def formula_text(formula: str, lang: str) -> str:
    """A formula of the catalogue with the names of its indicators.

    >>> formula_text("loans.total / users.registered", "en")
    '“Loans, total” : “Registered users”'
    """
    names = {entry["code"]: entry[lang] for entry in words("indicators")["indicators"]}
    quoted = "“{}”" if lang == "en" else "«{}»"
    return spoken(
        parse_expression(formula), lambda ref: quoted.format(names.get(ref.name, ref.name))
    )


def label_of(indicator: Indicator, lang: str) -> str:
    return indicator.en if lang == "en" else indicator.ru


def unit_of(indicator: Indicator, lang: str) -> str:
    """The unit as people write it; one that has no such form as its code."""
    known = words("compare")["units"].get(indicator.unit)
    return str(known[lang]) if known else indicator.unit


def measure_of(comparison: Comparison, indicator: Indicator, lang: str) -> str:
    """In what the values stand: the unit, per which base, and that nothing is in thousands."""
    unit = unit_of(indicator, lang)
    if comparison.per is not None:
        base = said(
            "per", lang, unit=unit_of(comparison.per, lang), base=label_of(comparison.per, lang)
        )
        return f"{unit}, {base}"
    return f"{unit} ({said('full', lang)})" if indicator.unit == "RUB" else unit


def value_text(point: Point, lang: str) -> str:
    """A value, or why there is none: a dash, «н/д», «…»."""
    if point.value is not None:
        return number_text(point.value, point.decimals, lang)
    return (
        DASH if point.status == "nil" else GAP if point.status == "gap" else said("missing", lang)
    )


def coverage_of(comparison: Comparison, lang: str) -> list[str]:
    """For each year in which somebody reports and somebody does not: how many do, and who is
    missing.
    """
    lines = []
    for year in comparison.years:
        there, silent = comparison.reported.get(year, ()), comparison.silent.get(year, ())
        if there and silent:
            lines.append(
                said(
                    "silent",
                    lang,
                    year=year,
                    count=len(there),
                    all=len(there) + len(silent),
                    names=", ".join(silent),
                )
            )
    if comparison.failed:
        lines.append(said("failed", lang, names=", ".join(comparison.failed)))
    return lines


def rule_of(comparison: Comparison, lang: str) -> str:
    """The rule by which one of several printed values was used."""
    return said("rule_latest" if comparison.request.latest else "rule_own", lang)
