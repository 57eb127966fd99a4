"""What a figure does in its sentence: fact, change, base, share or plan; and which figures make
one claim of change.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractor.model import Direction, SentenceRole
from extractor.plugins import load
from extractor.prose.change_words import begins, listed_under_change, way_of
from extractor.prose.dating import Dated
from extractor.prose.scene import Scene, bracket_of
from extractor.prose.sentence import Sentence, first_of, last_of, words_in
from extractor.russian import Figure, FoundQuantity

BEHIND, CLAUSE = 60, 300
SAME = re.compile(
    r"\s*+(?:\(|,)?\s*+(?:или|то[ -]?есть|т\.\s?е\.|что составля\w+)?\s*+(?:на|в)?\s*+[+–—-]?\s*+",
    re.IGNORECASE,
)
THIS_IS = re.compile(r"(?:\s*процент\w*)?\s*,\s*(?:это|то есть)\s*", re.IGNORECASE)
BRACKET_BEHIND = re.compile(r"\s*(?:[а-яё]+\.?\s*)?\(\s*[+–—-]?\s*", re.IGNORECASE)
FACT, CHANGE, BASE, SHARE, PLAN = SentenceRole
CHANGING = (CHANGE, BASE)
# «За год –684»: nothing but a time before a minus that touches the number.
ONLY_TIME = re.compile(r"(?:за|к|по)\s+(?:\w+\s+)?(?:год\w*|период\w*|\d{4})", re.IGNORECASE)
GLUED_MINUS = re.compile(r"\s[-–]$")
GAINED = re.compile(r"прибавил[аои]?")
OF_AGE = re.compile(r"\s*(?:[а-яё]+\s+)?(?:моложе|старше|младше)\s+\d", re.IGNORECASE)
OF = re.compile(r"\s*от\b")
BRACKET_AT_ONCE = re.compile(r"\A\s*\([^()]*+\)")  # «на 802 чел. (5,4 %) больше»
# «на 120 экз. вследствие превышения выбытия»: what follows tells why.
REASON = re.compile(r"[,:;]|вследствие|из-за|за счет|за счёт|в связи|благодаря", re.IGNORECASE)
READING = "extractor.prose.reading"
TOLD = ("VERB", "PRTS")  # «проведено 40»: what was done, and no plan
ELIDED = re.compile(r"[^.;]*?,\s+(?:а|и)\s+[^,.;]*?\s[–—-]\s+")  # «…, а число посещений – до»


@dataclass(frozen=True, slots=True)
class Part:
    """A figure with what was found about it. ``claim`` names the claim of change that it is part
    of, empty outside of one.
    """

    figure: FoundQuantity
    scene: Scene
    dated: Dated
    role: SentenceRole = FACT
    direction: Direction | None = None
    claim: str = ""

    def first(self) -> int:
        """Where its phrase begins, its sense included."""
        return first_of(self.figure)

    def last(self) -> int:
        """Where its phrase ends, the unit included."""
        return last_of(self.figure)

    def ahead(self) -> str:
        """What its clause says before it."""
        begin, _ = self.scene.clause(self.first())
        return self.scene.sentence.before(self.first(), min(self.first() - begin, CLAUSE))

    def lead(self) -> str:
        """The word right before its phrase, in small letters."""
        return lead_of(self.figure, self.scene.sentence)


def lead_of(figure: FoundQuantity, sentence: Sentence) -> str:
    """The word right before the phrase of a figure, in small letters."""
    found = re.search(r"(?<![а-яё])([а-яё]++)\s++$", sentence.before(first_of(figure)).lower())
    return figure.lead or (found[1] if found else "")


Before = Sequence[Part]


def with_role(part: Part, before: Before, behind: Sequence[FoundQuantity]) -> Part:
    """The part with its role, by the first rule that knows it.

    ``before``: the parts of its sentence so far; ``behind``: the figure that comes next, where it
    or a later one has «до» before it, else nothing.
    """
    role, rule = next(
        ((name, rule) for name, rule in ROLES if rule(part, before, behind)), (FACT, None)
    )
    dated = part.dated
    if rule is risen_from:
        dated = _year_before(part, behind)
    elif rule is risen_back and not dated.said():
        dated = _a_year_earlier(dated)
    elif rule is planned_on:
        dated = before[-1].dated
    return replace(
        part,
        role=role,
        dated=dated,
        direction=direction_of(part, before) if role is CHANGE else None,
    )


def _year_before(part: Part, behind: Sequence[FoundQuantity]) -> Dated:
    """«с 120 до 135» without a year right behind 120: the year that the sentence compares with,
    else the one before that of 135.
    """
    between = range(part.last(), behind[0].start)
    own_year = any(each.start in between for each in part.scene.times)
    if own_year or part.dated.rule == "bracket_behind":
        return part.dated
    compared = [each.period for each in part.scene.times if each.compared]
    if compared:
        return Dated(compared[0], "compared")
    return _a_year_earlier(part.dated)


def _a_year_earlier(dated: Dated) -> Dated:
    period = dated.period
    return Dated(str(int(period) - 1), "year_before") if period.isdecimal() else dated


def measured_against(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«больше, чем в 2022 году (130)», «против 130», «вместо 130»."""
    return part.dated.against or part.lead() in ("против", "вместо")


def risen_from(part: Part, before: Before, behind: Sequence[FoundQuantity]) -> bool:
    """«выросло с 120 до 135», «сократилось от 135 до 120»."""
    from_ = part.lead() in ("с", "со") or (part.lead() == "от" and _tells_of_change(part))
    return from_ and bool(behind)


def risen_back(part: Part, before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«выросло до 135 со 120», «сократилось до 120 от 135»."""
    if part.lead() not in ("с", "со", "от") or not before or before[-1].lead() != "до":
        return False
    between = part.scene.sentence.text[before[-1].last() : part.first()]
    return not re.search(r"[,;()]", between) and _tells_of_change(part)


def instead_of_plan(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«План не выполнен: 40 встреч вместо 44», «норма не достигнута: 9 000 вместо 9 500»."""
    said = words_in(part.scene.sentence.before(part.first(), CLAUSE))
    return part.lead() == "вместо" and any(begins(word, "plan") for word in said)


def _tells_of_change(part: Part) -> bool:
    """Whether a verb of change stands in its sentence before it."""
    return any(map(way_of, words_in(part.scene.sentence.before(part.first(), CLAUSE))))


def named_change(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«падение к прошлому году – 94», «темп роста к 2022 году – 109 %», «разница – 120»."""
    said, printed = words_in(part.ahead()), part.ahead().rstrip()
    leads = printed.endswith(("–", "—", "-")) or (said and said[-1].startswith("состав"))
    return bool(said) and bool(leads) and (begins(said[0], "named") or said[0] == "темп")


def lost(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«фонд потерял 341 экз.», «к 2022 году – минус 18»."""
    return any(begins(each, "lost") for each in words_in(part.ahead())[-1:])


def gained(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«посещаемость прибавила 1,7»; not «прибавилось 120 книг», which came."""
    return any(GAINED.fullmatch(each) for each in words_in(part.ahead())[-1:])


def listed_change(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«Показатели выросли: читатели – на 12»."""
    return listed_under_change(part.scene.sentence.before(part.first(), CLAUSE))


def earlier_beside(part: Part, before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«50 227 записей (в 2022 году – 48 602)», «9402, в прошлом году 9169»: the same of an
    earlier year, beside a fact.
    """
    if not before or not part.dated.said() or not part.dated.period < before[-1].dated.period:
        return False
    begin, end = part.scene.clause(part.first())
    if before[-1].role is BASE:
        return (
            bracket_of(part.scene.sentence, part.first())
            == bracket_of(part.scene.sentence, before[-1].first())
            != -1
        )
    if before[-1].role is not FACT:
        return False
    relative = any(
        begin <= each.start < end and each.kind == "relative"
        for each in part.scene.sentence.periods
    )
    return relative or part.scene.sentence.text[:begin].endswith("(")


def times_more(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«в 2,5 раза больше», «вдвое»; not «приходил 4,1 раза», which counts."""
    if part.figure.kind is not Figure.MULTIPLE:
        return False
    relative = not part.figure.raw[:1].isdigit() or part.lead() in ("в", "во")
    return relative or bool(_word_near(part))


def signed(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«(+8,3 %)», «+120»."""
    phrase = part.scene.sentence.text[part.first() : part.figure.start].lower()
    if part.figure.sign == "+" or phrase.startswith(("минус", "плюс")):
        return True
    said = part.ahead().strip(" –-")
    return part.figure.sign == "-" and (not said or bool(ONLY_TIME.fullmatch(said)))


def changed_by(part: Part, before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«увеличилось на 120», «на 120 больше», «рост на 3 %»; «рост – 120», «прирост посещений
    составил 120».
    """
    if part.lead() == "на":
        percent = part.figure.kind is Figure.PERCENT and part.ahead().strip() == "на"
        if percent and _tells_of_change(part):
            return True
        return (
            bool(part.figure.direction)
            or bool(_word_near(part))
            or any(each.role in (CHANGE, BASE) for each in before)
        )
    said = words_in(part.ahead())
    told = said[:-1] if said and begins(said[-1], "equals") else said[-1:]
    if told[-1:] and told[-1].startswith("изменени"):
        return True
    of_age = OF_AGE.match(part.scene.sentence.text, part.last())
    return (bool(part.figure.direction) and not of_age) or any(
        each.endswith(("рост", "ние")) and way_of(each) for each in told
    )


def told_twice(part: Part, before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«на 46 записей, или 58 %», «на 46 записей (58 %)»: the same change again."""
    if not before or before[-1].role is not CHANGE:
        return False
    between = part.scene.sentence.text[before[-1].last() : part.first()]
    if re.match(r"\s*от\b", part.scene.sentence.text[part.last() :]):
        return False
    tail = re.sub(r"^\s*[а-яё]+(?=\s*[(,]|\s+или)", "", between)
    again = SAME.fullmatch(tail) or SAME.fullmatch(between)
    if part.figure.kind in (Figure.PERCENT, Figure.FRACTION):
        return bool(again)
    return before[-1].figure.kind is Figure.PERCENT and bool(THIS_IS.fullmatch(between))


def of_the_change(part: Part, before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«выросло на 540 и составило 16 141 (4,9 %)»: in a bracket behind what a change led to."""
    if part.figure.kind is not Figure.PERCENT or not before or before[-1].role is not FACT:
        return False
    changes = [each for each in before if each.role is CHANGE]
    text = part.scene.sentence.text
    bracket = BRACKET_BEHIND.fullmatch(text[before[-1].last() : part.first()])
    alone = bracket and text[part.last() : part.last() + 2].strip()[:1] == ")"
    return bool(alone) and len(changes) == 1 and changes[0].figure.kind is not Figure.PERCENT


def planned(part: Part, _before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«план – 1200», «при норме 17–22», «к 2030 году»."""
    begin, end = part.scene.clause(part.first())
    if any(each.aim and begin <= each.start < end for each in part.scene.times):
        return True
    stems = words_in(part.ahead())
    fulfilled = any(begins(each, "fulfilled") for each in stems)
    return not fulfilled and any(begins(each, "plan") for each in stems[-6:])


def planned_on(part: Part, before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«планируется открыть 2 клуба и провести 44 встречи», «к 2027 году вырастет до 45 тыс., а
    число посещений – до 9 тыс.»: a further infinitive, or a dash for the verb.
    """
    if not before or before[-1].role is not PLAN:
        return False
    if part.dated.said() and part.dated.period != before[-1].dated.period:
        return False
    between = part.scene.sentence.text[before[-1].last() : part.first()]
    forms = [load(f"{READING}:forms_of")(word) for word in words_in(between)]
    told = [readings[0].pos for readings in forms if readings]
    if any(pos in TOLD for pos in told):
        return False
    return "INFN" in told or bool(ELIDED.fullmatch(between))


def share(part: Part, before: Before, _behind: Sequence[FoundQuantity]) -> bool:
    """«9 библиотек (45 %)», «31 человек, 77 % составляет …», «это составило 12,5 % от …»."""
    return part.figure.kind is Figure.PERCENT and (
        any(other.role is FACT and other.figure.kind is not Figure.PERCENT for other in before)
        or OF.match(part.scene.sentence.text, part.last()) is not None
    )


ROLES: tuple[tuple[SentenceRole, Callable[[Part, Before, Sequence[FoundQuantity]], bool]], ...] = (
    (CHANGE, named_change),
    (CHANGE, lost),
    (CHANGE, gained),
    (PLAN, instead_of_plan),
    (BASE, measured_against),
    (BASE, risen_from),
    (BASE, risen_back),
    (CHANGE, times_more),
    (CHANGE, signed),
    (CHANGE, changed_by),
    (CHANGE, listed_change),
    (CHANGE, told_twice),
    (CHANGE, of_the_change),
    (BASE, earlier_beside),
    (PLAN, planned),
    (PLAN, planned_on),
    (SHARE, share),
)


def _word_near(part: Part) -> Direction | None:
    """The way of the nearest word of change: in the clause before the figure, or within two
    words behind it; what a colon opens is another statement.
    """
    text = part.scene.sentence.text
    ahead = words_in(part.ahead())
    ahead = ahead if len(ahead) > 1 else words_in(part.scene.sentence.before(part.first()))[-6:]
    after = BRACKET_AT_ONCE.sub(" ", text[part.last() : part.last() + BEHIND])
    behind = words_in(REASON.split(after)[0])
    ways = (way_of(each) for each in (*behind[:2], *reversed(ahead), *behind[2:3]))
    return next(filter(None, ways), None)


def direction_of(part: Part, before: Before) -> Direction | None:
    """Where a change leads: by its sign, its own words, the words near it, the change that it
    repeats.
    """
    said = words_in(part.ahead())[-1:]
    if said in (["минус"], ["плюс"]):
        return Direction.UP if said == ["плюс"] else Direction.DOWN
    minus = GLUED_MINUS.search(part.scene.sentence.before(part.figure.start))
    if lost(part, before, ()) or (minus and named_change(part, before, ())):
        return Direction.DOWN
    if gained(part, before, ()):
        return Direction.UP
    if part.figure.sign:
        return Direction.UP if part.figure.sign == "+" else Direction.DOWN
    near = part.figure.direction or _word_near(part)
    told = near or next((e.direction for e in reversed(before) if e.role is CHANGE), None)
    earlier = reversed(words_in(part.scene.sentence.before(part.first(), CLAUSE)))
    return told or next(filter(None, map(way_of, earlier)), None)
