"""«В 18 клубах 249 участников» beside a list of 16 clubs whose total is these 249.

The figures of the sentence that stand in the total of a list prove that it counts its rows.
"""

from collections.abc import Iterator, Sequence

from extractor.check.checks.counted_lists import count_remark
from extractor.check.correction.slips import length_of
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.word_match import has_word, selects
from extractor.check.relations.line_words import Told, stems
from extractor.check.relations.report_lines import lines_of_report
from extractor.check.relations.sentence_lines import Repeated, repeated_lines, told_figures
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity

LEAST_ROWS, LEAST_DIGITS = 3, 3  # of a list, and of what agrees with its total
MOST_APART = 2  # times that a count may differ from the rows


def listed_count_remarks(case: Case) -> Iterator[Remark]:
    """Yield a remark where a sentence counts the rows of a list whose total it repeats."""
    lines = lines_of_report(case.shelf)
    for told in told_figures(case):
        repeated = repeated_lines(told, lines)
        for one in told:
            if _may_count(one.figure) and not one.of_places:
                near = _beside(one, told)
                found = {_rows(each, one, near, case): each for each in repeated}
                found.pop(0, None)
                if len(found) == 1:
                    yield from _wrong(one, *found.popitem(), case)


def _may_count(figure: Figure) -> bool:
    fact = figure.fact
    return not (figure.step or fact.library or fact.indicator) and fact.unit != "%"


def _beside(one: Told, told: Sequence[Told]) -> Told | None:
    """Return the next figure of the sentence, or the one before where it is the last."""
    own = [other for other in told if other.sentence == one.sentence]
    at = own.index(one)
    return own[at + 1] if at + 1 < len(own) else own[at - 1] if at else None


def _rows(repeated: Repeated, one: Told, near: Told | None, case: Case) -> int:
    """Return how many rows a list has whose total a sentence repeats, 0 where it is none."""
    line = repeated.line
    table = line.cells[0].fact.table or 0
    own = [
        told.figure.value
        for told, cell in repeated.pairs.values()
        if told.sentence == one.sentence
        and told is not one
        and cell.fact.period == one.figure.fact.period
    ]
    is_beside = near is not None and near.name in repeated.pairs
    if not (line.is_total and is_beside) or sum(map(length_of, own)) < LEAST_DIGITS:
        return 0
    rows = _rows_of(table, repeated, case)
    is_list = len(rows) >= LEAST_ROWS and not selects(case.shelf.tables[table].caption)
    return len(rows) if is_list and _are_counted(one, table, rows, case) else 0


def _rows_of(table: int, repeated: Repeated, case: Case) -> list[Figure]:
    """Return a figure of each row that is listed: a thing each, with a part of the total; none
    where there are totals besides, or where a thing stands twice.
    """
    total = next(cell for _, cell in repeated.pairs.values())
    column = [one for one in case.shelf.by_table[table] if one.fact.column == total.fact.column]
    others = [one for one in column if one.fact.row != total.fact.row]
    names = [one.fact.row_path for one in others]
    is_plain = len(set(names)) == len(names) and not any(one.total for one in others)
    return others if is_plain else []


def _are_counted(one: Told, table: int, rows: Sequence[Figure], case: Case) -> bool:
    """Return whether a figure counts what the list is of, by its caption or its first column."""
    printed = case.shelf.tables[table]
    heads = (
        text
        for _, column, *_, role, text in printed.cells
        if role == "header" and column < max(printed.stub_columns, 1)
    )
    noun = " ".join(one.figure.fact.row_path[-1:])
    is_sentence = one.figure.fact.raw.strip() in printed.caption.split()  # it leads to the table
    caption = "" if is_sentence else printed.caption
    if stems(noun) & stems(" ".join((caption, *heads))):
        return True
    named = {figure.fact.library for figure in rows if len(figure.fact.library) == 1}
    return has_word(noun, "listed_nouns") and len(named) == len(rows)


def _wrong(one: Told, listed: int, repeated: Repeated, case: Case) -> Iterator[Remark]:
    stated = one.figure.value
    if stated != listed and listed <= MOST_APART * stated and stated <= MOST_APART * listed:
        totals = [cell for _, cell in repeated.pairs.values()]
        yield count_remark(one.figure, listed, case, Severity.ERROR, totals)
