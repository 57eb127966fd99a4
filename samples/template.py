"""The template: its YAML files, and a report composed from them for one district and year."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from samples.blocks import Block, Chart, Heading, Prose, Sample
from samples.districts import District
from samples.drawing import grid_of
from samples.figures import ledger
from samples.forms import Entry
from samples.prose import prose_of
from samples.scene import Scene


@cache
def entries() -> tuple[Entry, ...]:
    files = sorted(Path(__file__).with_name("template").glob("*.yaml"))
    return tuple(
        entry for each in files for entry in yaml.safe_load(each.read_text(encoding="utf-8"))
    )


def compose(district: District, year: int) -> Sample:
    """A report without any planted contradiction."""
    scene = Scene(district, year, ledger(district))
    return Sample(
        district.id, district.name, district.organisation, year, [*_cover(scene), *_body(scene)]
    )


def _cover(scene: Scene) -> Iterator[Block]:
    yield Prose((scene.district.organisation,), "title")
    yield Prose(
        (scene.fill("Отчёт о работе общедоступных библиотек {genitive} за {y} год"),), "title"
    )


def _body(scene: Scene) -> Iterator[Block]:
    turn = scene.year + sum(map(ord, scene.district.id))
    report = f"{scene.district.id}-{scene.year}"
    for number, entry in enumerate(entries()):
        if report not in entry.get("only", report):
            continue
        if "section" in entry:
            yield Heading(entry["section"], entry["title"])
        elif "table" in entry:
            yield grid_of(entry, scene)
        elif "chart" in entry:
            yield _chart(entry, scene)
        else:
            yield _prose(entry, scene, turn, number)


def _prose(entry: Entry, scene: Scene, turn: int, number: int) -> Prose:
    texts = entry["text"] if isinstance(entry["text"], list) else [entry["text"]]
    claim = f"{entry['claim']}-{number}" if "claim" in entry else ""
    return prose_of(
        texts[turn % len(texts)], scene, entry.get("form", "body"), entry.get("footnote", ""), claim
    )


def _chart(entry: Entry, scene: Scene) -> Chart:
    years = range(scene.year - 2, scene.year + 1)
    series = tuple(
        (name, code, tuple(f"{scene.book.get(code, each):f}" for each in years))
        for name, code in entry["series"].items()
    )
    return Chart(entry["chart"], entry["kind"], tuple(map(str, years)), series)
