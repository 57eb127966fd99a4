"""«43 из 41 компьютера», «5 645 справок, из них 9 590 виртуальных»: parts that are more than what
they are parts of, inside one sentence.
"""

from collections.abc import Iterator, Sequence

from extractor.check.figures.claimed import claimed
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import paragraphs, sentence_at, spot
from extractor.check.figures.word_match import nouns_of
from extractor.check.remarks.phrasing import printed
from extractor.check.remarks.remark import Remark
from extractor.model import STATING, Op
from extractor.model.claim import FigureRole
from extractor.model.finding import Severity
from extractor.text import fold

RULE = "text.part"
OUT_OF = "из"
COUNTED, PART = "counted", "part"


def part_remarks(case: Case) -> Iterator[Remark]:
    """Yield the parts of sentences that are more than all that their sentence counts before."""
    texts = paragraphs(case.shelf.edition)
    blocks: dict[str, list[Figure]] = {}
    for one in case.shelf.told:
        blocks.setdefault(one.fact.place.whole, []).append(one)
    told: set[str] = set()
    for part, wholes in (*_out_of(case, texts), *_among(blocks, texts)):
        largest = max(wholes, key=lambda one: one.worth(True), default=None)
        name = part.fact.observation
        if largest is not None and part.worth(True) > largest.worth(True) and name not in told:
            told.add(name)
            yield _remark(part, largest, case)


def _out_of(case: Case, texts: dict[str, str]) -> Iterator[tuple[Figure, list[Figure]]]:
    """Yield what a claim calls a part and its whole, where nothing but «из» stands between."""
    for claim in claimed(case.shelf):
        part, whole = claim.only(FigureRole.PART), claim.only(FigureRole.WHOLE)
        if part is None or whole is None or not (_is_exact(part) and _is_exact(whole)):
            continue
        if _between(part, whole, texts) == OUT_OF:
            yield part, [whole]


def _between(one: Figure, other: Figure, texts: dict[str, str]) -> str:
    """Return what stands between two figures of a paragraph."""
    first, second = spot(one.fact), spot(other.fact)
    if first is None or second is None or first[0] != second[0] or first[0] not in texts:
        return ""
    return fold(texts[first[0]][first[2] : second[1]]).strip(" (")


def _among(
    blocks: dict[str, list[Figure]], texts: dict[str, str]
) -> Iterator[tuple[Figure, list[Figure]]]:
    """Yield the figures behind «из них» with those before them that they may be parts of."""
    for block, figures in blocks.items():
        for part in figures if block in texts else ():
            if dict(part.fact.extra).get(COUNTED) == PART and _is_exact(part):
                yield part, _before(part, figures, texts[block])


def _before(part: Figure, figures: Sequence[Figure], text: str) -> list[Figure]:
    """Return what a sentence counts before a part; none where it may be of other things."""
    at = spot(part.fact)
    begin = sentence_at(text, at[1], at[2])[1] if at is not None else 0
    found = [
        one
        for one in figures
        if at is not None
        and (own := spot(one.fact)) is not None
        and begin <= own[1] < at[1]
        and one.fact.unit != "%"
    ]
    return found if all(_is_exact(one) and _may_hold(one, part) for one in found) else []


def _may_hold(whole: Figure, part: Figure) -> bool:
    """Return whether a figure counts what a part counts, as far as both say."""
    nouns, others = nouns_of(part.fact), nouns_of(whole.fact)
    is_alike = part.fact.unit in ("", whole.fact.unit) and whole.fact.period == part.fact.period
    return is_alike and (not nouns or not others or bool(nouns & others))


def _is_exact(figure: Figure) -> bool:
    fact = figure.fact
    return fact.op is Op.EXACT and fact.role in STATING and fact.unit != "%"


def _remark(part: Figure, whole: Figure, case: Case) -> Remark:
    left, right = printed(part, case.lang), printed(whole, case.lang)
    return Remark(
        RULE,
        "part",
        Severity.ERROR,
        "told_part",
        {
            "where": case.excerpts.get(part.fact.observation, ""),
            "left": left,
            "right": right,
        },
        figures=(part, whole),
        left=left,
        right=right,
        difference=part.worth(True) - whole.worth(True),
        evidence=((RULE, 1.0),),
        other_place=str(whole.fact.place),
    )
