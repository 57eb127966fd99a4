"""Votes for the institution that reports."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.identify.lines import paragraphs, title_lines
from extractor.model import Document, Outline
from extractor.russian.unit_forms import form_pattern, small
from extractor.text import clean, fold
from extractor.words import words

Said = tuple[str, str, int]
QUOTED = r"\s*[«\"“]([^«»\"“”]*(?:[«\"“][^«»\"“”]*[»\"”])?[^«»\"“”]*)[»\"”]"


@dataclass(frozen=True, slots=True)
class _Named:
    """An institution met: its kind, the name in its quotation marks, ``rank`` 1 where it is
    municipal.
    """

    kind: str
    name: str
    rank: int

    def printed(self) -> str:
        return f"{self.kind[:1].upper()}{self.kind[1:]} «{self.name}»"


def institution_votes(document: Document, outline: Outline) -> Iterator[Said]:
    """(institution, where, votes). An abbreviation votes for the full name whose initials it is;
    municipal ones come first.
    """
    weight = words("identity")["weights"]["title"]
    met = Counter(
        (institution, "text", 1)
        for paragraph in paragraphs(document)
        for institution in institutions_of(paragraph.text)
    )
    met.update(
        (named, "title", weight) for named in _of_title(list(title_lines(document, outline)))
    )
    rank = min((named.rank for named, _, _ in met), default=1)
    full = _full_names(named for named, _, _ in met)
    votes: Counter[tuple[str, str]] = Counter()
    for (named, where, value), count in met.items():
        if named.rank == rank:
            votes[full[fold(named.name)].printed(), where] += value * count
    yield from ((printed, where, count) for (printed, where), count in votes.items())


def _of_title(lines: list[str]) -> Iterator[_Named]:
    """Institutions of title lines; of one that is printed on two lines neither line names it
    alone.
    """
    named = [list(institutions_of(line)) for line in lines]
    for at, found in enumerate(named):
        yield from found
        if at and not found and not named[at - 1]:
            yield from institutions_of(f"{lines[at - 1]} {lines[at]}")


def institutions_of(text: str) -> Iterator[_Named]:
    """Institutions of libraries that a text names with their kind and a name in quotation marks."""
    if not ("«" in text or '"' in text or "“" in text) or not _says_library(text):
        return
    for found in _pattern().finditer(clean(text)):
        name = clean(found[found.lastindex or 0])
        if _says_library(found[0]):
            yield _named(found["kind"], name)


def _says_library(text: str) -> bool:
    return any(map(small(text).__contains__, words("identity")["library_words"]))


def _named(kind: str, name: str) -> _Named:
    for forms, (usual, rank) in _institutions().items():
        if forms.fullmatch(small(kind)):
            return _Named(usual, name, rank)
    return _Named(
        kind,
        name,
        next(
            int(rank)
            for rank, signs in words("identity")["institution_signs"].items()
            if kind in signs
        ),
    )


@cache
def _institutions() -> dict[re.Pattern[str], tuple[str, int]]:
    """Return the forms of each kind of institution → its usual name and its rank."""
    kinds = words("identity")["institutions"]
    return {
        re.compile("|".join(map(_form, kind["forms"]))): (kind["name"], kind["rank"])
        for kind in kinds
    }


def _form(form: str) -> str:
    return form_pattern(form).replace(r"[^\S\n]*", r"\s+").replace("е", "[её]")


@cache
def _pattern() -> re.Pattern[str]:
    table = words("identity")
    long = "|".join(_form(form) for word in table["institutions"] for form in word["forms"])
    signs = "|".join(
        sorted(
            (sign for word in table["institution_signs"].values() for sign in word),
            key=len,
            reverse=True,
        )
    )
    return re.compile(rf"(?<![\w-])(?P<kind>(?i:{long})|{signs}){QUOTED}")


def _full_names(met: Iterator[_Named]) -> dict[str, _Named]:
    """Folded name → how it is shown: the first spelling, or the full name that an abbreviation
    stands for.
    """
    shown: dict[str, _Named] = {}
    for named in met:
        shown.setdefault(fold(named.name), named)
    for key, named in list(shown.items()):
        longer = next(
            (other for other in shown.values() if is_abbreviation(named.name, other.name)), None
        )
        shown[key] = longer or named
    return shown


def is_abbreviation(short: str, name: str) -> bool:
    """Return whether a word in capitals is made of the initials of a name, small words not counted.

    >>> is_abbreviation("БМЦБС",
    ...     "Берёзовская межпоселенческая централизованная библиотечная система")
    True
    >>> is_abbreviation("БЦБС", "Луговская библиотека")
    False
    """
    initials = "".join(word[0] for word in re.findall(r"\w+", name) if len(word) > 1).upper()
    return short.isupper() and " " not in short and short == initials
