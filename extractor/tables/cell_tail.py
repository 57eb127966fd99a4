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
from extractor.text import fold
from extractor.words import words

NAMES = ("second", "third", "fourth", "fifth", "sixth")
LONGEST_REMARK = 3
_FIGURES = re.compile(rf"(?P<sign>(?<!\d){SIGN}?)\s?(?P<digits>{FIGURE})", re.IGNORECASE)
_PARTS = re.compile(r"[;,](?!\d)|\sи\s", re.IGNORECASE)


class Piece(NamedTuple):
    """What one rule read behind the main figure: ``end`` characters, and what they say.

    ``added`` are the digits of a smaller step of the same sum, and that step («300», 1).
    """

    end: int
    unit: str = ""
    multiplier: int = 1
    op: Op | None = None
    extra: tuple[tuple[str, str], ...] = ()
    part: Figure | None = None
    total: Figure | None = None
    added: tuple[str, int] | None = None


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
    added: tuple[str, int] | None = None

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
        self.added = piece.added or self.added


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


def part(tail: Tail) -> Piece | None:
    """«415, из них дети 125», «415, в т.ч.: дети – 125, юношество – 40»: parts of the figure,
    named where there are several.
    """
    found = _match(tail.rest, rf"[,;:(]?\s*(?:{_any('parting')})(?![а-яё])[\s.:]*(?P<parts>.+)")
    parts = _parts_of(found["parts"].rstrip(" ).;")) if found else []
    if found is None or not parts:
        return None
    extra = tuple((name, value) for name, value in parts)
    return Piece(found.end(), extra=extra if len(extra) > 1 else (("aside", extra[0][1]),))


def _parts_of(text: str) -> list[tuple[str, str]]:
    """Name and value of each piece, nothing where one of them is no name with one figure."""
    parts = []
    for piece in _PARTS.split(text):
        figures = list(_figures_of(piece))
        figure = figures[0][1] if len(figures) == 1 else None
        if figure is None:
            return []
        name = (piece[: figures[0][0].start()] + piece[figures[0][0].end() :]).strip(" -:.")
        parts.append((printed(name) or "aside", str(abs(figure.value))))
    return parts


def thousands_and_units(tail: Tail) -> Piece | None:
    """«50 тыс. 300 руб.»: behind the thousands the rest of the sum."""
    if tail.unit or tail.multiplier <= 1:
        return None
    found = _match(tail.rest, r"(?P<rest>\d{1,3})\s*(?P<unit>[а-яё][^\d]*)$")
    unit = unit_at(found["unit"]) if found else None
    if found is None or unit is None or not unit.unit or unit.end < len(found["unit"].rstrip(" .")):
        return None
    steps = unit.multiplier if unit.multiplier > 1 else 1
    if steps * 1000 > tail.multiplier and steps * 1000 != tail.multiplier:
        return None
    return Piece(
        found.end(), unit=unit.unit, multiplier=tail.multiplier, added=(found["rest"], steps)
    )


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
    found = _match(tail.rest, r"[^\d()=/+%]+$|\*+|[⁰¹²³⁴-⁹]+\)?")
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
    value = str(figure.value if figure else "")
    if match["sign"] and not _sets_apart(text, match):
        return "change", match["sign"].replace("-", "") + value
    is_share = text[match.end() :].lstrip().startswith("%")
    return "share" if is_share else "aside", value.lstrip("-")


def _sets_apart(text: str, figure: re.Match[str]) -> bool:
    """«в т.ч. дети – 120», «дети -120»: the dash stands between a name and its figure. A plus, a
    bare sign («+5») and one behind a word of change («рост -5») are signs.
    """
    before = text[: figure.start()].rstrip()
    if figure["sign"] != "-" or not any(map(str.isalpha, before)):
        return False
    return not any(word in fold(before) for word in words("tables")["changing"])


def _figures_of(text: str) -> Iterator[tuple[re.Match[str], Figure | None]]:
    for match in _FIGURES.finditer(text):
        yield match, figure_of(match["digits"], match["sign"])


@cache
def _any(name: str) -> str:
    return "|".join(
        re.escape(word) for word in sorted(words("tables")[name], key=len, reverse=True)
    )


RULES: tuple[Rule[Tail, Piece], ...] = (
    Rule("open_end", open_end, "10 и более"),
    Rule("part_of", part_of, "12 из 20"),
    Rule("unit", unit, "1 200 экз."),
    Rule("thousands_and_units", thousands_and_units, "50 тыс. 300 руб."),
    Rule("part", part, "415, из них дети 125"),
    Rule("bracket", bracket, "15 (25 %)"),
    Rule("total", total, "120450 (+3200) =123650"),
    Rule("share", share, "15 / 25 %"),
    Rule("operand", operand, "12 + 5 = 17"),
    Rule("slash", slash, "906/10/283"),
    Rule("remark", remark, "1 раз в месяц"),
)
