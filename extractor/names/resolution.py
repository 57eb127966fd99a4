"""Labels → libraries, by ordered named rules; the first that answers wins, and its name is kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from extractor.model import Library, Mention
from extractor.names.candidates.index import GATE_LETTERS, Index, index_of
from extractor.names.candidates.settlement_keys import adjective_stem
from extractor.names.labels.evidence import Evidence, Reading
from extractor.names.labels.label_parser import read_phrase
from extractor.names.labels.phrase import Phrase, phrase_of, plain, squeezed
from extractor.names.ranking import MOST_CANDIDATES, NOBODY, Verdict, judge
from extractor.names.vocabulary import (
    EXCEPT,
    GATE,
    IDLE,
    KIND_SHORT,
    MARKS,
    SYSTEM,
    SYSTEM_BESIDE,
    SYSTEM_SHORT,
    SYSTEM_TOTALS,
    TERRITORY,
    either,
    is_head,
    kinds_of,
)
from extractor.rules import Rule, first_match
from extractor.text import clean, fold

EXACT, LISTED, SYSTEM_SCORE = 100, 95, 95
LOWEST_RATIO, MARGIN, LARGEST_WALK = 92.0, 4.0, 2000
_WORDS = re.compile(r"[а-я]+(?:-[а-я]+)*")
_LOWER = re.compile(r"(?<![А-Яа-яЁё-])[а-яё]+(?:-[а-яё]+)*(?![А-Яа-яЁё-])")
_UPPER = re.compile(r"[А-ЯЁ]")
_DIGITS = re.compile(r"\d+")
_SYSTEM_OF = re.compile(
    r"(?<![а-я-])([а-я-]+[сц]к(?:ая|ой|ую|ий|ого|ом|ому))\s+(?:(?:муниципальн|межпоселенч|централизованн|"
    r"районн|городск)[а-я]*\s+)*"
    rf"(?:{SYSTEM_SHORT.pattern}|библиотечн[а-я]+\s+систем|библиотечн[а-я]+\s+объединен)"
)
_DISTRICT_OF = re.compile(
    r"(?<![а-я-])([а-я-]+[сц]к(?:ий|ого|ом|ому))\s+(?:муниципальн[а-я]+\s+)?(?:район|р-н|округ)"
)
# «1. Название модельной библиотеки: Библиотека-филиал № 2»: what announces a name is no part of it.
_ANNOUNCED = re.compile(
    r"^(?:\d{1,3}[.)]\s*)?(?:назван|наименован)[а-я]+ (?:[а-я]+ ){0,"
    r"3}библиотек[иа](?:-филиала)?\s*[-:]?\s*(?=[^\s,(])"
)
_REGION = re.compile(
    r"(?<![а-я])(?:област[ьи]|обл\.|кра[йюея]|республик[аиу])(?![а-я])"
)  # библиотеки области: not of one district
_SINGULAR = ("ая", "ой", "ую", "ий", "ый", "ого", "ому", "им", "ом")
_MARKED_NAME = re.compile(rf"(?<![а-я-]){either(MARKS)}(?:\s*\.\s*|\s+)[а-я-]+")  # ЦБС г. Приморска
_EDGE = re.compile(r"^(?:\d{1,3}[.)]\s*)?(.*)$")


@dataclass(frozen=True)
class Label:
    """A text and, when asked, how it reads against the registry."""

    text: str
    plain: str
    index: Index

    @cached_property
    def phrase(self) -> Phrase:
        return phrase_of(self.plain)

    @cached_property
    def reading(self) -> Reading:
        return read_phrase(self.phrase, self.index, _lowered(self.text))


def resolve_names(texts: Iterable[str], registry: tuple[Library, ...]) -> list[Mention]:
    """One mention for each text, in order. ``rule`` is exact, number, alias, settlement, fuzzy or
    list with the libraries; system (the whole of it), none (no library of the registry), or
    ambiguous with ``candidates`` and no libraries.

    >>> branch = Library("lug-4", "Библиотека-филиал № 4", number="4", settlement="с. Луговое")
    >>> [(mention.libraries, mention.rule)
    ...     for mention in resolve_names(["Ф№ 4", "Луговская библиотека", "СОШ № 4"], (branch,))]
    [(('lug-4',), 'number'), (('lug-4',), 'settlement'), ((), 'none')]
    """
    return list(resolve_each(texts, index_of(registry)))


def resolve_stream(texts: Iterable[str], registry: tuple[Library, ...]) -> Iterator[Mention]:
    """As :func:`resolve_names`, one at a time: a long input is neither held whole nor answered
    only at its end.
    """
    return resolve_each(texts, index_of(registry))


def resolve_each(texts: Iterable[str], index: Index) -> Iterator[Mention]:
    """As :func:`resolve_stream`, of an index that is already made."""
    return (_mention(text, index) for text in texts)


def _mention(text: str, index: Index) -> Mention:
    if not _may_name(text, index):
        return Mention(text, (), 0, "none")
    found = _EDGE.match(_ANNOUNCED.sub("", plain(text)))
    label = Label(text, found[1].rstrip(".:*") if found else "", index)
    answer = first_match(RULES, label)
    return answer[1] if answer else Mention(text, (), 0, "none")


def _may_name(text: str, index: Index) -> bool:
    """A quick look that turns away labels which cannot name a library: no word for one, no
    beginning of a name.
    """
    folded = fold(text)
    if GATE.search(folded) or ("№" in folded and _DIGITS.search(folded)):
        return True
    return any(word[:GATE_LETTERS] in index.beginnings for word in _WORDS.findall(folded))


def is_total(text: str) -> bool:
    """«Итого», «Всего по району»: a sum, which names no system."""
    words = _WORDS.findall(plain(text))
    return (
        bool(words)
        and (words[0],) in SYSTEM_TOTALS
        and not SYSTEM.search(plain(text))
        and "библиотек" not in fold(text)
    )


def says_head(text: str) -> bool:
    """Return whether the word for a library, an abbreviation of one or a number with its sign
    stands in a label.
    """
    label = plain(text)
    return "№" in label or any(
        is_head(word) or word in KIND_SHORT for word in _WORDS.findall(label)
    )


def _lowered(text: str) -> frozenset[str]:
    """Words printed in small letters, which are no proper names; none where the whole text has
    no capital.
    """
    return (
        frozenset(fold(word) for word in _LOWER.findall(clean(text)))
        if _UPPER.search(text)
        else frozenset()
    )


# --- rules


def exact_name(label: Label) -> Mention | None:
    """The label is a name or an alias of the registry, spaces and marks aside."""
    found = label.index.names.get(squeezed(label.plain), frozenset())
    if len(found) > 1:
        verdict = Verdict(None, "ambiguous", 50, tuple((at, 50) for at in sorted(found)))
        return _answer(label, (verdict,))
    return _answer(label, (Verdict(min(found), "exact", EXACT),)) if found else None


def other_system(label: Label) -> Mention | None:
    """«Филиал № 1 Луговской ЦБС», «библиотеки Луговского района» against the registry of another
    district.
    """
    if "ск" not in label.plain and "цк" not in label.plain:
        return None
    systems = (
        adjective_stem(word) for word in _SYSTEM_OF.findall(label.plain) if not kinds_of(word)
    )
    districts = (adjective_stem(word) for word in _DISTRICT_OF.findall(label.plain))
    strange = any(label.index.is_elsewhere(district) for district in districts if district) or any(
        label.index.is_elsewhere(system) and not label.index.place_of_adjective((system,))
        for system in systems
        if system
    )
    return Mention(label.text, (), 0, "none") if strange else None


def whole_system(label: Label) -> Mention | None:
    """«МБУ «Луговская ЦБС»», «все библиотеки», «по системе», «итого»: nothing but the system is
    named.
    """
    if not _names_system(label) or any(
        item.number or item.foreign or item.heading for item in label.reading.items
    ):
        return None
    if not label.reading.plural and any(item.head and item.places for item in label.reading.items):
        return None  # «Луговская библиотека МБУК «ЦБС» Берёзовского района»
    printed = " ".join(token for token in label.phrase.tokens if token[0] != "§")
    beside = _MARKED_NAME.sub(" ", printed)
    strange = (word for word in _WORDS.findall(beside) if not _stands_beside_system(word))
    return None if any(strange) else Mention(label.text, (), SYSTEM_SCORE, "system")


def _names_system(label: Label) -> bool:
    tokens = label.phrase.tokens
    if "§l0" in tokens or SYSTEM.search(label.plain) or tokens[:1] in SYSTEM_TOTALS:
        return True
    return (
        label.reading.plural
        and not TERRITORY.isdisjoint(tokens)
        and not _REGION.search(label.plain)
    )


def _stands_beside_system(word: str) -> bool:
    """Words of the law, and whose system it is: «Озёрная», «Луговского»; «сельские» would be but
    a part of it.
    """
    whose = word.endswith(_SINGULAR) and not kinds_of(word)
    return word.startswith(SYSTEM_BESIDE) or word in IDLE or whose or bool(SYSTEM.fullmatch(word))


def all_but(label: Label) -> Mention | None:
    """«Все филиалы, кроме № 4»: the others; what is left of an exception that is not understood
    stays undecided.
    """
    whole, exception, part = (
        EXCEPT.split(label.plain, maxsplit=1) if EXCEPT.search(label.plain) else ("", "", "")
    )
    if not exception or whole_system(Label(whole, whole.strip(" ,("), label.index)) is None:
        return None
    left_out = _mention(part.strip(" )"), label.index).libraries
    ids = tuple(profile.library.library for profile in label.index.profiles)
    if not left_out:
        return Mention(
            label.text, (), 0, "ambiguous", tuple((library, 0) for library in ids[:MOST_CANDIDATES])
        )
    return Mention(
        label.text, tuple(library for library in ids if library not in left_out), LISTED, "list"
    )


def several_names(label: Label) -> Mention | None:
    """A list, a range, or names joined by «и»: every one that is found."""
    items = [item for item in label.reading.items if not item.foreign and _stands(item)]
    if len(items) < 2:
        return None
    verdicts = tuple(judge(item, label.index) for item in items)
    return (
        _answer(label, verdicts)
        if any(verdict.at is not None or verdict.near for verdict in verdicts)
        else None
    )


def one_name(label: Label) -> Mention | None:
    """Number, alias or settlement: whatever evidence agrees names the rule."""
    item = next((item for item in label.reading.items if _stands(item)), None)
    if item is None:
        return None
    if any(item.foreign for item in label.reading.items) and not _is_ours_nevertheless(item, label):
        return Mention(label.text, (), 0, "none")
    verdict = judge(item, label.index)
    return None if verdict is NOBODY else _answer(label, (verdict,))


def _is_ours_nevertheless(item: Evidence, label: Label) -> bool:
    """«Библиотека-филиал № 4 (в здании школы)»: a number of its own stands above another
    institution named beside.
    """
    beside = bool(item.number) and item.head and not item.foreign
    return beside or (bool(item.number) and "branch" in item.kinds and "библ" in label.plain)


def nearest_name(label: Label) -> Mention | None:
    """The whole label is nearly a name of the registry, its numbers the same, and no other
    name is as near.
    """
    if len(label.index.names) > LARGEST_WALK or any(
        item.foreign or item.stranger for item in label.reading.items
    ):
        return None
    wanted = squeezed(label.plain)
    found = process.extract(
        wanted,
        label.index.names.keys(),
        scorer=fuzz.ratio,
        score_cutoff=LOWEST_RATIO - MARGIN,
        limit=5,
    )
    same = [
        (name, ratio)
        for name, ratio, _ in found
        if _DIGITS.findall(name) == _DIGITS.findall(wanted)
    ]
    if not same or same[0][1] < LOWEST_RATIO:
        return None
    near = {
        at for name, ratio in same if ratio > same[0][1] - MARGIN for at in label.index.names[name]
    }
    if len(near) > 1:
        return _answer(
            label, (Verdict(None, "ambiguous", 45, tuple((at, 45) for at in sorted(near))),)
        )
    return _answer(label, (Verdict(min(near), "fuzzy", int(same[0][1]) - 8),))


RULES: tuple[Rule[Label, Mention], ...] = (
    Rule("exact_name", exact_name, "Библиотека «Родник»"),
    Rule("other_system", other_system, "Филиал № 1 Сосновской ЦБС"),
    Rule("all_but", all_but, "Все филиалы, кроме № 2"),
    Rule("whole_system", whole_system, "все библиотеки"),
    Rule("several_names", several_names, "филиалы № 1 и 2"),
    Rule("one_name", one_name, "Филиал № 1"),
    Rule("nearest_name", nearest_name, "Библиотека экологичский центр"),
)


def _stands(item: Evidence) -> bool:
    """A piece that names something, not only a word like «библиотека» or «филиал»."""
    return item.is_told_apart or bool(item.kinds - {"branch"})


def _answer(label: Label, verdicts: Sequence[Verdict]) -> Mention:
    """Verdicts on the members of a label as one mention: one that is undecided makes the whole
    undecided.
    """
    known = label.index.profiles
    meant = (known[verdict.at] for verdict in verdicts if verdict.at is not None)
    sure = tuple(dict.fromkeys(profile.library.library for profile in meant))
    near = {known[at].library.library: score for verdict in verdicts for at, score in verdict.near}
    score = min((verdict.score for verdict in verdicts if verdict is not NOBODY), default=0)
    if near:
        return Mention(
            label.text,
            (),
            min(score, 50),
            "ambiguous",
            tuple((dict.fromkeys(sure, score) | near).items()),
        )
    if len(verdicts) == 1:
        return Mention(label.text, sure, score, verdicts[0].rule)
    missed = sum(verdict is NOBODY for verdict in verdicts)
    return Mention(
        label.text,
        sure,
        max(50, min(score, LISTED) - 10 * missed),
        "list" if len(sure) > 1 else _only(verdicts),
    )


def _only(verdicts: Sequence[Verdict]) -> str:
    return next(verdict.rule for verdict in verdicts if verdict.at is not None)
