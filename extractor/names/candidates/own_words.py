"""Which words of their names tell the libraries of a registry apart, and what readers make of
them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from extractor.names.candidates.features import Profile
from extractor.names.vocabulary import FOREIGN, FOREIGN_SHORT, HEADINGS, kinds_of

Where = frozenset[int]
FEW = 3  # libraries that may share a word of their own
SHORTEST_INNER = 3


def told_apart(profiles: tuple[Profile, ...]) -> tuple[Profile, ...]:
    """Words that a great part of the libraries share («отдел») are nobody's own."""
    counts = Counter(word for profile in profiles for word in profile.own)
    common = {word for word, count in counts.items() if count > max(FEW, len(profiles) / 3)}
    return tuple(
        replace(profile, own=profile.own - common) if profile.own & common else profile
        for profile in profiles
    )


def nicknames(honours: Mapping[str, Where]) -> dict[str, Where]:
    """«Маяковк», «пушкинк»: what readers call the library of Маяковский, of Пушкин."""
    return {
        surname.removesuffix("ск") + "к": where
        for surname, where in honours.items()
        if surname.endswith(("ов", "ев", "ин", "вск", "нск"))
    }


def are_feminine(profiles: tuple[Profile, ...]) -> bool:
    """Return whether most names are those of a «библиотека», not of a «филиал» or «отдел»."""
    said = sum(any(word.startswith("библиотек") for word in profile.words) for profile in profiles)
    return 2 * said >= len(profiles)


def inner(profiles: tuple[Profile, ...]) -> frozenset[str]:
    """Stems of the words that names like «Центр правовой информации «Истоки»» are made of."""
    return frozenset(
        word
        for profile in profiles
        if profile.is_quoted or profile.centres
        for word in profile.words
        if len(word) > SHORTEST_INNER and not kinds_of(word)
    )


def native(profiles: tuple[Profile, ...]) -> frozenset[str]:
    """Foreign words that stand in names of this registry, and so are not foreign here:
    «Библиотека-музей»; and words of headings that do («Структурное подразделение «Луговская
    библиотека»»).
    """
    words = {
        word for profile in profiles for stem in profile.own for word in (stem, *stem.split("-"))
    }
    headings = {
        heading
        for heading in HEADINGS
        for profile in profiles
        if any(word.startswith(heading) for word in profile.words)
    }
    words |= {word for profile in profiles for word in profile.centres}
    return frozenset(headings) | frozenset(
        foreign
        for foreign in (*FOREIGN, *FOREIGN_SHORT)
        if any(word.startswith(foreign) or foreign.startswith(word) for word in words)
    )
