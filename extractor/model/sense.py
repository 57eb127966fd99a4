"""In which sense a figure is stated: what it does in its sentence, how it compares, which way it
goes.
"""

from enum import StrEnum


class SentenceRole(StrEnum):
    """What a figure of running text does in its sentence: it says what is, by how much that
    changed, what it was before, which part of a whole it is, what is aimed at.
    """

    FACT = "fact"
    CHANGE = "change"
    BASE = "base"
    SHARE = "share"
    PLAN = "plan"


STATING = frozenset({SentenceRole.FACT, SentenceRole.BASE})  # say what is, or was


class Op(StrEnum):
    """How the true number compares with the printed one: «5», «более 5», «менее 5», «около 5»,
    «не менее 5», «не более 5», «5–10».
    """

    EXACT = "exact"
    MORE = "more"
    LESS = "less"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Direction(StrEnum):
    """Which way a change goes."""

    UP = "up"
    DOWN = "down"
