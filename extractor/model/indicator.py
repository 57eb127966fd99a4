"""What can be measured."""

from msgspec import Struct


class Indicator(Struct, frozen=True):
    """One indicator of the catalogue.

    ``unit`` is its usual unit of measure; ``kind`` is stock, flow, ratio, share, score, money or
    yesno; ``over`` says how it aggregates over libraries and districts: sum, weighted (recomputed
    from its parts, never averaged) or none. ``formula`` is written over codes; ``where`` are
    sections of the regional template that keep it; ``line`` is its line of the form 6-НК. ``says``
    are the wordings that mean it, in the little language that ``words/indicators.yaml`` explains.
    """

    code: str
    ru: str
    en: str
    unit: str
    kind: str
    over: str
    where: tuple[str, ...] = ()
    part_of: str = ""
    formula: str = ""
    line: str = ""
    says: tuple[str, ...] = ()


class Vocabulary(Struct, frozen=True, eq=False):
    """All indicators by code, the words that change nothing, and the words that turn a table to
    another subject.

    ``learned`` maps a label (as :func:`extractor.indicators.label_key` writes it) to the code that
    a person gave it. ``families`` gives the family of a unit that does not count.
    """

    indicators: dict[str, Indicator]
    neutral: tuple[str, ...]
    turning: tuple[str, ...]
    learned: dict[str, str]
    families: dict[str, str]
