"""Codes for the observations of one report."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from msgspec import structs

from extractor.indicators.matching import Around, Judge, Said, Verdict
from extractor.indicators.parts_and_wholes import (
    is_called_by,
    is_change,
    is_change_beside,
    is_intended,
    is_subset,
    names_without_counts,
    speaks_of_change,
)
from extractor.indicators.sentences import SentenceReader, sentence_judge
from extractor.indicators.wording import words_of
from extractor.model import Observation, Outline, PlacedTable, Section, Vocabulary
from extractor.model.observation import SentenceObservation
from extractor.text import fold

Words = tuple[str, ...]
LEAST_NAMED = 2
UNNUMBERED = "~"
# Rules of the quote room that find the subject of a sentence. A noun behind a figure counts what
# the sentence tells of («12
# сотрудников прошли обучение»), seldom the whole.
SUBJECTS = frozenset({"measured", "subject", "item", "name_before"})


def classify_observations(
    observations: Iterable[Observation], outline: Outline, vocabulary: Vocabulary, names: Set[str]
) -> tuple[Observation, ...]:
    """Give each observation the code of what it measures, where its labels say so.

    ``names`` are labels that name a library or a place, and so say nothing of what is measured.
    """
    found = tuple(observations)
    judge = _judge_of(vocabulary)
    reader = _Reader(judge, judge.verdict, outline, names_without_counts(names), _Labels(found))
    sentences = _sentences_of(reader, vocabulary)
    codes = _told_once(found, [_verdict(each, reader, sentences).code for each in found])
    return tuple(
        structs.replace(each, indicator=code) if code else each
        for each, code in zip(found, codes, strict=True)
    )


def _told_once(observations: Sequence[Observation], codes: list[str]) -> list[str]:
    """The codes without those of abbreviations beside the whole word: «Читателей | Посещений |
    Чит. | Посещ.» ends with ratios.
    """
    pairs = [(each, code, _is_short(each)) for each, code in zip(observations, codes, strict=True)]
    if not any(short and code for _, code, short in pairs):
        return codes
    whole = {
        (each.table, each.row, each.period, code)
        for each, code, short in pairs
        if code and not short
    }
    return [
        "" if short and (each.table, each.row, each.period, code) in whole else code
        for each, code, short in pairs
    ]


def _is_short(observation: Observation) -> bool:
    """Whether the column is called by one abbreviation: «Чит.»."""
    last = observation.column_path[-1:]
    return (
        observation.table is not None
        and bool(last)
        and last[0].endswith(".")
        and " " not in last[0]
    )


def explain_observation(
    observation: Observation,
    observations: Iterable[Observation],
    outline: Outline,
    vocabulary: Vocabulary,
    names: Set[str],
) -> Verdict:
    """Why an observation got its code, or which codes were near and what spoke against each."""
    judge, found = _judge_of(vocabulary), tuple(observations)
    reader = _Reader(judge, judge.explained, outline, names_without_counts(names), _Labels(found))
    sentences = _sentences_of(reader, vocabulary)
    verdict = _verdict(observation, reader, sentences)
    beside = [
        each
        for each in found
        if (each.table, each.row) == (observation.table, observation.row) and each != observation
    ]
    codes = _told_once(
        (observation, *beside), [verdict.code, *(reader.verdict(each).code for each in beside)]
    )
    return (
        verdict
        if codes[0] == verdict.code
        else Verdict("", "abbreviation", near=((verdict.code, "abbreviation"),))
    )


def _verdict(observation: Observation, reader: "_Reader", sentences: SentenceReader) -> Verdict:
    """What a figure measures: of a sentence by its clause, of a cell by its labels."""
    if isinstance(observation, SentenceObservation):
        return sentences.verdict(observation)
    return reader.verdict(observation)


def _sentences_of(reader: "_Reader", vocabulary: Vocabulary) -> SentenceReader:
    judge = _sentence_judge_of(vocabulary)
    return SentenceReader(judge, judge.verdict, vocabulary, reader._nameless, reader._heading)


@lru_cache(maxsize=4)
def _sentence_judge_of(vocabulary: Vocabulary) -> Judge:
    return sentence_judge(vocabulary)


@lru_cache(maxsize=4)
def _judge_of(vocabulary: Vocabulary) -> Judge:
    """Made once for many reports: what it has heard is true of all."""
    return Judge(vocabulary)


def label_key(observation: Observation, names: Set[str] = frozenset()) -> str:
    """The label of a figure without names of libraries and places: what a person maps to a code
    once.
    """
    return key_of_paths(observation.column_path, observation.row_path, names)


def key_of_paths(column_path: Words, row_path: Words, names: Set[str]) -> str:
    """The same of the labels alone."""
    return " / ".join(fold(each) for each in (*column_path, *row_path) if each not in names)


class _Labels:
    """All labels of each table, and the one that stands over all its columns."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._all: dict[int | None, set[str]] = {}
        self._tops: dict[int | None, set[str]] = {}
        self._rows: dict[int | None, set[tuple[str, ...]]] = {}
        self._lists: dict[int | None, bool] = {}
        for each in observations:
            if each.table is not None:
                self._all.setdefault(each.table, set()).update(each.row_path, each.column_path)
                self._tops.setdefault(each.table, set()).update(each.column_path[:1] or ("",))
                self._rows.setdefault(each.table, set()).add(each.row_path)

    def of(self, table: int | None) -> Set[str]:
        return self._all.get(table, frozenset())

    def title(self, table: int | None) -> str:
        tops = self._tops.get(table, set())
        return next(iter(tops)) if len(tops) == 1 else ""

    def lists_names(self, table: int | None, names: Set[str]) -> bool:
        """Whether most rows of a table are called by the name of a library or a place alone."""
        if table not in self._lists:
            rows = self._rows.get(table, set())
            named = sum(bool(row) and row[-1] in names for row in rows)
            self._lists[table] = named > LEAST_NAMED and 2 * named > len(rows)
        return self._lists[table]


@dataclass(slots=True)
class _Reader:
    """Gathers the words around each figure, once a label, and asks ``judged`` what they mean."""

    judge: Judge
    judged: Callable[[Said], Verdict]
    outline: Outline
    names: Set[str]
    labels: "_Labels"
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
        paths = (observation.row_path, observation.column_path)
        key = (
            observation.section,
            observation.table,
            *paths,
            observation.unit,
            observation.area,
            observation.library,
        )
        if key not in self.verdicts:
            self.verdicts[key] = self._judged(observation)
        found = self.verdicts[key]
        if (
            found.code
            and found.rule != "learned"
            and self._is_change(observation)
            and not speaks_of_change(found.wording)
        ):
            return Verdict("", "change", near=((found.code, "change"),))
        return found

    def _is_change(self, observation: Observation) -> bool:
        return is_change(observation) or is_change_beside(
            observation, self.labels.title(observation.table)
        )

    def _judged(self, observation: Observation) -> Verdict:
        """What a person taught; else the first way of reading the labels that means something."""
        if observation.table is None and dict(observation.extra).get("counted") not in SUBJECTS:
            return Verdict("", "part")
        learned = self.judge.vocabulary.learned
        if learned and (code := learned.get(label_key(observation, self.names))):
            return Verdict(code, "learned")
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
            nameless = self._nameless(label) if speaks and observation.library else label
            self.heard[key] = words_of(nameless) if speaks else None
        return self.heard[key]

    def _speaks(self, label: str, observation: Observation, listed: bool) -> bool:
        """Whether a label may say what is measured: it names no library and no place, and is no row
        of a list of such; a sum of some libraries says which.
        """
        if not observation.library and is_subset(label):
            return True
        return not (listed or label in self.names or is_called_by(observation.area, label))

    def _nameless(self, label: str) -> str:
        """A label without the names in it: «1. Название библиотеки: Библиотека-филиал № 2»."""
        for name in self.longest_first:
            label = label.replace(name, " ")
        return label

    def _around(self, table: int | None, section: str, title: Words) -> Around:
        """What stands around a figure: the caption, the headings, all labels of the table."""
        key = (table, section, title)
        if key not in self.surroundings:
            said = frozenset(word for label in self.labels.of(table) for word in words_of(label))
            titles = self.captions.get(table, ()) + title + self._heading(section)
            self.surroundings[key] = self.judge.around(titles, said)
        return self.surroundings[key]

    def _heading(self, section: str) -> Words:
        """Words of the nearest numbered heading, and of those without a number below it."""
        return tuple(word for each in self._chain(section) for word in words_of(each.title))

    def _chain(self, section: str) -> Iterator[Section]:
        while (found := self.sections.get(section)) is not None:
            yield found
            if UNNUMBERED not in section or found.parent == section:
                return
            section = found.parent


def _is_of_a_part(observation: Observation) -> bool:
    return not observation.library and any(map(is_subset, observation.row_path))


def _caption_words(placed: PlacedTable) -> Words:
    return words_of(placed.caption) + words_of(placed.lead)


READINGS = (
    ("whole", _Reader._whole),
    ("title", _Reader._untitled),
    ("column", _Reader._column),
    ("column", _Reader._untitled_column),
)
