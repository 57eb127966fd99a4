"""What a figure counts: a noun with its modifiers in dictionary form, by the first rule that finds one."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from extractor.language.units import unit_at
from extractor.quote.sentence import Form, Sentence, Word
from extractor.quote.roles import Part
from extractor.text import clean

LONGEST_TAIL = 4
ADJECTIVES = ("ADJF", "PRTF")
VERBS = ("VERB", "PRTS", "ADJS", "INFN", "PRED")
SIGNS = re.compile(r"^[\s•·*–—-]+|[\s:–—-]+$|^\d+[.)]\s*")

Inflect = Callable[[str, str], str]


def label_of(part: Part, inflect: Inflect, is_item: bool) -> str:
    """What the figure counts or measures, empty where its sentence does not say. ``inflect``: (adjective, gender) → nominative."""
    for rule in (item_label, thing_behind, subject, unit_behind, thing_before) if is_item else (thing_behind, subject, unit_behind, thing_before):
        found = rule(part, inflect)
        if found:
            return found
    return ""


def thing_behind(part: Part, inflect: Inflect) -> str:
    """«20 сельских библиотек» → «сельская библиотека»; behind a unit what it measures: «130 экземпляров газет» → «газета»."""
    unit = unit_at(part.scene.sentence.text, part.figure.end)
    own = unit is not None and unit.rule == "after_figure" and unit.end > part.figure.end
    return phrase_at(part.scene.sentence, unit.end if unit is not None and own else part.figure.end, inflect, ("gent",) if own else ())


def unit_behind(part: Part, inflect: Inflect) -> str:
    """«266 человек» → «человек»."""
    return phrase_at(part.scene.sentence, part.figure.end, inflect, ())


def phrase_at(sentence: Sentence, position: int, inflect: Inflect, cases: Sequence[str]) -> str:
    """The noun phrase that begins right at a position: adjectives, a noun, and what depends on it in the genitive."""
    index = bisect_left(sentence.words, position, key=lambda each: each.start)
    index = _behind_bracket(sentence.words, index)
    return _phrase(sentence.words, index, inflect, cases)


def _behind_bracket(tokens: Sequence[Word], index: int) -> int:
    """«5 (25 %) библиотек»: what is counted stands behind the bracket."""
    if index < len(tokens) and tokens[index].text == "(":
        close = next((each for each in range(index, min(index + 6, len(tokens))) if tokens[each].text == ")"), None)
        return index if close is None else close + 1
    return index


def _phrase(tokens: Sequence[Word], index: int, inflect: Inflect, cases: Sequence[str]) -> str:
    adjectives: list[str] = []
    while index < len(tokens) and _adjective(tokens[index]):
        adjectives.append(tokens[index].text.lower())
        index += 1
    noun = tokens[index].reads("NOUN") if index < len(tokens) else None
    if noun is None or (cases and tokens[index].reads("NOUN", cases[0]) is None):
        return ""
    head = [*(inflect(each, noun.gender) for each in adjectives), noun.lemma]
    return " ".join((*head, *_tail(tokens, index + 1)))


def _adjective(word: Word) -> bool:
    return bool(word.forms) and word.forms[0].pos in ADJECTIVES


def _tail(tokens: Sequence[Word], index: int) -> list[str]:
    """What depends on a noun in the genitive, as printed: «экземпляров | электронных документов»."""
    found: list[str] = []
    for word in tokens[index : index + LONGEST_TAIL]:
        if not any(each.case == "gent" and each.pos in ("NOUN", *ADJECTIVES) for each in word.forms):
            break
        found.append(word.text if word.text[0].isupper() else word.text.lower())
    while found and not tokens[index + len(found) - 1].reads("NOUN", "gent"):
        found.pop()
    return found


def subject(part: Part, inflect: Inflect) -> str:
    """«Объём каталога составил 102 записи» → «объём каталога»: the first noun in the nominative and all up to its verb or dash."""
    sentence = part.scene.sentence
    begin, _ = part.scene.clause(part.first())
    for start in dict.fromkeys((begin, sentence.start)):
        index = bisect_left(sentence.words, start, key=lambda each: each.start)
        found = _subject(sentence.words, index, part.first(), inflect)
        if found:
            return found
    return ""


def _subject(tokens: Sequence[Word], index: int, end: int, inflect: Inflect) -> str:
    while index < len(tokens) and tokens[index].end <= end:
        noun = _nominative(tokens, index)
        if noun is not None:
            return _printed(tokens, index, noun, end, inflect)
        index += 1
    return ""


def _nominative(tokens: Sequence[Word], index: int) -> Form | None:
    """The nominative reading of a noun that no preposition governs."""
    word = tokens[index]
    if not word.forms or word.forms[0].pos != "NOUN":
        return None
    before = index - 1
    while before >= 0 and _adjective(tokens[before]):
        before -= 1
    governed = before >= 0 and any(each.pos == "PREP" for each in tokens[before].forms[:1])
    verb_before = before >= 0 and any(each.pos in VERBS for each in tokens[before].forms[:1])
    return None if governed or verb_before else word.reads("NOUN", "nomn")


def _printed(tokens: Sequence[Word], index: int, noun: Form, end: int, inflect: Inflect) -> str:
    first = index
    while first > 0 and _adjective(tokens[first - 1]):
        first -= 1
    gender = "" if noun.number == "plur" else noun.gender
    head = [inflect(each.text.lower(), noun.gender or gender) for each in tokens[first:index]]
    tail: list[str] = []
    for word in tokens[index + 1 :]:
        stops = word.start >= end or word.text in ",;:(–—-" or any(each.pos in VERBS for each in word.forms[:1])
        if stops:
            break
        tail.append(word.text if word.text[:1].isupper() else word.text.lower())
    return " ".join((*head, noun.lemma, *tail))


def thing_before(part: Part, inflect: Inflect) -> str:
    """«Поступило книг – 120» → «книга»: the last noun before the figure in its clause."""
    begin, _ = part.scene.clause(part.first())
    tokens = part.scene.sentence.words
    inside = [index for index, each in enumerate(tokens) if begin <= each.start < part.first() and each.reads("NOUN")]
    if not inside:
        return ""
    first = inside[-1]
    while first > 0 and _adjective(tokens[first - 1]):
        first -= 1
    return _phrase(tokens, first, inflect, ())


def item_label(part: Part, _: Inflect) -> str:
    """«– школьных – 4», «муниципальных: 20» in a list: the item's own words before its dash."""
    ahead = part.scene.sentence.before(part.first())
    return clean(SIGNS.sub("", SIGNS.sub("", ahead))).lower() if re.search(r"[:–—-]\s*$", ahead) and len(ahead) < 100 else ""
