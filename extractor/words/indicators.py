"""The catalogue of indicators: the file beside this module, and what a user adds to it."""

from functools import cache
from pathlib import Path
from typing import Any

from extractor.errors import CalledWrongly
from extractor.model import Indicator, Vocabulary
from extractor.words import words
from extractor.words.user_yaml import ListOf, MapOf, Record, Shape, Text, read_user_yaml

LEARNED = "learned.yaml"
REQUIRED = ("code", "ru", "unit", "kind", "over")
TEXTS = ("code", "ru", "en", "unit", "part_of", "formula", "line")
KINDS = ("stock", "flow", "ratio", "share", "score", "money", "yesno")
OVERS = ("sum", "weighted", "none")
CHOICES: dict[str, Shape] = {"kind": Text(KINDS), "over": Text(OVERS)}
LISTS: dict[str, Shape] = {"where": ListOf(Text()), "says": ListOf(Text())}
INDICATOR = Record({name: Text() for name in TEXTS} | CHOICES | LISTS, REQUIRED)
CATALOGUE = Record(
    {
        "indicators": ListOf(INDICATOR),
        "neutral": ListOf(Text()),
        "turning": ListOf(Text()),
        "families": MapOf(ListOf(Text())),
    }
)
LABELS = MapOf(Text())


def vocabulary(folder: Path | None = None) -> Vocabulary:
    """The shipped catalogue with the files of a user's folder laid over it.

    Every ``*.yaml`` there has the form of ``indicators.yaml``; an indicator of the same code
    replaces the shipped one. ``learned.yaml`` maps labels to codes and is written by ``svod map``.
    Raises CalledWrongly for a file of another form.
    """
    shipped = _shipped()
    if folder is None:
        return shipped
    if not folder.is_dir():
        raise CalledWrongly("path_missing", path=folder)
    indicators = dict(shipped.indicators)
    neutral, turning, learned = list(shipped.neutral), list(shipped.turning), dict[str, str]()
    for path in sorted(folder.glob("*.yaml")):
        if path.name == LEARNED:
            learned.update(read_user_yaml(path, LABELS) or {})
            continue
        content = read_user_yaml(path, CATALOGUE) or {}
        indicators.update({each.code: each for each in _indicators(content.get("indicators", []))})
        neutral += content.get("neutral", [])
        turning += content.get("turning", [])
    unknown = sorted(set(learned.values()) - indicators.keys())
    if unknown:
        raise CalledWrongly("catalogue_code_unknown", file=LEARNED, code=", ".join(unknown))
    return Vocabulary(indicators, tuple(neutral), tuple(turning), learned, shipped.families)


@cache
def _shipped() -> Vocabulary:
    content = words("indicators")
    found = {each.code: each for each in _indicators(content["indicators"])}
    families = {
        str(unit): family for family, units in content["families"].items() for unit in units
    }
    return Vocabulary(
        found,
        tuple(map(str, content["neutral"])),
        tuple(map(str, content["turning"])),
        {},
        families,
    )


def _indicators(entries: list[dict[str, Any]]) -> list[Indicator]:
    return [_indicator(each) for each in entries]


def _indicator(entry: dict[str, Any]) -> Indicator:
    return Indicator(
        code=str(entry["code"]),
        ru=str(entry["ru"]),
        en=str(entry.get("en") or entry["ru"]),
        unit=str(entry["unit"]),
        kind=str(entry["kind"]),
        over=str(entry["over"]),
        where=tuple(map(str, entry.get("where", ()))),
        part_of=str(entry.get("part_of", "")),
        formula=str(entry.get("formula", "")),
        line=str(entry.get("line", "")),
        says=tuple(map(str, entry.get("says", ()))),
    )
