"""Codes for the observations of one report."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace

from extractor.classify.judge import Judge, Said, Verdict
from extractor.classify.wording import words_of
from extractor.model import Observation, Outline, PlacedTable, Section, Vocabulary
from extractor.text import fold

Words = tuple[str, ...]


def classify_observations(
    observations: Iterable[Observation], outline: Outline, vocabulary: Vocabulary, names: Set[str]
) -> tuple[Observation, ...]:
    """Give each observation the code of what it measures, where its labels say so.

    ``names`` are labels that name a library or a place, and so say nothing of what is measured.
    """
    found = tuple(observations)
    reader = _Reader(Judge(vocabulary), outline, names, _labels_by_table(found))
    return tuple(replace(each, indicator=code) if (code := reader.verdict(each).code) else each for each in found)


def explain_observation(
    observation: Observation, observations: Iterable[Observation], outline: Outline, vocabulary: Vocabulary, names: Set[str]
) -> Verdict:
    """Why an observation got its code, or which codes were near and what spoke against each."""
    return _Reader(Judge(vocabulary), outline, names, _labels_by_table(tuple(observations))).verdict(observation)


def label_key(observation: Observation, names: Set[str] = frozenset()) -> str:
    """The label of a figure without names of libraries and places: what a person maps to a code once."""
    return " / ".join(fold(each) for each in (*observation.column_path, *observation.row_path) if each not in names)


def _labels_by_table(observations: tuple[Observation, ...]) -> dict[int | None, set[str]]:
    found: dict[int | None, set[str]] = {}
    for each in observations:
        if each.table is not None:
            found.setdefault(each.table, set()).update(each.row_path, each.column_path)
    return found


@dataclass(slots=True)
class _Reader:
    """Gathers the words around each figure, once a label."""

    judge: Judge
    outline: Outline
    names: Set[str]
    labels: dict[int | None, set[str]]
    captions: dict[int | None, Words] = field(init=False)
    sections: dict[str, Section] = field(init=False)
    vocabularies: dict[int | None, frozenset[str]] = field(default_factory=dict)
    titles: dict[str, tuple[Words, Words]] = field(default_factory=dict)
    verdicts: dict[tuple[object, ...], Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.captions = {each.number: _caption_words(each) for each in self.outline.tables}
        self.sections = {each.section: each for each in self.outline.sections}

    def verdict(self, observation: Observation) -> Verdict:
        paths = (observation.row_path, observation.column_path)
        key = (observation.section, observation.table, *paths, observation.quantity.unit, observation.area)
        if key not in self.verdicts:
            self.verdicts[key] = self._judged(observation)
        return self.verdicts[key]

    def _judged(self, observation: Observation) -> Verdict:
        learned = self.judge.vocabulary.learned
        if learned and (code := learned.get(label_key(observation, self.names))):
            return Verdict(code, "learned")
        return self.judge.verdict(self._said(observation))

    def _said(self, observation: Observation) -> Said:
        heading, headings = self._titles_of(observation.section)
        paths = (*observation.column_path, *observation.row_path)
        labels = tuple(word for label in paths if self._speaks(label, observation) for word in words_of(label))
        table = observation.table
        return Said(labels, self.captions.get(table, ()), heading, headings, self._table_words(table), observation.quantity.unit)

    def _speaks(self, label: str, observation: Observation) -> bool:
        """Whether a label may say what is measured: it names no library and no place."""
        return label not in self.names and label != observation.area

    def _table_words(self, table: int | None) -> frozenset[str]:
        if table not in self.vocabularies:
            self.vocabularies[table] = frozenset(word for label in self.labels.get(table, ()) for word in words_of(label))
        return self.vocabularies[table]

    def _titles_of(self, section: str) -> tuple[Words, Words]:
        """Words of the section's own heading, and of it with all headings above."""
        if section not in self.titles:
            words = [words_of(each.title) for each in self._chain(section)]
            self.titles[section] = (words[0] if words else (), tuple(word for title in words for word in title))
        return self.titles[section]

    def _chain(self, section: str) -> Iterator[Section]:
        """The section and those above it, innermost first."""
        seen: set[str] = set()
        while (found := self.sections.get(section)) is not None and section not in seen:
            seen.add(section)
            yield found
            section = found.parent


def _caption_words(placed: PlacedTable) -> Words:
    return words_of(placed.caption) + words_of(placed.lead)
