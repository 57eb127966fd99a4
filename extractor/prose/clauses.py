"""A sentence cut into clauses: by signs, brackets, and conjunctions between two predicates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.prose.phrases import JOINING, PREDICATES, Phrase, connectives, phrases_of
from extractor.prose.sentence import Sentence, Word, last_of
from extractor.russian import FoundQuantity
from extractor.words import words

THIS, THEM = ("это",), ("их", "им", "ими")
FINITE = ("VERB", "PRTS")
SIGNS = (",", ";", ":", "(", ")", "[", "]")
RELATIVE = re.compile(r"котор|чь|где$|куда$")
PARTICIPLE = re.compile(
    r"(?:вш|ющ|ящ|ащ|ущ|нн|ем|им|т)"
    r"(?:ий|ый|ая|ое|ее|ие|ые|его|ого|ему|ому|им|ым|ем|ом|ей|ой|ую|их|ых|ими|ыми)(?:ся)?$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence. ``joined`` is the sign before it; ``leads`` tells that a colon
    follows; ``depth`` counts brackets.

    ``figures`` are those that state something, ``opening`` is its first word in small letters.
    """

    start: int
    end: int
    phrases: tuple[Phrase, ...]
    figures: tuple[FoundQuantity, ...]
    joined: str = ""
    leads: bool = False
    depth: int = 0
    opening: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words between two signs, before they are read as phrases; ``figures`` that stand in it."""

    tokens: tuple[Word, ...]
    figures: tuple[FoundQuantity, ...]
    joined: str
    closed: str
    depth: int

    def acts(self) -> bool:
        return any(map(is_predicate, self.tokens))

    def with_tail(self, tail: "_Piece") -> "_Piece":
        figures = (*self.figures, *tail.figures)
        return replace(
            self, tokens=(*self.tokens, *tail.tokens), figures=figures, closed=tail.closed
        )


def clauses_of(sentence: Sentence, stated: Sequence[FoundQuantity]) -> tuple[Clause, ...]:
    """The clauses of a sentence in their order; those without a figure of their own stay apart
    only where they have a predicate.

    ``stated`` are its figures that state something.
    """
    return tuple(_clause(sentence, each) for each in _merged(_pieces(sentence, stated)))


def _pieces(sentence: Sentence, stated: Sequence[FoundQuantity]) -> Iterator[_Piece]:
    """Words between signs and brackets, and before a conjunction that opens a second predicate."""
    solid = _solid(sentence)
    starts = {each.start: each for each in stated}
    tokens: list[Word] = []
    joined, depth, counted = "", 0, False
    for index, word in enumerate(sentence.words):
        sign = _sign_of(word, solid)
        counted = counted or (word.taken and word.text[:1].isdigit())
        unmarked = counted and not sign and tokens
        if unmarked and _opens_unmarked(sentence, stated, index, tokens, solid):
            yield _Piece(tuple(tokens), _figures_in(tokens, starts), joined, ",", depth)
            tokens, joined = [], ","
        if not sign and tokens and _opens_clause(sentence.words, index, tokens, solid):
            sign = word.text.lower()
        if not sign:
            tokens.append(word)
            continue
        if tokens:
            yield _Piece(tuple(tokens), _figures_in(tokens, starts), joined, sign, depth)
        depth = max(0, depth + (sign in "([") - (sign in ")]"))
        tokens, joined = [], sign
    if tokens:
        yield _Piece(tuple(tokens), _figures_in(tokens, starts), joined, "", depth)


def _figures_in(
    tokens: Sequence[Word], starts: dict[int, FoundQuantity]
) -> tuple[FoundQuantity, ...]:
    taken = (word for word in tokens if word.taken)
    inside = (starts[at] for word in taken for at in range(word.start, word.end) if at in starts)
    return tuple(inside)


def _solid(sentence: Sentence) -> frozenset[int]:
    """Characters of figures and periods: a comma inside them parts nothing."""
    spans = [(each.start, each.end) for each in sentence.figures]
    spans += [(each.start, each.end) for each in sentence.periods]
    return frozenset(position for start, end in spans for position in range(start, end))


def _sign_of(word: Word, solid: frozenset[int]) -> str:
    parts = word.text in SIGNS and word.start not in solid and not word.quoted
    return word.text if parts else ""


def _opens_unmarked(
    sentence: Sentence,
    stated: Sequence[FoundQuantity],
    index: int,
    tokens: Sequence[Word],
    solid: frozenset[int],
) -> bool:
    """Whether a clause begins without its comma: «поступило 520 | выбыло 910», «8 | из них
    сельских 7», «посещений 27 400 | книговыдача 61 880», «164 902 экз. | это больше на 30».
    """
    word = sentence.words[index]
    if RELATIVE.match(word.text.lower()) and not word.quoted and not word.taken:
        return _counts_again(sentence, index, solid)
    if _acts_again(sentence.words[index : index + 2], tokens):
        return _counts_again(sentence, index, solid)
    figure = _figure_before(sentence.text, stated, word)
    if figure is None or word.quoted or word.taken or not _counts_again(sentence, index, solid):
        return False
    if word.text.lower() in THIS or connectives().match(sentence.text, word.start):
        return True
    if any(each.text.lower() in JOINING for each in tokens[-1:]):
        return False
    if is_predicate(word):
        return True
    nouns = [form for form in word.forms if form.pos == "NOUN"]
    cases = {form.case for form in nouns}
    return bool(nouns) and "nomn" in cases and "gent" not in cases and not _ends_in_one(figure)


def _acts_again(near: Sequence[Word], tokens: Sequence[Word]) -> bool:
    """«Проведено 310 мероприятий | их посетило 6 440 чел.»: a second predicate behind a figure."""
    acts = near[:1] if near[0].text.lower() not in THEM else near[1:]
    if not acts or not any(map(_is_finite, acts)) or not any(map(is_predicate, tokens)):
        return False
    return tokens[-1].text.lower() not in (*JOINING, *THEM) and any(
        each.taken and each.text[:1].isdigit() for each in tokens
    )


def _is_finite(word: Word) -> bool:
    return is_predicate(word) and word.forms[0].pos in FINITE


def _figure_before(text: str, stated: Sequence[FoundQuantity], word: Word) -> FoundQuantity | None:
    """The figure right before a word, its unit between them or not."""
    near = (each for each in stated if each.end <= word.start)
    figure = max(near, key=lambda each: each.end, default=None)
    if figure is None or text[last_of(figure) : word.start].strip(" .\u00a0"):
        return None
    return figure


def _counts_again(sentence: Sentence, index: int, solid: frozenset[int]) -> bool:
    """Whether another figure follows before the next sign."""
    for word in sentence.words[index + 1 :]:
        if _sign_of(word, solid):
            return False
        if word.taken and word.text[:1].isdigit():
            return True
    return False


def _ends_in_one(figure: FoundQuantity) -> bool:
    """«21 библиотека»: the one case in which what is counted is a nominative."""
    return figure.value is None or figure.raw.rstrip("%").endswith("1")


def _opens_clause(
    listed: Sequence[Word], index: int, tokens: Sequence[Word], solid: frozenset[int]
) -> bool:
    """«и составило 135»: a conjunction between two predicates."""
    if listed[index].text.lower() not in JOINING or listed[index].quoted:
        return False
    if not any(map(is_predicate, tokens)):
        return False
    counted = False
    for word in listed[index + 1 :]:
        counted = counted or (word.taken and word.text[:1].isdigit())
        if _sign_of(word, solid) or (word.text.lower() in JOINING and counted):
            return False
        if is_predicate(word):
            return True
    return False


def is_predicate(word: Word) -> bool:
    """A finite verb, a short participle or adjective, an infinitive."""
    forms = word.forms
    return bool(forms) and not word.quoted and forms[0].pos in PREDICATES


def _merged(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Pieces without a figure and without a predicate belong to their neighbours."""
    made: list[_Piece] = []
    waiting: _Piece | None = None
    for found in pieces:
        piece = found if waiting is None else replace(waiting.with_tail(found), depth=found.depth)
        waiting = None
        interrupted = _before_bracket(piece, made)
        if interrupted is not None:
            made[interrupted] = made[interrupted].with_tail(piece)
        elif _stays(piece):
            made.append(piece)
        elif made and _hangs_on(piece, made[-1]):
            if not _adds_nothing(piece):
                made[-1] = made[-1].with_tail(piece)
        else:
            waiting = piece
    return made if waiting is None else [*made, waiting]


def _stays(piece: _Piece) -> bool:
    return bool(piece.figures) or piece.closed == ":" or (piece.acts() and not _is_relative(piece))


def _hangs_on(piece: _Piece, before: _Piece) -> bool:
    """Whether a piece belongs to the one before it rather than to the next."""
    if piece.depth:
        return True
    return before.closed != ":" and (_is_relative(piece) or bool(before.figures))


def _before_bracket(piece: _Piece, made: Sequence[_Piece]) -> int | None:
    """The place of the piece that a bracket interrupted: «Три деревни (64 жителя) | не
    охвачены».
    """
    if piece.joined not in (")", "]"):
        return None
    return next((at for at in reversed(range(len(made))) if made[at].depth == piece.depth), None)


def _is_relative(piece: _Piece) -> bool:
    """«, имеющих сайт», «, в которых есть …»: what it hangs on is restricted by it."""
    near = [each.text.lower() for each in piece.tokens[:2]]
    is_participle = any(form.pos == "PRTF" for form in piece.tokens[0].forms)
    if is_participle and PARTICIPLE.search(near[0]):
        return True
    return any(RELATIVE.match(each) for each in near)


def _adds_nothing(piece: _Piece) -> bool:
    """«, преимущественно подшивки газет»: said beside, and restricts nothing."""
    near = " ".join(each.text.lower() for each in piece.tokens[:3])
    return near.startswith(tuple(words("claims")["beside"]))


def _clause(sentence: Sentence, piece: _Piece) -> Clause:
    tokens = piece.tokens
    return Clause(
        tokens[0].start,
        tokens[-1].end,
        phrases_of(sentence, tokens, piece.figures),
        piece.figures,
        piece.joined,
        piece.closed == ":",
        piece.depth,
        tokens[0].text.lower(),
    )
