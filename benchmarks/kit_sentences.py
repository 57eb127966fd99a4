"""The sentences of the measuring kit as they stand in its reports, with the codes of their
figures.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor import pipeline
from extractor.model import Document, Paragraph
from extractor.model.observation import SentenceObservation

DIGITS = re.compile(r"\d+")
BLANK = re.compile(r"\s")
ENDINGS = (".docx", ".pdf")


@dataclass(frozen=True)
class ReadSentences:
    """What a report is before its figures have codes (figures, outline, vocabulary, names), and the
    figures that a hand gave codes: by block, with their place in it.
    """

    hand: str
    report: tuple
    figures: Mapping[int, list[dict]]

    def figure_of(self, observation: SentenceObservation) -> dict | None:
        start = observation.place.start or 0
        for figure in self.figures.get(observation.place.block, ()):
            if start in range(figure["start"] - 1, figure["start"] + len(figure["text"])):
                return figure
        return None


def kit_sentences(kit: Path) -> Iterator[ReadSentences]:
    """The reports of the kit, each wording of a report once."""
    with (kit / "labels.csv").open(encoding="utf-8") as file:
        told = [row for row in csv.DictReader(file) if row["kind"] == "prose"]
    for report in sorted({row["report"] for row in told}):
        paths = (kit / "region" / "docs" / f"{report}{ending}" for ending in ENDINGS)
        document, read = _read(next(path for path in paths if path.exists()))
        own = [row for row in told if row["report"] == report]
        yield ReadSentences(f"kit {own[0]['fold']}", read, _figures(document, own))


def _read(path: Path) -> tuple[Document, tuple]:
    """A report as it is handed to the rules of codes."""
    handed: list[tuple] = []

    def keep(*parts: object) -> object:
        handed.append(parts)
        return parts[0]

    usual = pipeline.classify_observations
    pipeline.classify_observations = keep  # type: ignore[assignment]
    try:
        found = pipeline.extract_report(path, pipeline.ReportOptions())
    finally:
        pipeline.classify_observations = usual
    return found.document, handed[0]


def _figures(document: Document, told: list[dict[str, str]]) -> dict[int, list[dict]]:
    found: dict[int, list[dict]] = defaultdict(list)
    seen: set[str] = set()
    for sentence in dict.fromkeys(row["sentence"] for row in told):
        shape = DIGITS.sub("0", sentence)
        place = _place(document, sentence)
        if shape in seen or place is None:
            continue
        seen.add(shape)
        block, start, text = place
        taken: set[int] = set()
        for row in (row for row in told if row["sentence"] == sentence):
            pattern = rf"(?<![\d,]){re.escape(row['figure'])}(?!\d)"
            spots = (spot.start() + start for spot in re.finditer(pattern, text))
            spot = next((spot for spot in spots if spot not in taken), None)
            if spot is not None:
                taken.add(spot)
                codes = {"code": row["code"], "also": row["also"].split()}
                printed = {"text": row["figure"], "start": spot, "sentence": sentence}
                found[block].append({**codes, **printed})
    return found


def _place(document: Document, sentence: str) -> tuple[int, int, str] | None:
    """The block, the place in it and the text of a sentence, blanks aside."""
    wanted = BLANK.sub(" ", sentence)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            start = BLANK.sub(" ", block.text).find(wanted)
            if start >= 0:
                return block.block, start, wanted
    return None
