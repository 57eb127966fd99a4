"""From lines to headings: evidence for each, refusals against it, and the numbering that they
continue together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from extractor.model import Document
from extractor.outline.candidate import Candidate, Near, Strength
from extractor.outline.chain import numbered_headings
from extractor.outline.heading_evidence import evidence_of, is_whole
from extractor.outline.line_joining import Page, entries_of_contents, joined_lines, page_of
from extractor.outline.lines import Line, lines_of, stands_above
from extractor.outline.number_refusals import brackets_number_sections, false_number, is_set_off
from extractor.outline.patterns import FARTHEST, matcher, start_of
from extractor.outline.refusals import refusal_of
from extractor.outline.sequence import absolute_numbers

LINES_IN_ROW = 3


def headings_of(document: Document) -> tuple[tuple[Candidate, ...], tuple[Near, ...]]:
    """Return the headings in reading order, and the lines that nearly were, each with the rule that
    spoke.
    """
    page, below = page_of(document), stands_above(document)
    lines = list(joined_lines(list(lines_of(document)), page))
    contents = entries_of_contents(lines, page)
    brackets = brackets_number_sections(lines)
    judged = [
        _entry(line) if at in contents else _judged(line, below[line.last_block], brackets)
        for at, line in enumerate(lines)
    ]
    judged = _without_named_forms(judged, below)
    settled = list(_unlisted(judged, lines, page))
    candidates = absolute_numbers(
        [candidate for candidate in settled if isinstance(candidate, Candidate)]
    )
    kept, lost = numbered_headings(candidates)
    headings, covers = _without_cover(kept, page)
    nears = [candidate for candidate in settled if isinstance(candidate, Near)]
    return tuple(headings), tuple(sorted([*nears, *lost, *covers], key=lambda near: near.block))


def _judged(line: Line, below: str, brackets: bool) -> Candidate | Near | None:
    """What a line is by itself; None for plain text."""
    why = false_number(line, brackets)
    is_bare = bool(line.number and not line.number.number)
    spoken = structs.replace(line, number=None) if why or is_bare else line
    evidence = evidence_of(spoken)
    if evidence is None:
        return Near(line.block, line.text, "", why) if why else None
    rule, (strength, runs_in) = evidence
    against = refusal_of(spoken, strength, below)
    if against:
        return Near(line.block, line.text, rule, why or against)
    number = spoken.number
    title = _title(spoken, runs_in)
    return Candidate(
        spoken,
        rule,
        strength,
        title,
        number.number if number else (),
        number.printed if number else "",
    )


def _without_named_forms(
    judged: Sequence[Candidate | Near | None], below: Sequence[str]
) -> list[Candidate | Near | None]:
    """«Раздел 6. Работа музея» on a plain line right above a table names a form, where no other
    part is called so and the sections have numbers without a word.
    """
    found = [
        candidate
        for candidate in judged
        if isinstance(candidate, Candidate) and candidate.line.number
    ]
    named = [
        candidate for candidate in found if candidate.line.number and candidate.line.number.word
    ]
    form = named[0] if len(named) == 1 and named[0].number > (1,) else None
    others = any(candidate is not form and is_set_off(candidate.line) for candidate in found)
    if form is None or not others or is_set_off(form.line) or below[form.line.block] != "table":
        return list(judged)
    near = Near(form.line.block, form.line.text, form.rule, "names_what_follows")
    return [near if candidate is form else candidate for candidate in judged]


def _title(line: Line, runs_in: bool) -> str:
    """Return the words of a heading; of one that runs on into its text the first sentence."""
    found = matcher("first_sentence").match(line.title) if runs_in else None
    return found[0] if found else line.title or line.text


def _entry(line: Line) -> Near | None:
    """A line of a list of the headings."""
    evidence = evidence_of(line)
    return Near(line.block, line.text, evidence[0], "contents_entry") if evidence else None


def _unlisted(
    judged: Sequence[Candidate | Near | None], lines: Sequence[Line], page: Page
) -> Iterator[Candidate | Near]:
    """Without the items of lists: a plain «1. …» right beside «2. …», a bold one of an automatic
    list, bold lines in a row.
    """
    rows = _rows_of_lines(judged, page)
    for at, candidate in enumerate(judged):
        if not isinstance(candidate, Candidate):
            if candidate is not None:
                yield candidate
        elif at in rows:
            yield Near(candidate.line.block, candidate.line.text, candidate.rule, "row_of_lines")
        elif _ends_list(judged, lines, at, page):
            yield Near(candidate.line.block, candidate.line.text, candidate.rule, "list_item")
        elif not _in_list(lines, at, page):
            yield candidate
        elif candidate.strength is Strength.WEAK or (
            candidate.line.automatic and candidate.strength < Strength.STYLED
        ):
            yield Near(candidate.line.block, candidate.line.text, candidate.rule, "list_item")
        else:
            yield replace(candidate, beside=True)


def _ends_list(
    judged: Sequence[Candidate | Near | None], lines: Sequence[Line], at: int, page: Page
) -> bool:
    """«1.3. Буклет.» right under «1.2. Урок;»."""
    above, one, other = judged[at - 1] if at else None, lines[at - 1].number, lines[at].number
    if (
        not isinstance(above, Near)
        or above.why != "list_item"
        or not one
        or not other
        or not page.touch(lines[at - 1], lines[at])
    ):
        return False
    return one.number[:-1] == other.number[:-1] and other.number[-1:] == (one.number[-1] + 1,)


def _rows_of_lines(judged: Sequence[Candidate | Near | None], page: Page) -> set[int]:
    """Indices of lines without number and style of which three or more that look alike stand
    right under each other.
    """
    found: set[int] = set()
    row: list[tuple[int, Line]] = []
    for at, candidate in enumerate(judged):
        if (
            not isinstance(candidate, Candidate)
            or candidate.number
            or candidate.line.level is not None
        ):
            row = []
            continue
        row = (
            [*row[-LINES_IN_ROW:], (at, candidate.line)]
            if row and _are_alike(row[-1][1], candidate.line, page)
            else [(at, candidate.line)]
        )
        if len(row) >= LINES_IN_ROW:
            found.update(index for index, _ in row)
    return found


def _are_alike(above: Line, line: Line, page: Page) -> bool:
    return above.looks == line.looks and page.touch(above, line)


def _in_list(lines: Sequence[Line], at: int, page: Page) -> bool:
    above = (
        at > 0
        and page.touch(lines[at - 1], lines[at])
        and _are_neighbours(lines[at - 1], lines[at])
    )
    return above or (
        at + 1 < len(lines)
        and page.touch(lines[at], lines[at + 1])
        and _are_neighbours(lines[at], lines[at + 1])
    )


def _are_neighbours(above: Line, line: Line) -> bool:
    one, other = above.number, line.number
    if (
        not one
        or not other
        or len(one.number) != 1
        or len(other.number) != 1
        or one.word
        or other.word
    ):
        return False
    return (
        other.number[0] - one.number[0] == 1
        and above.looks == line.looks
        and above.automatic == line.automatic
    )


def _without_cover(kept: Sequence[Candidate], page: Page) -> tuple[list[Candidate], list[Near]]:
    """Lines without a number that open the document name the report, not a section."""
    opening = next((at for at, candidate in enumerate(kept) if _opens_the_text(candidate)), None)
    end = _cover_length(kept, page) if opening is None else opening
    return list(kept[end:]), [
        Near(candidate.line.block, candidate.line.text, candidate.rule, "cover")
        for candidate in kept[:end]
    ]


def _opens_the_text(candidate: Candidate) -> bool:
    return bool(candidate.number) or candidate.line.level is not None or is_whole(candidate.line)


def _cover_length(kept: Sequence[Candidate], page: Page) -> int:
    """In a document without numbers and styles: the lines that stand together at its very
    beginning, if they name a report.
    """
    end = next(
        (at for at, candidate in enumerate(kept) if page.order[candidate.line.block] > at + 1),
        len(kept),
    )
    if (
        end > 1
        and not _names_report(kept[end - 1])
        and kept[end - 1].line.looks != kept[end - 2].line.looks
    ):
        end -= 1  # «ОТЧЁТ» / **Общие сведения**: the first heading stands right below the cover
    elif end > 1 and _is_first_heading(kept, end - 1):
        end -= 1
    return end if end > 1 or any(map(_names_report, kept[:end])) else 0


def _is_first_heading(kept: Sequence[Candidate], at: int) -> bool:
    """«ОТЧЁТ за 2024 год» / «Паспорт библиотеки»: what looks like the headings that follow and
    stands below the year, with which a cover ends but for the place («г. Луговое, 2024»).
    """
    line = kept[at].line
    below_year = matcher("ends_with_year").search(start_of(kept[at - 1].line.text[-FARTHEST:]))
    alike = any(other.line.looks == line.looks for other in kept[at + 1 :])
    words = line.text.split()
    is_place = len(words) < 2 or words[0].endswith(".") or any(map(str.isdigit, line.text))
    return bool(below_year) and alike and not is_place and not _names_report(kept[at])


def _names_report(candidate: Candidate) -> bool:
    return bool(matcher("cover").search(start_of(candidate.line.text)))
