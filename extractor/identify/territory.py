"""Votes for the territory that a report speaks of: a district, a town, or the region where the
title names none.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache

from extractor.identify.lines import as_name, paragraphs, shouted, title_lines
from extractor.model import Document, Outline
from extractor.russian.unit_forms import form_pattern, small
from extractor.text import clean, fold
from extractor.words import words

Said = tuple[str, str, int]
NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*"
GENITIVES = ((r"(?<=[бвгджзклмнпрстфхцчшщ])а$", ""), (r"ы$", "а"), (r"ого$", "ый"))
MANY, MOST = 3, 0.5
SEED = 4


def territory_votes(document: Document, outline: Outline) -> Iterator[Said]:
    """(territory, where, votes). What the text names counts only where it names one far more often
    than any other: a report of a region speaks of all its districts.
    """
    weights = words("identity")["weights"]
    counted = Counter(
        name for paragraph in paragraphs(document) for name in districts_of(paragraph.text)
    )
    titled = [
        district
        for line in title_lines(document, outline)
        for district in (districts_of(line) or towns_of(line))
    ]
    yield from ((_as_printed(name, counted), "title", weights["title"]) for name in titled)
    if not titled:
        regions = [region for line in title_lines(document, outline) for region in regions_of(line)]
        yield from ((region, "title", weights["title"]) for region in regions[:1])
    told: Counter[str] = Counter()
    for name, count in counted.items():
        told[_as_printed(name, counted)] += count
    for name, count in told.items():
        if count >= MANY and count > MOST * told.total():
            yield name, "text", count


def _as_printed(name: str, printed: Container[str]) -> str:
    """«Луговского района» may be that of «Луговской район»: so it is where the report prints
    that nominative.
    """
    other = name.replace("ский ", "ской ")
    return other if other in printed else name


def districts_of(text: str) -> list[str]:
    """Districts that a text names, in their dictionary form.

    >>> (districts_of("в Берёзовском муниципальном районе"),
    ...  districts_of("ОТЧЁТ УСТЬ-ЛУГОВСКОГО РАЙОНА"))
    (['Берёзовский район'], ['Усть-Луговский район'])
    """
    found: list[str] = []
    folded = small(text)
    if not (any(map(folded.__contains__, _long_kinds())) or _short_kind().search(folded)):
        return found
    for match in _district().finditer(_readable(text)):
        if fold(match["stem"] + match["end"]).startswith(
            tuple(map(fold, words("identity")["no_names"]))
        ):
            continue
        kind = next(
            territory["name"]
            for index, territory in enumerate(words("identity")["territories"])
            if match[f"k{index}"]
        )
        found.append(f"{match['stem']}{_adjective_end(match['end'])} {kind}")
    return found


def _readable(text: str) -> str:
    """A title in capitals word by word as names are written, so that names can be told from
    other words.
    """
    plain = clean(text)
    return " ".join(_lowered(word) for word in plain.split(" ")) if shouted(plain) else plain


def _lowered(word: str) -> str:
    return word.lower() if _kind_word().fullmatch(word.lower()) else as_name(word)


@cache
def _kind_word() -> re.Pattern[str]:
    kinds = "|".join(
        _forms(word["forms"])
        for group in ("territories", "towns", "regions")
        for word in words("identity")[group]
    )
    return re.compile(rf"\W*(?:{kinds}|муниципальн\w*|городск\w*)\W*")


def _adjective_end(end: str) -> str:
    """«Берёзов|ского» → «ский»: in the genitive «Луговской» cannot be told from it."""
    return next(
        str(word["form"]) for word in words("identity")["adjectives"] if end in word["ends"]
    )


@cache
def _long_kinds() -> tuple[str, ...]:
    """Return the last words of what stands behind a name: without one no name is looked for, and
    most paragraphs have none.
    """
    forms = (
        small(form).split()[-1]
        for word in words("identity")["territories"]
        for form in word["forms"]
    )
    return tuple({form.rstrip("*")[:SEED] for form in forms if len(form) >= SEED})


@cache
def _short_kind() -> re.Pattern[str]:
    """«МР», «г. о.»: too short to be looked for anywhere."""
    short = [
        form
        for word in words("identity")["territories"]
        for form in word["forms"]
        if len(form.split()[-1]) < SEED
    ]
    return re.compile(rf"\s{_forms(short)}(?![\w-])")


@cache
def _district() -> re.Pattern[str]:
    table = words("identity")
    ends = "|".join(
        sorted({end for word in table["adjectives"] for end in word["ends"]}, key=len, reverse=True)
    )
    kinds = "|".join(
        f"(?P<k{index}>(?i:{_forms(word['forms'])}))"
        for index, word in enumerate(table["territories"])
    )
    return re.compile(
        r"(?<![\w-])(?P<stem>[А-ЯЁ][а-яё]*(?:-[А-ЯЁа-яё]+)*?)(?P<end>"
        rf"{ends})\s+(?:{kinds})(?![\w-])"
    )


def _forms(forms: list[str]) -> str:
    return (
        "(?:"
        + "|".join(
            form_pattern(form).replace(r"[^\S\n]*", r"\s+")
            for form in sorted(forms, key=len, reverse=True)
        )
        + ")"
    )


def towns_of(text: str) -> list[str]:
    """Towns that a title names: «г. Луговск», «города Луговска», «городской округ «Город Луговск»»,
    «ЗАТО Заречный».

    >>> towns_of("библиотек города Луговска"), towns_of("ЗАТО г. Заречный")
    (['город Луговск'], ['ЗАТО Заречный'])
    """
    found = []
    for match in _town().finditer(_readable(text)):
        kind = next(
            town["name"]
            for index, town in enumerate(words("identity")["towns"])
            if match[f"k{index}"]
        )
        genitive = match["kind"].lower().endswith("города")
        found.append(f"{kind} {_nominative(match['name']) if genitive else match['name']}")
    return found


def _nominative(name: str) -> str:
    """A town behind «города»: «Луговска» → «Луговск», «Ветлы» → «Ветла», «Заречного» →
    «Заречный»; others stay as printed.
    """
    for end, form in GENITIVES:
        if re.search(end, name):
            return re.sub(end, form, name)
    return name


@cache
def _town() -> re.Pattern[str]:
    kinds = "|".join(
        f"(?P<k{index}>{_forms(word['forms'])})"
        for index, word in enumerate(words("identity")["towns"])
    )
    return re.compile(
        rf"(?<![\w-])(?<!\d\s)(?P<kind>(?i:{kinds}))\s*(?:[«\"“]\s*(?:(?i:город)\s+)?)?(?P<name>"
        rf"{NAME})"
    )


def regions_of(text: str) -> list[str]:
    """Regions that a title names.

    >>> regions_of("общедоступные библиотеки Луговской области"), regions_of("в Республике Заречье")
    (['Луговская область'], ['Республика Заречье'])
    >>> regions_of("Великорецкая областная библиотека. Библиотеки Великорецкой области")
    ['Великорецкая область']
    """
    plain, table = _readable(text), words("identity")
    ends = "|".join(table["region_adjectives"])
    found = []
    for region in table["regions"]:
        pattern = rf"(?<![\w-])({NAME})({ends})\s+{_forms(region['forms'])}(?![\w-])"
        found += [
            f"{stem}{end[0]}{region['form'][1:]} {region['name']}"
            for stem, end in re.findall(pattern, plain)
        ]
    republics = re.findall(rf"(?i:{_forms(table['republic'])})\s+({NAME})", plain)
    return found + [f"Республика {republic}" for republic in republics]
