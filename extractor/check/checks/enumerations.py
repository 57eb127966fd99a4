"""«В 9 библиотеках: Лесная, Ольхинская …» beside as many names as follow."""

import re
from collections.abc import Iterator
from fractions import Fraction

from extractor.check.correction.candidates import Candidate, ranked
from extractor.check.figures.claimed import claimed
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import paragraphs, sentence_at, spot
from extractor.check.figures.word_match import has_word
from extractor.check.remarks.remark import Remark
from extractor.model import Op
from extractor.model.claim import ClaimKind, FigureRole
from extractor.model.finding import Severity

LEAD = re.compile(r"[^:.;,\d]{0,60}:\s+")
ITEM = re.compile(r"(?:[^,;«»()]|«[^»]{0,200}»|\([^)]{0,200}\))+")
NAME = re.compile(r"^(?:[А-ЯЁA-Z«№\d]|(?:с|д|п|ст|г|пос|дер)\.)")
DIGIT = re.compile(r"(?<![№\d])\s\d")
LEAST, MOST, LONGEST = 3, 40, 60  # names of a list, and letters of one
NEAREST, SHARE = 2, 3  # a count is off by two, or by a third of what is named


def enumeration_remarks(case: Case) -> Iterator[Remark]:
    """Yield a remark where a sentence names more or fewer than it says."""
    texts = paragraphs(case.shelf.edition)
    for claim in claimed(case.shelf):
        figure = claim.only(FigureRole.COUNT)
        if claim.kind is ClaimKind.LIST and figure is not None and figure.fact.op is Op.EXACT:
            named = _named(figure, texts.get(figure.fact.place.whole, ""))
            if named and figure.value not in named and _is_near(figure, named[0]):
                yield _remark(figure, named[0], case)


def _named(figure: Figure, text: str) -> tuple[int, ...]:
    """Return how many names follow a count, both where «и» may join two; none where it is no
    whole list.
    """
    at = spot(figure.fact)
    if at is None or not text:
        return ()
    sentence, begin = sentence_at(text, at[1], at[2])
    after = sentence[at[2] - begin :]
    lead = LEAD.match(after)
    if lead is None or has_word(after, "selection") or has_word(after, "list_goes_on"):
        return ()
    items = [item.strip(" .") for item in ITEM.findall(after[lead.end() :]) if item.strip(" .")]
    are_names = all(NAME.match(item) and len(item) <= LONGEST for item in items)
    if not LEAST <= len(items) <= MOST or not are_names or any(map(DIGIT.search, items)):
        return ()
    return (len(items), len(items) + 1) if " и " in items[-1] else (len(items),)


def _is_near(figure: Figure, named: int) -> bool:
    return abs(figure.value - named) <= max(NEAREST, named // SHARE)


def _remark(figure: Figure, named: int, case: Case) -> Remark:
    left, right = figure.fact.raw, str(named)
    excerpt = case.excerpts.get(figure.fact.observation, "")
    return Remark(
        "list.named",
        "list",
        Severity.ERROR,
        "listed",
        {"where": excerpt, "left": left, "right": right},
        figures=(figure,),
        left=left,
        right=right,
        difference=figure.value - named,
        suggestions=ranked([Candidate(figure, Fraction(named), "count", Fraction(1))]),
    )
