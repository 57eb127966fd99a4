"""The cells of one line of a table, and which of them may be counted together."""

from dataclasses import dataclass

from extractor.check.figures.figure import Figure, is_change
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import begins, has_word
from extractor.check.relations.from_rules import unread_number
from extractor.check.relations.label_parts import Path
from extractor.model import Status
from extractor.model.observation import Observation


@dataclass(frozen=True, slots=True)
class Item:
    """A cell on one line of a table: its labels along that line, its figure where it has one, and
    which row or column of the table it is.
    """

    path: Path
    fact: Observation
    figure: Figure | None
    place: int = 0


def is_total(item: Item, shelf: Shelf, axis: str) -> bool:
    """A total of the rows is a cell of a total row; a total of the columns is one that says so."""
    label = item.path[-1] if item.path else ""
    if axis == "rows":
        return (item.fact.table, item.fact.row, item.fact.column) in shelf.totals
    return begins(label, "wholes") and not any(begins(each, "parts") for each in item.path)


def may_sum(item: Item) -> bool:
    """Return whether a figure may be a sum."""
    return item.figure is not None and item.figure.adds and not is_mean(item)


def is_mean(item: Item) -> bool:
    """Years, means and distances stand in columns that say so; a row may say that it is a mean."""
    means = begins(" ".join(item.fact.row_path[-1:]), "means")
    return means or any(has_word(each, "never_summed") for each in item.fact.column_path)


def same_measure(item: Item, whole: Item) -> bool:
    """Per cents, changes, years and words are no parts of a number of things."""
    if item.fact.unit == "%" or is_mean(item):
        return False
    if item.figure is None:
        return item.fact.status is not Status.TEXT or any(map(str.isdigit, item.fact.raw))
    is_same = whole.figure is None or is_change(item.figure) == is_change(whole.figure)
    return item.figure.adds and is_same and item.fact.period == whole.fact.period


def may_be_part(item: Item, whole: Item, shelf: Shelf) -> bool:
    """«Библиотеки с Интернетом, из них имеющие: посадочные места» counts seats: the catalogue
    knows of what they are a part.
    """
    code, chain = item.fact.indicator, set[str]()
    while (known := shelf.indicators.get(code)) is not None and known.part_of and code not in chain:
        chain.add(code)
        code = known.part_of
    return not chain or not whole.fact.indicator or whole.fact.indicator in {*chain, code}


def is_unread(item: Item) -> bool:
    """A cell that has a number, but none that can be summed: the sum cannot be judged."""
    if item.figure is not None:
        return len(item.fact.extra) + (item.fact.op is not None) > 1
    return unread_number(item.fact)
