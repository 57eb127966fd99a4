"""What was recognised before is not recognised again: the ink of each page on disk, under the
fingerprint of its picture.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from extractor.model.place import Box
from extractor.read.pdf.ink import Ink, Rule, Word
from extractor.read.scan.paper import Picture

RECIPE = "3"  # changes with whatever changes the answers


@dataclass(frozen=True, slots=True)
class Memory:
    """A folder of recognised pages, made when the first is kept; None keeps nothing."""

    folder: Path | None

    def recall(self, picture: Picture, number: int) -> Ink | None:
        """The ink of a picture met before; a damaged file is as good as none."""
        path = self._path(picture)
        if path is None or not path.is_file():
            return None
        try:
            return _ink(msgspec.json.decode(path.read_bytes()), number)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, picture: Picture, ink: Ink) -> None:
        path = self._path(picture)
        if path is None:
            return
        with suppress(OSError):  # a full disk costs the next run some time, not this one the page
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(".new")
            beside.write_bytes(msgspec.json.encode(_plain(ink)))
            beside.replace(path)

    def _path(self, picture: Picture) -> Path | None:
        if self.folder is None:
            return None
        shape = f"{RECIPE} {picture.shape}".encode()
        return self.folder / f"{hashlib.sha256(shape + picture.tobytes()).hexdigest()[:40]}.json"


def _plain(ink: Ink) -> dict[str, Any]:
    return {
        "width": ink.width,
        "height": ink.height,
        "words": ink.words,
        "across": ink.across,
        "down": ink.down,
        "fills": ink.fills,
        "drawings": ink.drawings,
        "unreadable": ink.unreadable,
    }


def _ink(found: dict[str, Any], number: int) -> Ink:
    ink = Ink(number, found["width"], found["height"])
    ink.words = msgspec.convert(found["words"], list[Word])
    ink.across, ink.down = ([Rule(*each) for each in found[name]] for name in ("across", "down"))
    ink.fills, ink.drawings = _boxes(found["fills"]), _boxes(found["drawings"])
    ink.unreadable = {name: _boxes(boxes) for name, boxes in found["unreadable"].items()}
    return ink


def _boxes(found: list[list[float]]) -> list[Box]:
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in found]
