"""What a person has taught: ``learned.yaml`` in the user's catalogue, which ``--catalogue`` replays."""

import os
from pathlib import Path

import yaml

from extractor.catalogue.indicators import LEARNED, vocabulary
from extractor.errors import CalledWrongly

HEAD = "# Labels that a person mapped to an indicator with svod map; replayed by --catalogue.\n"


def remember_label(folder: Path, label: str, code: str) -> None:
    """Map a label to a code from now on. Raises CalledWrongly for a code that the catalogue with the user's files does not hold."""
    folder.mkdir(parents=True, exist_ok=True)
    known = vocabulary(folder)
    if code not in known.indicators:
        raise CalledWrongly("catalogue_code_unknown", file=LEARNED, code=code)
    text = HEAD + yaml.safe_dump({**known.learned, label: code}, allow_unicode=True, sort_keys=True, width=1 << 20)
    beside = folder / f".{LEARNED}.{os.getpid()}"
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(folder / LEARNED)
