"""What speaks for and against an indicator of a figure of a sentence beside the words that name it:
signs, each weighed by ``words/sentence_weights.yaml``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractor.indicators.evidence import OPEN, Features
from extractor.indicators.lexicon import WHAT
from extractor.indicators.meaning import UNIT_MEMBERS
from extractor.indicators.sentence_words import Clause
from extractor.model import Indicator, SentenceRole
from extractor.words import words

PERCENT, PLANNED, WEAK, STATE, FLOW, RATIO = "%", "plan", "weak", "state", "flow", "ratio"
TOLD_ONE_BY_ONE = "model"  # «Фонд модельных библиотек» is a title over single libraries
NAMING_A_PART = frozenset({"who", "subset", "channel", "scope", "kind", "branch", "cause"})
FORM, STOCK = "form", "holdings."  # books and newspapers are parts of a stock
OTHER_PLACES = frozenset({"districts", "places"})
# Dimensions that also go on from the clause before.
GOES_ON = frozenset({"state", "purpose", "measure", "per", "what", "compare"})
UNSURE, SAID = "perhaps extra what own", "subject own leads"
# Words that restrict and that the indicator does not say; people whom only the title names.
LEFT_OVER = frozenset(
    {
        "own words unexplained",
        "unknown word own",
        "found who heading",
        "extra scope heading",
        "extra channel heading",
        "extra who heading",
        "extra subset heading",
        "extra over",
    }
)
COUNTED = frozenset({"copy", "person", "visit", "item", "record", "event", "title", "reference"})
RELATIVE = frozenset({"%", "pp", "times"})
GIVEN = ("unit ", "gap ", "subject ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that a figure may have, read in one way.

    ``members`` are those that its words name in that reading, ``known`` those of all readings;
    ``subject`` is the thing counted, empty where no word names it; ``share_of`` the indicator of
    which it is a share.
    """

    code: str
    indicator: Indicator
    subject: str
    qualifiers: tuple[str, ...]
    members: frozenset[str]
    known: frozenset[str]
    features: Features
    share_of: str = ""


def is_unsure(clause: Clause, candidate: Candidate) -> bool:
    return UNSURE in candidate.features and SAID not in candidate.features


def is_left_over(clause: Clause, candidate: Candidate) -> bool:
    return not LEFT_OVER.isdisjoint(candidate.features)


def is_contradicted(clause: Clause, candidate: Candidate) -> bool:
    """The thing counted is another one: «Рост числа читателей отмечен в 6 библиотеках»."""
    is_where = any(text.endswith(("ах", "ях")) for text in clause.around.layers[0])
    if is_where and candidate.code in words("claims")["counted_whole"]:
        return True
    return any(candidate.known.isdisjoint(thing) for thing in clause.things)


def is_restricted(clause: Clause, candidate: Candidate) -> bool:
    """The clause names a part of what the indicator counts: people, a kind of library, a way of
    service; or other places.
    """
    is_borrowed = candidate.known.isdisjoint(clause.own)
    forms = {FORM} if is_borrowed or candidate.code.startswith(STOCK) else set()
    parts = NAMING_A_PART | forms
    return any(
        candidate.known.isdisjoint(spot.members)
        for spot in clause.spots
        if clause.dimension(spot) in parts or not OTHER_PLACES.isdisjoint(spot.members)
    )


def says_more(clause: Clause, candidate: Candidate) -> bool:
    """The clause prints a word that restricts and that the indicator does not say."""
    lexicon = clause.lexicon
    return any(
        candidate.members.isdisjoint(spot.members)
        and lexicon.silent.isdisjoint(spot.members)
        and clause.dimension(spot) not in OPEN
        and lexicon.members[spot.members[0]].rank != WEAK
        for spot in clause.spots
    )


def is_borrowed(clause: Clause, candidate: Candidate) -> bool:
    """What narrows the indicator is said of the figure before alone: «книг – 120, журналов – 30».
    What was done, for what, and how it is measured goes on.
    """
    said = clause.narrowing | {UNIT_MEMBERS.get(clause.around.unit, "")}
    if TOLD_ONE_BY_ONE not in clause.beside_colon:
        said -= {TOLD_ONE_BY_ONE}
    goes_on = GOES_ON - {STATE} if clause.stands() else GOES_ON
    members = clause.lexicon.members
    return any(
        name not in said and members[name].dimension not in goes_on for name in candidate.qualifiers
    )


def counts_another(clause: Clause, candidate: Candidate) -> bool:
    """Another thing is counted than that which only the words before name."""
    if not candidate.subject or candidate.subject in clause.own:
        return False
    members = clause.lexicon.members
    if any(members[name].dimension == WHAT for name in clause.thing):
        return True
    is_weak = members[candidate.subject].rank == WEAK
    is_implied = any(members[name].implies for name in clause.near)
    return is_weak and candidate.subject not in clause.said(range(5)) and not is_implied


def is_share(clause: Clause, candidate: Candidate) -> bool:
    around = clause.around
    return around.role is SentenceRole.SHARE and around.unit == PERCENT != candidate.indicator.unit


def is_no_plan(clause: Clause, candidate: Candidate) -> bool:
    return PLANNED in candidate.qualifiers and clause.around.role is SentenceRole.FACT


def is_part_of_it(clause: Clause, candidate: Candidate) -> bool:
    return clause.around.part and candidate.code == clause.around.previous


Test = Callable[[Clause, Candidate], bool]
AGAINST: tuple[tuple[str, Test], ...] = (
    ("unknown", lambda clause, _: clause.is_unknown),
    ("abbreviation", lambda clause, _: clause.is_shortened()),
    ("left over", is_left_over),
    ("unsure", is_unsure),
    ("contradicted", is_contradicted),
    ("restricted", is_restricted),
    ("says more", says_more),
    ("borrowed", lambda clause, found: not clause.around.part and is_borrowed(clause, found)),
    ("borrowed part", lambda clause, found: clause.around.part and is_borrowed(clause, found)),
    ("another thing", counts_another),
    ("share", is_share),
    ("no plan", is_no_plan),
    ("part of it", is_part_of_it),
)


def add_signs(clause: Clause, candidate: Candidate, often_of_parts: bool) -> None:
    """Add to the features of a candidate what speaks for and against it."""
    features = candidate.features
    against = [name for name, speaks in AGAINST if speaks(clause, candidate)]
    named = [
        *(f"against {name}" for name in against),
        *(f"unknown {name}" for name in clause.unknown),
        *_circumstances(clause, candidate),
        *_gap(clause, candidate),
        *_previous(clause, candidate.code),
        *_in_tables(clause, candidate.code),
        *_share_of_previous(clause, candidate),
        *clause.around.marks,
    ]
    if often_of_parts:
        named.append("often of parts")
    features.update(dict.fromkeys(named, 1.0))
    if not against:
        given = [name for name in features if name.startswith(GIVEN)]
        features["nothing against"] = 1.0
        features.update((f"nothing against, {name}", 1.0) for name in given)
    features.update(dict.fromkeys(_worded(clause, candidate.code, against), 1.0))


def _circumstances(clause: Clause, candidate: Candidate) -> Iterator[str]:
    """What bears on an indicator: a part, one library, a per cent, the size of the figure."""
    around, indicator = clause.around, candidate.indicator
    if around.part:
        yield "in a part"
    if around.role is not SentenceRole.FACT:
        yield f"as a {around.role}"
    if around.role is SentenceRole.CHANGE:
        yield f"as a change in {around.unit if around.unit in RELATIVE else 'itself'}"
    if around.library:
        yield "of a library"
    if around.whole:
        yield "whole of parts, narrowed" if candidate.qualifiers else "whole of parts, plain"
    if around.unit == PERCENT:
        yield "per cent as meant" if indicator.unit == PERCENT else "per cent of another"
    if around.small:
        yield f"small {indicator.kind} of {indicator.unit}"
    if around.decimal:
        yield "decimals of a count" if indicator.unit in COUNTED else "decimals as meant"
    elif indicator.kind == RATIO:
        yield "whole number of a ratio"


def _gap(clause: Clause, candidate: Candidate) -> Iterator[str]:
    """What is named right before the figure: the last thing counted, or what qualifies one."""
    certain = [spot for spot in clause.gap if not spot.maybe]
    things = [spot for spot in certain if clause.dimension(spot) == WHAT]
    if things:
        is_it = not candidate.members.isdisjoint(things[-1].members)
        yield "gap names it" if is_it else "other gap names another"
    elif clause.gap:
        is_it = any(not candidate.members.isdisjoint(spot.members) for spot in clause.gap)
        yield "gap qualifies it" if is_it else "other gap qualifies another"
    else:
        has_words = any(map(str.isalpha, clause.around.gap))
        yield "gap names nothing" if has_words else "gap empty"


def _share_of_previous(clause: Clause, candidate: Candidate) -> Iterator[str]:
    """«Детей – 7 824 (39,1 %)»: a per cent behind a figure is its share, where there is one."""
    around = clause.around
    if around.previous and around.unit == PERCENT and candidate.share_of:
        is_its = candidate.share_of == around.previous
        yield "share of the figure before" if is_its else "share of another"


def _in_tables(clause: Clause, code: str) -> Iterator[str]:
    """Whether a table that tells of the indicator has the figure's value."""
    digits = clause.in_tables.get(code)
    if digits is not None:
        yield f"table agrees with {digits} digits" if digits else "table differs"
    elif clause.is_in_tables:
        yield "table of another agrees"


def _previous(clause: Clause, code: str) -> Iterator[str]:
    """How a figure goes on from the one before it, where that has the same indicator."""
    around = clause.around
    if code != around.previous:
        return
    yield "previous"
    yield f"previous as a {around.role}"
    is_fact = around.role is SentenceRole.FACT
    for name in around.carried:
        yield f"previous {name}"
        if is_fact:
            yield f"previous fact {name}"


def _worded(clause: Clause, code: str, against: list[str]) -> Iterator[str]:
    """What a wording of the catalogue says of the figure."""
    around = clause.around
    if around.worded != code:
        if around.worded:
            yield "other is worded"
        return
    yield "worded"
    yield f"worded {around.reading}"
    if not against:
        yield "worded, nothing against"
    for name in against:
        yield f"worded though {name}"
