"""Tables of which it is not sure how they are read: where the header ends, whether one goes on the
table above.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.decisions.table_readings import decided_forms, is_decided
from extractor.model import Observation, Status, TableUse
from extractor.model.dataset import Edition, PrintedTable
from extractor.model.records import ReportRow
from extractor.rules import Rule, first_match
from extractor.serve.shelf import Shelf

Cell = tuple[int, int, int, int, str, str]
LEAST_FIGURES = 2  # rows with figures below, by which a row without any is odd
FEW = 2  # cells by which a row is more than a heading over the rows below it
YEARS = range(1900, 2101)


class Read(NamedTuple):
    """A table as it was read, with its figures by row and the table printed before it."""

    table: PrintedTable
    figures: Mapping[int, Sequence[Observation]]
    above: PrintedTable | None


class Other(NamedTuple):
    """Another way to read a table, and the row that speaks for it."""

    use: TableUse
    rows: int
    row: int


class TableDoubt(NamedTuple):
    """A table in doubt: ``rule`` is the reason, the name of the rule that answered."""

    report: str
    read: Read
    rule: str
    other: Other

    @property
    def reason(self) -> str:
        """Why it is in doubt, as a key of ``desk.yaml``."""
        return f"why_{self.rule}"

    @property
    def size(self) -> int:
        """How many figures hang on it."""
        return sum(map(len, self.read.figures.values()))


def table_doubts(shelf: Shelf) -> Iterator[TableDoubt]:
    """The tables of all reports that may be read in another way, unless somebody decided."""
    for edition in shelf.editions.values():
        row = shelf.by_report.get(edition.report)
        if row is not None:
            yield from _of_edition(edition, row, shelf)


def _of_edition(edition: Edition, row: ReportRow, shelf: Shelf) -> Iterator[TableDoubt]:
    figures: dict[int, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for fact in edition.facts:
        if fact.table is not None and fact.row is not None:
            figures[fact.table][fact.row].append(fact)
    decided = decided_forms(shelf.active, row)
    above: PrintedTable | None = None
    for table in edition.tables:
        read = Read(table, figures[table.table], above)
        found = first_match(RULES, read) if not is_decided(table, decided) else None
        if found is not None:
            yield TableDoubt(edition.report, read, *found)
        above = table


def words_under_header(read: Read) -> Other | None:
    """The first row of data holds words where all others hold figures: a further row of header."""
    table, rows = read.table, read.figures
    at = table.header_rows
    words = rows.get(at, ())
    if not at or len(words) < FEW or any(fact.status is not Status.TEXT for fact in words):
        return None
    columns = {fact.column for fact in words}
    others = [fact for row, facts in rows.items() if row > at for fact in facts]
    below = [fact for fact in others if fact.column in columns]
    has_figures = {fact.row for fact in below if fact.value is not None}
    is_word = any(fact.status is Status.TEXT for fact in below)
    if is_word or len(has_figures) < LEAST_FIGURES:
        return None
    return Other(TableUse.HEADER, at + 1, at)


def figures_in_header(read: Read) -> Other | None:
    """The last row of the header holds figures that are no years and no numbers of columns."""
    table = read.table
    at = table.header_rows - 1
    if at < 0 or at + 1 >= table.rows:
        return None
    texts = [cell[5] for cell in _cells_of(table, at) if cell[1] >= table.stub_columns]
    numbers = [_number(text) for text in texts if text.strip()]
    if len(numbers) < FEW or None in numbers:
        return None
    plain = [number for number in numbers if number is not None]
    counts_up = all(after == before + 1 for before, after in pairwise(plain))
    if counts_up or all(number in YEARS for number in plain):
        return None
    return Other(TableUse.HEADER, at, at)


def goes_on(read: Read) -> Other | None:
    """A table without a header of its own, as wide as the one before it in its section."""
    table, above = read.table, read.above
    if above is None or table.header_rows or not above.header_rows:
        return None
    is_next = (above.section, above.columns) == (table.section, table.columns)
    if not is_next or not read.figures or table.columns <= FEW:
        return None
    return Other(TableUse.JOINED, 0, 0)


def _cells_of(table: PrintedTable, row: int) -> list[Cell]:
    return [cell for cell in table.cells if cell[0] == row]


def _number(text: str) -> int | None:
    plain = "".join(text.split())
    return int(plain) if plain.isdecimal() else None


RULES: tuple[Rule[Read, Other], ...] = (
    Rule(
        "words_under_header",
        words_under_header,
        """
        |= Библиотека | Книги | Газеты |
        | Наименование | экз. всего | номеров |
        | Луговская | 10 | 20 |
        | Дальняя | 30 | 40 |
        """,
    ),
    Rule(
        "figures_in_header",
        figures_in_header,
        """
        |= Луговская | 17 | 5 |
        | Дальняя | 30 | 40 |
        """,
    ),
    Rule(
        "goes_on",
        goes_on,
        """
        |= Библиотека | Книги | Газеты |
        | Луговская | 10 | 20 |

        | Дальняя | 30 | 40 |
        """,
    ),
)
