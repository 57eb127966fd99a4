"""What people answered: ``explanations.yaml`` in OUT, ``learned.yaml`` in a user's catalogue.

The one place that writes them. A file is read, changed and put back under the lock of its folder,
so that of two answers given at once neither is lost, and it is flushed to the disk, so that neither
a kill nor a power cut leaves half.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from extractor.dataset.disk import put_text
from extractor.dataset.lock import Tell, locked
from extractor.errors import CalledWrongly
from extractor.model.finding import Explained
from extractor.words.catalogue_places import LEARNED
from extractor.words.indicators import vocabulary
from extractor.words.user_yaml import MapOf, Record, Text, read_user_yaml

ANSWERS = "explanations.yaml"
ANSWERED = MapOf(Record({"text": Text(), "figures": Text()}, ("text", "figures")))
HEAD = "# Labels that a person mapped to an indicator with svod map; replayed by --catalogue.\n"
WIDTH, ONE_LINE = 120, 1 << 20
Content = Mapping[str, Any]


def read_answers(out: Path) -> tuple[Explained, ...]:
    """The answers of the districts. Raises CalledWrongly for a file of another form."""
    return tuple(
        Explained(name, each["text"], each["figures"]) for name, each in _answers(out).items()
    )


def _answers(out: Path) -> dict[str, Any]:
    path = out / ANSWERS
    return dict(read_user_yaml(path, ANSWERED) or {}) if path.is_file() else {}


def add_answers(out: Path, answers: Iterable[Explained]) -> None:
    """Add answers to those kept; of two to one finding the later counts."""
    new = {each.finding: {"text": each.text, "figures": each.figures} for each in answers}
    _change(out / ANSWERS, lambda: {**_answers(out), **new})


def remember_label(folder: Path, label: str, code: str, tell: Tell | None = None) -> None:
    """Map a label to a code from now on.

    Raises CalledWrongly for a code that the catalogue with the user's files does not hold.
    """
    folder.mkdir(parents=True, exist_ok=True)

    def learned() -> Content:
        known = vocabulary(folder)
        if code not in known.indicators:
            raise CalledWrongly("catalogue_code_unknown", file=LEARNED, code=code)
        return {**known.learned, label: code}

    _change(folder / LEARNED, learned, HEAD, ONE_LINE, tell)


def _change(
    path: Path,
    content: Callable[[], Content],
    head: str = "",
    width: int = WIDTH,
    tell: Tell | None = None,
) -> None:
    """Write what ``content`` makes of the file as it is under the lock."""
    with locked(path.parent, tell=tell):
        text = yaml.safe_dump(dict(content()), allow_unicode=True, sort_keys=True, width=width)
        try:
            put_text(path, head + text)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise CalledWrongly("out_not_folder", path=path, reason=reason) from error
        _sweep(path)


def _sweep(path: Path) -> None:
    """Remove what killed writers of earlier versions left beside a file: ``.NAME.PROCESS``."""
    for entry in path.parent.iterdir():
        start, _, number = entry.name.rpartition(".")
        if start == f".{path.name}" and number.isdecimal():
            with suppress(OSError):
                entry.unlink()
