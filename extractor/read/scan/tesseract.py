"""The recogniser: the tesseract program, asked for words with their boxes."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.read.scan.paper import DPI, Picture

PROGRAM = "tesseract"
SECONDS = 120  # for one picture; a page takes two
WORD = "5"  # the level of words in its tables
PAGE, BLOCK = 3, 6  # how it cuts a picture: a page with columns, one block of lines
ORIENTATION = "osd"  # what it knows of scripts and of which way up they are
LETTERS, SURE = 20, 1.5  # letters of a page, and confidence, that say which way up it lies
_ANSWER = re.compile(r"^(\w[\w ]*): ([\d.]+)", re.MULTILINE)
FIGURES = "0123456789.,-–+%()"


class Heard(NamedTuple):
    """A word in pixels of the picture; ``line`` counts the lines of text; ``confidence`` from 0
    to 100.
    """

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: int
    line: int


@cache
def languages() -> frozenset[str]:
    """The languages that the program can read; none where there is no program."""
    program = shutil.which(PROGRAM)
    if program is None:
        return frozenset()
    try:
        asked = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset((asked.stdout + asked.stderr).split())


def heard(picture: Picture, language: str, cut: int, letters: str = "") -> list[Heard]:
    """The words in a picture; none where the program fails or takes too long. ``letters`` are
    the only ones allowed.
    """
    allowed = ["-c", f"tessedit_char_whitelist={letters}"] if letters else []
    command = [
        PROGRAM,
        "stdin",
        "stdout",
        "-l",
        language,
        "--dpi",
        str(DPI),
        "--psm",
        str(cut),
        *allowed,
        "tsv",
    ]
    return list(_words(_answer(command, picture)))


def quarters(picture: Picture) -> int | None:
    """How many quarter turns clockwise the program thinks a page lacks; None where it does not
    say, or is not sure.
    """
    if ORIENTATION not in languages():
        return None
    few = ["-c", f"min_characters_to_try={LETTERS}"]
    command = [PROGRAM, "stdin", "stdout", "-l", ORIENTATION, "--psm", "0", *few]
    answer = dict(_ANSWER.findall(_answer(command, picture)))
    sure = float(answer.get("Orientation confidence", 0.0))
    return int(answer["Rotate"]) // 90 % 4 if "Rotate" in answer and sure >= SURE else None


def _answer(command: list[str], picture: Picture) -> str:
    """What the program writes about a picture; nothing where it fails or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 - the program is tesseract, its arguments are ours
            command,
            input=_portable(picture),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _portable(picture: Picture) -> bytes:
    """The simplest form of a grey picture that the program reads (PGM)."""
    height, width = picture.shape
    return b"P5 %d %d 255\n" % (width, height) + picture.tobytes()


def _words(table: str) -> Iterator[Heard]:
    """The rows of its table: level, page, block, paragraph, line, word, left, top, width,
    height, confidence, text.
    """
    lines: dict[tuple[str, ...], int] = {}
    for row in table.splitlines():
        parts = row.split("\t")
        if parts[0] != WORD or len(parts) != 12 or not parts[11].strip():
            continue
        x, y, width, height = map(int, parts[6:10])
        line = lines.setdefault(tuple(parts[2:5]), len(lines))
        yield Heard(parts[11].strip(), x, y, x + width, y + height, int(float(parts[10])), line)
