"""Running text to observations: each figure with what it counts, its period, what it does in its
sentence, and its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from msgspec import structs

from extractor.model import (
    Aside,
    Document,
    Observation,
    Op,
    Outline,
    Quantity,
    SentenceRole,
    Status,
)
from extractor.model.claim import Subject
from extractor.model.observation import SentenceObservation
from extractor.number_text import plain_text
from extractor.plugins import load
from extractor.prose.change_words import way_of
from extractor.prose.claim_names import with_claims
from extractor.prose.dating import date_of
from extractor.prose.line_labels import unit_over
from extractor.prose.list_leads import Lead, Leads
from extractor.prose.measured_noun import Label, label_of
from extractor.prose.non_facts import asides_in
from extractor.prose.part_labels import adjective_before, is_part
from extractor.prose.passage import Passage, passages_of
from extractor.prose.roles import Part, lead_of, with_role
from extractor.prose.scene import Time, scene_of
from extractor.prose.sentence import Sentence, first_of, last_of, words_in
from extractor.prose.subject_words import figure_words, subject_of
from extractor.russian import FoundQuantity, find_quantities
from extractor.russian.periods import find_periods
from extractor.russian.units import UnitFound
from extractor.words import words

READING = "extractor.prose.reading"
CROWD = 100  # a sentence with so many figures is no prose: nothing in it says what they count
YEAR_FIRST = re.compile(r"((?:19|20)\d\d)\s*[–—-]\s*(?!(?:19|20)\d\d\b)(\d.*)", re.DOTALL)
PART = "part"  # of what the figure before it counts, and no value of that itself
BRACKETED = re.compile(r"[^()\d]{0,20}\(\s*[^()\d]{0,20}")
PLAN, FULFILMENT = "план", "выполнение плана"
ELIDED = re.compile(r"\s*[,;]\s+(?:а\s+|и\s+)?([а-яё]+)\s+[–—-]\s+")
FROM_TO = re.compile(r"(.*?)(?<!\s)\s+до\s+(.*)", re.DOTALL)

Quoted = tuple[tuple[Observation, ...], tuple[Aside, ...]]


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure that states something, with the label of what it counts."""

    part: Part
    label: Label


def quote_figures(document: Document, outline: Outline, year: int | None = None) -> Quoted:
    """Every figure of the running text: those that state something as observations, the others as
    asides.

    In document order. ``year`` is the report's own; figures for which nothing names a period speak
    of it.
    """
    observations: list[Observation] = []
    asides: list[Aside] = []
    leads = Leads()
    for passage in passages_of(document, outline):
        said: list[_Said] = []
        for each in _figures(passage, year):
            if isinstance(each, Part):
                said.append(_Said(each, _label(each, said)))
            else:
                figure, kind = each
                asides.append(
                    Aside(
                        _phrase(passage, figure),
                        kind,
                        passage.place(document.file, figure.start, figure.end),
                    )
                )
        parts = with_claims([each.part for each in said])
        lead = leads.over(passage)
        subjects = figure_words(parts, lead.words)
        leads.read(passage, Lead(said[-1].label.text, subjects[-1]) if said else None)
        observations += (
            _observation(part, each.label, lead.label, document.file, subject_of(part, subject))
            for part, each, subject in zip(parts, said, subjects, strict=True)
        )
    return tuple(observations), tuple(asides)


def _phrase(passage: Passage, figure: FoundQuantity) -> str:
    return passage.text[first_of(figure) : last_of(figure)]


def _figures(passage: Passage, year: int | None) -> Iterator[Part | tuple[FoundQuantity, str]]:
    """The figures of a text in their order: parts of statements, and (figure, kind) for those
    that state nothing.
    """
    figures = find_quantities(passage.text)
    if not figures:
        return
    earlier: tuple[Time, ...] = ()
    said = ""
    for sentence in load(f"{READING}:read_sentences")(
        passage.text, figures, find_periods(passage.text, year)
    ):
        scene = scene_of(sentence, passage, earlier, year, said)
        said = passage.text[sentence.start : sentence.end]
        kinds = dict(asides_in([_behind_year(each) for each in sentence.figures], sentence))
        stated = [
            each for figure, kind in kinds.items() if not kind for each in _split(figure, sentence)
        ]
        stated = [_led_to(stated, at, sentence) for at in range(len(stated))]
        yield from ((figure, kind) for figure, kind in kinds.items() if kind)
        before: list[Part] = []
        led_to = max(
            (index for index, figure in enumerate(stated) if lead_of(figure, sentence) == "до"),
            default=0,
        )
        for index, figure in enumerate(stated):
            behind = stated[index + 1 : min(index + 1, led_to) + 1]
            part = with_role(Part(figure, scene, date_of(figure, scene)), before, behind)
            before.append(part)
        yield from before
        earlier = scene.outside() or earlier


def _behind_year(figure: FoundQuantity) -> FoundQuantity:
    """«в 2022 – 120» only looks like a range: it is one figure behind a year."""
    dated = YEAR_FIRST.fullmatch(figure.raw) if figure.op is Op.RANGE else None
    return figure if dated is None else _bound(figure, dated.span(2), figure.high, "")


def _split(figure: FoundQuantity, sentence: Sentence) -> Sequence[FoundQuantity]:
    """«с 120 до 135» beside a word of change is no range but two figures, a base and what it
    became.
    """
    two = FROM_TO.fullmatch(figure.raw) if figure.op is Op.RANGE else None
    from_ = (
        sentence.text[first_of(figure) : first_of(figure) + 3]
        .lower()
        .startswith(("с ", "со ", "от "))
    )
    if (
        two is None
        or not from_
        or not _tells_of_change(sentence.text[sentence.start : sentence.end])
    ):
        return (figure,)
    return _bound(figure, two.span(1), figure.low, "с"), _bound(
        figure, two.span(2), figure.high, "до"
    )


def _led_to(stated: Sequence[FoundQuantity], at: int, sentence: Sentence) -> FoundQuantity:
    """«сократилось с 34 экз. до 29 экз.», «до 29 экз. с 34 экз.»: «до» tells what a change led
    to, and is no bound.
    """
    figure = stated[at]
    beside = [*stated[max(at - 1, 0) : at], *stated[at + 1 : at + 2]]
    if figure.op is not Op.AT_MOST or not any(
        lead_of(other, sentence) in ("с", "со", "от") for other in beside
    ):
        return figure
    sense = sentence.text[first_of(figure) : figure.start].strip().lower()
    if sense != "до" or not _tells_of_change(sentence.text[sentence.start : sentence.end]):
        return figure
    return replace(figure, op=Op.EXACT, lead="до", first=figure.start)


@lru_cache(maxsize=16)
def _tells_of_change(sentence: str) -> bool:
    """Whether a word of change stands in a sentence, asked for each of its figures."""
    return any(way_of(each) for each in words_in(sentence))


def _bound(
    figure: FoundQuantity, span: tuple[int, int], value: Decimal | None, lead: str
) -> FoundQuantity:
    """One bound of a range as a figure of its own; ``span``: its characters in what is printed."""
    start, end = figure.start + span[0], figure.start + span[1]
    exponent = 0 if value is None else value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    last = figure.last if end == figure.end else -1
    raw = figure.raw[span[0] : span[1]]
    return replace(
        figure,
        start=start,
        end=end,
        first=start,
        last=last,
        raw=raw,
        value=value,
        decimals=decimals,
        op=Op.EXACT,
        low=None,
        high=None,
        lead=lead,
    )


def _label(part: Part, said: Sequence[_Said]) -> Label:
    """Its own label; a change, a base or a share without one is told of what the figure before
    it counts.
    """
    own = (
        label_of(part, load(f"{READING}:in_gender"))
        if len(part.scene.sentence.figures) < CROWD
        else Label()
    )
    near = said[-1] if said and said[-1].part.scene.sentence is part.scene.sentence else None
    if near is None or not near.label.text:
        return own
    if part.role is SentenceRole.CHANGE and BRACKETED.fullmatch(
        part.scene.sentence.text[near.part.last() : part.first()]
    ):
        return near.label
    is_fact, beside_plan = part.role is SentenceRole.FACT, near.part.role is SentenceRole.PLAN
    is_of_near = part.role in (SentenceRole.BASE, SentenceRole.SHARE)
    if is_fact and beside_plan and own.text.startswith(PLAN):
        return Label(f"{FULFILMENT}{own.text.removeprefix(PLAN)}", own.rule)
    if is_fact and (shared := _shared_head(part, near, own)) is not None:
        return shared
    if not is_of_near and is_part(part) and own.text in ("", near.label.text):
        whole = near.label.text.partition(", ")[0] if near.label.rule == PART else near.label.text
        return Label(", ".join(filter(None, (whole, adjective_before(part)))), PART)
    if is_of_near or not own.text:
        return _of_like_noun(part, near.label)
    return own


def _shared_head(part: Part, near: _Said, own: Label) -> Label | None:
    """«Число читателей составило 415, посещений – 9 300»: «число» of the figure before, where
    that counts one plain noun.
    """
    head, _, noun = near.label.text.partition(" ")
    if head not in words("quote")["shared_heads"] or not noun or " " in noun:
        return None
    if (own.rule, near.label.rule) != ("thing_before", "measured"):
        return None
    sentence = part.scene.sentence
    found = ELIDED.fullmatch(sentence.text[near.part.last() : part.first()])
    forms = load(f"{READING}:forms_of")(found[1]) if found else ()
    plural = any((form.pos, form.case, form.number) == ("NOUN", "gent", "plur") for form in forms)
    return Label(f"{head} {found[1]}", near.label.rule) if found and plural else None


def _of_like_noun(part: Part, near: Label) -> Label:
    """«из местного бюджета – 120, из областного – 180»: the noun of the figure before with an
    adjective of its own.
    """
    adjective, (first, _, noun) = adjective_before(part), near.text.partition(" ")
    if not adjective or not noun or " " in noun:
        return near
    in_gender = load(f"{READING}:in_gender")
    gender = load(f"{READING}:gender_of")(noun)
    return (
        Label(f"{in_gender(adjective, gender)} {noun}", near.rule)
        if in_gender(first, gender) == first
        else near
    )


def _observation(
    part: Part, label: Label, lead: str, file: str, subject: Subject
) -> SentenceObservation:
    figure, passage = part.figure, part.scene.passage
    path = tuple(dict.fromkeys(each for each in (lead, label.text) if each))
    return SentenceObservation(
        section=passage.section,
        table=None,
        row=None,
        column=None,
        row_path=path,
        column_path=(),
        period=part.dated.period,
        place=passage.place(file, figure.start, figure.end),
        subject=subject,
        role=part.role,
        direction=part.direction,
        claim=_claim_name(part),
        **structs.asdict(_quantity(part, label, unit_over(part, lead))),
    )


def _claim_name(part: Part) -> str:
    """The name of its claim within the report: the block, a note's mark, the name in the text."""
    passage = part.scene.passage
    note = passage.mark and f"n{passage.mark}"
    return part.claim and f"{passage.block.block}{note}.{part.claim}"


def _quantity(part: Part, label: Label, over: UnitFound | None) -> Quantity:
    """``over``: the unit that the line of the figure, or the one over its list, declares."""
    figure = part.figure
    unit, multiplier = (over.unit, over.multiplier) if over else (figure.unit, figure.multiplier)
    status, decimals = (Status.TEXT, None) if figure.value is None else (Status.OK, figure.decimals)
    return Quantity(
        figure.raw,
        figure.value,
        decimals,
        status,
        unit,
        multiplier,
        tuple(_extra(part, label)),
        figure.op,
    )


def _extra(part: Part, label: Label) -> Iterator[tuple[str, str]]:
    """What a figure of running text tells beside the fields of its record.

    ``dated`` is the rule of its period, ``counted`` that of its label.
    """
    figure = part.figure
    pairs = (
        ("low", plain_text(figure.low)),
        ("high", plain_text(figure.high)),
        ("dated", part.dated.rule),
        ("counted", label.rule),
        ("note", part.scene.passage.mark),
    )
    return ((name, value) for name, value in pairs if value)
