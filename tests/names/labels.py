"""Reads the labelled names of this folder: invented library systems, each a registry and what its
names mean.

A label file has a heading a trap (``[settlement: undecided]``) and a line a name: ``text => ids``,
where ``-`` is no library of the system, ``system`` the whole of it, ``? ids`` undecidable among
those. ``hold-…`` were written when the rules stood, and nothing was changed after their first run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.model import Mention

HERE = Path(__file__).parent
HELD_OUT = "hold-"


@dataclass(frozen=True, slots=True)
class Label:
    """What a person says of a text: ``rule`` is found, none, system or ambiguous."""

    system: str
    trap: str
    text: str
    rule: str
    libraries: frozenset[str]

    def agrees(self, answer: Mention) -> bool:
        """Whether an answer is the person's: the same libraries, or the same reason for none;
        candidates hold all that fit.
        """
        if self.rule == "found":
            return set(answer.libraries) == self.libraries
        near = {library for library, _ in answer.candidates}
        return (
            answer.rule == self.rule
            and not answer.libraries
            and (self.rule != "ambiguous" or self.libraries <= near)
        )


def systems() -> list[Path]:
    """The registries, those to tune on first."""
    return sorted(HERE.glob("*.csv"), key=lambda path: (path.stem.startswith(HELD_OUT), path.stem))


def labels_of(registry: Path) -> Iterator[Label]:
    trap = ""
    for line in registry.with_suffix(".labels").read_text("utf-8").splitlines():
        if line.startswith("["):
            trap = line.strip("[]")
        else:
            yield _label(registry.stem, trap, line)


def _label(system: str, trap: str, line: str) -> Label:
    text, _, meant = line.rpartition(" => ")
    reason = {"-": "none", "system": "system"}.get(
        meant, "ambiguous" if meant.startswith("?") else "found"
    )
    ids = frozenset(meant.lstrip("?").split()) if reason in ("found", "ambiguous") else frozenset()
    return Label(system, trap, text.replace("\\n", "\n"), reason, ids)


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text with the mentions that a person marked in it: characters → ids. It speaks of
    the system ``beryozovo``.
    """

    text: str
    mentions: dict[tuple[int, int], frozenset[str]]


_MARKED = re.compile(r"\[([^\]=]+)=([^\]]+)\]")


def passages() -> Iterator[Passage]:
    for line in (HERE / "prose.txt").read_text("utf-8").splitlines():
        yield _passage(line)


def _passage(line: str) -> Passage:
    text, mentions, after = "", {}, 0
    for found in _MARKED.finditer(line):
        text += line[after : found.start()]
        mentions[len(text), len(text) + len(found[1])] = frozenset(found[2].split())
        text, after = text + found[1], found.end()
    return Passage(text + line[after:], mentions)
