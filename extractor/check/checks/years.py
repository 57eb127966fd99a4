"""Years that cannot be meant: in heads, in comparisons, of figures that lie ahead."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure, is_label
from extractor.check.figures.interval import Print
from extractor.check.figures.sentences import near_text, paragraphs, sentence_at, short
from extractor.check.figures.word_match import has_word
from extractor.check.remarks.phrasing import table_name
from extractor.check.remarks.remark import Remark
from extractor.model import STATING, Status
from extractor.model.dataset import PrintedTable
from extractor.model.finding import Severity
from extractor.model.observation import Observation

THAN_YEAR = re.compile(
    r"(?:больше|меньше|выше|ниже|чем|сравнению с|относительно|против)[^.;]{0,25}?\b((?:19|"
    r"20)\d\d)\s*(?:г\b|г\.|год)",
    re.IGNORECASE,
)
DAY_OF = re.compile(  # «рассмотрен 19 января 2024 года»: a report is finished after its year
    r"\d{1,2}\s+(?:январ|феврал|март|апрел)\w*\s+20\d\d|\d{1,2}\.0[1-4]\.20\d\d", re.IGNORECASE
)
FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CHOSEN_STEP = 4  # years between neighbours of a head that no slip explains
LEAST_KNOWN = 100  # a smaller figure is met by chance


def year_remarks(case: Case) -> Iterator[Remark]:
    """Heads whose years repeat, jump or lie ahead of the report."""
    for table, facts in _by_table(case.shelf.edition.facts).items():
        year = None if _is_planned(table, case) else case.shelf.edition.year
        printed = case.shelf.tables[table]
        odd = (run for run in _runs(facts, printed) if _is_odd([found for found, _ in run], year))
        first = next(odd, None)
        if first is not None:
            yield _years(table, first, case)
        elif year is not None:
            yield from islice(_heads_ahead(table, facts, case), 1)


def _is_planned(table: int, case: Case) -> bool:
    """Return whether the words above a table speak of plans, which lie ahead rightly."""
    printed = case.shelf.tables[table]
    said = (printed.caption, case.shelf.titles.get(printed.section, ""), *_heads(printed))
    return any(has_word(text, "planned") for text in said)


Run = list[tuple[int, Observation]]


def _by_table(facts: Sequence[Observation]) -> dict[int, list[Observation]]:
    found: dict[int, list[Observation]] = defaultdict(list)
    for each in facts:
        is_dated = each.period.isdecimal() and len(each.period) == 4
        is_figure = each.status is Status.OK and not is_label(each)
        if each.table is not None and is_dated and is_figure:
            found[each.table].append(each)
    return found


def _runs(facts: Sequence[Observation], printed: PrintedTable) -> Iterator[Run]:
    """Years of figures with the same labels, along a row and down a column."""
    shares = {
        (role == "header", column if role == "header" else row)
        for row, column, *_, role, text in printed.cells
        if role in ("header", "stub") and "%" in text
    }
    for across in (True, False):
        lines: dict[tuple[object, ...], Run] = defaultdict(list)
        for each in facts:
            line, at = (each.row, each.column) if across else (each.column, each.row)
            is_share = each.unit == "%" or bool({(True, each.column), (False, each.row)} & shares)
            labels = (each.row_path, each.column_path, each.library, is_share)
            lines[across, line, *labels].append((at or 0, each))
        for members in lines.values():
            if len(members) > 1:
                yield [
                    (int(fact.period), fact)
                    for _, fact in sorted(members, key=lambda pair: pair[0])
                ]


def _is_odd(years: Sequence[int], report: int | None) -> bool:
    if len(set(years)) == 1 and len(years) > 1:
        return False
    steps = [after - before for before, after in pairwise(years)]
    is_ahead = report is not None and max(years) > report + 1
    return is_ahead or not (_are_even(steps) or _are_chosen(steps) or _are_repeated(years))


def _are_even(steps: Sequence[int]) -> bool:
    """Return whether years follow each other at one distance, up or down."""
    return len(set(steps)) == 1 and steps[0] != 0


def _are_repeated(years: Sequence[int]) -> bool:
    """Return whether several things stand under the same years: «2021, 2022, 2021, 2022» or
    «2021, 2021, 2022, 2022».
    """
    size = len(set(years))
    blocks = [years[at : at + size] for at in range(0, len(years), size)]
    times = len(years) // size
    stretched = [year for year in years[::times] for _ in range(times)]
    if times < 2 or len(years) % size:
        return False
    is_listed = all(set(block) == set(years) for block in blocks)
    runs = blocks if is_listed else [years[::times]] if stretched == list(years) else []
    return bool(runs) and all(
        _are_even([after - before for before, after in pairwise(run)]) for run in runs
    )


def _are_chosen(steps: Sequence[int]) -> bool:
    """Return whether years are picked from a long time: «2005, 2010, 2015, 2023, 2024»."""
    return max(map(abs, steps)) >= CHOSEN_STEP and (min(steps) > 0 or max(steps) < 0)


def _years(table: int, run: Run, case: Case) -> Remark:
    years = [year for year, _ in run]
    last = case.shelf.edition.year or max(years)
    meant = ", ".join(str(last - back) for back in range(len(years) - 1, -1, -1))
    odd = next(
        (fact for n, (year, fact) in enumerate(run) if year != last - (len(run) - 1 - n)),
        run[-1][1],
    )
    printed = case.shelf.tables[table]
    text = ", ".join(map(str, years))
    head = next((head for head in _heads(printed) if _names(head, int(odd.period))), odd.period)
    return Remark(
        "label.years",
        "form",
        Severity.ERROR,
        "years",
        {
            "where": _title(printed, case.lang),
            "left": text,
            "right": meant,
            "head": short(head),
        },
        also=(odd.observation,),
        left=text,
        right=meant,
        section=printed.section,
        place=printed.place,
        key=f"t{table}",
    )


def _heads_ahead(table: int, facts: Sequence[Observation], case: Case) -> Iterator[Remark]:
    """Yield the figures under a head that names a year far ahead."""
    printed, year = case.shelf.tables[table], case.shelf.edition.year or 0
    heads = _heads(printed)
    for fact in facts:
        if int(fact.period) <= year + 1:
            continue
        text = next((text for text in heads if _names(text, int(fact.period))), "")
        if text:
            yield _ahead_head(fact, printed, text, case)


def _heads(printed: PrintedTable) -> list[str]:
    return [text for *_, role, text in printed.cells if role in ("header", "stub", "group")]


def _names(head: str, year: int) -> bool:
    """Return whether a head names a year, or the first day of the next one."""
    return any(int(found) in (year, year + 1) for found in FOUR_DIGITS.findall(head))


def _ahead_head(fact: Observation, printed: PrintedTable, text: str, case: Case) -> Remark:
    return Remark(
        "label.years",
        "form",
        Severity.ERROR,
        "head_ahead",
        {
            "where": _title(printed, case.lang),
            "left": short(text),
            "right": str(case.shelf.edition.year),
        },
        also=(fact.observation,),
        left=short(text),
        section=printed.section,
        place=printed.place,
        key=f"t{printed.table}",
        evidence=(("label.years", 1.0),),
    )


def _title(table: PrintedTable, lang: str) -> str:
    caption = f" «{short(table.caption)}»" if table.caption else ""
    return table_name(table.table, table.section, lang) + caption


def text_year_remarks(case: Case) -> Iterator[Remark]:
    """«Меньше, чем в 2023 году» in the report of 2023: nothing of that year can be compared with
    it.
    """
    year = case.shelf.edition.year
    headings = {each.place for each in case.shelf.edition.headings}
    for place, section, text in case.shelf.edition.paragraphs:
        found = THAN_YEAR.search(text) if year and place not in headings else None
        if found and int(found[1]) >= (year or 0):
            yield Remark(
                "label.text_year",
                "form",
                Severity.WARNING,
                "wrong_year",
                {
                    "where": short(sentence_at(text, found.start(), found.end())[0]),
                    "left": found[1],
                    "right": str(year),
                },
                left=found[1],
                right=str((year or 0) - 1),
                section=section,
                place=place,
                key=place,
            )


def ahead_remarks(case: Case) -> Iterator[Remark]:
    """«В 2024 году сайт посетили 5600 раз» in the report of 2023: told, though it lies ahead.

    What is planned lies ahead rightly. Where a table has the figure for a year before, it is an
    error; else to be looked at.
    """
    texts, year = paragraphs(case.shelf.edition), case.shelf.edition.year or 0
    for figure in case.shelf.told:
        role = figure.fact.role
        is_ahead = figure.fact.period.isdecimal() and int(figure.fact.period) == year + 1
        if not year or not is_ahead or role not in STATING:
            continue
        sentence = near_text(texts, figure.fact)
        is_dated = DAY_OF.search(sentence) is not None
        if figure.fact.period in sentence and not (is_dated or has_word(sentence, "planned")):
            yield _ahead(figure, sentence, case)


def _ahead(figure: Figure, sentence: str, case: Case) -> Remark:
    year = case.shelf.edition.year or 0
    is_known = figure.value >= LEAST_KNOWN and _is_of_past(figure, case)
    return Remark(
        "label.ahead",
        "form",
        Severity.ERROR if is_known else Severity.WARNING,
        "wrong_year",
        {"where": short(sentence), "left": figure.fact.period, "right": str(year)},
        figures=(figure,),
        left=figure.fact.period,
        right=str(year - 1),
    )


def _is_of_past(figure: Figure, case: Case) -> bool:
    """Return whether the tables or the last report give the figure for an earlier year."""
    value, year = figure.interval(Print.ROUNDED, True), str((case.shelf.edition.year or 0) - 1)
    shelves = [shelf for shelf in (case.shelf, case.before) if shelf is not None]
    return any(
        one.fact.period == year and value.meets(one.interval(Print.ROUNDED, True))
        for shelf in shelves
        for one in shelf.figures
    )
