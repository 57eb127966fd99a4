"""The little language of wordings that ``catalogue/indicators.yaml`` explains, and the words of labels that it speaks of."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.errors import CalledWrongly
from extractor.text import fold

Beginnings = tuple[str, ...]
_WORD = re.compile(r"\d+(?:,\d+)?|[^\W\d_]+\.?|%|±|\+/-")
_TERM = re.compile(r"([?-]?)(?:\(([^()]+)\)|([^\s()?@&]+))$")
LEAST_ABBREVIATION = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of an indicator. Each term is a group of beginnings of words, one of which must stand (or may, or must not).

    ``labels`` must stand in the labels of the figure; ``around`` in labels, caption or headings; ``table`` among all labels of
    the table; ``allowed`` may stand in the labels, ``banned`` must stand in neither labels nor caption.
    """

    code: str
    text: str
    labels: tuple[Beginnings, ...]
    around: tuple[Beginnings, ...]
    table: tuple[Beginnings, ...]
    allowed: Beginnings
    banned: Beginnings

    @property
    def weight(self) -> int:
        """How much it asks for: the more specific of two wordings that fit is meant."""
        return 3 * len(self.labels) + 2 * (len(self.around) + len(self.table)) + bool(self.banned)


@lru_cache(maxsize=65536)
def words_of(label: str) -> tuple[str, ...]:
    """Words and figures of a label, folded; an abbreviation keeps its full stop.

    >>> words_of("Соц.-экон. литература, до 14 лет (экз.)")
    ('соц.', 'экон.', 'литература', 'до', '14', 'лет', 'экз.')
    """
    return tuple(_WORD.findall(fold(label)))


def begins(word: str, beginning: str) -> bool:
    """Whether a word begins so; an abbreviation stands for every longer word. Figures are compared whole.

    >>> begins("литература", "литератур"), begins("худож.", "художествен"), begins("140", "14"), begins("с", "сельск")
    (True, True, False, False)
    """
    if beginning[0].isdigit():
        return word == beginning
    if word.endswith("."):
        stem = word[:-1]
        return stem.startswith(beginning) or (len(stem) >= LEAST_ABBREVIATION and beginning.startswith(stem))
    return word.startswith(beginning)


def wording_of(code: str, text: str) -> Wording:
    """Parse one wording. Raises CalledWrongly for a term that is not of the language."""
    parts: dict[str, list[Beginnings]] = {"": [], "@": [], "&": [], "?": [], "-": []}
    where = ""
    for part in text.split():
        if part in "@&":
            where = part
            continue
        term = _TERM.match(part)
        if term is None:
            raise CalledWrongly("catalogue_wording", code=code, wording=text, term=part)
        beginnings = tuple(fold(each) for each in (term[2] or term[3]).split("|"))
        parts[term[1] or where].append(beginnings)
    flat = {sign: tuple(each for group in parts[sign] for each in group) for sign in "?-"}
    return Wording(code, text, tuple(parts[""]), tuple(parts["@"]), tuple(parts["&"]), flat["?"], flat["-"])
