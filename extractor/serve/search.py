"""Search over everything in Russian word forms: headings, tables, sentences, findings, names."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractor.russian.dictionary import dictionary
from extractor.serve.shelf import Shelf
from extractor.text import clean, fold

WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
LONGEST, MOST_FOUND = 220, 100


class Entry(NamedTuple):
    """Something that can be found: ``kind`` is a key of ``desk.yaml``, ``link`` where it stands."""

    kind: str
    report: str
    link: str
    text: str


class SearchIndex:
    """The words of a data set in their first forms."""

    def __init__(self, shelf: Shelf) -> None:
        self.entries = list(_entries(shelf))
        self.places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for at, entry in enumerate(self.entries):
            for form in forms_of(entry.text):
                self.places[form].append(at)

    def find(self, asked: str) -> list[Entry]:
        """What holds all words asked for, in whatever form they stand; a word that is begun counts
        too. At most MOST_FOUND.
        """
        found: set[int] | None = None
        for word in WORD.findall(fold(asked)):
            places = {at for form in self._forms(word) for at in self.places[form]}
            found = places if found is None else found & places
        return [self.entries[at] for at in sorted(found or ())[:MOST_FOUND]]

    def _forms(self, word: str) -> list[str]:
        exact = [form for form in first_forms(word) if form in self.places]
        return exact or [form for form in self.places if form.startswith(word)]


def _entries(shelf: Shelf) -> Iterator[Entry]:
    for indicator in shelf.known.indicators.values():
        yield Entry("search_indicator", "", f"/indicator/{indicator.code}", indicator.ru)
    for library in shelf.libraries.values():
        words = " ".join((library.name, library.number, library.settlement, *library.aliases))
        yield Entry("search_library", "", f"/library/{library.library}", clean(words))
    for report, edition in shelf.editions.items():
        for row in shelf.findings:
            if row.report == report:
                link = f"/queue/finding-{row.cause or row.finding}"
                yield Entry("search_finding", report, link, clean(row.message))
        for heading in edition.headings:
            link = f"/report/{report}#s{heading.section}"
            yield Entry("search_heading", report, link, clean(heading.title))
        for table in edition.tables:
            labels = (cell[5] for cell in table.cells if cell[4] in ("header", "stub", "group"))
            text = clean(" ".join((table.caption, *labels)))
            yield Entry("search_table", report, f"/report/{report}#t{table.table}", text)
        for at, (_, _, text) in enumerate(edition.paragraphs):
            yield Entry("search_text", report, f"/report/{report}#p{at}", clean(text))


def forms_of(text: str) -> set[str]:
    """The first forms of all words of a text."""
    return {form for word in WORD.findall(fold(text)) for form in first_forms(word)}


@lru_cache(maxsize=1 << 16)
def first_forms(word: str) -> tuple[str, ...]:
    """The dictionary forms that a word may be of, and the word itself.

    >>> "библиотека" in first_forms("библиотеками")
    True
    """
    if not word.isalpha() or word.isascii():
        return (word,)
    readings = dictionary().parse(word)
    return tuple(dict.fromkeys((word, *(fold(one.normal_form) for one in readings))))
