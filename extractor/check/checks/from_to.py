"""«Число кружков выросло с 34 до 29»: the word of change against the two figures behind it,
whatever they count.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import paragraphs, sentence_at, spot
from extractor.check.remarks.phrasing import phrase, printed
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity
from extractor.words import words

FROM = re.compile(r"\bсо?\s+$", re.IGNORECASE)
TO = re.compile(
    r"[^\d.;]{0,30}?(?:\(?в?\s*\d{4}\s+(?:год[ау]?|г\.)\)?[^\d.;]{0,3})?\bдо\s+", re.IGNORECASE
)
CLAUSE = re.compile(r"[,:;–—]")
WORD = re.compile(r"[а-я]+")
# «Не снизилось», «прекращено снижение», «выросло место в рейтинге»: the word of change does not say
# which way the figures go.
TURNED = re.compile(
    r"\b(?:не|нет|без|прекра[тщ][а-я]*|останов[а-я]*|мест[аоу]|рейтинг[а-я]*|позици[а-я]*)\b",
    re.IGNORECASE,
)
RANKED = re.compile(r"\s*(?:-?[а-я]{1,3}\s+)?(?:мест|позици|в\s+рейтинг)", re.IGNORECASE)
TIMES = ("hour", "minute", "day", "month", "year")  # «сокращён день: с 9 до 18 часов»


def from_to_remarks(case: Case) -> Iterator[Remark]:
    """A pair «с N до M» that goes the other way than the last word of change before it in its
    clause.
    """
    texts = paragraphs(case.shelf.edition)
    for base, now in pairwise(each for each in case.shelf.told if spot(each.fact)):
        way = _way(base, now, texts)
        if way and all(_goes(step) not in ("", way) for step in _steps(base, now)):
            left, right = printed(now, case.lang), printed(base, case.lang)
            yield Remark(
                "text.from_to",
                "text",
                Severity.ERROR,
                "from_to",
                {
                    "where": case.excerpts.get(base.fact.observation, ""),
                    "said": phrase(f"way_{way}", case.lang),
                    "left": left,
                    "right": right,
                },
                figures=(now, base),
                left=left,
                right=right,
                difference=now.worth(True) - base.worth(True),
                other_place=str(base.fact.place),
            )


def _steps(base: Figure, now: Figure) -> tuple[Fraction, Fraction]:
    """The change, each figure in its own multiplier, and both in the last one: «со 120 до 150
    тыс.» shares it.
    """
    return now.worth(True) - base.worth(True), now.worth(True) - base.value * max(
        base.scale, now.scale
    )


def _goes(step: Fraction) -> str:
    return "up" if step > 0 else "down" if step < 0 else ""


def _way(base: Figure, now: Figure, texts: dict[str, str]) -> str:
    """«up» or «down» as the sentence says, empty where the two figures are no such pair."""
    first, second = spot(base.fact), spot(now.fact)
    if (
        first is None
        or second is None
        or first[0] != second[0]
        or base.fact.unit in TIMES
        or now.fact.unit in TIMES
    ):
        return ""
    text = texts.get(first[0], "")
    lead = FROM.search(text[: first[1]])
    if lead is None or not TO.fullmatch(text[first[2] : second[1]]):
        return ""
    _, begin = sentence_at(text, first[1], second[2])
    clause = CLAUSE.split(text[begin : lead.start()])[-1]  # «снизились пороги: скидка с 30 до 50 %»
    if TURNED.search(clause) or RANKED.match(text, second[2]):
        return ""
    return next((way for word in reversed(_words(clause)) if (way := _way_of(word))), "")


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("ё", "е"))


def _way_of(word: str) -> str:
    return next(
        (way for way, stems in words("quote")["change"].items() if word.startswith(tuple(stems))),
        "",
    )
