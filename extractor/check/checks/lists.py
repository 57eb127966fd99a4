"""Lists against each other: libraries that one table lost, addresses that stand twice, years of
houses.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import short
from extractor.check.figures.word_match import has_word, selects
from extractor.check.remarks.phrasing import table_name
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity
from extractor.model.observation import Observation
from extractor.text import clean, fold

LINK = re.compile(r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,12}[a-z]{2,63}/\S{3,}", re.IGNORECASE)
SINCE = re.compile(r"\bс[\s.]*((?:19|20)\d\d)\s*(?:г|год)", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d.])((?:18|19|20)\d\d)\s*(?:г|год)", re.IGNORECASE)
LISTED = re.compile(
    r"(?<![\d№.,])(\d{1,2})\s+[а-яё]+(?:\s[а-яё]+)?\s+[-–—]\s+((?:(?!,\s*\d+\s+[а-яё]+\s+[-–—]\s)[^;:()])*)",
    re.IGNORECASE,
)
ITEMS = re.compile(r",\s*|(?<!\s)\s+и\s+")
PLACE = re.compile(r"\b(?:с|д|п|г|пос|дер)\.\s*[А-ЯЁ]|№\s*\d|филиал|библиотек", re.IGNORECASE)
LEAST_LISTED = 3
BUILT = ("постройк", "построен", "размещен")
NEARLY_ALL, LEAST = 0.75, 5
SHOWN = 4  # figures that a finding about a whole table names


def lost_library_remarks(case: Case) -> Iterator[Remark]:
    """A list of nearly all libraries without one that the other full lists have."""
    listed = _libraries_of_tables(case.shelf.edition.facts)
    complete = max(listed.values(), key=len, default=frozenset())
    full = [each for each in listed.values() if len(each) == len(complete)]
    if len(complete) < LEAST or len(full) < 2:
        return
    for table, have in listed.items():
        lost = sorted(complete - have)
        if (
            len(lost) == 1
            and len(have) == len(complete) - 1
            and not selects(case.shelf.tables[table].caption)
            and not _is_broken(table, case)
        ):
            yield _lost(table, lost[0], len(full), case)


def _is_broken(table: int, case: Case) -> bool:
    """Return whether a list goes on in the next table, or is the rest of one."""
    tables = case.shelf.tables
    captions = [tables[at].caption for at in (table, table + 1) if at in tables]
    return any(has_word(caption, "continued") for caption in captions)


def _libraries_of_tables(facts: tuple[Observation, ...]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for each in facts:
        if each.table is not None and len(each.library) == 1:
            found[each.table].add(each.library[0])
    most = max(map(len, found.values()), default=0)
    return {
        table: frozenset(libraries)
        for table, libraries in found.items()
        if len(libraries) >= NEARLY_ALL * most
    }


def _lost(table: int, library: str, full: int, case: Case) -> Remark:
    printed = case.shelf.tables[table]
    name = case.names.get(library, library)
    named = table_name(table, printed.section, case.lang)
    is_proven = _lacks_a_row(table, case)
    return Remark(
        "list.library",
        "list",
        Severity.ERROR if is_proven else Severity.WARNING,
        "lost_library",
        {
            "where": f"{named} «{clean(printed.caption)[:80]}»",
            "left": name,
            "right": str(full),
        },
        left=name,
        right=str(full),
        section=printed.section,
        place=printed.place,
        key=f"t{table}|{library}",
        also=tuple(_shown(table, case)),
        evidence=((f"list.library{', totals lack it' if is_proven else ''}", 1.0),),
    )


def _shown(table: int, case: Case) -> Iterator[str]:
    """Yield figures that show where a row is lacking: the totals, else the first ones."""
    figures = case.shelf.by_table.get(table, ())
    totals = [one for one in figures if one.total]
    chosen = totals if len(totals) > 1 else figures[:SHOWN]
    yield from (one.fact.observation for one in chosen[:SHOWN])


def _lacks_a_row(table: int, case: Case) -> bool:
    """Return whether the total row counts something that no row of the table has, everywhere.

    In the columns that have a total of things counted; where all rows are there it is equal.
    """
    columns: dict[int | None, list[Figure]] = defaultdict(list)
    for figure in case.shelf.by_table.get(table, ()):
        if figure.adds and figure.value:
            columns[figure.fact.column].append(figure)
    gaps = [
        totals[-1].value - sum(one.value for one in figures if not one.total)
        for figures in columns.values()
        if (totals := [one for one in figures if one.total]) and len(figures) > LEAST_LISTED
    ]
    return bool(gaps) and all(gap > 0 for gap in gaps)


def link_remarks(case: Case) -> Iterator[Remark]:
    """One address on the Internet in two rows of a table that give different figures."""
    for table, rows in _linked_rows(case).items():
        seen: dict[str, tuple[str, list[str]]] = {}
        for label, (link, figures) in rows.items():
            if link in seen and seen[link][1] != figures and label != seen[link][0]:
                yield _linked(table, link, (seen[link][1], figures), case)
            seen.setdefault(link, (label, figures))


def _linked_rows(case: Case) -> Mapping[int, dict[str, tuple[str, list[str]]]]:
    found: dict[int, dict[str, tuple[str, list[str]]]] = defaultdict(dict)
    for table, figures in case.shelf.by_table.items():
        for each in figures:
            label = " / ".join(each.fact.row_path)
            link = LINK.search(label)
            if link is not None:
                key = fold(link[0]).split("://")[-1].rstrip("/")
                found[table].setdefault(label, (key, []))[1].append(each.fact.raw)
    return found


def _linked(table: int, link: str, figures: tuple[list[str], list[str]], case: Case) -> Remark:
    printed = case.shelf.tables[table]
    left, right = (", ".join(each[:3]) for each in figures)
    return Remark(
        "list.link",
        "list",
        Severity.WARNING,
        "link_twice",
        {
            "where": table_name(table, printed.section, case.lang),
            "other": link,
            "left": left,
            "right": right,
        },
        left=left,
        right=right,
        section=printed.section,
        place=printed.place,
        key=f"t{table}|{link}",
    )


def listed_remarks(case: Case) -> Iterator[Remark]:
    """«6 малых – с. Ольховка, с. Заречье …»: more or fewer places named than stated."""
    for place, section, text in case.shelf.edition.paragraphs:
        for found in LISTED.finditer(text):
            items = [each.strip() for each in ITEMS.split(found[2]) if each.strip()]
            if (
                len(items) >= LEAST_LISTED
                and all(map(PLACE.search, items))
                and len(items) != int(found[1])
            ):
                parts = {"where": short(found[0]), "left": found[1], "right": str(len(items))}
                yield Remark(
                    "list.text",
                    "list",
                    Severity.WARNING,
                    "listed",
                    parts,
                    left=found[1],
                    right=str(len(items)),
                    section=section,
                    place=place,
                    key=f"{place}c{found.start()}",
                )


def house_remarks(case: Case) -> Iterator[Remark]:
    """A library that moved into a house before it was built."""
    for fact in case.shelf.edition.facts:
        if fact.table is None or not any(
            each in fold(" ".join(fact.column_path)) for each in BUILT
        ):
            continue
        since = SINCE.search(fact.raw)
        built = [year for year in YEAR.findall(fact.raw) if since is None or year != since[1]]
        if since is not None and built and int(since[1]) < int(built[0]):
            yield _house(fact, since[1], built[0], case)


def _house(fact: Observation, since: str, built: str, case: Case) -> Remark:
    named = table_name(fact.table or 0, fact.section, case.lang)
    return Remark(
        "list.house",
        "form",
        Severity.WARNING,
        "built",
        {
            "where": f"{named}, «{' / '.join(fact.row_path)[:80]}»",
            "left": since,
            "right": built,
        },
        also=(fact.observation,),
        left=since,
        right=built,
        section=fact.section,
        place=str(fact.place),
        key=fact.observation,
    )
