"""The catalogue of indicators: the file beside this module, and what a user adds to it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extractor.catalogue import words
from extractor.errors import CalledWrongly
from extractor.model import Indicator, Vocabulary
from extractor.text import visible

LEARNED = "learned.yaml"
REQUIRED = ("code", "ru", "unit", "kind", "over")


def vocabulary(folder: Path | None = None) -> Vocabulary:
    """The shipped catalogue with the files of a user's folder laid over it.

    Every ``*.yaml`` there has the form of ``indicators.yaml``; an indicator of the same code replaces the shipped one.
    ``learned.yaml`` maps labels to codes and is written by ``svod map``. Raises CalledWrongly for a file of another form.
    """
    shipped = _shipped()
    if folder is None:
        return shipped
    if not folder.is_dir():
        raise CalledWrongly("path_missing", path=folder)
    indicators = dict(shipped.indicators)
    neutral, turning, learned = list(shipped.neutral), list(shipped.turning), dict[str, str]()
    for path in sorted(folder.glob("*.yaml")):
        content = _loaded(path)
        if path.name == LEARNED:
            learned.update(content)
            continue
        indicators.update({each.code: each for each in _indicators(content.get("indicators", []), path.name)})
        neutral += content.get("neutral", [])
        turning += content.get("turning", [])
    unknown = sorted(set(learned.values()) - indicators.keys())
    if unknown:
        raise CalledWrongly("catalogue_code_unknown", file=LEARNED, code=", ".join(unknown))
    return Vocabulary(indicators, tuple(neutral), tuple(turning), learned, shipped.families)


@cache
def _shipped() -> Vocabulary:
    content = words("indicators")
    found = {each.code: each for each in _indicators(content["indicators"], "indicators.yaml")}
    families = {str(unit): family for family, units in content["families"].items() for unit in units}
    return Vocabulary(found, tuple(map(str, content["neutral"])), tuple(map(str, content["turning"])), {}, families)


def _loaded(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(visible(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CalledWrongly("catalogue_unreadable", file=path.name, reason=str(error).replace("\n", " ")) from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise CalledWrongly("catalogue_unreadable", file=path.name, reason="indicators: […]")
    return content


def _indicators(entries: list[dict[str, Any]], file: str) -> list[Indicator]:
    return [_indicator(each, file) for each in entries]


def _indicator(entry: dict[str, Any], file: str) -> Indicator:
    lacking = [name for name in REQUIRED if not entry.get(name)] if isinstance(entry, dict) else list(REQUIRED)
    if lacking:
        raise CalledWrongly("catalogue_entry", file=file, entry=str(entry)[:80], lacking=", ".join(lacking))
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
