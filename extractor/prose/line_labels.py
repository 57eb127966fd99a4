"""Lines that are a label and its figure: «Читателей: 415», «Площадь, кв. м – 120»."""

import re
from functools import lru_cache

from extractor.model import UnitRule
from extractor.prose.part import Part
from extractor.russian.units import UnitFound, find_unit
from extractor.text import clean

_SIGNS = ("–", "—", ":", "_", "-", "...", "…")
WIDEST_SPACE = 2  # a wider one sets a figure apart as a tab does
_MARKS = re.compile(r"^(?:[\s•·*▪–—-]+|\d+[.)]\s+)")
_EDGES = " ,;:–—-_.…"
DECLARED = (UnitRule.AFTER_COMMA, UnitRule.IN_BRACKETS)
LONGEST = 12  # words of a label before its figure


def line_of(part: Part) -> str:
    """The label of a line that holds nothing before its figure but the label and a sign; empty
    elsewhere.
    """
    sentence = part.scene.sentence
    before = _MARKS.sub("", sentence.text[: sentence.start])
    is_first = part.figure is sentence.figures[0] and not before.strip()
    ahead = sentence.text[sentence.start : part.first()]
    if not is_first or sentence.periods or not _is_set_apart(ahead):
        return ""
    label = clean(_MARKS.sub("", ahead)).strip(_EDGES)
    return label if len(label.split()) <= LONGEST else ""


def _is_set_apart(ahead: str) -> bool:
    """Whether a sign, a tab or a wide space stands between a label and its figure."""
    label = ahead.rstrip()
    space = ahead[len(label) :]
    return label.endswith(_SIGNS) or "\t" in space or len(space) > WIDEST_SPACE


def label_without_unit(part: Part) -> str:
    """«Площадь, кв. м – 120» → «площадь»."""
    line = line_of(part)
    unit = declared_in(line)
    return line[: unit.start].rstrip(" ,(").lower() if unit else ""


def label_of_line(part: Part) -> str:
    """«Читателей: 415» → «читателей»."""
    return line_of(part).lower()


@lru_cache(maxsize=1024)
def declared_in(label: str) -> UnitFound | None:
    """The unit that a label declares for the figures behind or below it: «Расходы, тыс. руб.»."""
    found = find_unit(label) if label else None
    return found if found is not None and found.rule in DECLARED else None


def unit_over(part: Part, lead: str) -> UnitFound | None:
    """The unit of a figure that prints none: that of its line, else of the line over its list."""
    if part.figure.unit or part.figure.multiplier != 1:
        return None
    return declared_in(line_of(part)) or (declared_in(lead) if lead else None)
