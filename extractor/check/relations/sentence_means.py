"""«Площадь 14 библиотек – 1 312,6 кв. м, на одну библиотеку приходится 93,8»: a mean of a sentence
against what it is the mean of, in the same unit, and the number of things that it is told per.
"""

from collections.abc import Iterator, Sequence

from extractor.check.evidence.slipped import has_slip
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import paragraphs, sentence_at, spot
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import STEM, WORD, listed
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.relations.repeated_figures import agreed
from extractor.formula import Comparison, Operation, Ref
from extractor.model import STATING, Op
from extractor.model.finding import Severity
from extractor.text import fold
from extractor.words import words

MEAN, TOTAL, COUNT = Ref("mean.0"), Ref("total.0"), Ref("count.0")
STATEMENT = Comparison(MEAN, "=", Operation("/", TOTAL, COUNT))


def mean_edits(case: Case) -> Iterator[Edit]:
    """Yield the statement of each mean that stands behind its total in one sentence.

    The number of things stands there too, or in a table; then one slip of the hand has to explain
    the difference, for a sentence may mean some of the things only.
    """
    texts = paragraphs(case.shelf.edition)
    blocks: dict[str, list[Figure]] = {}
    for one in case.shelf.told:
        if one.fact.op is Op.EXACT and one.fact.role in STATING and one.fact.unit != "%":
            blocks.setdefault(one.fact.place.whole, []).append(one)
    for block, figures in blocks.items():
        for mean in figures if block in texts else ():
            sentence = _before(mean, figures, texts[block])
            thing = _thing(mean, texts[block])
            if thing and sentence:
                yield from _edits(mean, sentence, thing, texts[block], case.shelf)


def _before(mean: Figure, figures: Sequence[Figure], text: str) -> list[Figure]:
    """Return the figures of its sentence that stand before a mean."""
    at = spot(mean.fact)
    begin = sentence_at(text, at[1], at[2])[1] if at is not None else 0
    return [
        one
        for one in figures
        if at is not None and (own := spot(one.fact)) is not None and begin <= own[1] < at[1]
    ]


def _thing(mean: Figure, text: str) -> str:
    """Return the word that a mean is told per, empty where none is: «на одну библиотеку … 93,8»."""
    at = spot(mean.fact)
    if at is None:
        return ""
    begin = sentence_at(text, at[1], at[2])[1]
    before = fold(text[begin : at[1]])
    ends = [before.rfind(one) + len(one) for one in listed("per_words") if one in before]
    said = WORD.findall(before[max(ends) :]) if ends else []
    is_near = not any(map(str.isdigit, before[max(ends) :])) if ends else False
    return said[0] if said and is_near else ""


def _edits(
    mean: Figure, sentence: Sequence[Figure], thing: str, text: str, shelf: Shelf
) -> Iterator[Edit]:
    totals = [one for one in sentence if one.fact.unit == mean.fact.unit != ""]
    near = [one for one in sentence if one not in totals and _counts(one, thing, text)]
    made = [_edit(mean, total, count) for total in totals for count in near if count.value]
    known = [
        _edit(mean, total, count)
        for total in totals
        for count in _of_tables(thing, mean.fact.period, shelf)
    ]
    holding = [edit for edit in (*made, *known) if outcome(edit) is not Outcome.BROKEN]
    slipped = [edit for edit in known if has_slip(edit)]
    broken = made or slipped
    if holding:
        yield holding[0]
    elif len(broken) == 1:
        yield broken[0]


def _counts(figure: Figure, thing: str, text: str) -> bool:
    """Return whether a figure counts the things that a mean is told per."""
    at = spot(figure.fact)
    behind = WORD.findall(fold(text[at[2] :]))[:2] if at is not None else []  # «14 действующих …»
    return not figure.step and any(word[:STEM] == thing[:STEM] for word in behind)


def _of_tables(thing: str, year: str, shelf: Shelf) -> Iterator[Figure]:
    """Yield the numbers of such things that the tables give for the whole system."""
    codes = dict.fromkeys(
        code
        for stem, found in words("check")["share_of"].items()
        if thing.startswith(stem[: max(STEM, len(stem) - 1)])
        for code in found
    )
    for code in codes:
        if found := shelf.of_system.get((code, year), ()):
            yield agreed(found)


def _edit(mean: Figure, total: Figure, count: Figure) -> Edit:
    return Edit(
        "text.mean",
        "text",
        Severity.ERROR,
        "text|mean",
        STATEMENT,
        {MEAN: mean, TOTAL: total, COUNT: count},
        must=True,
        scaled=mean.scale != total.scale,
        says="told_mean",
    )
