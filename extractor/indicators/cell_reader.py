"""Reads the figures of the tables of one report: the words around each, and what they mean."""

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extractor.indicators.decision import Decision, Meaning, meaning_of
from extractor.indicators.figure_labels import FigureLabels, figure_key
from extractor.indicators.label_key import label_key
from extractor.indicators.matching import NOBODY, Around, Judge, Said, Verdict
from extractor.indicators.parts_and_wholes import (
    is_called_by,
    is_change,
    is_change_beside,
    is_intended,
    is_subset,
    names_without_counts,
    speaks_of_change,
    without_names,
)
from extractor.indicators.rivals import Rival, Rivals
from extractor.indicators.table_context import TableContexts
from extractor.indicators.table_labels import TableLabels
from extractor.indicators.wording import words_of
from extractor.model import Observation, Outline, PlacedTable, Section, Status, Vocabulary

Words = tuple[str, ...]
UNNUMBERED = "~"
DIGIT = re.compile(r"\d")


@lru_cache(maxsize=4)
def judge_of(vocabulary: Vocabulary) -> Judge:
    """Made once for many reports: what it has heard is true of all."""
    return Judge(vocabulary)


def reader_of(
    judged: Callable[[Said], Verdict],
    found: tuple[Observation, ...],
    outline: Outline,
    vocabulary: Vocabulary,
    names: Set[str],
) -> "CellReader":
    nameable = names_without_counts(names)
    meaning = meaning_of(vocabulary)
    labels = TableLabels(found)
    figures = FigureLabels(found, outline, nameable, meaning.lexicon, labels)
    judge = judge_of(vocabulary)
    rivals = Rivals(found, figures.of, meaning.decide)
    contexts = TableContexts(found, figures.of, meaning)
    return CellReader(judge, judged, outline, nameable, labels, meaning, figures, rivals, contexts)


@dataclass(slots=True)
class CellReader:
    """Gathers the words around each figure, once a label, and asks ``judged`` what they mean."""

    judge: Judge
    judged: Callable[[Said], Verdict]
    outline: Outline
    names: Set[str]
    labels: TableLabels
    meaning: Meaning
    figures: FigureLabels
    rivals: Rivals
    contexts: TableContexts
    captions: dict[int | None, Words] = field(init=False)
    sections: dict[str, Section] = field(init=False)
    longest_first: tuple[str, ...] = field(init=False)
    surroundings: dict[tuple[int | None, str, Words], Around] = field(default_factory=dict)
    heard: dict[tuple[str, str, bool, bool], Words | None] = field(default_factory=dict)
    verdicts: dict[tuple[object, ...], Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.captions = {each.number: _caption_words(each) for each in self.outline.tables}
        self.sections = {each.section: each for each in self.outline.sections}
        # «библиотека села Луговое» before «библиотека села», whatever order the set has
        self.longest_first = tuple(sorted(self.names, key=lambda name: (-len(name), name)))

    def verdict(self, observation: Observation) -> Verdict:
        """What a cell measures: words («автобус») nothing, a figure that cannot be read («70 00»)
        what its labels say.
        """
        if observation.status is Status.TEXT and not DIGIT.search(observation.raw):
            return self.learned(observation) or NOBODY
        key = figure_key(observation)
        if key not in self.verdicts:
            self.verdicts[key] = self._judged(observation)
        found = self.verdicts[key]
        if (
            found.code
            and found.rule != "learned"
            and self._is_change(observation)
            and not self._asks_for_change(found)
        ):
            return Verdict("", "change", near=((found.code, "change"),))
        if found.likely and self._is_change(observation):
            return replace(found, likely="")
        return found

    def reasons(self, observation: Observation) -> tuple[tuple[str, float], ...]:
        """What was weighed for and against the likeliest code of a cell's label."""
        if observation.table is None:
            return ()
        return self.contexts.reasons(observation.table, self.figures.of(observation))

    def _is_change(self, observation: Observation) -> bool:
        return is_change(observation) or is_change_beside(
            observation, self.labels.title(observation.table)
        )

    def learned(self, observation: Observation) -> Verdict | None:
        """What a person taught for its labels."""
        learned = self.judge.vocabulary.learned
        code = learned.get(label_key(observation, self.names)) if learned else None
        return Verdict(code, "learned") if code else None

    def _asks_for_change(self, verdict: Verdict) -> bool:
        """Whether a code is that of something that is itself a change."""
        by_meaning = verdict.rule == "meaning" and verdict.code in self.meaning.of_change
        return by_meaning or (verdict.rule != "meaning" and speaks_of_change(verdict.wording))

    def _judged(self, observation: Observation) -> Verdict:
        """What a person taught; else the first way of reading the labels that means something."""
        if learned := self.learned(observation):
            return learned
        if observation.table is None:
            return self._worded(observation)
        labels = self.figures.of(observation)
        decision = self.contexts.decide(observation.table, labels)
        if decision.code:
            return _of_meaning(decision, self.meaning)
        alone = self.meaning.decide(labels)
        rival = self.rivals.beside(observation.table, labels, alone)
        verdict = self._worded(observation)
        if rival is Rival.BETTER and verdict.code == decision.candidates[0][0]:
            return Verdict("", "rival", near=((verdict.code, "rival"),))
        is_own = bool(verdict.code) and verdict.code not in self.meaning.codes
        if is_own or self.meaning.confirms(decision, verdict.code):
            return verdict
        near = tuple((code, "weaker") for code, _ in decision.candidates)
        likely = decision.likely if rival is Rival.NONE else ""
        return Verdict("", verdict.rule if not verdict.code else "none", near=near, likely=likely)

    def _worded(self, observation: Observation) -> Verdict:
        """What the wordings say."""
        first = None
        for name, reading in READINGS:
            said = reading(self, observation)
            verdict = None if said is None else self.judged(said)
            if verdict is not None and verdict.code:
                return verdict if first is None else replace(verdict, rule=name)
            first = first or verdict
        return first or Verdict("", "none")

    def _whole(self, observation: Observation) -> Said | None:
        """All labels together."""
        return self._said(observation, (*observation.column_path, *observation.row_path))

    def _untitled(self, observation: Observation) -> Said | None:
        """The label over the whole table is its caption: «Основные показатели», and below it
        «Пользователи».
        """
        if _is_of_a_part(observation):
            return None
        return self._without_title(observation, observation.row_path)

    def _column(self, observation: Observation) -> Said | None:
        """In a row that names somebody the column alone says what is measured."""
        if not self._is_row_of_a_name(observation):
            return None
        return self._said(observation, observation.column_path)

    def _untitled_column(self, observation: Observation) -> Said | None:
        if not self._is_row_of_a_name(observation):
            return None
        return self._without_title(observation, ())

    def _without_title(self, observation: Observation, row_path: Words) -> Said | None:
        title = self.labels.title(observation.table)
        if not title or is_intended(title) or len(observation.column_path) + len(row_path) < 2:
            return None
        said = self._said(observation, (*observation.column_path[1:], *row_path), words_of(title))
        return said if said.labels else None

    def _is_row_of_a_name(self, observation: Observation) -> bool:
        """Whether the row is called by a name; sums and groups of some libraries are no names."""
        named = any(self._words(each, observation) is None for each in observation.row_path)
        return named and not _is_of_a_part(observation)

    def _said(self, observation: Observation, paths: Words, title: Words = ()) -> Said:
        labels: Words = ()
        for label in paths:
            labels += self._words(label, observation) or ()
        around = self._around(observation.table, observation.section, title)
        return Said(labels, around, observation.unit, bool(observation.library))

    def _words(self, label: str, observation: Observation) -> Words | None:
        """What a label says of what is measured; None where it is a name and says nothing."""
        listed = observation.row_path[-1:] == (label,) and self.labels.lists_names(
            observation.table, self.names
        )
        key = (label, observation.area, bool(observation.library), listed)
        if key not in self.heard:
            speaks = self._speaks(label, observation, listed)
            is_named = speaks and observation.library
            nameless = without_names(label, self.longest_first) if is_named else label
            self.heard[key] = words_of(nameless) if speaks else None
        return self.heard[key]

    def _speaks(self, label: str, observation: Observation, listed: bool) -> bool:
        """Whether a label may say what is measured: it names no library and no place, and is no row
        of a list of such; a sum of some libraries says which.
        """
        if not observation.library and is_subset(label):
            return True
        return not (listed or label in self.names or is_called_by(observation.area, label))

    def _around(self, table: int | None, section: str, title: Words) -> Around:
        """What stands around a figure: the caption, the headings, all labels of the table."""
        key = (table, section, title)
        if key not in self.surroundings:
            said = frozenset(word for label in self.labels.of(table) for word in words_of(label))
            titles = self.captions.get(table, ()) + title + self.heading(section)
            self.surroundings[key] = self.judge.around(titles, said)
        return self.surroundings[key]

    def heading(self, section: str) -> Words:
        """Words of the nearest numbered heading, and of those without a number below it."""
        return tuple(word for each in self._chain(section) for word in words_of(each.title))

    def _chain(self, section: str) -> Iterator[Section]:
        while (found := self.sections.get(section)) is not None:
            yield found
            if UNNUMBERED not in section or found.parent == section:
                return
            section = found.parent


def _of_meaning(decision: Decision, meaning: Meaning) -> Verdict:
    """The verdict of the model: what was read, and how probable the code is."""
    said = dict.fromkeys(name for found in decision.coordinates.found for name in found.members)
    near = tuple((code, "weaker") for code, _ in decision.candidates[1:])
    labels = filter(None, (meaning.lexicon.members[name].label for name in said))
    wording = f"{decision.probability:.2f}: {', '.join(labels)}"
    return Verdict(decision.code, "meaning", wording, near, chance=decision.probability)


def _is_of_a_part(observation: Observation) -> bool:
    return not observation.library and any(map(is_subset, observation.row_path))


def _caption_words(placed: PlacedTable) -> Words:
    return words_of(placed.caption) + words_of(placed.lead)


READINGS = (
    ("whole", CellReader._whole),
    ("title", CellReader._untitled),
    ("column", CellReader._column),
    ("column", CellReader._untitled_column),
)
