"""The labels around each figure of a report, as the model of meaning reads them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass

from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import Labels, Whose, Words, whose_row
from extractor.indicators.parts_and_wholes import is_called_by
from extractor.indicators.surroundings import Around, around, over_of
from extractor.indicators.table_labels import TableLabels
from extractor.model import Observation, Outline, Section, Status

MOST_HEADINGS = 4
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """What is true of all figures of one table."""

    rows: Around
    columns: Around
    answers: frozenset[Words] = frozenset()  # columns of words: «Доступ в Интернет | да»


NO_TABLE = _Table(Around({}, ()), Around({}, ()))


def figure_key(observation: Observation) -> Key:
    """Return what the labels of a figure are read from: figures of one key have the same labels."""
    return (
        observation.section,
        observation.table,
        observation.row_path,
        observation.column_path,
        observation.unit,
        observation.area,
        observation.library,
    )


class FigureLabels:
    """Finds the labels of each observation; what its table says is gathered once, and so are the
    labels of figures that :func:`figure_key` does not tell apart.
    """

    def __init__(
        self,
        observations: Iterable[Observation],
        outline: Outline,
        names: Set[str],
        lexicon: Lexicon,
        labels: TableLabels,
    ) -> None:
        self.names = names
        self.lexicon = lexicon
        self.labels = labels
        self.captions = {
            placed.number: f"{placed.caption} {placed.lead}".strip() for placed in outline.tables
        }
        self.sections = {section.section: section for section in outline.sections}
        tables: dict[int, list[Observation]] = defaultdict(list)
        years: Counter[str] = Counter()
        for observation in observations:
            if observation.table is not None:
                tables[observation.table].append(observation)
                years[observation.period[:4]] += 1
        self.year = _year(years)
        self.tables = {number: self._table(number, found) for number, found in tables.items()}
        self._headings: dict[str, Words] = {}
        self._found: dict[Key, Labels] = {}

    def of(self, observation: Observation) -> Labels:
        """The labels of one figure without the names of libraries and places."""
        key = figure_key(observation)
        if key not in self._found:
            self._found[key] = self._of(observation)
        return self._found[key]

    def _of(self, observation: Observation) -> Labels:
        table = self._table_of(observation)
        title = self.labels.title(observation.table)
        listed = self.labels.lists_names(observation.table, self.names)
        column = observation.column_path
        caption = self.captions.get(observation.table, "") if observation.table is not None else ""
        if title and len(column) > 1:
            column, caption = column[1:], f"{caption} {title}".strip()
        if act := table.columns.acts.get(observation.column_path):
            column = (act, *column)
        over, is_part = over_of(table.rows, observation.row_path)
        if not over and not is_part:
            over, is_part = over_of(table.columns, observation.column_path)
        act = table.rows.acts.get(observation.row_path)
        path = (act, *observation.row_path) if act else observation.row_path
        row, row_group, row_name = self._split(path, observation, listed)
        column, column_group, column_name = self._split(column, observation, False)
        siblings = () if over else (*table.columns.leaves, *table.rows.leaves)
        return Labels(
            row,
            column,
            over,
            caption,
            self._headings_of(observation.section),
            siblings,
            observation.unit,
            (*row_group, *column_group),
            self.year,
            _whose(observation, row_name or column_name),
            is_part,
            observation.column_path in table.answers,
        )

    def _table_of(self, observation: Observation) -> _Table:
        if observation.table is None:
            return NO_TABLE
        return self.tables.get(observation.table, NO_TABLE)

    def _table(self, number: int, found: list[Observation]) -> _Table:
        ordered = sorted(found, key=_by_row)
        rows = list(dict.fromkeys(each.row_path for each in ordered))
        columns = dict.fromkeys(each.column_path for each in sorted(found, key=_by_column))
        listed = self.labels.lists_names(number, self.names)
        nameless = [row for row in rows if row and not (listed or row[-1] in self.names)]
        return _Table(
            around(nameless, self.lexicon),
            around((path for path in columns if path), self.lexicon),
            _columns_of_words(found),
        )

    def _split(
        self, path: Words, observation: Observation, listed: bool
    ) -> tuple[Words, Words, str]:
        """The labels that say what is measured; where one is a name, those over it apart."""
        is_name = self._name_test(observation)
        names = [label for label in path if is_name(label)]
        others = tuple(label for label in path if not is_name(label))
        if path and listed:
            return (), others[:-1], path[-1]
        if names and (is_name(path[-1]) or observation.library):
            return (), others, names[-1]
        return others, (), ""

    def _name_test(self, observation: Observation) -> Callable[[str], bool]:
        return lambda label: label in self.names or is_called_by(observation.area, label)

    def _headings_of(self, section: str) -> Words:
        if section not in self._headings:
            chain = [found.title for found in self._chain(section)]
            self._headings[section] = tuple(chain[:MOST_HEADINGS])
        return self._headings[section]

    def _chain(self, section: str) -> Iterator[Section]:
        """A section and those above it, the nearest first."""
        while (found := self.sections.get(section)) is not None:
            yield found
            if found.parent == section:
                return
            section = found.parent


def _columns_of_words(found: Iterable[Observation]) -> frozenset[Words]:
    """The columns that have more words than figures."""
    more: Counter[Words] = Counter()
    for observation in found:
        more[observation.column_path] += 1 if observation.status is Status.TEXT else -1
    return frozenset(path for path, words in more.items() if words > 0)


def _year(years: Counter[str]) -> int:
    """The year of which most figures of the tables are."""
    counted = {year: count for year, count in years.items() if year.isdigit()}
    return int(max(counted, key=lambda year: (counted[year], year))) if counted else 0


def _whose(observation: Observation, name: str) -> Whose:
    if not name:
        return Whose.NOBODY
    return Whose.LIBRARY if observation.library else whose_row(name)


def _by_row(observation: Observation) -> tuple[int, int]:
    return observation.row or 0, observation.column or 0


def _by_column(observation: Observation) -> tuple[int, int]:
    return observation.column or 0, observation.row or 0
