"""Whose a figure of running text is: ordered rules, each with the names that it offers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.model import Document, Mention, Paragraph
from extractor.model.observation import SentenceObservation
from extractor.names.lookup import Asked
from extractor.names.resolution import says_head
from extractor.names.sentence_mentions import sentence_around
from extractor.names.text_mentions import Named
from extractor.names.vocabulary import WORDS, either
from extractor.rules import Rule
from extractor.text import fold

_PROSE = WORDS["prose"]
_BREAK = re.compile(r"[,;:(]|\s(?:а|но)\s")
_LEFT_OUT = re.compile(rf"\b{either(WORDS['system']['except'])}\s+\S*\s*$")
_CARRIED = re.compile(rf"\W*{either(_PROSE['carried'])}(?![а-я-])")
_NAME_ENDS = re.compile(r"[\s.:;,–—-]*$")
_ITEM = re.compile(r"^\s*(?:[-–—•·*▪]|\d+[.)])?\s*")
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
            if first <= named[0] < last
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
    if not before and len(behind) == 1 and _reaches(spoken, behind[0]):
        before = behind
    return tuple(mention for _, _, mention in reversed(before) if _may_own(spoken.figure, mention))


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
    """«В с. Луговое отремонтирована крыша»: the one library of a settlement."""
    first, last = spoken.sentence()
    if spoken.names() or _counts_libraries(spoken.figure):
        return None
    places = [named for named in spoken.asked.places(spoken.text) if first <= named[0] < last]
    before = [mention for start, _, mention in places if start < spoken.at]
    behind = [named for named in places if named[0] > spoken.at]
    near = [behind[0][2]] if behind and not before and _is_next(spoken, behind[0]) else []
    near = near or [named[2] for named in behind[:1] if _is_own_item(spoken, named)]
    return tuple(near or before[:-2:-1])


def _is_next(spoken: Spoken, name: Named) -> bool:
    """«14 кубов на Ольховку»: no figure and no comma stands between."""
    return not _BREAK.search(spoken.text[spoken.at : name[0]])


def _is_own_item(spoken: Spoken, name: Named) -> bool:
    """«14 кубов на Ольховку, 10 на Гать»: each figure has its own behind it."""
    between = spoken.text[spoken.at : name[0]]
    index = bisect_left(spoken.starts, spoken.at + 1)
    next_figure = spoken.starts[index] if index < len(spoken.starts) else len(spoken.text)
    return name[0] < next_figure and not _BREAK.search(between) and " на " in between


def sentence_before(spoken: Spoken) -> tuple[Mention, ...] | None:
    """«Их посетили 402 человека»: the only library of the sentence before goes on."""
    first, last = spoken.sentence()
    if not _CARRIED.match(fold(spoken.text[first:last])) or spoken.names():
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
    Rule("sentence_before", sentence_before, "Праздник был в филиале № 2. Его посетили 300 детей."),
    Rule("lead", lead, "Филиал № 2:\nвыдано 300 книг."),
)


def _may_own(figure: SentenceObservation, mention: Mention) -> bool:
    """Return whether a name of its sentence may be the library of a figure; where libraries are
    counted («18 библиотек») only one that stands inside the subject: «Фонд библиотеки-филиала № 4».
    """
    if mention.rule == "system" or not _counts_libraries(figure):
        return True
    return not says_head(figure.subject.thing) and mention.text in figure.subject.name


def _counts_libraries(figure: SentenceObservation) -> bool:
    """«18 библиотек», «Число библиотек – 18»."""
    if says_head(figure.subject.thing):
        return True
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
    libraries = [each for each in named if each[2].libraries]
    if len(libraries) != 1 or len(named) != 1:
        return None
    start, end, mention = libraries[0]
    alone = not _ITEM.sub("", text[:start]).strip() and _NAME_ENDS.match(text[end:])
    return mention if alone or text.rstrip().endswith(":") else None
