"""Whose a figure of running text is: ordered rules, each with the names that it offers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.model import Document, Mention, Paragraph
from extractor.model.observation import SentenceObservation
from extractor.names.lookup import Asked
from extractor.names.resolution import says_head
from extractor.names.text_mentions import Named
from extractor.names.vocabulary import FOREIGN, PLURAL, WORDS, either
from extractor.rules import Rule
from extractor.russian.sentences import sentence_around
from extractor.text import fold

_PROSE = WORDS["prose"]
_BREAK = re.compile(r"[,;:(]|\s(?:а|но)\s")
_LEFT_OUT = re.compile(rf"\b{either(WORDS['system']['except'])}(?:\s{{1,9}}\S{{1,60}})?\s{{0,9}}$")
_FOREIGN = re.compile(rf"\W{{0,9}}{either(FOREIGN)}")
_CLAUSE = re.compile(r"[,;]")
_WORDS = re.compile(r"[а-я-]+")
_SUM = re.compile(rf"(?<![а-я-]){either(_PROSE['sums'])}(?![а-я-])")
FEWEST_SUMMED = 2
_CARRIED = re.compile(rf"\W{{0,9}}{either(_PROSE['carried'])}(?![а-я-])")
_POINTS = re.compile(rf"(?<![а-я-]){either(_PROSE['points'])}(?![а-я-])")
_NAME_ENDS = re.compile(r"[\s.:;,–—-]{0,99}$")
_FIRST_LETTERS = 3  # of a paragraph: a number or a dash before the name
_OPENS = re.compile(r"\s{0,9}(?:\([^()]{0,200}\))?\s{0,9}[.:–—]")
_ITEM = re.compile(r"^\s{0,9}(?:[-–—•·*▪]|\d{1,3}[.)])?\s{0,9}")
_FARTHEST = 2000  # characters to a name: a text without full stops is no single sentence
MOST_ITEMS = 15  # paragraphs below a name that it may open


class Spoken(NamedTuple):
    """A figure of running text, where figures of its paragraph begin, and what may be asked."""

    figure: SentenceObservation
    text: str
    starts: Sequence[int]
    leads: Sequence[Mention]
    before: str
    asked: Asked

    @property
    def at(self) -> int:
        return self.figure.place.start or 0

    def sentence(self) -> tuple[int, int]:
        """Characters of its sentence: of those that prose read, and of that between full stops
        the shorter one.
        """
        first, last = sentence_around(self.text, self.at)
        begin, end = self.figure.subject.sentence
        if begin <= self.at < end:
            return max(first, begin), min(last, end)
        return first, last

    def names(self) -> tuple[Named, ...]:
        """The names of its sentence, without those that are excepted: «все, кроме ЦБ»."""
        first, last = self.sentence()
        return tuple(
            named
            for named in self.asked.prose(self.text)
            if first < named[1]
            and named[0] < last
            and abs(named[0] - self.at) <= _FARTHEST
            and not _LEFT_OUT.search(fold(self.text[first : named[0]]))
        )


def owners(spoken: Spoken) -> Iterator[Mention]:
    """Yield the names that may own a figure, the nearest first."""
    for rule in RULES:
        yield from rule.answer(spoken) or ()


# --- rules


def own_sentence(spoken: Spoken) -> tuple[Mention, ...] | None:
    """The names before it in its sentence, the nearest first, else a single one behind it."""
    names, at = spoken.names(), spoken.at
    before = [named for named in names if named[0] < at]
    behind = [named for named in names if named[0] > at]
    if _is_sum(spoken, before) or _is_foreign(spoken, before):
        return None
    if not before and len(behind) == 1 and _reaches(spoken, behind[0]):
        before = behind
    labelled = _is_label(spoken.figure, before)
    return tuple(
        mention
        for _, _, mention in reversed(before)
        if labelled or _may_own(spoken.figure, mention)
    )


def _is_sum(spoken: Spoken, before: Sequence[Named]) -> bool:
    """«ЦБ – 3, ДБ – 5, всего – 8»: what several have together is nobody's."""
    if len({mention.libraries for _, _, mention in before}) < FEWEST_SUMMED:
        return False
    clause = _CLAUSE.split(spoken.text[before[-1][1] : spoken.at])
    return len(clause) > 1 and bool(_SUM.search(fold(clause[-1])))


def _is_foreign(spoken: Spoken, before: Sequence[Named]) -> bool:
    """«ЦБ: фонд – 300; школы района: фонд – 900», «…; в двух детских библиотеках – 900»: others,
    or several, have their say behind a semicolon.
    """
    item = spoken.text[before[-1][1] : spoken.at].rpartition(";") if before else ("", "", "")
    said = fold(item[2])
    is_of_several = not PLURAL.isdisjoint(_WORDS.findall(said))
    return bool(item[1]) and (is_of_several or bool(_FOREIGN.match(said)))


def _reaches(spoken: Spoken, name: Named) -> bool:
    """«1 место, на базе филиала № 4», but not «жителей 900, в зоне филиала № 4: 300»: a name
    behind a comma belongs to the figure of its own clause.
    """
    if not _BREAK.search(spoken.text[spoken.at : name[0]]):
        return True
    _, last = spoken.sentence()
    following = spoken.starts[bisect_left(spoken.starts, spoken.at + 1) :]
    return not following or following[0] >= last


def settlement(spoken: Spoken) -> tuple[Mention, ...] | None:
    """«В с. Луговое отремонтирована крыша», «14 кубов на Ольховку, 10 на Гать»: the one library of
    a settlement.
    """
    first, last = spoken.sentence()
    places = [
        span for span in spoken.asked.places(spoken.text) if first < span[1] and span[0] < last
    ]
    if not places or spoken.names() or _counts_libraries(spoken.figure):
        return None
    before = [named for named in places if named[0] < spoken.at]
    behind = next((named for named in places if named[0] > spoken.at), None)
    if behind is not None and _is_next(spoken, behind):
        return (behind[2],)
    if len(before) > 1 and not _figure_between(spoken, before[-2][1], before[-1][0]):
        return None
    return tuple(mention for _, _, mention in before[-1:])


def _is_next(spoken: Spoken, name: Named) -> bool:
    """«14 кубов на Ольховку»: no other figure and no comma stands between."""
    broken = _BREAK.search(spoken.text[spoken.at : name[0]])
    return not broken and not _figure_between(spoken, spoken.at + 1, name[0])


def _figure_between(spoken: Spoken, first: int, last: int) -> bool:
    at = bisect_left(spoken.starts, first)
    return at < len(spoken.starts) and spoken.starts[at] < last


def paragraph(spoken: Spoken) -> tuple[Mention, ...] | None:
    """«Луговская библиотека: печь. Зимой работали 4 часа»: the name that begins a paragraph goes
    on, where it has no other.
    """
    first, _ = spoken.sentence()
    named = spoken.asked.prose(spoken.text)
    if not named or not named[0][0] <= _FIRST_LETTERS < first or spoken.names():
        return None
    _, end, mention = named[0]
    alone = len({mention.libraries for _, _, mention in named}) == 1
    return (mention,) if alone and _OPENS.match(spoken.text[end:]) else None


def sentence_before(spoken: Spoken) -> tuple[Mention, ...] | None:
    """«Их посетили 402 человека», «За год там выдано 300»: the only library of the sentence before
    goes on.
    """
    first, last = spoken.sentence()
    opens = _CARRIED.match(fold(spoken.text[first:last]))
    if not (opens or _POINTS.search(fold(spoken.text[first : spoken.at]))) or spoken.names():
        return None
    before = spoken.text[:first].rstrip()
    text = before or spoken.before
    start, end = sentence_around(text, max(0, len(text) - 2))
    found = {
        mention.libraries: mention
        for begin, _, mention in spoken.asked.prose(text)
        if start <= begin < end and mention.libraries
    }
    return tuple(found.values()) if len(found) == 1 else None


def lead(spoken: Spoken) -> tuple[Mention, ...] | None:
    """A line above that is but a name, or opens a list with one: «Луговская библиотека:»."""
    return tuple(spoken.leads) if not _counts_libraries(spoken.figure) else None


RULES: tuple[Rule[Spoken, tuple[Mention, ...]], ...] = (
    Rule("own_sentence", own_sentence, "В филиале № 2 выдано 300 книг."),
    Rule("settlement", settlement, "В с. Луговое отремонтированы 2 крыши."),
    Rule("paragraph", paragraph, "Филиал № 2: печь. Зимой тепло, роздано 300 книг."),
    Rule("sentence_before", sentence_before, "Праздник был в филиале № 2. Его посетили 300 детей."),
    Rule("lead", lead, "Филиал № 2\nРоздано 300 книг."),
)


def _may_own(figure: SentenceObservation, mention: Mention) -> bool:
    """Return whether a name of its sentence may be the library of a figure; where libraries are
    counted («18 библиотек») only one that stands inside the subject: «Фонд библиотеки-филиала № 4».
    """
    if mention.rule == "system" or not _counts_libraries(figure):
        return True
    return not says_head(figure.subject.thing) and mention.text in figure.subject.name


def _is_label(figure: SentenceObservation, names: Sequence[Named]) -> bool:
    """Whether its label is but the name of a library, which counts none: «Библиотека посёлка
    Луговой потеряла 48 читателей, а Лесная приобрела 31».
    """
    label = fold(figure.row_path[-1]) if figure.row_path and not figure.subject.thing else ""
    return bool(label) and any(
        mention.libraries and fold(mention.text) == label for _, _, mention in names
    )


def _counts_libraries(figure: SentenceObservation) -> bool:
    """«18 библиотек», «Число библиотек – 18»."""
    if figure.subject.thing:
        return says_head(figure.subject.thing)
    return bool(figure.row_path) and says_head(" ".join(figure.row_path[-1].split()[:2]))


# --- what stands above


def leads_of(document: Document, headings: frozenset[int], asked: Asked) -> dict[int, Mention]:
    """Block → the library whose name alone is the line above, or opens the list that it is in."""
    found: dict[int, Mention] = {}
    lead: Mention | None = None
    left = 0
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or number in headings:
            lead = None
            continue
        named = asked.prose(block.text)
        if opened := _opens(block.text, named):
            lead, left = opened, MOST_ITEMS
        elif (named and not _ITEM.match(block.text)) or not left:
            lead = None
        elif lead is not None and not named:
            found[number] = lead
            left -= 1
    return found


def _opens(text: str, named: Sequence[Named]) -> Mention | None:
    """A line that is but a name, or ends with a colon and has one name."""
    libraries = [spot for spot in named if spot[2].libraries]
    if len(libraries) != 1 or len(named) != 1:
        return None
    start, end, mention = libraries[0]
    alone = not _ITEM.sub("", text[:start]).strip() and _NAME_ENDS.match(text[end:])
    return mention if alone or text.rstrip().endswith(":") else None
