"""Words that judge a figure against the figure: «ниже нормы (при норме 17–22)», «показатель
снижен».
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import paragraphs, short, spot
from extractor.check.figures.word_match import listed
from extractor.check.relations.repeated_figures import agreed
from extractor.check.remarks.phrasing import printed, way_name
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity
from extractor.text import fold
from extractor.words import words

NORM = re.compile(
    r"(?<!\d)(\d+(?:[.,]\d+)?)\s*%?\s*[-–—,]?\s*(выше|ниже|больше|меньше|превышает)\s+(?:нормы|норматива|норму|норматив)\s*\(?[^()\d]{0,25}"
    r"(\d+(?:[.,]\d+)?)\s*(?:[-–—]|до)\s*(\d+(?:[.,]\d+)?)",
    re.IGNORECASE,
)
SHORT_STEM = 8


def norm_remarks(case: Case) -> Iterator[Remark]:
    """A figure called below a norm that it lies within or above, or the contrary."""
    for place, section, text in case.shelf.edition.paragraphs:
        for found in NORM.finditer(text):
            value, one, other = (Fraction(found[n].replace(",", ".")) for n in (1, 3, 4))
            low, high = sorted((one, other))
            above = fold(found[2]).startswith(listed("norm_up"))
            if value <= high if above else value >= low:
                yield Remark(
                    "text.norm",
                    "text",
                    Severity.ERROR,
                    "norm",
                    {
                        "where": short(found[0]),
                        "left": found[1],
                        "said": fold(found[2]),
                        "right": f"{found[3]}–{found[4]}",
                    },
                    figures=_at(case, place, found.start(1)),
                    left=found[1],
                    right=f"{found[3]}–{found[4]}",
                    section=section,
                    place=place,
                    key=f"{place}c{found.start()}",
                )


def _at(case: Case, place: str, start: int) -> tuple[Figure, ...]:
    return tuple(
        each
        for each in case.shelf.told
        if (at := spot(each.fact)) and at[0] == place and at[1] == start
    )


def trend_remarks(case: Case) -> Iterator[Remark]:
    """«Показатель обращаемости снижен» where the table shows that it grew: said without a
    number, of an indicator of one word.
    """
    names = list(_short_names(case))
    for place, text in paragraphs(case.shelf.edition).items():
        for part in re.split(r"(?<=[.;!?])\s+|,\s", text):
            up = _direction(part)
            for stem, code in names if up is not None and not any(map(str.isdigit, part)) else ():
                if _speaks_of(part, stem):
                    yield from _against(code, bool(up), part, place, case)


def _short_names(case: Case) -> Iterator[tuple[str, str]]:
    """Stems of ratios that one word names: «обращаемост» → ratios.turnover."""
    for code, indicator in case.shelf.indicators.items():
        first = fold(indicator.ru).split()[0]
        one_word = (
            first.endswith("сть")
            and len(first) > SHORT_STEM
            and code != "ratios.stock_per_inhabitant"
        )
        if indicator.kind == "ratio" and one_word:
            yield first[:-1], code


def _direction(part: str) -> bool | None:
    """True for growth, False for decline, None where neither or both are said."""
    change = words("quote")["change"]
    found = re.findall(r"[а-яё]+", fold(part))
    up = any(word.startswith(tuple(change["up"])) for word in found)
    down = any(word.startswith(tuple(change["down"])) for word in found)
    denied = any(
        word in ("не", "нет", "без", "если", "чтобы", "больше", "выше", "ниже", "меньше")
        for word in found
    )
    return None if up == down or denied else up


def _speaks_of(part: str, stem: str) -> bool:
    folded = fold(part)
    return f"показатель {stem}" in folded or folded.lstrip("-–• ").startswith(stem)


def _against(code: str, up: bool, part: str, place: str, case: Case) -> Iterator[Remark]:
    year = case.shelf.edition.year or 0
    now, base = (case.shelf.of_system.get((code, str(year - back)), ()) for back in (0, 1))
    if not now or not base:
        return
    here, there = agreed(now), agreed(base)
    if here.value != there.value and (here.value > there.value) != up:
        said = way_name(up, case.lang)
        left, right = printed(here, case.lang), printed(there, case.lang)
        section = next(
            (section for each, section, _ in case.shelf.edition.paragraphs if each == place), ""
        )
        yield Remark(
            "text.trend",
            "text",
            Severity.ERROR,
            "direction",
            {"where": short(part), "said": said, "left": left, "right": right},
            figures=(here, there),
            left=left,
            right=right,
            difference=here.value - there.value,
            section=section,
            place=place,
            other_place=str(here.fact.place),
            key=f"{place}|{code}",
        )
