"""The little language of wordings that ``words/indicators.yaml`` explains, and the words of
labels that it speaks of.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extractor.errors import CalledWrongly
from extractor.text import fold

Beginnings = frozenset[str]
_WORD = re.compile(r"\d+(?:,\d+)?|[^\W\d_]+\.?|[%±№]|\+/-")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ITEM = re.compile(r"^\d+[.)]\s*(?=\D)")
_STOP = re.compile(r"(?<=[^\W\d_]{6})\.\s*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_TERRITORIES = ("област", "кра", "республик", "район", "округ")
_TERRITORY = re.compile(
    r"\b[а-я-]{1,60}[сц]к(?:ая|ой|ого|ому|ом|ий|ую)\s+(?:област|кра[йяюе]|республик|район|округ)\w*"
)
_TERM = re.compile(r"([?-]?)(?:\(([^()]+)\)|([^\s()?@&]+))$")
LEAST_ABBREVIATION = 3
LEAST_ENDING = 5
LEAST_SLIP = 6  # letters of a word in which one may be wrong
LONGEST_BEGINNING = 100
LENGTH_OF_YEAR = 4
ANY = "*"


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of an indicator. Each term is a group of beginnings of words, one of which must
    stand (or may, or must not).

    ``labels`` must stand in the labels of the figure; ``around`` in labels, caption or heading;
    ``table`` among all labels of the table; ``banned`` must not stand in the labels, whose words
    are all of ``known``. ``weight`` is how much it asks for: of two wordings that fit, the one that
    asks for more is meant.
    """

    code: str
    text: str
    labels: tuple[Beginnings, ...]
    around: tuple[Beginnings, ...]
    table: tuple[Beginnings, ...]
    banned: Beginnings
    known: Beginnings
    weight: int


@lru_cache(maxsize=65536)
def words_of(label: str) -> tuple[str, ...]:
    """Words and figures of a label, folded, without years, list numbers, addresses of sites and
    names of territories.

    An abbreviation keeps its full stop.

    >>> words_of("Соц.-экон. литература, до 14 лет (экз.)")
    ('соц.', 'экон.', 'литература', 'до', '14', 'лет', 'экз.')
    """
    said = _ITEM.sub("", fold(label))
    if "http" in said or "www." in said:
        said = _ADDRESS.sub(" ", said)
    if any(map(said.__contains__, _TERRITORIES)):
        said = _TERRITORY.sub(" ", said)
    found = _WORD.findall(_STOP.sub("", said) if said.rstrip().endswith(".") else said)
    return tuple(
        [each for each in found if len(each) != LENGTH_OF_YEAR or not _YEAR.fullmatch(each)]
    )


def beginnings_of(
    word: str, all_beginnings: Beginnings, by_start: Mapping[str, Beginnings]
) -> Beginnings:
    """Those beginnings that a word has; an abbreviation also has every longer one («худож.» has
    «художествен»).

    What follows a beginning is no longer than an ending: «книговыдача» does not begin with «книг».
    ``by_start`` groups all beginnings by their first letters. Figures and very short beginnings
    stand for the whole word.

    >>> known = frozenset({"литератур", "художествен", "14", "эк"})
    >>> [sorted(beginnings_of(each, known, {})) for each in ("литература", "140", "экз")]
    [['литератур'], [], []]
    >>> sorted(beginnings_of("худож.", known, {"худ": frozenset({"художествен"})}))
    ['художествен']
    """
    stem = word.rstrip(".")
    if len(stem) < LEAST_ABBREVIATION or stem[:1].isdigit():
        return all_beginnings & {stem}
    longer = (
        by_start.get(stem[:LEAST_ABBREVIATION], frozenset()) if word.endswith(".") else frozenset()
    )
    shortest = max(LEAST_ABBREVIATION, min(len(stem) - LEAST_ENDING, (len(stem) + 1) // 2))
    whole = {stem[:length] for length in range(shortest, min(len(stem), LONGEST_BEGINNING) + 1)}
    return (all_beginnings & whole) | {each for each in longer if each.startswith(stem)}


def wording_of(code: str, text: str) -> Wording:
    """Parse one wording. Raises CalledWrongly for a term that is not of the language."""
    parts: dict[str, list[Beginnings]] = {"": [], "@": [], "&": [], "?": [], "-": []}
    where = ""
    for part in text.split():
        if part in "@&":
            where = part
            continue
        term = _TERM.match("?" + part if part == ANY else part)
        if term is None:
            raise CalledWrongly("catalogue_wording", code=code, wording=text, term=part)
        parts[term[1] or where].append(
            frozenset(fold(each) for each in (term[2] or term[3]).split("|"))
        )
    labels, around, table = tuple(parts[""]), tuple(parts["@"]), tuple(parts["&"])
    banned = frozenset().union(*parts["-"])
    known = frozenset().union(*labels, *around, *parts["?"])
    weight = 3 * len(labels) + 2 * (len(around) + len(table)) + bool(banned)
    return Wording(code, text, labels, around, table, banned, known, weight)


def is_one_slip(word: str, beginning: str) -> bool:
    """Whether one letter after the first is wrong, missing or doubled within the beginning; one
    half of it stands in the word as it is.

    >>> is_one_slip("польователей", "пользовател"), is_one_slip("посетителей", "пользовател")
    (True, False)
    """
    half = len(beginning) // 2
    if word[0] != beginning[0] or len(word) > len(beginning) + LEAST_ENDING:
        return False
    if not (word.startswith(beginning[:half]) or beginning[half:] in word):
        return False
    return any(
        Levenshtein.distance(word[: len(beginning) + shift], beginning, score_cutoff=1) <= 1
        for shift in (-1, 0, 1)
    )
