"""What stands around a figure and changes its sense: «не менее 5», «5 и более», «на 5 меньше»,
«увеличилось до 5».
"""

from collections.abc import Sequence
from functools import cache

from extractor.model import Direction, Op
from extractor.russian.lexicon import table
from extractor.russian.tokens import Token, plain_of

Phrases = dict[tuple[str, ...], Op]
VERB_REACH = 8


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(plain_of(text).replace("-", " - ").split())


@cache
def _phrases(name: str) -> Phrases:
    return {_phrase(form): Op(op) for op, forms in table()[name].items() for form in forms}


@cache
def _ends(name: str) -> frozenset[str]:
    """Return the words next to the figure: what most figures do not have beside them."""
    return frozenset(
        phrase[-1] if name == "senses_before" else phrase[0] for phrase in _phrases(name)
    )


@cache
def _longest(name: str) -> int:
    return max(map(len, _phrases(name)))


def sense_before(tokens: Sequence[Token], index: int) -> tuple[Op, int]:
    """Return the sense said right before a token and the index where it begins; exact and ``index``
    where none is said.
    """
    if index < 1:
        return Op.EXACT, index
    if (
        index > 1
        and tokens[index - 1].text in _leads()
        and tokens[index - 2].text in table()["senses_over_lead"]
    ):
        index -= 1
    if tokens[index - 1].text not in _ends("senses_before"):
        return Op.EXACT, index
    for length in range(min(_longest("senses_before"), index), 0, -1):
        op = _phrases("senses_before").get(
            tuple(token.text for token in tokens[index - length : index])
        )
        if op and not (length == 1 and tokens[index - 1].text in table()["not_senses"]):
            return op, index - length
    return Op.EXACT, index


def sense_behind(tokens: Sequence[Token], index: int) -> tuple[Op, int]:
    """Return the sense said right behind a figure, and the index behind it."""
    if index >= len(tokens) or tokens[index].text not in _ends("senses_behind"):
        return Op.EXACT, index
    for length in range(min(_longest("senses_behind"), len(tokens) - index), 0, -1):
        op = _phrases("senses_behind").get(
            tuple(token.text for token in tokens[index : index + length])
        )
        if op:
            return op, index + length
    return Op.EXACT, index


@cache
def _leads() -> frozenset[str]:
    return frozenset(table()["leads"])


@cache
def _directions() -> dict[str, Direction]:
    return {form: Direction(way) for way, forms in table()["directions"].items() for form in forms}


def direction_behind(tokens: Sequence[Token], index: int) -> Direction | None:
    """«на 16,6 % меньше»: the way of the change, None where the next word says none."""
    return _directions().get(tokens[index].text) if index < len(tokens) else None


@cache
def _change_stems() -> tuple[str, ...]:
    return tuple(table()["change_stems"])


def changes_before(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a word of change stands not far before: «увеличилось с 100 до 120»."""
    for token in reversed(tokens[max(0, index - VERB_REACH) : index]):
        if token.text in (".", ";", "\n"):
            return False
        if token.text.startswith(_change_stems()) or token.text in table()["change_words"]:
            return True
    return False


def lead_of(tokens: Sequence[Token], index: int) -> str:
    """Return the preposition right before a token; empty where none stands there."""
    before = tokens[index - 1].text if index else ""
    return before if before in _leads() else ""
