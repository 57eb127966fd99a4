"""«5 сельских библиотек (21,4 %)»: a count and its share in one sentence, against what it is a
share of.
"""

import re
from collections.abc import Iterator
from itertools import product

from extractor.check.correction.slips import length_of
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import paragraphs, sentence_at, spot
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import listed
from extractor.check.relations.edit import Edit, Outcome, outcome
from extractor.check.relations.line_words import stems
from extractor.check.relations.repeated_figures import agreed
from extractor.check.relations.table_shares import PART, SHARE, STATEMENT, WHOLE
from extractor.model import SentenceRole
from extractor.model.finding import Severity
from extractor.text import fold
from extractor.words import words

CHANGING = (SentenceRole.CHANGE, SentenceRole.BASE)
FARTHEST = 60
"""Letters between a count and its share."""
ORDER = (Outcome.HOLDS, Outcome.TRUNCATED, Outcome.BROKEN, Outcome.SKIPPED)
LEAST_DIGITS = 3  # of a count that is known by its digits
ADJECTIVE = re.compile(r"(?<![а-я])([а-я]{3,}(?:ого|его|ой|ей|их|ых))\s+$")
BETWEEN, AFTER = re.compile(r"[\d;]"), re.compile(r"[^).,;]{0,60}")


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
            if share.fact.unit == "%" and share.fact.role is SentenceRole.SHARE and block in texts:
                part = _before(share, figures, texts[block])
                if part is not None and not _tells_change(share, figures, texts[block]):
                    beside = [one for one in figures if one is not part and one is not share]
                    yield from _edit(share, part, beside, texts[block], case.shelf)


def _tells_change(share: Figure, figures: list[Figure], text: str) -> bool:
    """Return whether a change is told before the share in its sentence: it is that in per cent."""
    at = spot(share.fact)
    if at is None:
        return False
    begin = sentence_at(text, at[1], at[2])[1]
    changes = (one for one in figures if one.fact.role in CHANGING)
    return any((own := spot(one.fact)) and begin <= own[1] < at[1] for one in changes)


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


def _edit(
    share: Figure, part: Figure, beside: list[Figure], text: str, shelf: Shelf
) -> Iterator[Edit]:
    """Yield the statement with the whole that its words name and with which it holds.

    A whole that only the sentence names accuses where its paragraph prints it; any other figure
    of the paragraph that the share fits is the whole.
    """
    named, is_sure = _wholes(share, part, text, shelf)
    told = {one.worth(True) for one in beside}
    sure = [
        one
        for one in named
        if is_sure or one.worth(True) in told or _share_a_line(part, one, shelf)
    ]
    made = [_with(share, part, one) for one in sure if one.worth(True) >= part.worth(True)]
    others = [_with(share, part, one) for one in beside if one.worth(True) > part.worth(True)]
    best = min(made, key=lambda one: ORDER.index(outcome(one)), default=None)
    if best is not None and outcome(best) is not Outcome.HOLDS:
        narrowed = (_with(share, part, one) for one in _narrowed(share, text, shelf))
        fitting = (one for one in (*others, *narrowed) if outcome(one) is Outcome.HOLDS)
        yield next(fitting, best)
    elif best is not None:
        yield best


def _share_a_line(part: Figure, whole: Figure, shelf: Shelf) -> bool:
    """Return whether a table has a count and a whole in one row or column, of one year."""
    if length_of(part.value) < LEAST_DIGITS:
        return False
    worth, period = part.worth(True), whole.fact.period
    for figures in shelf.by_table.values():
        parts = [one for one in figures if one.worth(True) == worth and one.fact.period == period]
        wholes = [one for one in figures if parts and one.worth(True) == whole.worth(True)]
        if any(_are_in_line(one, other) for one, other in product(parts, wholes)):
            return True
    return False


def _are_in_line(one: Figure, other: Figure) -> bool:
    is_row = one.fact.row == other.fact.row and one.fact.column != other.fact.column
    is_column = one.fact.column == other.fact.column and one.fact.row != other.fact.row
    return is_row or is_column


def _narrowed(share: Figure, text: str, shelf: Shelf) -> Iterator[Figure]:
    """Yield the figures of tables that a share may be of, whatever their code: under labels whose
    word follows it, «6,5 % посещений за услугами».
    """
    at = spot(share.fact)
    after = AFTER.match(text[at[2] :]) if at is not None else None
    said = stems(after[0]) if after else frozenset()
    for figures in shelf.by_table.values():
        for one in figures:
            labels = " ".join((*one.fact.row_path, *one.fact.column_path))
            is_count = one.fact.period == share.fact.period and one.fact.unit != "%"
            if is_count and said & stems(labels):
                yield one


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


def _wholes(share: Figure, part: Figure, text: str, shelf: Shelf) -> tuple[list[Figure], bool]:
    """Return what the words around a share may mean by the whole, and whether they stand at it.

    First the noun of the count, then what follows the share, then the sentence.
    """
    at, own = spot(share.fact), spot(part.fact)
    if at is None or own is None:
        return [], False
    sentence, _ = sentence_at(text, at[1], at[2])
    after = AFTER.match(text[at[2] :])
    near = (fold(text[own[2] : at[1]]), fold(after[0]) if after else "")
    for place in (*near, fold(sentence)):
        found = _of_words(place, share.fact.period, shelf)
        figures = [one for one in found if one.worth(True) != part.worth(True)]  # it is the part
        if figures:
            return figures, place in near
    return [], False


def _names_whole(stem: str, place: str) -> bool:
    """Return whether a folded text names a whole, and no adjective makes it another: «8,3 % всего
    фонда», not «краеведческого фонда».
    """
    at = place.find(stem)
    before = ADJECTIVE.search(place[: max(at, 0)])
    return at >= 0 and (before is None or before[1].startswith(listed("whole_adjectives")))


def _of_words(place: str, year: str, shelf: Shelf) -> list[Figure]:
    """Return the figures of the tables that words call a whole."""
    codes = (
        code
        for stem, found in words("check")["share_of"].items()
        if _names_whole(stem, place)
        for code in found
    )
    return [
        agreed(shelf.of_system[code, year]) for code in codes if (code, year) in shelf.of_system
    ]
