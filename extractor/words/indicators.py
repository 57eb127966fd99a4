"""The catalogue of indicators: the file beside this module, and what a user adds to it."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from extractor.errors import CalledWrongly, RefusedAt
from extractor.model import Indicator, Vocabulary
from extractor.words import words
from extractor.words.catalogue_places import LEARNED, written_labels
from extractor.words.user_yaml import (
    ListOf,
    MapOf,
    Record,
    Shape,
    Text,
    near_words,
    read_user_yaml,
)

REQUIRED = ("code", "ru", "unit", "kind", "over")
TEXTS = ("code", "ru", "en", "formula", "line")
KINDS = ("stock", "flow", "ratio", "share", "score", "money", "yesno")
OVERS = ("sum", "weighted", "none")
LABELS = MapOf(Text())


def catalogue_of(whole: Text) -> Record:
    """Return the shape of a file of indicators; ``whole`` is that of the code of which one is a
    part.
    """
    units = Text(tuple(words("units")["units"]))
    choices: dict[str, Shape] = {"unit": units, "kind": Text(KINDS), "over": Text(OVERS)}
    lists: dict[str, Shape] = {"where": ListOf(Text()), "says": ListOf(Text())}
    texts = {name: Text() for name in TEXTS}
    indicator = Record(texts | choices | lists | {"part_of": whole}, REQUIRED)
    return Record(
        {
            "indicators": ListOf(indicator),
            "neutral": ListOf(Text()),
            "turning": ListOf(Text()),
            "families": MapOf(ListOf(units)),
        }
    )


@cache
def catalogue_shape() -> Record:
    """Return the shape of a user's file of indicators."""
    return catalogue_of(Text())


def vocabulary(folder: Path | None = None) -> Vocabulary:
    """Return the shipped catalogue with the files of a user's folder laid over it.

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
        content = read_user_yaml(path, catalogue_shape()) or {}
        indicators.update(
            {indicator.code: indicator for indicator in _indicators(content.get("indicators", []))}
        )
        neutral += content.get("neutral", [])
        turning += content.get("turning", [])
    unknown = sorted(set(learned.values()) - indicators.keys())
    if unknown:
        raise _unknown_label(folder / LEARNED, unknown, indicators)
    return Vocabulary(indicators, tuple(neutral), tuple(turning), learned, shipped.families)


def _unknown_label(path: Path, unknown: Collection[str], codes: Collection[str]) -> RefusedAt:
    """Return the refusal of the first label that is taught a code which the catalogue does not
    hold.
    """
    found = next(
        written_label for written_label in written_labels(path) if written_label.text in unknown
    )
    place = {"file": found.file, "line": found.line, "column": found.column}
    near = near_words(found.text, codes)
    return RefusedAt("catalogue_code_unknown_at", code=found.text, near=near, **place)


@cache
def _shipped() -> Vocabulary:
    content = words("indicators")
    found = {indicator.code: indicator for indicator in _indicators(content["indicators"])}
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
    return [_indicator(entry) for entry in entries]


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
