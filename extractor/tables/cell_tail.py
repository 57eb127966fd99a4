"""What stands behind the main figure of a cell: its unit, changes, totals, shares, remarks, each
by a small named rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from extractor.model import Op
from extractor.rules import Rule, first_match
from extractor.russian.units import unit_at
from extractor.tables.cell_figures import FIGURE, SIGN, Figure, figure_of
from extractor.words import words

NAMES = ("second", "third", "fourth", "fifth", "sixth")
LONGEST_REMARK = 3


class Piece(NamedTuple):
    """What one rule read behind the main figure: ``end`` characters, and what they say."""

    end: int
    unit: str = ""
    multiplier: int = 1
    op: Op | None = None
    extra: tuple[tuple[str, str], ...] = ()
    part: Figure | None = None
    total: Figure | None = None


@dataclass(slots=True)
class Tail:
    """What was found behind the main figure so far; ``rest`` is still to be read."""

    rest: str
    unit: str = ""
    multiplier: int = 1
    op: Op | None = None
    extra: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Figure] = field(default_factory=list)
    total: Figure | None = None

    def take(self, piece: Piece) -> None:
        """Keep what a piece says, and go on behind it."""
        self.rest = self.rest[piece.end :]
        if piece.unit or piece.multiplier > 1:
            self.unit, self.multiplier = piece.unit, piece.multiplier
        self.op = piece.op or self.op
        self.extra.extend(piece.extra)
        if piece.part is not None:
            self.parts.append(piece.part)
        self.total = piece.total or self.total


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
        tail.rest = tail.rest.lstrip()
        found = first_match(RULES, tail)
        if found is None or not found[1].end:
            return None
        tail.take(found[1])
    return tail


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _match(rest: str, source: str) -> re.Match[str] | None:
    return _pattern(source).match(rest)


def open_end(tail: Tail) -> Piece | None:
    """«10 и более ед.»"""
    found = _match(tail.rest, _any("open_ends") + r"(?![а-яё])")
    return Piece(found.end(), op=Op.AT_LEAST) if found else None


def part_of(tail: Tail) -> Piece | None:
    """«12 из 20»"""
    return _figure(tail, rf"(?:{_any('share_of')})\s+(?P<digits>{FIGURE})", "base")


def unit(tail: Tail) -> Piece | None:
    """«1 200 экз.», «24718,5тыс.», the first one only; «г.» behind a year is none."""
    year = _match(tail.rest, r"(?:г\.?|год[ау]?)(?![а-яё])")
    if year:
        return Piece(year.end())
    found = None if tail.unit or tail.multiplier > 1 else unit_at(tail.rest)
    return Piece(found.end, unit=found.unit, multiplier=found.multiplier) if found else None


def bracket(tail: Tail) -> Piece | None:
    """«15 (25 %)», «120450 (+3200)», «9 (в городе)»."""
    found = _match(tail.rest, r"\(([^()]*)\)?")
    return Piece(found.end(), extra=(aside_of(found[1].strip()),)) if found else None


def total(tail: Tail) -> Piece | None:
    """«120450 (+3200) =123650»"""
    found = _match(tail.rest, rf"=\s*(?P<sign>{SIGN}?)\s?(?P<digits>{FIGURE})")
    figure = figure_of(found["digits"], found["sign"]) if found else None
    return Piece(found.end(), total=figure) if found and figure else None


def share(tail: Tail) -> Piece | None:
    """«15 / 25 %», «15; 25 %», «15 - 25 %»"""
    return _figure(tail, rf"[-/;,]\s*(?P<digits>{FIGURE})\s*%", "share")


def operand(tail: Tail) -> Piece | None:
    """«12 + 5 = 17»"""
    found = _match(tail.rest, rf"(?P<sign>{SIGN})\s*(?P<digits>{FIGURE})")
    figure = figure_of(found["digits"], found["sign"]) if found else None
    return Piece(found.end(), part=figure) if found and figure else None


def slash(tail: Tail) -> Piece | None:
    """«906/10/283», and «935 /» where the second figure was left out."""
    name = NAMES[min(sum(name in NAMES for name, _ in tail.extra), len(NAMES) - 1)]
    further = _figure(tail, rf"[/\\]\s*(?P<digits>{FIGURE})", name)
    left_out = _match(tail.rest, r"[/\\]\s*$")
    return further or (Piece(left_out.end()) if left_out else None)


def remark(tail: Tail) -> Piece | None:
    """«1 раз в месяц», «5*»: a few words without figures, to the end."""
    found = _match(tail.rest, r"[^\d()=/+%]+$|\*+")
    text = found[0].strip(" .,;:-") if found else ""
    if (
        found is None
        or len(text.split()) > LONGEST_REMARK
        or text.lower() in words("tables")["ordinal_nouns"]
    ):
        return None
    return Piece(found.end(), extra=(("note", printed(text)),) if text else ())


def _figure(tail: Tail, source: str, name: str) -> Piece | None:
    found = _match(tail.rest, source)
    figure = figure_of(found["digits"]) if found else None
    return Piece(found.end(), extra=((name, str(figure.value)),)) if found and figure else None


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


RULES: tuple[Rule[Tail, Piece], ...] = (
    Rule("open_end", open_end, "10 и более"),
    Rule("part_of", part_of, "12 из 20"),
    Rule("unit", unit, "1 200 экз."),
    Rule("bracket", bracket, "15 (25 %)"),
    Rule("total", total, "120450 (+3200) =123650"),
    Rule("share", share, "15 / 25 %"),
    Rule("operand", operand, "12 + 5 = 17"),
    Rule("slash", slash, "906/10/283"),
    Rule("remark", remark, "1 раз в месяц"),
)
