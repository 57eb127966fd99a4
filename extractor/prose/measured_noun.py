"""What a figure counts: a noun with its modifiers in dictionary form, by the first rule that
finds one.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractor.prose.line_labels import label_of_line, label_without_unit
from extractor.prose.noun_phrase import (
    ADJECTIVES,
    GOVERNS,
    Inflect,
    adjective,
    genitive,
    lemma,
    phrase,
    phrase_at,
)
from extractor.prose.roles import Part
from extractor.prose.sentence import WHOLE, Form, Sentence, Word, words_in
from extractor.rules import Rule, first_match
from extractor.russian.units import unit_at
from extractor.text import clean
from extractor.words import words

LONGEST_LABEL = 120
LONGEST_ABBREVIATION = 4
REACH = 300  # how far before a figure its noun may stand, in characters
VERBS = ("VERB", "PRTS", "ADJS", "INFN", "PRED", "GRND")
TIMES = ("hour", "minute", "day", "week", "month", "quarter", "year", "decade", "century")
MEASURES = ("%", "pp", "RUB", "FTE", "m2", "m", "km", "times", "copy", *TIMES)
SIGNS = re.compile(r"^[\s•·*–—-]+|(?<![\s:–—_-])[\s:–—_-]+$|^\d+[.)]\s*")
DASH = re.compile(r"[–—:_-]\s*$")
BEFORE_A_TIME = re.compile(r"\s(?:в|за|на|с|по|к|и|до|по сравнению с|по сравнению|от)$")
LONGEST_PREPOSITION = 20  # characters, with the space before it
NAMED = re.compile(r"«([^«»]+)»\s*[:–—-]\s*$")


class Counted(NamedTuple):
    """A figure whose noun is looked for. ``inflect``: (adjective, gender) → nominative."""

    part: Part
    inflect: Inflect


@dataclass(frozen=True, slots=True)
class Label:
    """What a figure counts or measures, and the rule that found it; both empty where its
    sentence does not say.
    """

    text: str = ""
    rule: str = ""


def label_of(part: Part, inflect: Inflect) -> Label:
    """The label of a figure. ``inflect``: (adjective, gender) → nominative."""
    found = first_match(RULES, Counted(part, inflect))
    if found is None:
        return Label()
    rule, text = found
    return Label(
        text[:LONGEST_LABEL].rpartition(" ")[0] if len(text) > LONGEST_LABEL else text, rule
    )


def name_before(met: Counted) -> str | None:
    """«(«Заря» – 1024, «Родник» – 164)» → «Заря»."""
    found = NAMED.search(met.part.scene.sentence.before(met.part.first()))
    return found[1] if found else None


def measured(met: Counted) -> str | None:
    """«Фонд составил 1200 документов» → «фонд»: the subject, where a verb of equality or a dash
    joins it with the figure.
    """
    ahead = met.part.ahead().lower()
    joined = DASH.search(ahead) or any(each.startswith(_equals()) for each in words_in(ahead))
    return subject(met) if joined else None


@cache
def _equals() -> tuple[str, ...]:
    return tuple(words("quote")["equals"])


def thing_behind(met: Counted) -> str | None:
    """«20 сельских библиотек» → «сельская библиотека»; behind a unit what it measures: «130
    экземпляров газет» → «газета».
    """
    part, inflect = met
    unit = unit_at(part.scene.sentence.text, part.figure.end)
    if (
        unit is not None
        and unit.end > part.figure.end
        and (unit.rule == "after_figure" or unit.unit in TIMES)
    ):
        return phrase_at(part.scene.sentence, unit.end, inflect, ("gent",)) or None
    return phrase_at(part.scene.sentence, part.figure.end, inflect, ()) or None


def thing_behind_dash(met: Counted) -> str | None:
    """«(2469 – город, 882 – село)» → «город»: nothing stands before the figure in its clause."""
    part, inflect = met
    found = re.match(
        r"\s*[–—-]\s+(?=[а-яё])", part.scene.sentence.text[part.last() :], re.IGNORECASE
    )
    if found is None or part.ahead().strip(" ("):
        return None
    return phrase_at(part.scene.sentence, part.last() + found.end(), inflect, ()) or None


def people_behind(met: Counted) -> str | None:
    """«266 человек» → «человек»: the unit itself is what is counted."""
    return None if met.part.figure.unit in MEASURES else unit_behind(met)


def unit_behind(met: Counted) -> str | None:
    """The unit for want of a better noun; an abbreviation («505 экз.») is none."""
    part, inflect = met
    text = part.scene.sentence.text
    unit = unit_at(text, part.figure.end)
    if (
        unit is not None
        and unit.rule == "after_figure"
        and unit.end - unit.start <= LONGEST_ABBREVIATION
    ):
        return None
    return phrase_at(part.scene.sentence, part.figure.end, inflect, ()) or None


def subject(met: Counted) -> str | None:
    """«Объём каталога составил 102 записи» → «объём каталога»: the first noun in the nominative and
    all up to its verb or dash.

    That of an earlier clause only where the clause of the figure has no words of its own: «выросла
    на 46, или на 5 %».
    """
    part, inflect = met
    begin, _ = part.scene.clause(part.first())
    tokens, nearest = part.scene.sentence.words, part.first() - REACH
    starts = (begin,) if _has_own_words(part, begin) else (begin, part.scene.sentence.start)
    for start in dict.fromkeys(starts):
        index = bisect_left(tokens, max(start, nearest), key=lambda each: each.start)
        while index < len(tokens) and tokens[index].end <= part.first():
            noun = _nominative(tokens, index)
            if noun is not None:
                return _subject_phrase(part, index, noun, inflect) or None
            index += 1
    return None


def _has_own_words(part: Part, begin: int) -> bool:
    """Whether behind another figure a noun, an adjective or an age stands before a dash: «…,
    книг – 120», «…, до 10 лет – 3».
    """
    if not DASH.search(part.ahead()) or part.scene.sentence.figures[0].start >= part.figure.start:
        return False
    begin = _behind_connective(part, begin)
    own = (each for each in part.scene.sentence.words if begin <= each.start < part.first())
    vague = words("quote")["vague"]
    return any(_is_age(each) or _names(each, vague) for each in own)


def _names(word: Word, vague: Sequence[str]) -> bool:
    return any(
        form.pos in ("NOUN", *ADJECTIVES) and form.lemma not in vague for form in word.forms[:1]
    )


def _behind_connective(part: Part, begin: int) -> int:
    found = _parts().match(part.scene.sentence.text, begin, part.first())
    return found.end() if found else begin


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,;(–—-]*(?:{'|'.join(map(re.escape, words('quote')['parts']))})(?![а-яё])",
        re.IGNORECASE,
    )


def _nominative(tokens: Sequence[Word], index: int) -> Form | None:
    """The nominative reading of a noun that nothing before it governs: no preposition, noun,
    verb or participle.
    """
    word = tokens[index]
    noun = (
        word.reads("NOUN", "nomn")
        if word.names and not (_is_cut_short(tokens, index) or _is_age(word))
        else None
    )
    before = index - 1
    while noun is not None and before >= 0 and adjective(tokens[before]):
        noun = noun if any(each.case == "nomn" for each in tokens[before].forms) else None
        before -= 1
    return None if before >= 0 and _governs(tokens[before]) else noun


def _is_cut_short(tokens: Sequence[Word], index: int) -> bool:
    """«экз.», «руб.»: a unit of another figure is no subject."""
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    is_short = len(tokens[index].text) <= LONGEST_ABBREVIATION
    return (
        is_short and behind is not None and behind.text == "." and behind.start == tokens[index].end
    )


def _is_age(word: Word) -> bool:
    """«читателей до 14 лет – 832»: years of age, though they are spelled like the flight «лёт»."""
    return word.text.lower() in words("quote")["ages"]


def _governs(word: Word) -> bool:
    return bool(GOVERNS.search(word.text)) or any(
        each.pos in ("PREP", "NOUN", *VERBS) for each in word.forms[:1]
    )


def _subject_phrase(part: Part, index: int, noun: Form, inflect: Inflect) -> str:
    tokens, sentence = part.scene.sentence.words, part.scene.sentence
    first = index
    while first > 0 and adjective(tokens[first - 1]):
        first -= 1
    head = [inflect(each.text.lower(), noun.gender) for each in tokens[first:index]]
    rest = range(index + 1, len(tokens))
    stop = next(
        (tokens[at].start for at in rest if tokens[at].start >= part.first() or _ends(tokens, at)),
        part.first(),
    )
    tail = _without_times(sentence, tokens[index].end, min(stop, part.first()))
    return clean(" ".join((*head, lemma(tokens[index], noun), tail)))


def _ends(tokens: Sequence[Word], index: int) -> bool:
    """Where the phrase of a subject ends; «библиотек, имеющих свои сайты» goes on behind its
    comma.
    """
    goes_on = (
        tokens[index].text == ","
        and index + 1 < len(tokens)
        and bool(GOVERNS.search(tokens[index + 1].text))
    )
    return not goes_on and _stops(tokens[index], tokens[index - 1])


def _stops(word: Word, before: Word) -> bool:
    """A sign, a verb, a figure right behind a noun; «нагрузка на 1 библиотекаря», «филиал № 16»,
    «дети до 15 лет» go on.
    """
    figure = word.taken and word.text[0].isdigit() and before.reads("NOUN") is not None
    return figure or word.text[0] in ",;:(–—-_" or any(each.pos in VERBS for each in word.forms[:1])


def _without_times(sentence: Sentence, start: int, end: int) -> str:
    """A piece of a sentence without its years, the preposition before them and what follows
    them.
    """
    end = next((each.start for each in sentence.periods if start <= each.start < end), end)
    text = sentence.text
    last = start + len(text[start:end].rstrip())
    while ahead := BEFORE_A_TIME.search(text, max(start, last - LONGEST_PREPOSITION), last):
        last = end = ahead.start()
    return text[start:end]


def item(met: Counted) -> str | None:
    """«– школьных – 4», «муниципальных: 20» in a list: the item's own words before its dash."""
    ahead = met.part.scene.sentence.before(met.part.first(), WHOLE)
    listed = met.part.scene.passage.lead and DASH.search(ahead)
    return clean(SIGNS.sub("", SIGNS.sub("", ahead))).lower() or None if listed else None


def thing_before(met: Counted) -> str | None:
    """«Поступило книг – 120» → «книга»: the last noun before the figure in its clause, with what
    depends on it.
    """
    part, inflect = met
    begin, _ = part.scene.clause(part.first())
    opens = part.scene.sentence.text[begin - 1 : begin] == "(" and not part.ahead().strip()
    begin = part.scene.clause(begin - 1)[0] if opens else begin
    begin = max(_behind_connective(part, begin), part.first() - REACH)
    tokens = part.scene.sentence.words
    vague = words("quote")["vague"]
    first = bisect_left(tokens, part.first(), key=lambda each: each.start) - 1
    while (
        first >= 0
        and tokens[first].start >= begin
        and not (tokens[first].names and tokens[first].forms[0].lemma not in vague)
    ):
        first -= 1
    if first < 0 or tokens[first].start < begin:
        return None
    while (
        first > 0
        and genitive(tokens[first])
        and tokens[first - 1].names
        and tokens[first - 1].start >= begin
    ):
        first -= 1
    while first > 0 and adjective(tokens[first - 1]) and tokens[first - 1].start >= begin:
        first -= 1
    return phrase(tokens, first, inflect, ()) or None


def line_with_unit(met: Counted) -> str | None:
    """«Площадь, кв. м – 120» → «площадь»."""
    return label_without_unit(met.part) or None


def line(met: Counted) -> str | None:
    """«Читателей: 415» → «читателей»: whatever a line prints before its figure."""
    return label_of_line(met.part) or None


RULES: tuple[Rule[Counted, str], ...] = (
    Rule("name_before", name_before, "Книговыдача: («Заря» – 1024, «Родник» – 164)."),
    Rule("line_with_unit", line_with_unit, "Площадь, кв. м – 120"),
    Rule("measured", measured, "Фонд составил 1200 документов."),
    Rule("thing_behind", thing_behind, "Поступило 130 экземпляров газет."),
    Rule("thing_behind_dash", thing_behind_dash, "Пользователи (2469 – город, 882 – село)."),
    Rule("item", item, "Поступило:\n- по подписке – 4"),
    Rule("people_behind", people_behind, "Мероприятие посетили 266 человек."),
    Rule("subject", subject, "Объём электронного каталога за год вырос на 46."),
    Rule("thing_before", thing_before, "Поступило книг – 120."),
    Rule("unit_behind", unit_behind, "Работали 40 часов."),
    Rule("line", line, "Читателей: 415"),
)
