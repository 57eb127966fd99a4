"""Observations get their library and their territory from the labels around them, the nearest first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractor.model import Document, Library, Mention, Observation, Outline, Section, Table
from extractor.resolve.areas import Area, area_of, is_area_header, one_spelling
from extractor.resolve.index import Index, index_of
from extractor.resolve.learn import HEADER_ROWS, is_name_header
from extractor.resolve.names import is_total, resolve_each, says_head
from extractor.resolve.prose import SURE, phrases_of
from extractor.resolve.speech import Speech
from extractor.text import clean


@dataclass(frozen=True, slots=True)
class Columns:
    """Labels of a table that stand under a heading of libraries, and under one of territories."""

    libraries: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(slots=True)
class Names:
    """What each label means, asked once: ``found`` by whole labels, ``spoken`` by the one library that a sentence names."""

    index: Index
    found: dict[str, Mention] = field(default_factory=dict)
    spoken: dict[str, Mention] = field(default_factory=dict)

    def of_label(self, label: str) -> Mention:
        if label not in self.found:
            self.found[label] = next(resolve_each((label,), self.index))
        return self.found[label]

    def of_sentence(self, sentence: str) -> Mention:
        if sentence not in self.spoken:
            self.spoken[sentence] = _only_library(sentence, self.index)
        return self.spoken[sentence]


def attach_names(
    observations: Iterable[Observation], document: Document, outline: Outline, registry: tuple[Library, ...], district: str
) -> tuple[Observation, ...]:
    """The same observations with ``library`` and ``area``.

    A label that names the whole system ends the search with no library; «Итого» alone does not; one that is undecided lets a
    farther label decide among its candidates. A figure of running text looks in its own sentence before the headings. The report's
    own district is no area.
    """
    attacher = _Attacher(document, outline, index_of(registry), district)
    named = [replace(each, library=attacher.library(each)) for each in observations]
    areas = [attacher.area(each) for each in named]
    spellings = one_spelling(each for each in areas if each)
    return tuple(replace(each, area=spellings[area.key]) if area else each for each, area in zip(named, areas, strict=True))


class _Attacher:
    def __init__(self, document: Document, outline: Outline, index: Index, district: str) -> None:
        self.names = Names(index)
        self.speech = Speech(document, index)
        self.tables = {each.number: each for each in outline.tables}
        self.columns = {each.number: columns_of(each.table) for each in outline.tables}
        self.sections = {each.section: each for each in outline.sections}
        own = area_of(district, listed=True)
        self.own = own.key if own else ""
        self.areas: dict[tuple[str, bool], Area | None] = {}

    def library(self, observation: Observation) -> tuple[str, ...]:
        undecided: frozenset[str] = frozenset()
        for mention in self._mentions(observation):
            if mention.rule == "system":
                return ()
            if mention.libraries and (not undecided or undecided.issuperset(mention.libraries)):
                return mention.libraries
            if mention.rule == "ambiguous":
                undecided = frozenset(library for library, _ in mention.candidates)
        return ()

    def _mentions(self, observation: Observation) -> Iterator[Mention]:
        """What the labels name, nearest first: row, column, caption, headings."""
        columns = self.columns.get(observation.table or 0, Columns())
        for label in (*reversed(observation.row_path), *reversed(observation.column_path)):
            mention = self.names.of_label(label)
            if names_a_library(mention, columns.libraries):
                yield mention
        if observation.table is not None and observation.table in self.tables:
            yield self.names.of_sentence(self.tables[observation.table].caption)
        elif observation.place.start is not None and not any(map(says_head, observation.row_path)):  # not «18 библиотек»
            yield from self.speech.around(observation.place.block, observation.place.start)
        yield from (self.names.of_sentence(each.title) for each in self._headings(observation.section))

    def _headings(self, section: str) -> Iterator[Section]:
        seen: set[str] = set()
        while section in self.sections and section not in seen:
            seen.add(section)
            yield self.sections[section]
            section = self.sections[section].parent

    def area(self, observation: Observation) -> Area | None:
        columns = self.columns.get(observation.table or 0, Columns())
        labels = (*reversed(observation.row_path), *reversed(observation.column_path))
        titles = (each.title for each in self._headings(observation.section))
        for label in (*labels, *titles):
            area = self._area_of(label, clean(label) in columns.areas)
            if area and clean(label) not in columns.libraries:
                return area if area.key != self.own else None
        return None

    def _area_of(self, label: str, listed: bool) -> Area | None:
        if (label, listed) not in self.areas:
            self.areas[label, listed] = area_of(label, listed)
        return self.areas[label, listed]


def names_a_library(mention: Mention, listed: frozenset[str]) -> bool:
    """Whether a label stands for a library: «с. Луговое» does in a list of libraries, elsewhere it is a village; «Итого» never."""
    if mention.rule == "none" or is_total(mention.text):
        return False
    named_by_place = mention.rule in ("settlement", "fuzzy", "ambiguous")
    return not named_by_place or says_head(mention.text) or clean(mention.text) in listed


def _only_library(sentence: str, index: Index) -> Mention:
    """The library that a caption or a heading is about: the only one that it names, and not as one of a list."""
    phrases = (sentence[start:end] for start, end in phrases_of(sentence, index))
    found = [each for each in resolve_each(phrases, index) if each.rule != "none"]
    one = len(found) == 1 and len(found[0].libraries) == 1 and found[0].score >= SURE
    return found[0] if one else Mention(sentence, (), 0, "none")


def columns_of(table: Table) -> Columns:
    """Labels below each heading that announces libraries or territories."""
    return Columns(_below(table, is_name_header), _below(table, is_area_header))


def _below(table: Table, announces: Callable[[str], bool]) -> frozenset[str]:
    heads: dict[int, int] = {}
    for cell in table.cells:
        if cell.row < HEADER_ROWS and cell.column_span < table.columns and announces(cell.text):
            heads.setdefault(cell.column, cell.row + cell.row_span)
    return frozenset(clean(cell.text) for cell in table.cells if cell.row >= heads.get(cell.column, table.rows))

