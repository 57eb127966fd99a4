"""Figures of a label: which are numbers of branches, and how far a list or a range of them goes."""

from extractor.names.labels.evidence import Evidence
from extractor.names.labels.parser_state import (
    SEPARATORS,
    SKIPPED,
    Piece,
    Spot,
    Step,
    Walk,
    step_of,
)
from extractor.names.vocabulary import KIND_SHORT, LIST_HEADS, MARKS, NUMBER_HEADS, PLURAL, is_head

LONGEST_RANGE = 60
_LONGEST_NUMBER = 3  # digits: a branch 1000 does not exist, a year does
_CLOSING = frozenset({")", ".", "-", "(", "§l0", *SEPARATORS, *MARKS})
LETTERS = frozenset({"ф", "фф", "фил", "ф-л"})


def numbers(spot: Spot) -> Step | None:
    """«№ 4», «№№ 3, 5 и 7», «№ 1-5», «Ф3,8»: each number opens a library of its own, of the
    kinds said before the first.
    """
    walk, token = spot
    signed = token == "№"  # noqa: S105 - the sign of a number, no password
    figures, taken = _figures(walk, walk.at + signed)
    if not figures:
        return SKIPPED if signed else None
    if not _is_branch_number(walk, signed, token, len(figures) > 1):
        return step_of(taken + signed, Evidence(foreign=signed and _after_foreign(walk)))
    may_list = walk.plural or signed or walk.head or walk.signed
    listed = figures if may_list else figures[:1]
    pieces = (
        _numbered(walk.item, figure, place > 0 or bool(walk.item.number))
        for place, figure in enumerate(listed)
    )
    return Step(taken + signed, tuple(pieces), signed=signed)


def _numbered(before: Evidence, figure: str, opens: bool) -> Piece:
    """The library of a number; one that opens has the kinds said before the first of the list."""
    kinds, head = (before.kinds, before.head) if opens else (frozenset[str](), False)
    return Piece(opens, Evidence(number=figure, kinds=kinds, head=head))


def _figures(walk: Walk, at: int) -> tuple[list[str], int]:
    """A figure or the figures of a range that begins here, and the tokens it takes."""
    token = walk.token(at)
    if not token[:1].isdigit():
        return [], 0
    first = token.lstrip("0")
    end = at + 2 + (walk.token(at + 2) == "№") if walk.token(at + 1) == "-" else 0
    last = walk.token(end) if end else ""
    is_range = last.isdigit() and first.isdigit() and 0 < int(last) - int(first) <= LONGEST_RANGE
    if is_range and (walk.plural or not _is_unit(walk.token(end + 1))):
        numbers = [str(number) for number in range(int(first), int(last) + 1)]
        known = [number for number in numbers if number in walk.index.numbers]
        return known or numbers, end + 1 - at
    return ([first] if first else []), 1


def _is_unit(token: str) -> bool:
    """«Филиал № 4 - 12 чел.»: a word after the second figure is what it counts."""
    return (
        token[:1].isalpha()
        and token not in SEPARATORS
        and token not in MARKS
        and not is_head(token)
    )


def _is_branch_number(walk: Walk, signed: bool, token: str, ranged: bool) -> bool:
    before = walk.before()
    if signed:
        return not _after_foreign(walk) and not _after_stranger(walk)
    if len(token) > _LONGEST_NUMBER:
        return False
    if before in NUMBER_HEADS or before in LIST_HEADS:
        return not walk.parted and (ranged or not _counts(walk, before))
    if before in KIND_SHORT or (before.startswith("библиотек") and before not in PLURAL):
        return not walk.parted and walk.at + 1 == len(walk.tokens)
    if walk.parted and walk.item.number and (walk.head or walk.signed):
        return walk.token(walk.at + 1) in ("", *_CLOSING) and _goes_on(walk)
    return walk.at == 0 and walk.tokens == (token, "филиал")  # 4-й филиал


def _goes_on(walk: Walk) -> bool:
    """Return whether a list goes on: a figure or a bracket stood last; «№ 7, Победы, 9» is an
    address.
    """
    places = range(walk.at - 1, -1, -1)
    last = next(walk.tokens[place] for place in places if walk.tokens[place] not in SEPARATORS)
    return last[0].isdigit() or last == ")"


def _counts(walk: Walk, before: str) -> bool:
    """«филиалы - 12» says how many; «филиалы 1, 3» which."""
    return before in PLURAL and SEPARATORS.isdisjoint(walk.tokens[walk.at + 1 : walk.at + 3])


def _after_foreign(walk: Walk) -> bool:
    before = walk.before()
    return walk.is_foreign(before) and not is_head(before)


def _after_stranger(walk: Walk) -> bool:
    """«Приложение № 4», «магазин № 4»: the number is that of an unknown thing."""
    return bool(walk.item.free) and not walk.parted and walk.item.free[-1] == walk.before()


def branch_letter(spot: Spot) -> Step | None:
    """«ф. № 4», «Ф3»: the letter is a head only before a number."""
    walk, token = spot
    if token not in LETTERS:
        return None
    following = walk.tokens[walk.at + 1 : walk.at + 4]
    rest = [sign for sign in following if sign not in (".", "-", ":")]
    numbered = bool(rest) and (rest[0] == "№" or rest[0].isdigit())
    return walk.head_step(token, frozenset()) if numbered else SKIPPED
