"""Who is who among the libraries of two years: ordered rules, each takes only what it decides
alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractor.names.candidates.features import Profile

_ALONE = (
    frozenset({"central"}),
    frozenset({"central", "children"}),
    frozenset({"children"}),
    frozenset({"youth"}),
)

ANY = "*"
Keys = Iterable[tuple[object, ...]]


def same_number_and_place(filed: Profile) -> Keys:
    """Its number in its place."""
    if filed.number and filed.place:
        yield filed.number, filed.place


def same_name_and_place(filed: Profile) -> Keys:
    """Its name in its place."""
    return ((name, filed.place, number) for name in filed.names for number in {filed.number, ANY})


def asks_name_and_place(profile: Profile) -> Keys:
    """Its name in its place; a number that both have is the same."""
    return ((name, profile.place, number) for name in profile.names for number in _numbers(profile))


def alone_in_place(filed: Profile) -> Keys:
    """The only one left in its village, of no other kind: renamed or renumbered."""
    if filed.place:
        yield filed.place, _kind(filed)


def same_number(filed: Profile) -> Keys:
    """The number stayed: it moved, or its village was not named before."""
    if filed.number:
        yield filed.number, _kind(filed)


def same_name(filed: Profile) -> Keys:
    """Its name, where not both have a place."""
    places = ANY, bool(filed.place)
    return (
        (name, number, place)
        for name in filed.names
        for number in {filed.number, ANY}
        for place in places
    )


def asks_name(profile: Profile) -> Keys:
    """Its name, where not both have a place; a number that both have is the same."""
    place = False if profile.place else ANY
    return ((name, number, place) for name in profile.names for number in _numbers(profile))


def only_of_kind(filed: Profile) -> Keys:
    """The central library of a district stays it under any name."""
    if filed.kinds in _ALONE:
        yield (filed.kinds,)


@dataclass(frozen=True, slots=True)
class MatchRule:
    """What two years of one library share: the keys under which a library is filed, and those
    under which one of another year looks for it.
    """

    name: str
    answer: Callable[[Profile], Keys]
    asks: Callable[[Profile], Keys]
    sample: str


RULES: tuple[MatchRule, ...] = (
    MatchRule(
        "same_number_and_place",
        same_number_and_place,
        same_number_and_place,
        """
        2022: Филиал № 4 | 4 | с. Луговое
        2022: Детский филиал № 4 | 4 | с. Заречье
        2023: Библиотека «Родник» | 4 | с. Луговое
        2023: Библиотека «Заря» | 4 | с. Заречье
        """,
    ),
    MatchRule(
        "same_name_and_place",
        same_name_and_place,
        asks_name_and_place,
        """
        2022: Библиотека «Родник» | | с. Луговое
        2022: Библиотека «Заря» | | с. Луговое
        2023: Библиотека «Родник» | 4 | с. Луговое
        2023: Библиотека «Заря» | 5 | с. Луговое
        """,
    ),
    MatchRule(
        "alone_in_place",
        alone_in_place,
        alone_in_place,
        """
        2022: Филиал № 4 | 4 | с. Луговое
        2023: Филиал № 5 | 5 | с. Луговое
        """,
    ),
    MatchRule(
        "same_number",
        same_number,
        same_number,
        """
        2022: Филиал № 4 | 4 | с. Луговое
        2023: Библиотека «Родник» | 4 | с. Заречье
        """,
    ),
    MatchRule(
        "same_name",
        same_name,
        asks_name,
        """
        2022: Библиотека «Родник» | | с. Луговое
        2023: Библиотека «Родник» | |
        """,
    ),
    MatchRule(
        "only_of_kind",
        only_of_kind,
        only_of_kind,
        """
        2022: Центральная библиотека | | с. Луговое
        2023: Центральная межпоселенческая библиотека | | с. Заречье
        """,
    ),
)
WITHIN_A_YEAR = 2  # rules that hold among lists of one year: number or name, in the same place


def _numbers(profile: Profile) -> tuple[str, ...]:
    return (profile.number, "") if profile.number else (ANY,)


def _kind(profile: Profile) -> frozenset[str]:
    return profile.kinds & {"children", "central", "youth"}


def only_answers(
    asking: Sequence[Profile],
    asked: Sequence[Profile],
    rule: MatchRule,
) -> list[int | None]:
    """For each profile the position of the only one that answers it, None where there is none or
    a second one.
    """
    table: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, profile in enumerate(asked):
        for key in rule.answer(profile):
            table[key].append(place)
    first_two = (
        {place for key in rule.asks(profile) for place in table.get(key, ())[:2]}
        for profile in asking
    )
    return [next(iter(places)) if len(places) == 1 else None for places in first_two]
