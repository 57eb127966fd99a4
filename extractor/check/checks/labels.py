"""What is wrong with words: instructions of the template left in, tables printed twice."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure, label_of
from extractor.check.figures.sentences import short
from extractor.check.figures.word_match import listed
from extractor.check.remarks.phrasing import numbered, where
from extractor.check.remarks.remark import Remark
from extractor.model.dataset import PrintedTable
from extractor.model.finding import Severity
from extractor.text import clean, fold

WORD = re.compile(r"[а-яёa-z]+", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?;]\s+")
BRACKETS = {"(": ")", "[": "]", "<": ">", "*": "*"}
OBJECT_WITHIN = 4  # words from the verb on in which its object stands
LEAST_FIGURES = 3
SEVERAL = 2  # rows that confirm a table


def instruction_remarks(case: Case) -> Iterator[Remark]:
    """What the template asks and nobody took out: paragraphs and cells, a remark a section."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    headings = {each.place for each in case.shelf.edition.headings}
    titles = {fold(each.title) for each in case.shelf.edition.headings}
    for place, section, text in case.shelf.edition.paragraphs:
        if place not in headings and fold(text) not in titles and is_instruction(text):
            found[section].append((place, text))
    for table in case.shelf.edition.tables:
        for row, column, _, _, role, text in table.cells:
            if role in ("data", "group", "stub", "total") and is_instruction(text):
                found[table.section].append((f"{table.place}!R{row}C{column}", text))
    for section, places in found.items():
        text = "» … «".join(short(each)[:90] for _, each in places[:3])
        yield Remark(
            "label.instruction",
            "form",
            Severity.WARNING,
            "template",
            {"where": text},
            left=str(len(places)),
            section=section,
            place=places[0][0],
            other_place=places[1][0] if len(places) > 1 else "",
            key=section,
        )


def is_instruction(text: str) -> bool:
    """Whether a text speaks to the one who fills the template.

    >>> (is_instruction("Опишите состояние парка."), is_instruction("Парк описан."),
    ...  is_instruction("__3__ (указать число)"),
    ...  is_instruction("(Здесь нужно дать краткие сведения о кружках.)"),
    ...  is_instruction("Нужно дать детям больше книг."))
    (True, False, True, True, False)
    """
    folded = fold(text)
    if any(each in folded for each in listed("instruction_phrases")):
        return True
    first = WORD.findall(folded)[:4]
    if any(word in listed("instructions") for word in first):
        return True
    return any(map(_is_order, SENTENCE.split(folded))) or _is_bracketed_order(folded)


def _is_bracketed_order(text: str) -> bool:
    """Return whether a folded text in brackets says what is to be written, and how much of it:
    «(указывается число договоров; не более страницы)».
    """
    is_aside = text[:1] in BRACKETS and text.rstrip(" .")[-1:] in BRACKETS[text[:1]]
    found = WORD.findall(text) if is_aside else []
    limits = listed("instruction_limits")
    return any(word in listed("instruction_passives") for word in found) or any(
        word in ("более", "менее") and any(map(_begins(limits), found[at + 1 : at + 3]))
        for at, word in enumerate(found)
    )


def _begins(stems: tuple[str, ...]) -> Callable[[str], bool]:
    return lambda word: word.startswith(stems)


def _is_order(sentence: str) -> bool:
    """Return whether a folded sentence begins with what to write, or says that it is needed."""
    found = WORD.findall(sentence)
    verbs, needs = listed("instruction_verbs"), listed("instruction_needs")
    orders = {at for at, word in enumerate(found) if word in verbs or _asks_for(found[at:])}
    return 0 in orders or any(at and found[at - 1] in needs for at in orders)


def _asks_for(said: Sequence[str]) -> bool:
    """Return whether words begin with a verb and what a report consists of: «привести сведения»."""
    is_open = bool(said) and said[0] in listed("instruction_open_verbs")
    return is_open and any(
        word.startswith(listed("instruction_objects")) for word in said[1:OBJECT_WITHIN]
    )


def twice_remarks(case: Case) -> Iterator[Remark]:
    """A table that stands twice in one section; in two sections the template asks for it twice,
    which is only to be known.
    """
    seen: dict[tuple[tuple[str, ...], ...], PrintedTable] = {}
    for table in case.shelf.edition.tables:
        figures = [each for each in case.shelf.by_table.get(table.table, ()) if each.value]
        if len(figures) < LEAST_FIGURES:
            continue
        key = (_words(table), tuple(clean(each.fact.raw) for each in figures))
        first = seen.setdefault(key, table)
        if first is not table:
            yield _twice(table, first, figures, case)


def _words(table: PrintedTable) -> tuple[str, ...]:
    return tuple(
        fold(text) for *_, role, text in table.cells if role in ("header", "stub", "group")
    )


def _twice(
    table: PrintedTable, first: PrintedTable, figures: Sequence[Figure], case: Case
) -> Remark:
    close = table.section == first.section
    parts = {
        "where": short(table.caption) or label_of(figures[0].fact),
        "other": numbered(first.table, first.section),
    }
    return Remark(
        "label.twice",
        "duplicate",
        Severity.WARNING if close else Severity.INFO,
        "twice",
        parts,
        section=table.section,
        place=table.place,
        other_place=first.place,
        key=f"t{table.table}",
        left=str(first.table),
        right=str(table.table),
        also=tuple(each.fact.observation for each in figures[:1]),
    )


def caption_remarks(case: Case) -> Iterator[Remark]:
    """One caption over two tables of a section that hold different figures under the same head."""
    seen: dict[tuple[str, str, tuple[str, ...]], PrintedTable] = {}
    headings = set(case.shelf.titles.values())
    for table in case.shelf.edition.tables:
        head = tuple(fold(text) for *_, role, text in table.cells if role == "header")
        caption = fold(table.caption)
        if not caption or not head or any(caption.rstrip(".") in each for each in headings):
            continue
        first = seen.setdefault((table.section, caption, head), table)
        if first is not table and _figures(first, case) != _figures(table, case):
            parts = {
                "where": short(table.caption),
                "left": str(first.table),
                "right": str(table.table),
            }
            yield Remark(
                "label.caption",
                "form",
                Severity.WARNING,
                "twice_captioned",
                parts,
                section=table.section,
                place=first.place,
                other_place=table.place,
                key=f"t{table.table}",
                left=str(first.table),
                right=str(table.table),
            )


def _figures(table: PrintedTable, case: Case) -> list[str]:
    return [each.fact.raw for each in case.shelf.by_table.get(table.table, ())]


def borrowed_remarks(case: Case) -> Iterator[Remark]:
    """Rows of years that stand, figure for figure, in a table that counts something else: filled
    with another indicator.
    """
    for here, there, pairs in borrowed(case):
        if all(figure.total for figure in pairs[:LEAST_FIGURES]):
            continue  # the sum of what the table lists: its own figure, whatever its code
        first = pairs[0]
        text = ", ".join(clean(each.fact.raw) for each in pairs[:3])
        other = case.shelf.tables[there]
        yield Remark(
            "label.borrowed",
            "duplicate",
            Severity.ERROR,
            "borrowed",
            {
                "where": where(first, case.lang),
                "left": text,
                "other": f"{numbered(other.table, other.section)} {short(other.caption)}",
            },
            figures=pairs,
            left=text,
            right=f"{other.table}",
            other_place=other.place,
            key=f"t{here}",
        )


def borrowed(case: Case) -> Iterator[tuple[int, int, tuple[Figure, ...]]]:
    """(table, the table that its figures belong to, its figures, those that are equal first) where
    other tables contradict the first under its own labels.
    """
    rows = _rows_of_years(case)
    alike: dict[tuple[object, ...], list[tuple[int, str]]] = defaultdict(list)
    for place, figures in rows.items():
        alike[_years(figures)].append(place)
    for (table, code), figures in rows.items():
        for other, another in alike[_years(figures)]:
            if (
                other != table
                and another != code
                and _contradicted(case, code, figures)
                and not _is_confirmed(table, code, rows)
            ):
                mine = (
                    each
                    for (name, its), found in rows.items()
                    if name == table and its != code
                    for each in found
                )
                yield table, other, (*figures, *mine)
                break


def _is_confirmed(table: int, code: str, rows: Mapping[tuple[int, str], Sequence[Figure]]) -> bool:
    """Return whether other rows of a table stand elsewhere under their own indicators: then it is
    filled with what it names, and one of its labels is only understood otherwise.
    """
    own = {its: found for (name, its), found in rows.items() if name == table and its != code}
    agreeing = {
        its
        for (name, its), found in rows.items()
        if name != table and its in own and _years(found) == _years(own[its])
    }
    return len(agreeing) >= SEVERAL


def _rows_of_years(case: Case) -> dict[tuple[int, str], tuple[Figure, ...]]:
    """(table, code) → figures of at least three years that are not small numbers."""
    rows: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for (code, _), figures in _trusting(case).items():
        for each in figures:
            rows[each.fact.table or 0, code].append(each)
    kept = {
        key: tuple(sorted(figures, key=lambda each: each.fact.period))
        for key, figures in rows.items()
    }
    return {
        key: found
        for key, found in kept.items()
        if len(found) >= LEAST_FIGURES and min(each.value for each in found) > 99
    }


def _trusting(case: Case) -> Mapping[tuple[str, str], tuple[Figure, ...]]:
    """The figures of the system with those of tables whose labels are doubted."""
    return case.shelf.everything


def _years(figures: Sequence[Figure]) -> tuple[tuple[str, object], ...]:
    return tuple((each.fact.period, each.value) for each in figures)


def _contradicted(case: Case, code: str, figures: Sequence[Figure]) -> bool:
    """Another table gives other figures for the same indicator, in every year that it speaks of."""
    others = [
        (each, other)
        for each in figures
        for other in _trusting(case).get((code, each.fact.period), ())
        if other.fact.table != each.fact.table
    ]
    return bool(others) and all(each.value != other.value for each, other in others)
