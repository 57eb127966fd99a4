"""What a figure does in its claim: an ordered list of rules, the first answer wins."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.model import Indicator, Op, SentenceRole
from extractor.model.claim import FigureRole, Subject
from extractor.model.observation import SentenceObservation
from extractor.prose.sentence import words_in
from extractor.words import words

PERCENT = "%"
RELATIVE = (PERCENT, "times")
BOUNDS = (Op.RANGE, Op.AT_LEAST, Op.AT_MOST, Op.LESS)
OWN = 2  # layers of words that are of the figure's clause
LEAST_LISTED = 2
NAME = r"(?:[А-ЯЁ][а-яё]|«)[^,;:()\d]{1,60}"
NUMBERS = r"№\s*\d+(?:,\s*(?:№\s*)?\d+)*(?:,|\s+и)\s*(?:№\s*)?\d+"
# «4 филиала: Боровой, Лесной», «3 библиотеки (№ 2, 5)», «3 – в Бору, Лесном и Озёрах»
LISTED = re.compile(
    rf"[^:(–—;.,\d]{{0,60}}[:(–—]\s*(?:в\s+)?(?:{NAME}(?:\(\d{{4}}[^)]*\))?(?:,|\s+и)\s+{NAME}|{NUMBERS})"
)
# «Боровой, Лесной, Озёрный – всего 3»
LISTED_BEFORE = re.compile(
    rf"(?:{NAME}|ф\.\s*\d+),\s*[^;()]{{2,200}}(?:[–—-]\s*(?:всего\s*)?|итого\s*|\()$"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a sentence with its subject; ``at`` is its place among all figures of the
    report, ``known`` its indicator, ``part`` whether it is a part of what another figure of the
    sentence counts.
    """

    at: int
    figure: SentenceObservation
    subject: Subject
    known: Indicator | None = None
    part: bool = False

    @property
    def kind(self) -> str:
        return self.known.kind if self.known else ""

    def said(self, layers: int = OWN) -> list[str]:
        """The words that bear on it, in small letters."""
        return words_in(" ".join(text for layer in self.subject.layers[:layers] for text in layer))


def role_of(stated: Stated) -> FigureRole:
    """What a figure does, by the first rule that knows."""
    return next((role for role, rule in ROLES if rule(stated)), FigureRole.NOW)


def is_whole(stated: Stated) -> bool:
    """«Из 23 библиотек 21»."""
    return stated.subject.whole


def is_percent_change(stated: Stated) -> bool:
    """«выросло на 3 %», «в 1,5 раза»."""
    return stated.subject.role is SentenceRole.CHANGE and stated.figure.unit in RELATIVE


def is_difference(stated: Stated) -> bool:
    """«выросло на 120»."""
    return stated.subject.role is SentenceRole.CHANGE


def is_base(stated: Stated) -> bool:
    """«против 130», «в 2022 году – 130»."""
    return stated.subject.role is SentenceRole.BASE


def is_plan(stated: Stated) -> bool:
    """«план – 1200»."""
    return stated.subject.role is SentenceRole.PLAN


def is_count(stated: Stated) -> bool:
    """«4 филиала: Боровой, Лесной, Озёрный и Сосновый»."""
    counted = stated.figure.unit in ("", "item") and not stated.figure.decimals
    if not counted or stated.figure.value is None or stated.figure.value < LEAST_LISTED:
        return False
    return bool(LISTED.match(stated.subject.behind) or LISTED_BEFORE.search(stated.subject.context))


def is_ratio(stated: Stated) -> bool:
    """«на одного читателя – 13,4»."""
    if stated.kind == "ratio":
        return True
    text = " ".join(stated.subject.readings[0]) if stated.subject.readings else ""
    return any(each in text.lower() for each in words("claims")["ratios"])


def is_share(stated: Stated) -> bool:
    """«9 библиотек (45 %)»."""
    return stated.figure.unit == PERCENT and stated.kind in ("", "share")


def is_part(stated: Stated) -> bool:
    """«…, из них модельных – 3»."""
    return stated.part


def is_bound(stated: Stated) -> bool:
    """«не менее 10 Мбит/с», «17–22»."""
    return stated.figure.op in BOUNDS


ROLES: tuple[tuple[FigureRole, Callable[[Stated], bool]], ...] = (
    (FigureRole.WHOLE, is_whole),
    (FigureRole.PERCENT, is_percent_change),
    (FigureRole.DIFFERENCE, is_difference),
    (FigureRole.BASE, is_base),
    (FigureRole.PLAN, is_plan),
    (FigureRole.COUNT, is_count),
    (FigureRole.RATIO, is_ratio),
    (FigureRole.SHARE, is_share),
    (FigureRole.PART, is_part),
    (FigureRole.BOUND, is_bound),
)
