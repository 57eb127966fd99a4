"""What stands behind the main figure of a cell: its unit, changes, totals, shares, remarks, each
by a small named rule.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from extractor.russian.units import unit_at
from extractor.tables.cell_figures import FIGURE, SIGN, Figure, figure_of
from extractor.words import words

NAMES = ("second", "third", "fourth", "fifth", "sixth")
LONGEST_REMARK = 3


@dataclass(slots=True)
class Tail:
    """What was found behind the main figure so far; ``rest`` is still to be read."""

    rest: str
    unit: str = ""
    multiplier: int = 1
    op: str = ""
    extra: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Figure] = field(default_factory=list)
    total: Figure | None = None


def printed(value: object) -> str:
    """A figure or a remark as a value of ``extra``: the signs that separate pairs there are
    replaced.
    """
    return str(value).replace(";", ",").replace("=", ":").strip()


def read_tail(text: str) -> Tail | None:
    """Everything behind the main figure; None where something stands there that no rule can
    read.
    """
    tail = Tail(text)
    while tail.rest.strip():
        before = tail.rest = tail.rest.lstrip()
        if not any(rule(tail) for rule in RULES) or tail.rest == before:
            return None
    return tail


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _take(tail: Tail, source: str) -> re.Match[str] | None:
    """The match at the beginning of what is still to be read, which is then read."""
    found = _pattern(source).match(tail.rest)
    if found:
        tail.rest = tail.rest[found.end() :]
    return found


def open_end(tail: Tail) -> bool:
    """«10 и более ед.»"""
    if not _take(tail, _any("open_ends") + r"(?![а-яё])"):
        return False
    tail.op = "at_least"
    return True


def part_of(tail: Tail) -> bool:
    """«12 из 20»"""
    return _figure(tail, rf"(?:{_any('share_of')})\s+(?P<digits>{FIGURE})", "base")


def unit(tail: Tail) -> bool:
    """«1 200 экз.», «24718,5тыс.», the first one only; «г.» behind a year is none."""
    if _take(tail, r"(?:г\.?|год[ау]?)(?![а-яё])"):
        return True
    found = None if tail.unit or tail.multiplier > 1 else unit_at(tail.rest)
    if found is None:
        return False
    tail.unit, tail.multiplier = found.unit, found.multiplier
    tail.rest = tail.rest[found.end :]
    return True


def bracket(tail: Tail) -> bool:
    """«15 (25 %)», «120450 (+3200)», «9 (в городе)»."""
    found = _take(tail, r"\(([^()]*)\)?")
    if not found:
        return False
    tail.extra.append(aside_of(found[1].strip()))
    return True


def total(tail: Tail) -> bool:
    """«120450 (+3200) =123650»"""
    found = _take(tail, rf"=\s*(?P<sign>{SIGN}?)\s?(?P<digits>{FIGURE})")
    figure = figure_of(found["digits"], found["sign"]) if found else None
    if figure is None:
        return False
    tail.total = figure
    return True


def share(tail: Tail) -> bool:
    """«15 / 25 %», «15; 25 %», «15 - 25 %»"""
    return _figure(tail, rf"[-/;,]\s*(?P<digits>{FIGURE})\s*%", "share")


def operand(tail: Tail) -> bool:
    """«12 + 5 = 17»"""
    found = _take(tail, rf"(?P<sign>{SIGN})\s*(?P<digits>{FIGURE})")
    figure = figure_of(found["digits"], found["sign"]) if found else None
    if figure is None:
        return False
    tail.parts.append(figure)
    return True


def slash(tail: Tail) -> bool:
    """«906/10/283», and «935 /» where the second figure was left out."""
    name = NAMES[min(sum(name in NAMES for name, _ in tail.extra), len(NAMES) - 1)]
    return _figure(tail, rf"[/\\]\s*(?P<digits>{FIGURE})", name) or bool(_take(tail, r"[/\\]\s*$"))


def remark(tail: Tail) -> bool:
    """«1 раз в месяц», «5*»: a few words without figures, to the end."""
    found = _pattern(r"[^\d()=/+%]+$|\*+").match(tail.rest)
    text = found[0].strip(" .,;:-") if found else ""
    if (
        found is None
        or len(text.split()) > LONGEST_REMARK
        or text.lower() in words("tables")["ordinal_nouns"]
    ):
        return False
    tail.rest = tail.rest[found.end() :]
    tail.extra.extend([("note", printed(text))] if text else [])
    return True


def _figure(tail: Tail, source: str, name: str) -> bool:
    found = _take(tail, source)
    figure = figure_of(found["digits"]) if found else None
    if figure is None:
        return False
    tail.extra.append((name, str(figure.value)))
    return True


def aside_of(text: str) -> tuple[str, str]:
    """What a bracket says: a change, a share, a figure of something else, or only words."""
    found = list(_figures_of(text))
    if len(found) != 1 or found[0][1] is None:
        return "note", printed(text)
    match, figure = found[0]
    name = (
        "change"
        if match["sign"]
        else "share"
        if text[match.end() :].lstrip().startswith("%")
        else "aside"
    )
    return name, match["sign"].replace("-", "") + str(figure.value if figure else "")


def _figures_of(text: str) -> Iterator[tuple[re.Match[str], Figure | None]]:
    for match in _pattern(rf"(?P<sign>(?<!\d){SIGN}?)\s?(?P<digits>{FIGURE})").finditer(text):
        yield match, figure_of(match["digits"], match["sign"])


@cache
def _any(name: str) -> str:
    return "|".join(
        re.escape(each) for each in sorted(words("tables")[name], key=len, reverse=True)
    )


RULES: tuple[Callable[[Tail], bool], ...] = (
    open_end,
    part_of,
    unit,
    bracket,
    total,
    share,
    operand,
    slash,
    remark,
)
