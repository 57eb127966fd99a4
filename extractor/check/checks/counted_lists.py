"""«Открыты в 9 библиотеках» beside a table that lists 7 of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.correction.candidates import Candidate, ranked
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.word_match import has_word, selects
from extractor.check.remarks.remark import Remark
from extractor.check.remarks.wordings import cited
from extractor.model import Op, SentenceRole
from extractor.model.finding import Severity

AGREEING = "list.count, totals agree"  # the evidence of a list whose totals the text repeats
LEAST_ROWS, NEAREST, SHARE = 3, 2, 4  # a count is off by two, or by a fourth of the rows


def counted_list_remarks(case: Case) -> Iterator[Remark]:
    """Yield a remark where a section counts libraries once and its only list has others.

    The count has to be near to the rows; a section that also tells their number is right.
    """
    told: dict[str, list[Figure]] = defaultdict(list)
    for figure in case.shelf.told:
        if _counts_libraries(figure):
            told[figure.fact.section].append(figure)
    lists = _lists(case)
    for section, figures in told.items():
        rows = lists.get(section, [])
        if len(figures) != 1 or len(rows) != 1:
            continue
        stated, listed = figures[0].value, rows[0]
        if 0 < abs(stated - listed) <= max(NEAREST, listed // SHARE):
            yield count_remark(figures[0], listed, case, Severity.WARNING)


def _counts_libraries(figure: Figure) -> bool:
    notes = dict(figure.fact.extra)
    fact = figure.fact
    is_exact = fact.role is SentenceRole.FACT and fact.op is Op.EXACT
    year_is_said = notes.get("dated") not in ("report", "same_clause", "heading", None)
    noun = " ".join(figure.fact.row_path[-1:])
    is_one = not figure.fact.library and not figure.step and figure.fact.unit != "%"
    return is_exact and is_one and not year_is_said and has_word(noun, "listed_nouns")


def _lists(case: Case) -> dict[str, list[int]]:
    """Return section → the numbers of libraries that its tables list, a row each."""
    found: dict[str, list[int]] = defaultdict(list)
    for table, figures in case.shelf.by_table.items():
        rows = {one.fact.row: one.fact.library for one in figures if not one.total}
        printed = case.shelf.tables[table]
        named = [libraries for libraries in rows.values() if len(libraries) == 1]
        is_list = len(named) == len(rows) == len(set(named)) >= LEAST_ROWS
        if is_list and not selects(printed.caption):
            found[printed.section].append(len(rows))
    return found


def count_remark(
    figure: Figure,
    listed: int,
    case: Case,
    severity: Severity,
    totals: Sequence[Figure] = (),
) -> Remark:
    """Return that a count of the text is not that of the rows of a list, whose `totals` agree."""
    left, right = figure.fact.raw, str(listed)
    excerpt = case.excerpts.get(figure.fact.observation, "")
    return Remark(
        "list.count",
        "list",
        severity,
        "count",
        {"where": cited(excerpt), "left": left, "right": right},
        figures=(figure, *totals),
        left=left,
        right=right,
        difference=figure.value - listed,
        evidence=((AGREEING if totals else "list.count", 1.0),),
        suggestions=ranked([Candidate(figure, Fraction(listed), "count", Fraction(1))]),
        other_place=str(totals[0].fact.place) if totals else "",
    )
