"""A user's catalogue, looked at as a whole before anything is read with it."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from extractor.errors import CalledWrongly, RefusedAt
from extractor.model import Vocabulary
from extractor.plugins import load
from extractor.words.catalogue_places import Written, written_texts
from extractor.words.indicators import vocabulary
from extractor.words.user_yaml import near_words

WORDING = "extractor.indicators.wording:wording_of"
CODES, COMPUTED = "extractor.compare.formula:codes_of", "extractor.compare.formula:computed"


def vetted_vocabulary(folder: Path | None) -> Vocabulary:
    """The catalogue with the files of a folder, whose wordings, formulas and codes hold.

    Raises RefusedAt with line and column for one that cannot, CalledWrongly as ``vocabulary`` does.
    """
    known = vocabulary(folder)
    for written in written_texts(folder) if folder is not None else ():
        try:
            LOOKS[written.field](written, known)
        except CalledWrongly as error:
            place = {"file": written.file, "line": written.line, "column": written.column}
            raise RefusedAt(f"{error.key}_at", **{**error.parts, **place}) from error
    return known


def _look_at_wording(written: Written, known: Vocabulary) -> None:
    load(WORDING)(written.code, written.text)


def _look_at_formula(written: Written, known: Vocabulary) -> None:
    """Every code of a formula is known, and it can be computed of any numbers."""
    codes = load(CODES)(written.text)
    for code in codes:
        _look_at_code(code, known)
    load(COMPUTED)(written.text, dict.fromkeys(codes, Decimal(1)))


def _look_at_code(code: str, known: Vocabulary) -> None:
    """Raises CalledWrongly for a code that the catalogue does not hold, and names one like it."""
    if code not in known.indicators:
        near = near_words(code, known.indicators)
        raise CalledWrongly("catalogue_code_unknown", code=code, near=near)


LOOKS: dict[str, Callable[[Written, Vocabulary], None]] = {
    "says": _look_at_wording,
    "formula": _look_at_formula,
    "part_of": lambda written, known: _look_at_code(written.text, known),
}
