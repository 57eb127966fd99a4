"""A registry ready for questions: every piece of evidence finds its libraries without a walk
over them all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extractor.model import Library
from extractor.names.candidates import own_words
from extractor.names.candidates.features import Profile, place_keys, profile_of
from extractor.names.candidates.settlement_keys import (
    adjective_keys,
    bare_keys,
    first_part,
    suffixed_keys,
    tail_keys,
    territory_keys,
)
from extractor.names.candidates.typos import is_likely_slip
from extractor.names.vocabulary import DEFINING, MODEL

GATE_LETTERS = 3
LARGEST_LOOSE = 2000  # above so many libraries a slip is looked for among exact keys alone
Where = frozenset[int]
_NOWHERE: Where = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Positions of libraries by each kind of evidence; ``nouns`` and ``adjectives`` lead from keys
    to settlements.

    ``tails`` are the last parts of two-part names, ``firsts`` the first parts of each settlement's,
    ``bases`` the settlements of which only an adjective is known, ``quoted`` own words in quotation
    marks, ``inner`` words of names with a «центр» or quotation marks, ``nicknames`` lead from
    «маяковк» to libraries, ``beginnings`` are the first letters of whatever may name a library,
    ``territories`` the adjectives of the districts. ``is_feminine``: they are «библиотеки».
    """

    profiles: tuple[Profile, ...]
    names: Mapping[str, Where]
    numbers: Mapping[str, Where]
    places: Mapping[str, Where]
    nouns: Mapping[str, frozenset[str]]
    adjectives: Mapping[str, frozenset[str]]
    honours: Mapping[str, Where]
    streets: Mapping[str, Where]
    own: Mapping[str, Where]
    kinds: Mapping[str, Where]
    abbreviations: Mapping[str, Where]
    native: frozenset[str]
    beginnings: frozenset[str]
    blocks: Mapping[str, tuple[str, ...]]
    tails: Mapping[str, frozenset[str]]
    firsts: Mapping[str, frozenset[str]]
    centres: frozenset[str]
    inner: frozenset[str]
    nicknames: Mapping[str, Where]
    is_feminine: bool
    quoted: frozenset[str]
    bases: Mapping[str, frozenset[str]]
    kind_sets: frozenset[frozenset[str]]
    territories: frozenset[str]

    def place_of_noun(self, keys: Iterable[str]) -> frozenset[str]:
        return _all_of(self.nouns, keys)

    def place_of_exact_adjective(self, keys: tuple[str, ...]) -> frozenset[str]:
        return _all_of(self.adjectives, keys)

    def place_of_tail(self, keys: tuple[str, ...]) -> frozenset[str]:
        """Two-part settlements of whose last part it is the adjective."""
        return _all_of(self.tails, keys) or _all_of(
            self.tails, (bare for key in keys for bare in bare_keys(key))
        )

    def place_of_shortened(self, short: str, keys: tuple[str, ...]) -> frozenset[str]:
        """Two-part settlements whose first part begins so: «Тат. Шибаевская», «К-Лог»."""
        return frozenset(
            place
            for place in self.place_of_tail(keys)
            if any(first.startswith(short) for first in self.firsts.get(place, ()))
        )

    def place_of_adjective(self, keys: tuple[str, ...]) -> frozenset[str]:
        """Settlements whose adjective it is: an exact derivation stands above one with an
        inserted suffix.
        """
        return self.place_of_exact_adjective(keys) or self.place_of_exact_adjective(
            tuple(bare for key in keys for bare in bare_keys(key))
        )

    def place_by_base(self, name: str) -> frozenset[str]:
        """Settlements that the registry knows by their adjective alone and that this noun may
        have: Ключи → «Ключевская».
        """
        keys = adjective_keys(name) if self.bases else frozenset[str]()
        return _all_of(self.bases, keys) or _all_of(self.bases, suffixed_keys(keys))

    def is_elsewhere(self, adjective: str) -> bool:
        """Return whether «X-ский» is the name of another district: the registry names its own, and
        this is none of them.
        """
        return bool(self.territories) and adjective not in self.territories

    def near(self, word: str) -> str:
        """Return the one key that a mistyped stem is nearest to: one slip in six letters, two in
        ten; empty where two are as near.
        """
        allowed = 0 if len(word) < 6 else 1 if len(word) < 10 else 2
        best: dict[int, set[str]] = defaultdict(set)
        for block in (word[:2], "-" + word[-2:]) if allowed else ():
            for key, distance, _ in process.extract(
                word,
                self.blocks.get(block, ()),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=None,
            ):
                if _same_shape(word, key):
                    best[int(distance)].add(key)
        nearest = best[min(best)] if best else set()
        if len({self.meaning(key) for key in nearest}) != 1:
            return ""
        return min(nearest, key=lambda key: (not is_likely_slip(word, key), key))

    def meaning(self, key: str) -> tuple[frozenset[str], Where, Where]:
        """What a key stands for: settlements, honoured people, own names."""
        return (
            self.place_of_noun((key,)) | self.place_of_adjective((key,)),
            self.honours.get(key, _NOWHERE),
            self.own.get(key, _NOWHERE),
        )


def _same_shape(word: str, key: str) -> bool:
    """«Н-Луговое» is no slip of Луговое, nor of В-Луговое."""
    return ("-" in word) == ("-" in key) and (word[1:2] != "-" or word[0] == key[0])


def _all_of(table: Mapping[str, frozenset[str]], keys: Iterable[str]) -> frozenset[str]:
    found = [table[key] for key in keys if key in table]
    return frozenset[str]().union(*found) if found else frozenset()


@lru_cache(maxsize=8)
def index_of(registry: tuple[Library, ...]) -> Index:
    """Return the index of a registry, kept for the next question."""
    profiles = _one_place_one_id(own_words.told_apart(tuple(map(profile_of, registry))))
    nouns, adjectives = _place_tables(profiles)
    honours = _honours(profiles)
    own = _table((stem, at) for at, profile in enumerate(profiles) for stem in profile.own)
    abbreviations = _table(
        (short, at) for at, profile in enumerate(profiles) for short in profile.abbreviations
    )
    tails = _tails(profiles)
    names = _table((name, at) for at, profile in enumerate(profiles) for name in profile.names)
    loose = suffixed_keys(adjectives) if len(profiles) <= LARGEST_LOOSE else ()
    keys = {*nouns, *adjectives, *honours, *own, *abbreviations}
    return Index(
        profiles=profiles,
        names=names,
        numbers=_table(
            (profile.number, at) for at, profile in enumerate(profiles) if profile.number
        ),
        places=_table((profile.place, at) for at, profile in enumerate(profiles) if profile.place),
        nouns=nouns,
        adjectives=adjectives,
        honours=honours,
        streets=_streets(profiles),
        own=own,
        kinds=_kinds(profiles),
        abbreviations=abbreviations,
        native=own_words.native(profiles),
        beginnings=_beginnings((*keys, *tails, *names)),
        blocks=_blocks({*nouns, *adjectives, *honours, *own, *loose}),
        tails=tails,
        firsts=_firsts(profiles),
        quoted=frozenset(word for profile in profiles if profile.is_quoted for word in profile.own),
        centres=frozenset(word for profile in profiles for word in profile.centres),
        inner=own_words.inner(profiles),
        nicknames=own_words.nicknames(honours),
        is_feminine=own_words.are_feminine(profiles),
        bases=_bases(profiles),
        kind_sets=frozenset(profile.kinds & DEFINING for profile in profiles),
        territories=_territories(profiles),
    )


def _one_place_one_id(profiles: tuple[Profile, ...]) -> tuple[Profile, ...]:
    """A settlement known by its adjective alone («-лугов») is the one that another row names in
    full, where just one fits.
    """
    _, adjectives = _place_tables(
        tuple(profile for profile in profiles if not profile.place.startswith("-"))
    )
    bases = {
        profile.place: profile.place[1:] for profile in profiles if profile.place.startswith("-")
    }
    fits = {
        place: adjectives.get(base) or _all_of(adjectives, bare_keys(base))
        for place, base in bases.items()
    }
    return tuple(
        replace(profile, place=min(fits[profile.place]))
        if len(fits.get(profile.place, ())) == 1
        else profile
        for profile in profiles
    )


def _beginnings(keys: Iterable[str]) -> frozenset[str]:
    """Return the first letters of keys, and of what follows their hyphen."""
    return frozenset(part[:GATE_LETTERS] for key in keys for part in (key, key.rpartition("-")[2]))


def _table(pairs: Iterable[tuple[str, int]]) -> dict[str, Where]:
    found: dict[str, set[int]] = defaultdict(set)
    for key, at in sorted(
        pairs
    ):  # words come from sets, and of equally near names the first few are looked at
        found[key].add(at)
    return {key: frozenset(where) for key, where in found.items()}


def _place_tables(
    profiles: tuple[Profile, ...],
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Keys of nouns and keys of adjectives → settlements, each spelling of a settlement once."""
    spelled = {
        (profile.place, profile.settlement): place_keys(profile)
        for profile in profiles
        if profile.place
    }
    nouns = _places((key, place) for (place, _), keys in spelled.items() for key in keys.nouns)
    return nouns, _places(
        (key, place) for (place, _), keys in spelled.items() for key in keys.adjectives
    )


def _places(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, place in pairs:
        found[key].add(place)
    return {key: frozenset(places) for key, places in found.items()}


def _honours(profiles: tuple[Profile, ...]) -> dict[str, Where]:
    """Surnames of eponyms → the libraries that bear them."""
    return _table(
        (honour.surname, at)
        for at, profile in enumerate(profiles)
        for honour in profile.honours
        if honour.surname
    )


def _streets(profiles: tuple[Profile, ...]) -> dict[str, Where]:
    """Words of street names → the libraries that stand in such a street."""
    return _table(
        (word, at)
        for at, profile in enumerate(profiles)
        for street in profile.streets
        for word in street.name
    )


def _kinds(profiles: tuple[Profile, ...]) -> dict[str, Where]:
    """Kinds that tell libraries apart (children's, model …) → the libraries of the kind."""
    return _table(
        (kind, at)
        for at, profile in enumerate(profiles)
        for kind in profile.kinds & {*DEFINING, MODEL}
    )


def _bases(profiles: tuple[Profile, ...]) -> dict[str, frozenset[str]]:
    """Settlements without their number or first part → the settlements."""
    places = [profile.place for profile in profiles]
    return _places((place[1:], place) for place in places if place.startswith("-"))


def _territories(profiles: tuple[Profile, ...]) -> frozenset[str]:
    """Return the keys under which the districts of the registry are found."""
    districts = {profile.library.district for profile in profiles}
    return frozenset(key for district in districts for key in territory_keys(district))


def _tails(profiles: tuple[Profile, ...]) -> dict[str, frozenset[str]]:
    """Last parts of two-part settlements → the settlements."""
    names = {
        profile.place: profile.settlement or profile.place[1:]
        for profile in profiles
        if profile.place
    }
    return _places((key, place) for place, name in names.items() for key in tail_keys(name))


def _firsts(profiles: tuple[Profile, ...]) -> dict[str, frozenset[str]]:
    """Settlements of two parts → the first parts of their spellings."""
    return _places(
        (profile.place, first_part(profile.settlement or profile.place[1:]))
        for profile in profiles
        if profile.place and first_part(profile.settlement or profile.place[1:])
    )


def _blocks(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Keys by their first two and their last two letters: a slip of typing spoils one of the two
    ends at most.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        found[key[:2]].append(key)
        found["-" + key[-2:]].append(key)
    return {block: tuple(text) for block, text in found.items()}
