"""The words of a label as they are compared: joined where a line cut them, abbreviations whole."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from extractor.text import fold

LETTERS = r"[^\W\d_]"
MARKS = frozenset({",", ";", ":"})
LISTING = MARKS | {"и"}  # what stands between the things that a label lists
_TOKEN = re.compile(rf"[();:]|,(?!\d)|\d+(?:[.,]\d+)*|{LETTERS}+\d?\.?|[%±]|\+/-")
_YEAR = re.compile(  # «2023», «2021-2023 гг.», not «до 2010 г.»
    r"(?<![\d.])(?<!до )(?<!с )(?<!по )(?<!от )"
    r"(?:19|20)\d\d(?!\d)(?:\s*-\s*(?:19|20)\d\d)?(?:\s*г(?:г|од\w*)?\b\.?)?"
)
_YEAR_OF_DATE = re.compile(r"(?<=\d\d\.\d\d)\.(?:20)?\d\d(?!\d)(?:\s*г\b\.?)?")
_TO_YEAR = re.compile(r"(?<![а-я])к (?:уровню )?(?:19|20)\d\d(?!\d)")
_YEARS_BACK = re.compile(r"((?:19|20)\d\d)\s*[-/]\s*((?:19|20)\d\d)")
_CHANGE = re.compile(r"\+\s*[/,]?\s*-|\(\s*\+\s*-\s*\)")
_MORE = re.compile(r"[>≥]\s*(?=\d)|(?<!\d)(\d+)\s*\+")
_LESS = re.compile(r"[<≤]\s*(?=\d)")
_AND_MORE = re.compile(r"(?<=\d )(?:и|лет и)\s?[>≥]")  # «55 и >»
# «(из гр. 3)», «(стр. 02)», «сумма граф 3, 7-9», «разд. 4, гр. 2.»
_REFERENCE = re.compile(
    r"\(?(?:\bиз\s+)?(?:\bсумма\s+(?:граф|строк)\s*[\d,.\s-]+|"
    r"(?<![а-я])(?:гр|стр|разд|п/п|n|№)\.?\s*[\d-]+[а-я]?(?:[.,]\s*(?=(?:гр|стр)))?)[).]?"
)
_ITEM = re.compile(r"^\s*\d+(?:\.\d+)*[.)]\s*(?=\D)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_CODES = re.compile(r"код[ы]?\s+по\s+о\w+\s*[:-].*")
_CUT = re.compile(rf"(?<![^\W\d_]){LETTERS}++(?:-{LETTERS}++)++\.?")
_UPPER = re.compile(r"(?<![^\W\d_])[А-ЯЁA-Z]{2,5}(?![^\W\d_])")
_HOW = re.compile(r"\s*(?:разниц|рассчит|расчет|формул|отношен|определ|исчисл)")
_REMARK = re.compile(
    r"\s*(?:в т(?:ом|\.)|включая|из них|с учетом|всего|на (?:начал|конец|\d)|"
    r"по (?:форм|данн|стр|гр)|от \d|с \d|ед|чел|экз|тыс)"
)
_QUOTED = re.compile(r"«([^»]{0,500}+)»|\"([^\"]{0,500}+)\"")  # no name is longer
_INNER_NAME = re.compile(
    r"(?<=[^\W\d_.:,][ -])([А-ЯЁ][а-яё]+[сц]к(?:ий|ая|ое|ого|ой|ому|ую|им|ом|их|ие))\b"
)


class Bracket(StrEnum):
    """Whether a word stands in brackets, and whether they say a part, remark on the whole or define
    how it is counted.
    """

    NONE = ""
    PART = "part"
    REMARK = "remark"
    HOW = "how"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: ``upper`` for an abbreviation in capitals, ``is_name`` for an adjective of a place
    («Луговского»), ``quoted`` for a word in quotation marks; ``part`` counts what a label lists.
    """

    text: str
    bracketed: Bracket = Bracket.NONE
    is_name: bool = False
    upper: bool = False
    quoted: bool = False
    part: int = 0


def tokens_of(
    label: str, contractions: Mapping[str, str], mend: Callable[[str, list[str]], str]
) -> Iterator[Token]:
    """Words and figures, without years, references to columns and rows, addresses and numbering.

    ``mend`` says which word a word with hyphens is, cut at the end of a line or shortened; empty
    where it is none.
    """
    said = _whole(_cleaned(fold(label)), contractions, mend)
    names = frozenset(map(fold, _INNER_NAME.findall(label)))
    quoted = frozenset(_quoted(label))
    is_loud = label.upper() == label and _UPPER.fullmatch(label) is None
    upper = frozenset(map(fold, () if is_loud else _UPPER.findall(label)))
    bracket, part = Bracket.NONE, 0
    for match in _TOKEN.finditer(said):
        text = match[0]
        if text in "()":
            bracket = _bracket_at(said, match.end()) if text == "(" else Bracket.NONE
            continue
        part += text in LISTING
        if text in MARKS:
            continue
        plain = text.rstrip(".")
        yield Token(text, bracket, plain in names, plain in upper, plain in quoted, part)


def _bracket_at(said: str, start: int) -> Bracket:
    """What the brackets say whose words begin at ``start``."""
    if _HOW.match(said, start):
        return Bracket.HOW
    return Bracket.REMARK if _REMARK.match(said, start) else Bracket.PART


def _cleaned(said: str) -> str:
    said = _TO_YEAR.sub("к прошлому году", _YEARS_BACK.sub(_back, said))
    for pattern in (_ADDRESS, _CODES, _REFERENCE, _ITEM, _YEAR_OF_DATE, _YEAR):
        said = pattern.sub(" ", said)
    said = _AND_MORE.sub("и более ", said)
    said = _LESS.sub("до ", _MORE.sub(_more, said))
    return _CHANGE.sub(" +/- ", said)


def _back(match: re.Match[str]) -> str:
    """«2022 - 2021» is a difference, «2021 - 2022» a period."""
    return " разница " if match[1] > match[2] else match[0]


def _more(match: re.Match[str]) -> str:
    return f"свыше {match[1] or ''} "


def _whole(
    said: str, contractions: Mapping[str, str], mend: Callable[[str, list[str]], str]
) -> str:
    for short, long in contractions.items():
        if short in said:
            said = re.sub(rf"(?<![^\W\d_]){re.escape(short)}", long, said)
    if "-" not in said:
        return said

    def join(match: re.Match[str]) -> str:
        parts = match[0].rstrip(".").split("-")
        return mend("".join(parts), parts) or match[0]

    return _CUT.sub(join, said)


def _quoted(label: str) -> Iterator[str]:
    """Folded words that stand in quotation marks."""
    for pair in _QUOTED.findall(label):
        yield from map(fold, re.findall(rf"{LETTERS}+", "".join(pair)))
