"""Phrases of the catalogues with their parts put in, and words in the form that a number needs.

``{reports}`` is a part. ``{reports|отчёт|отчёта|отчётов}`` is the form of a word for the number in
that part: three forms are Russian (one, two, five), two are English (one, more).
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

ONE, FEW, MANY = 0, 1, 2
TEENS = range(11, 15)


def filled(phrase: str, parts: Mapping[str, object], missing: str | None = None) -> str:
    """Return the phrase with its parts; ``missing`` stands for a part that is not given. Raises
    KeyError for such a part where ``missing`` is None.

    >>> filled("{n} {n|отчёт|отчёта|отчётов}", {"n": 22})
    '22 отчёта'
    """
    return phrase.format_map(_Parts(parts, missing))


def plural(count: object, forms: tuple[str, ...]) -> str:
    """Return the form of a word for a number: of three forms the Russian one, of two the English.

    A fraction takes the second form («1,5 отчёта», “1.5 reports”); what is no number the last.

    >>> [plural(n, ("отчёт", "отчёта", "отчётов")) for n in (1, 2, 5, 11, 21, 112, "1,5")]
    ['отчёт', 'отчёта', 'отчётов', 'отчётов', 'отчёт', 'отчётов', 'отчёта']
    """
    try:
        number = abs(Decimal(str(count).replace(",", ".")))
        whole = int(number) if number == int(number) else None
    except (InvalidOperation, ValueError, OverflowError):
        return forms[-1]
    if whole is None:
        return forms[FEW]
    if len(forms) == MANY:
        return forms[ONE if whole == 1 else FEW]
    return forms[_russian(whole)]


def _russian(whole: int) -> int:
    if whole % 100 in TEENS or whole % 10 not in range(1, 5):
        return MANY
    return ONE if whole % 10 == 1 else FEW


class _Parts(dict[str, object]):
    """The parts of a phrase; a name with «|» in it is a word in the form for a number."""

    def __init__(self, parts: Mapping[str, object], missing: str | None) -> None:
        super().__init__(parts)
        self.missing = missing

    def __missing__(self, name: str) -> object:
        part, *forms = name.split("|")
        if forms:
            return plural(self[part], tuple(forms))
        if self.missing is None:
            raise KeyError(name)
        return self.missing
