"""Sums inside the text: «137, 133 и 130, всего за три года 400»; shares of a sentence against a
table of its section.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Print
from extractor.check.figures.sentences import paragraphs, sentence_at, spot
from extractor.check.relations.edit import Edit
from extractor.check.relations.from_rules import added
from extractor.check.relations.label_parts import relations
from extractor.check.relations.table_items import Item
from extractor.check.remarks.phrasing import near, printed, shown
from extractor.check.remarks.remark import Remark
from extractor.formula import Comparison, Ref
from extractor.model import SentenceRole
from extractor.model.finding import Severity

OF_A_WHOLE = (SentenceRole.SHARE, SentenceRole.FACT)
TOGETHER = re.compile(
    r"(всего|итого|в сумме|общая сумма|за (три|два|четыре|пять) (года|лет))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
LEAST, MOST = 2, 6


def text_sums(case: Case) -> Iterator[Edit]:
    """A figure after «всего» against the figures told before it in its paragraph."""
    texts = paragraphs(case.shelf.edition)
    for block, figures in _by_block(case.shelf.told).items():
        for n, total in enumerate(figures):
            before = [each for each in figures[:n] if _same_kind(each, total)]
            if len(before) >= LEAST and block in texts and _says_total(texts[block], total):
                yield from _sum(total, before, texts[block])


def _by_block(told: Sequence[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for each in told:
        found[each.fact.place.whole].append(each)
    return {
        block: sorted(figures, key=lambda each: (spot(each.fact) or ("", 0, 0))[1])
        for block, figures in found.items()
    }


def _same_kind(one: Figure, total: Figure) -> bool:
    return (
        one.fact.unit == total.fact.unit
        and one.scale == total.scale
        and one.fact.role is total.fact.role is SentenceRole.FACT
        and one.value != 0
    )


def _says_total(text: str, total: Figure) -> bool:
    at = spot(total.fact)
    return at is not None and TOGETHER.search(text[max(0, at[1] - 60) : at[1]]) is not None


def _sum(total: Figure, before: Sequence[Figure], text: str) -> Iterator[Edit]:
    """With those told last, as many as make the sum; where none do, with those of its own
    sentence, or all that run over years.
    """
    for count in range(LEAST, min(MOST, len(before)) + 1):
        edit = _edit(total, before[-count:])
        if _holds(total, before[-count:]):
            yield edit
            return
    at = spot(total.fact)
    own = [each for each in before if at is not None and _in_sentence(each, text, at)]
    years = {each.fact.period for each in before}
    chosen = own if len(own) >= LEAST else before if len(years) == len(before) > LEAST else []
    if LEAST <= len(chosen) <= MOST:
        yield _edit(total, chosen)


def _in_sentence(each: Figure, text: str, at: tuple[str, int, int]) -> bool:
    own = spot(each.fact)
    return (
        own is not None
        and sentence_at(text, at[1], at[2])[1] == sentence_at(text, own[1], own[2])[1]
    )


def _holds(total: Figure, parts: Sequence[Figure]) -> bool:
    whole = total.interval(Print.ROUNDED)
    summed = sum((each.value for each in parts), Fraction(0))
    rough = whole.widened(sum((each.step for each in parts), Fraction(0)) / 2)
    return rough.has(summed)


def _edit(total: Figure, parts: Sequence[Figure]) -> Edit:
    slots = {Ref(f"part.{n}"): each for n, each in enumerate(parts)}
    left = Ref("whole.0")
    statement = Comparison(left, "=", added(list(slots)))
    return Edit(
        "text.sum", "text", Severity.ERROR, "text|sum", statement, {left: total, **slots}, must=True
    )


def share_lists(case: Case) -> Iterator[Remark]:
    """«72,9 % на полной ставке, 18,7 % на 0,75 …»: as many shares as a table of the section has
    parts, some of them its own.
    """
    for block, figures in _by_block(
        [each for each in case.shelf.told if each.fact.unit == "%"]
    ).items():
        shares = [each for each in figures if each.fact.role in OF_A_WHOLE]
        if len(shares) > LEAST:
            yield from _against_tables(shares, case, block)


def _against_tables(shares: Sequence[Figure], case: Case, _block: str) -> Iterator[Remark]:
    for whole, parts in _partitions(case, shares[0].fact.section):
        if len(parts) != len(shares) or not whole.value:
            continue
        meant = [100 * each.value / whole.value for each in parts]
        odd_shares, odd_meant = _unmatched(shares, meant)
        matched = len(shares) - len(odd_shares)
        if odd_shares and matched >= max(LEAST, len(odd_shares)):
            for share, right in zip(odd_shares, odd_meant, strict=False):
                yield _remark(share, right, whole, case)
            return


def _partitions(case: Case, section: str) -> Iterator[tuple[Figure, list[Figure]]]:
    """(whole, its parts that are not zero) of every line of the section's tables that speaks of
    the report's year.
    """
    year = str(case.shelf.edition.year)
    for table, figures in case.shelf.by_table.items():
        if case.shelf.tables[table].section != section:
            continue
        lines: dict[tuple[int | None, str], list[Item]] = defaultdict(list)
        for each in figures:
            if each.fact.period == year and each.adds:
                lines[each.fact.row, each.fact.period].append(
                    Item(each.fact.column_path, each.fact, each)
                )
        for line in lines.values():
            for relation in relations([each.path for each in line], [False] * len(line)):
                whole = line[relation.whole].figure
                parts = [line[n].figure for n in relation.parts]
                counted = [each for each in parts if each is not None and each.value]
                if whole is not None and sum(each.value for each in counted) <= whole.value:
                    yield whole, counted


def _unmatched(
    shares: Sequence[Figure], meant: Sequence[Fraction]
) -> tuple[list[Figure], list[Fraction]]:
    left, odd = list(meant), []
    for share in shares:
        fitting = [each for each in left if any(share.interval(how).has(each) for how in Print)]
        if fitting:
            left.remove(fitting[0])
        else:
            odd.append(share)
    return odd, sorted(left, reverse=len(odd) > 1 and odd[0].value > odd[-1].value)


def _remark(share: Figure, right: Fraction, whole: Figure, case: Case) -> Remark:
    left, meant = printed(share, case.lang), shown(right, case.lang, 1)
    parts = {
        "where": case.excerpts.get(share.fact.observation, ""),
        "left": left,
        "right": f"{meant} ({near(whole, case.lang)})",
    }
    return Remark(
        "text.share",
        "share",
        Severity.ERROR,
        "percent",
        parts,
        figures=(share, whole),
        left=left,
        right=meant,
        difference=share.value - right,
        other_place=str(whole.fact.place),
    )
