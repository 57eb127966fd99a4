"""What labels mean: the coordinates that all words around a figure give it together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extractor.indicators.label_words import Bracket
from extractor.indicators.lexicon import WHAT, Heard, Lexicon, Residue, Spot
from extractor.text import fold
from extractor.words import words

Words = tuple[str, ...]


class Whose(StrEnum):
    """Whose figure it is, by the name that its row or column has."""

    NOBODY = ""
    LIBRARY = "library"
    SETTLEMENT = "settlement"
    TERRITORY = "territory"


class Source(StrEnum):
    """Where a coordinate was read, the nearest first."""

    OWN = "own"
    UNIT = "unit"
    BRACKET = "bracket"
    REMARK = "remark"
    OUTER = "outer"
    OVER = "over"
    ABOVE = "above"
    CAPTION = "caption"
    GROUP = "group"
    HEADING = "heading"
    CHAPTER = "chapter"
    SIBLING = "sibling"
    IMPLIED = "implied"


NEARNESS = {source: rank for rank, source in enumerate(Source)}
_SETTLEMENT = re.compile(
    r"(?:с|д|п|х|г|ст|рп|пгт|пос|дер|аул)\. (?!\d)|"
    r"(?:сел(?!ьск\w+ (?:и |хоз))|дерев|посел|хутор|станиц|аул|разъезд|станц)\w* "
)
_NUMBERED = re.compile(
    r"\s*(?:(?:табл\w*|прил\w*|раздел|глава|часть|форма)\.?\s*)?(?:№\s*)?"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,5}|[ivx]{1,6})[.)]?\s+"
)
_OWNER = re.compile(
    r"\s?(?<![^\W\d_])(?:[МГРФКО]{0,2}[БАК]?УК?|[МГ][БАК]У(?: ДО)?)\s*(?:«[^»]*+»|\"[^\"]*+\")"
)
TITLES = (Source.CAPTION, Source.HEADING, Source.CHAPTER, Source.CHAPTER, Source.CHAPTER)
# Where words that no member knows may change what is measured.
LEFT = (Source.OWN, Source.OUTER, Source.OVER, Source.CAPTION, Source.HEADING)
CHANGE = "change"
OF_ALL = frozenset({"per", CHANGE})
UNIT_MEMBERS = {"%": "share", "pp": "share", "‰": "share"}
UNIT_SUBJECTS = {
    "RUB": "expenses",
    "copy": "items",
    "m2": "area",
    "Mbit/s": "speed",
    "hour": "hours",
    "point": "score",
    "km": "distance",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels around one figure.

    ``row`` and ``column`` run from the outermost label inwards, without names of libraries and
    places; where such a name was taken, the labels over it are ``group``. ``over`` is the row or
    column of which this one is or may be a part; ``is_part`` where its own label says so.
    ``headings`` run from the nearest outwards. ``answers`` where the column is one of words, as
    «да» and «нет».
    """

    row: Words = ()
    column: Words = ()
    over: str = ""
    caption: str = ""
    headings: Words = ()
    siblings: Words = ()
    unit: str = ""
    group: Words = ()
    year: int = 0
    whose: Whose = Whose.NOBODY
    is_part: bool = False
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One thing said and where; ``leads`` for the first thing counted of its label, ``part`` the
    place of its words among those that the label lists.
    """

    members: tuple[str, ...]
    source: Source
    maybe: bool = False
    leads: bool = False
    part: int = 0


@dataclass(frozen=True, slots=True)
class Coordinates:
    """All that is said of a figure, the words that no member knows, its unit, and whether its label
    says that it is a part; the sources of which the first word is not known.
    """

    found: tuple[Found, ...]
    residue: tuple[tuple[str, Residue, Source], ...] = ()
    unit: str = ""
    words: int = 0
    whose: Whose = Whose.NOBODY
    is_part: bool = False
    starts_unknown: frozenset[Source] = frozenset()


def read(labels: Labels, lexicon: Lexicon) -> Coordinates:
    """The coordinates of a figure from all the labels around it."""
    reader = _Reader(lexicon, labels.year)
    reader.path(labels.column)
    reader.path(labels.row)
    group = Source.GROUP if labels.whose is Whose.LIBRARY else Source.OUTER
    for label in labels.group:
        reader.say(label, group)
    reader.say(labels.over, Source.OVER if labels.is_part else Source.ABOVE)
    for title, source in zip(_titles(labels, lexicon), TITLES, strict=False):
        reader.say(title, source)
    for sibling in labels.siblings:
        reader.say(sibling, Source.SIBLING, leading_only=True)
    reader.found += found_in_unit(labels.unit)
    if labels.whose is Whose.LIBRARY:
        reader.found.append(Found(("of_library",), Source.OWN))
    if labels.answers:
        reader.found.append(Found(("yesno",), Source.OWN))
    found = tuple(reader.found)
    residue = tuple(reader.residue)
    return Coordinates(
        found,
        residue,
        labels.unit,
        reader.words,
        labels.whose,
        labels.is_part,
        frozenset(reader.starts_unknown),
    )


def _titles(labels: Labels, lexicon: Lexicon) -> Words:
    """The caption, the nearest heading, those above, without the title of the report; a silent
    caption is none.
    """
    caption = "" if _is_title_of_report(labels.caption) else _unowned(labels.caption)
    headings = tuple(
        _unowned(title)
        for title in labels.headings
        if title != labels.caption and not _is_title_of_report(title)
    )
    return (caption, *headings) if caption and lexicon.hear(caption).spots else headings


def _is_title_of_report(title: str) -> bool:
    """«Отчёт о деятельности библиотек за 2023 год» says whose report it is, not what a table
    counts.
    """
    folded = fold(title)
    number = _NUMBERED.match(folded)
    said = folded[number.end() if number else 0 :].lstrip(' «"')
    return said.startswith(tuple(words("meaning")["titles_of_reports"]))


def _unowned(title: str) -> str:
    """A title without the name of the institution, which says nothing of what is counted.

    >>> _unowned("Сеть библиотек МБУК «Луговская МЦБ» за год")
    'Сеть библиотек за год'
    """
    return _OWNER.sub("", title)


def year_end(label: str, year: int) -> str:
    """The first of January after the report's year as the end of that year.

    >>> year_end("Фонд на 01.01.2024", 2023), year_end("Фонд на 01.01.2023", 2023)
    ('Фонд на 31.12', 'Фонд на 01.01.2023')
    >>> year_end("Фонд на 1 января 2024 года", 2023)
    'Фонд на 31.12 года'
    """
    if not year or not ("1.01" in label or "1 янв" in label):
        return label
    day = rf"0?1(?:\.01\.| янв(?:\.|аря)? )(?:20)?{(year + 1) % 100:02d}(?!\d)"
    return re.sub(day, "31.12", label)


def whose_row(name: str) -> Whose:
    """Whether the name of a place is that of a settlement or of a larger territory.

    >>> whose_row("д. Заозерье"), whose_row("Луговской район")
    (<Whose.SETTLEMENT: 'settlement'>, <Whose.TERRITORY: 'territory'>)
    """
    return Whose.SETTLEMENT if _SETTLEMENT.match(fold(name)) else Whose.TERRITORY


def found_in_unit(unit: str) -> Iterator[Found]:
    """What a unit says by itself: «руб.» are expenses, «%» is a share of something."""
    if unit in UNIT_MEMBERS:
        yield Found((UNIT_MEMBERS[unit],), Source.UNIT)
    if unit in UNIT_SUBJECTS:
        yield Found((UNIT_SUBJECTS[unit],), Source.UNIT, maybe=True, leads=True)


class _Reader:
    """Gathers what each label says."""

    def __init__(self, lexicon: Lexicon, year: int) -> None:
        self.lexicon = lexicon
        self.year = year
        self.found: list[Found] = []
        self.residue: list[tuple[str, Residue, Source]] = []
        self.words = 0
        self.starts_unknown: set[Source] = set()

    def path(self, path: Words) -> None:
        """The innermost label that says something is the figure's own, others are outer."""
        heard = [(label, self.lexicon.hear(year_end(label, self.year))) for label in path]
        own = next((at for at in range(len(heard) - 1, -1, -1) if not heard[at][1].is_silent), None)
        if own is None:
            self._take(heard[-1][1] if heard else Heard(), Source.OWN)
            return
        for at in range(len(heard) - 1, -1, -1):
            self._take(heard[at][1], Source.OWN if at >= own else Source.OUTER)

    def say(self, label: str, source: Source, leading_only: bool = False) -> None:
        if label:
            self._take(self.lexicon.hear(year_end(label, self.year)), source, leading_only)

    def _take(self, heard: Heard, source: Source, leading_only: bool = False) -> None:
        leads = True
        for spot in heard.spots:
            is_what = any(self.lexicon.members[name].dimension == WHAT for name in spot.members)
            place = _bracketed(source, spot.bracketed)
            if source is Source.CAPTION and self._is_of_all(spot):
                place = Source.OUTER
            if source is Source.OWN and CHANGE in spot.members:
                place = Source.OWN  # «Передано (+/-)» is a change as a whole
            is_first = is_what and leads and not spot.bracketed and not spot.maybe
            if not leading_only or is_first:
                self.found.append(Found(spot.members, place, spot.maybe, is_first, spot.part))
            leads = leads and not (is_what and not spot.maybe)
        if source in LEFT:
            self._leave(heard, source)
            if heard.starts_unknown:
                self.starts_unknown.add(source)

    def _is_of_all(self, spot: Spot) -> bool:
        """A measure in the caption is that of all figures: «Показатели на 1000 жителей»."""
        return not spot.maybe and self.lexicon.members[spot.members[0]].dimension in OF_ALL

    def _leave(self, heard: Heard, source: Source) -> None:
        if source in (Source.OWN, Source.OUTER):
            self.words += len(heard.spots) + len(heard.residue)
        for word, kind, bracketed in heard.residue:
            place = _bracketed(source, bracketed)
            place = Source.OWN if place is Source.BRACKET else place
            self.residue.append((word, kind, place))


def _bracketed(source: Source, bracket: Bracket) -> Source:
    if source is not Source.OWN or bracket is Bracket.NONE:
        return source
    return Source.REMARK if bracket is Bracket.REMARK else Source.BRACKET
