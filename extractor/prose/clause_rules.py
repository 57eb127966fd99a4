"""How the words of a clause bear on a figure: an ordered list of rules, the first answer wins."""

from dataclasses import dataclass

from extractor.model import SentenceRole
from extractor.prose.carried import (
    FigureWords,
    Phrases,
    is_done,
    is_new,
    is_plain,
    is_subject,
    is_total,
    is_vague,
    replaced,
    stands_alone,
    with_places,
)
from extractor.prose.clauses import Clause
from extractor.prose.phrases import Kind, connectives
from extractor.prose.roles import Part
from extractor.prose.sentence import words_in
from extractor.rules import Rule, first_match
from extractor.words import words


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure with its clause and what was said before it.

    ``own`` are the phrases of the clause that bear on it, ``names`` its nouns and places, ``acts``
    its predicates, those left out that say no more than how much. ``silent`` are the phrases of a
    clause without a figure right before, ``colon`` those before a colon, ``scope`` those of place
    that hold for the whole sentence. ``first``: no other figure stands before it in its sentence.
    """

    clause: Clause
    part: Part
    own: Phrases
    names: Phrases
    acts: Phrases
    previous: FigureWords
    lead: FigureWords
    first: bool
    colon: Phrases
    silent: Phrases
    scope: Phrases
    parent: Clause | None

    @property
    def unit(self) -> str:
        return self.part.figure.unit

    def scoped(self) -> Phrases:
        """Its own phrases with those of place that hold for the whole sentence."""
        leads = {each.lead for each in self.own if each.lead}
        return tuple(each for each in self.scope if each.lead not in leads) + self.own


def read_figure(asked: Asked) -> FigureWords:
    """What is said of a figure, by the first rule that knows; else it is an orphan."""
    found = first_match(RULES, asked)
    return found[1] if found is not None else orphan(asked)


def listed(asked: Asked) -> FigureWords | None:
    """An item of a list below the paragraph that opens it."""
    if not asked.lead.phrases or not asked.first or asked.acts:
        return None
    union = asked.lead.phrases + asked.own
    readings = (union, *replaced(asked.lead, asked.names, asked.unit))
    if asked.lead.opens and not any(map(is_done, asked.lead.phrases)):
        return FigureWords(union, (*readings, asked.own), asked.unit, held=asked.lead.phrases)
    return FigureWords(union, readings, asked.unit, True, asked.lead.phrases)


def of_them(asked: Asked) -> FigureWords | None:
    """«…, из них модельных – 3»."""
    opening = connectives().match(asked.part.scene.sentence.text, asked.clause.start)
    if not opening or not asked.previous.phrases:
        return None
    union = asked.previous.phrases + asked.own
    readings = (union, *replaced(asked.previous, asked.names, asked.unit))
    return FigureWords(union, readings, asked.unit, True, asked.previous.phrases)


def changed(asked: Asked) -> FigureWords | None:
    """«…, что на 120 больше прошлогоднего»: a change of what was said before."""
    previous, clause = asked.previous, asked.clause
    same = clause.opening in words("claims")["same"] or clause.depth > 0
    subject = asked.acts or any(map(is_subject, asked.names))
    if asked.part.role is not SentenceRole.CHANGE or not previous.phrases or (subject and not same):
        return None
    readings = (previous.phrases,)
    return FigureWords(previous.phrases, readings, previous.unit, held=previous.held, same=True)


def pointing(asked: Asked) -> FigureWords | None:
    """«…, в них записано 88 человек»."""
    base = asked.previous.phrases or asked.silent
    if not base or not _points_back(asked.clause):
        return None
    if any(map(is_plain, asked.own)) and not asked.acts:
        base = tuple(each for each in base if each.kind is not Kind.PREDICATE and not each.behind)
    union = base + asked.own
    return FigureWords(union, (union,), asked.unit, held=base)


def in_bracket(asked: Asked) -> FigureWords | None:
    """«обращения к сайту (34 876)», «Три деревни (64 жителя)»."""
    parent, clause = asked.parent, asked.clause
    if not clause.depth or asked.acts or parent is None:
        return None
    nouns = _before_bracket(parent, clause)
    text = asked.part.scene.sentence.text
    if not asked.names and nouns and not text[nouns[-1].end : clause.start].strip(" ("):
        return FigureWords(nouns, (nouns,), asked.unit)
    if asked.names and parent.figures:
        union = asked.previous.phrases + asked.own
        return FigureWords(union, (union,), asked.unit, True, asked.previous.held)
    return None


def _before_bracket(parent: Clause, clause: Clause) -> Phrases:
    """Nouns between the last figure before a bracket and the bracket."""
    ends = (each.end for each in parent.figures if each.end <= clause.start)
    last = max(ends, default=parent.start - 1)
    near = (each for each in parent.phrases if last < each.start < clause.start)
    kinds = (Kind.NOUN, Kind.PLACE)
    return tuple(e for e in near if e.kind in kinds and not e.behind and not is_vague(e))


def below_colon(asked: Asked) -> FigureWords | None:
    """«Поступило: книг – 120»."""
    if not asked.colon or (asked.acts and asked.names):
        return None
    union = asked.colon + asked.own
    return FigureWords(union, (union,), asked.unit, held=asked.colon)


def new(asked: Asked) -> FigureWords | None:
    """A clause that says everything itself; of a noun that is left out the one before is meant:
    «доступ имеют 18 библиотек, зона Wi-Fi есть в 14».
    """
    if asked.previous.phrases and not (asked.acts and asked.names):
        return None
    bare = not any(each.behind for each in asked.own) and asked.unit in ("", "item", "%")
    left_out = bare and asked.part.lead() in ("в", "у", "на")
    elided = tuple(e for e in asked.previous.phrases if e.behind) if left_out else ()
    own = asked.own if asked.first or asked.clause.depth else asked.scoped()
    return FigureWords(elided + own, (elided + own,), asked.unit)


def same_again(asked: Asked) -> FigureWords | None:
    """«…, в 2022 году – 57,8 %»: nothing but a time."""
    if asked.names or asked.acts:
        return None
    phrases = asked.previous.phrases
    readings = (with_places(phrases, asked.own),)
    return FigureWords(phrases, readings, asked.unit, held=asked.previous.held, same=True)


def total(asked: Asked) -> FigureWords | None:
    """«…, всего 400 тыс. руб.»: the sum of what was said before, and none of its parts."""
    if asked.first or asked.acts or not is_total(asked.own):
        return None
    subjects = (each for each in asked.names if is_subject(each))
    if any(not is_total((each,)) for each in subjects):
        return None
    return FigureWords(asked.own, (asked.own,), asked.unit)


def other_act(asked: Asked) -> FigureWords | None:
    """«За год поступило 25 экз., выбыло 37»: a predicate alone; the subject goes on."""
    if not asked.acts:
        return None
    nouns = () if is_total(asked.own) else tuple(filter(is_subject, asked.previous.phrases))
    union = nouns + asked.own
    return FigureWords(union, (union,), asked.unit)


def orphan(asked: Asked) -> FigureWords:
    """«…, журналов – 397»: a noun alone; the predicate and what stood around it go on."""
    carried = tuple(replaced(asked.previous, asked.names, asked.unit))
    alone = stands_alone(asked.previous) or is_new(asked.own)
    readings = (*carried, asked.scoped()) if alone else carried
    return FigureWords(carried[-1], readings, asked.unit, held=asked.previous.held)


RULES: tuple[Rule[Asked, FigureWords], ...] = (
    Rule("listed", listed, "Поступило изданий:\n- школьных – 4"),
    Rule("of_them", of_them, "Работает 20 библиотек, из них модельных – 3."),
    Rule("changed", changed, "Выдано книг 340, увеличение на 12 экз."),
    Rule("pointing", pointing, "Работает 4 клуба, в них записано 88 человек."),
    Rule("in_bracket", in_bracket, "Закрыты три деревни (64 жителя)."),
    Rule("below_colon", below_colon, "Поступило: книг – 120, журналов – 40."),
    Rule("new", new, "В библиотеках работают 40 человек, проведено 12 выставок."),
    Rule(
        "total",
        total,
        "Израсходовано 300 тыс. руб. на книги, 100 тыс. руб. на журналы, всего 400 тыс. руб.",
    ),
    Rule("same_again", same_again, "Охват населения – 60,1 %, в 2022 году – 57,8 %."),
    Rule("other_act", other_act, "За год поступило 25 экз., выбыло 37."),
)


def _points_back(clause: Clause) -> bool:
    """«в них», «в которых», «где», «им выдано»."""
    near = [lemma for phrase in clause.phrases[:2] for lemma in phrase.lemmas[:2]]
    texts = words_in(" ".join(each.text for each in clause.phrases[:2]))[:3]
    return any(each in words("claims")["back"] for each in (clause.opening, *near, *texts))
