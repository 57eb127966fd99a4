"""«5 сельских библиотек (21,4 %)»: a count and its share in one sentence, against what it is a
share of.
"""

import re
from collections.abc import Iterator

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure, Shelf
from extractor.check.figures.sentences import paragraphs, sentence_at, spot
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.relations.repeated_figures import agreed
from extractor.check.relations.table_shares import PART, SHARE, STATEMENT, WHOLE
from extractor.model.finding import Severity
from extractor.text import fold
from extractor.words import words

FARTHEST = 60
"""Letters between a count and its share."""
BETWEEN, AFTER = re.compile(r"\d"), re.compile(r"[^).,;]{0,60}")


def counted_shares(case: Case) -> Iterator[Edit]:
    """A statement for each share that follows its count; the whole is the one of those its words
    allow with which it holds.
    """
    texts = paragraphs(case.shelf.edition)
    by_block: dict[str, list[Figure]] = {}
    for each in case.shelf.told:
        by_block.setdefault(each.fact.place.whole, []).append(each)
    for block, figures in by_block.items():
        for share in figures:
            if (
                share.fact.unit == "%"
                and dict(share.fact.extra).get("role") == "share"
                and block in texts
            ):
                part = _before(share, figures, texts[block])
                if part is not None:
                    yield from _edit(share, part, texts[block], case.shelf)


def _before(share: Figure, figures: list[Figure], text: str) -> Figure | None:
    """The count right before a share: no other number stands between them."""
    at = spot(share.fact)
    found: tuple[int, Figure] | None = None
    for each in figures:
        own = spot(each.fact)
        if (
            at
            and own
            and each.value >= 1
            and not each.step
            and own[2] <= at[1] <= own[2] + FARTHEST
        ):
            alone = not BETWEEN.search(text[own[2] : at[1]])
            found = (own[1], each) if alone and (found is None or own[1] > found[0]) else found
    return found[1] if found else None


def _edit(share: Figure, part: Figure, text: str, shelf: Shelf) -> Iterator[Edit]:
    wholes = list(_wholes(share, part, text, shelf))
    made = [_with(share, part, whole) for whole in wholes if whole.worth(True) >= part.worth(True)]
    if made:
        order = (Outcome.HOLDS, Outcome.TRUNCATED, Outcome.BROKEN, Outcome.SKIPPED)
        yield min(made, key=lambda each: order.index(outcome(each)))


def _with(share: Figure, part: Figure, whole: Figure) -> Edit:
    figures = {SHARE: share, PART: part, WHOLE: whole}
    scaled = part.scale != whole.scale
    return Edit(
        "text.counted",
        "share",
        Severity.ERROR,
        "share|text",
        STATEMENT,
        figures,
        must=True,
        scaled=scaled,
        says="percent",
    )


def _wholes(share: Figure, part: Figure, text: str, shelf: Shelf) -> Iterator[Figure]:
    """What the words around a share may mean by the whole: the noun of the count, what follows
    the share, the sentence.
    """
    at, own = spot(share.fact), spot(part.fact)
    if at is None or own is None:
        return
    sentence, _ = sentence_at(text, at[1], at[2])
    after = AFTER.match(text[at[2] :])
    for place in (fold(text[own[2] : at[1]]), fold(after[0]) if after else "", fold(sentence)):
        found = [
            code
            for stem, codes in words("check")["share_of"].items()
            if stem in place
            for code in codes
        ]
        figures = [
            shelf.of_system[code, share.fact.period]
            for code in found
            if (code, share.fact.period) in shelf.of_system
        ]
        if figures:
            yield from (agreed(each) for each in figures)
            return
