"""Which files of a call are read with ``--resume``: those that the data set does not hold."""

from collections.abc import Collection, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from extractor.batch.seen import Seen
from extractor.commands.voice import Voice
from extractor.dataset.earlier import earlier_lines, earlier_records
from extractor.model.records import EditionRow, Read, Stand

MOST_NAMED = 10  # files passed over that are named; of more only the number is said


class Held(NamedTuple):
    """SHA-256 of the files whose reports the data set holds, and of those that were taken out."""

    here: Set[str] = frozenset()
    removed: Set[str] = frozenset()


def held_in(out: Path) -> Held:
    """The files that the data set in ``out`` knows, none where there is none."""
    lines, editions = earlier_lines(out, "reports"), earlier_records(out, EditionRow)
    here = {line["sha256"] for line in lines if line["status"] != Read.FAILED}
    return Held(here, {row.sha256 for row in editions if row.status == Stand.REMOVED} - here)


class Asked(NamedTuple):
    """What a call says of its files: those that a person ``named``, where they go, and how many
    bytes one may have.
    """

    named: Collection[Path]
    out: Path
    most: int


def files_to_read(
    files: Sequence[Path], held: Held, seen: Seen, asked: Asked, voice: Voice
) -> list[Path]:
    """Files that differ from those that OUT already holds; what a person took out stays out,
    unless they name the file itself.
    """
    changed, same = list[Path](), list[Path]()
    for path in files:
        digest = seen.digest(path, asked.most)
        if digest in held.here:
            same.append(path)
        elif digest in held.removed and path not in asked.named:
            voice.say("removed_before", file=path.name, out=asked.out)
        else:
            changed.append(path)
    for path in same[:MOST_NAMED]:
        voice.say("unchanged", file=path.name)
    if len(same) > MOST_NAMED:
        voice.say("unchanged_more", count=len(same) - MOST_NAMED)
    return changed
