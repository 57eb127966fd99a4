"""A registry learned from the report itself: from its list tables first, then from every label
that names a branch.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import count

from rapidfuzz.fuzz import ratio

from extractor.model import Library, Outline
from extractor.names.candidates.settlement_keys import adjective_stem
from extractor.names.drafts import MOST_SPELLINGS, Draft, Sighting, libraries_of, unlike
from extractor.names.labels.phrase import plain, squeezed
from extractor.names.registry.list_tables import (
    ADDRESS_BEGIN,
    EDGES,
    FEWEST_ROWS,
    PAREN,
    SETTLEMENT,
    named_tables,
    settlement_in,
    sightings_of,
)
from extractor.names.resolution import resolve_names
from extractor.names.vocabulary import DEFINING, SYSTEM, WORDS, either, is_head
from extractor.text import clean, fold

_LONG_LIST = 200  # so many labels without a number no district has
_SAME_NAME = 90.0  # a spelling nearer than this is a slip and no other name
_LEGAL = re.compile(rf"(?<!\w){either(WORDS['legal'])}\s*(?:[«\"“][^»\"”]*[»\"”])?", re.IGNORECASE)


def learn_registry(outline: Outline, district: str, district_slug: str) -> tuple[Library, ...]:
    """Libraries in the order in which the report lists them, numbered ones under
    ``<district_slug>-<number>``.

    The longest list table gives the first drafts; other tables add settlements, addresses,
    spellings and branches it left out.
    """
    tables = [list(sightings_of(table, columns)) for table, columns in named_tables(outline.tables)]
    lists = sorted(
        (table for table in tables if len(table) >= FEWEST_ROWS), key=_worth, reverse=True
    )
    drafts = _seeded(lists[0] if lists else [])
    sightings = [row for table in tables for row in table]
    _add_numbered((sighting for sighting in sightings if sighting.said.number), drafts)
    _add_others([sighting for sighting in sightings if not sighting.said.number], drafts)
    return libraries_of(drafts, district, district_slug)


def _worth(sightings: list[Sighting]) -> tuple[int, int]:
    distinct = {sighting.said.number or squeezed(plain(sighting.text)) for sighting in sightings}
    return len(distinct), sum(
        bool(sighting.settlement) + bool(sighting.address) for sighting in sightings
    )


# --- sightings to drafts


def _seeded(sightings: list[Sighting]) -> list[Draft]:
    drafts: list[Draft] = []
    seen: set[str] = set()
    for sighting in sightings:
        key = sighting.said.number or squeezed(plain(sighting.text))
        if key not in seen:
            drafts.append(_draft(sighting))
        seen.add(key)
    return drafts


def _draft(sighting: Sighting) -> Draft:
    name = _core(sighting)
    settlements = [sighting.settlement] if sighting.settlement else []
    return Draft(
        name, sighting.said.number, frozenset(sighting.said.kinds), settlements, sighting.address
    )


def _core(sighting: Sighting) -> str:
    """Return the name alone: without the system's, the settlement's and the street's, which have
    columns of their own.
    """
    text = clean(_LEGAL.sub(" ", sighting.text.replace("\n", ", ")))
    street = ADDRESS_BEGIN.search(text)
    whole = text[: street.start()] if street else text
    place = SETTLEMENT.search(whole)
    has_core = bool(sighting.said.number) or (
        bool(sighting.said.kinds & DEFINING - {"rural", "city"})
        or not (sighting.said.kinds or _says_but_head(whole[: place.start()] if place else whole))
    )
    core = (
        whole[: place.start()]
        if place and has_core and is_head_in(whole[: place.start()])
        else whole
    )
    bracket = PAREN.search(core)
    core = core[: bracket.start()] if bracket and settlement_in(core) else core
    core = _until_number(core) if sighting.said.number and not sighting.said.honours else core
    return re.sub(r",\s*,", ",", _district_cut(core)).strip(EDGES)


def _says_but_head(text: str) -> bool:
    """Whether a piece of a label is but the word for a library: «Библиотека с. Луговое»."""
    return all(map(is_head, re.findall(r"[а-я-]+", fold(text))))


def _until_number(core: str) -> str:
    """«Библиотека-филиал № 25, Луговой» → «Библиотека-филиал № 25»: what follows a number is a
    place unless it is quoted.
    """
    number = re.search(r"(?:№|[Фф]\.?)\s*\d+[а-д]?(?!\w)", core)
    tail = core[number.end() :] if number else ""
    return (
        core[: number.end()]
        if number
        and is_head_in(core[: number.end()])
        and not re.search(r"[«\"“]", tail)
        and not is_head_in(tail)
        else core
    )


def _district_cut(text: str) -> str:
    return re.sub(
        r",?\s{0,9}(?<![\w-])[А-ЯЁ][\w-]+[сц]кий\s+(?:район|р-н|округ)\s*,?\s*$",
        "",
        text.rstrip(EDGES),
    )


def is_head_in(text: str) -> bool:
    """Return whether a piece of a label still holds the word for a library."""
    return any(is_head(word) for word in re.findall(r"[а-я-]+", fold(text)))


def _add_numbered(sightings: Iterable[Sighting], drafts: list[Draft]) -> None:
    numbered: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        numbered[draft.number].append(draft)
    for sighting in sightings:
        same = numbered[sighting.said.number]
        if not same:
            drafts.append(_draft(sighting))
            same.append(drafts[-1])
        elif len(same) == 1:
            _enrich(same[0], sighting)


def _enrich(draft: Draft, sighting: Sighting) -> None:
    _enrich_place(draft, sighting)
    if len(draft.aliases) >= MOST_SPELLINGS:
        return
    core = _core(sighting)
    known = {squeezed(plain(name)) for name in (draft.name, *draft.aliases)}
    wanted = squeezed(plain(core))
    if not sighting.said.free and all(ratio(wanted, name) < _SAME_NAME for name in known):
        draft.aliases.append(core)


def _add_others(sightings: list[Sighting], drafts: list[Draft]) -> None:
    """Labels without a number: those that resolve add to what they mean, the others are libraries
    of their own.

    One library is added in a round, since the next label may be another name of it; of a long list
    several that have nothing in common, so that the rounds stay few.
    """
    waiting = {squeezed(plain(sighting.text)): sighting for sighting in reversed(sightings)}
    waiting = dict(reversed(waiting.items()))
    is_long = len(waiting) > _LONG_LIST
    for turn in count():
        if not waiting:
            return
        registry = libraries_of(drafts, "", "x")
        found = dict(
            zip(
                waiting,
                resolve_names([item.text for item in waiting.values()], registry),
                strict=True,
            )
        )
        ids = {library.library: draft for library, draft in zip(registry, drafts, strict=True)}
        for key, mention in found.items():
            if len(mention.libraries) == 1:
                _enrich_place(ids[mention.libraries[0]], waiting[key])
        waiting = {
            key: waiting[key]
            for key, mention in found.items()
            if mention.rule in ("none", "system") and not mention.libraries
        }
        waiting = {key: item for key, item in waiting.items() if _is_new(item)}
        chosen = unlike(waiting, turn) if is_long else list(waiting)[:1]
        drafts.extend(_draft(waiting.pop(key)) for key in chosen)


def _is_new(sighting: Sighting) -> bool:
    said = sighting.said
    adjective = said.stranger or any(adjective_stem(word) for word in said.free)
    return (
        not SYSTEM.search(_core(sighting).lower())
        and (said.head or not said.free)
        and bool(sighting.settlement or said.kinds & DEFINING or adjective)
    )


def _enrich_place(draft: Draft, sighting: Sighting) -> None:
    known = draft.settlements
    if sighting.settlement and len(known) < MOST_SPELLINGS and sighting.settlement not in known:
        known.append(sighting.settlement)
    draft.address = draft.address or sighting.address
