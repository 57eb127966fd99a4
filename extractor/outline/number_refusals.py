"""Rules by which the figure at the beginning of a line numbers no section."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.outline.lines import Line
from extractor.outline.numbers import Typed
from extractor.outline.patterns import matcher, start_of
from extractor.rules import Rule, first_match
from extractor.words import words

OPENING = "«\"“„('"


class Begun(NamedTuple):
    """A line and the number that it begins with."""

    found: Typed
    line: Line


def bracketed(begun: Begun) -> bool:
    """«1) Характеристика фонда»: an item of a list."""
    found = begun.found
    return found.end == ")"


def states_a_figure(begun: Begun) -> bool:
    """«1. Число читателей – 245 человек»: an item that gives its figure, on a line like any other;
    a year at the end states nothing.
    """
    found, line = begun
    stated = matcher("stated_figure").search(start_of(found.title))
    return stated is not None and not is_set_off(line) and not line.contents


def dated(begun: Begun) -> bool:
    """«12 июня прошёл праздник»."""
    found = begun.found
    return start_of(found.title).partition(" ")[0].strip(".,") in words("headings")["months"]


def measured(begun: Begun) -> bool:
    """«30 Мбит/с», «5 %»."""
    found = begun.found
    first = start_of(found.title).partition(" ")[0].partition("/")[0].strip(".,;")
    return first[:1] in {"%", "°", "‰"} or (
        found.end != "." and first in words("headings")["measures"]
    )


def glued(begun: Begun) -> bool:
    """«3D-принтер», «25-летие»: something hangs on the figure."""
    found = begun.found
    return not found.end and not found.spaced


def wordless(begun: Begun) -> bool:
    """«15.35 - 18.00», «3. 14»: no words follow."""
    found, line = begun
    first = found.title[:1]
    return (
        bool(first)
        and not first.isalpha()
        and first not in OPENING
        and not (first.isdigit() and found.end and is_set_off(line))
    )


def bare(begun: Begun) -> bool:
    """«12» alone on a line."""
    found, line = begun
    return not found.title and (len(found.number) == 1 or not is_set_off(line))


def continued_sentence(begun: Begun) -> bool:
    """«14 читателей пришли», «2.5 тысячи»: the words go on in lower case."""
    found, line = begun
    return found.title[:1].islower() and not (
        found.end == "." and (is_set_off(line) or line.automatic)
    )


def undotted(begun: Begun) -> bool:
    """«3 «А» класс», «I Международный форум», «5 Библиотек»: a single figure without a dot
    numbers only a set-off line.
    """
    found, line = begun
    if found.end or len(found.number) > 1 or line.level is not None or line.automatic:
        return False
    return found.roman or found.title[:1] in OPENING or not is_set_off(line)


NUMBER_REFUSALS: tuple[Rule[Begun, bool], ...] = (
    Rule(
        "bracketed",
        bracketed,
        """
        **1. Сеть**
        За год пришли новые читатели.
        **2) Характеристика фонда**
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "states_a_figure",
        states_a_figure,
        """
        **1. Сеть**
        За год пришли новые читатели.
        2. Число читателей – 245 человек
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "dated",
        dated,
        """
        **1. Сеть**
        За год фонд пополнился новыми книгами.
        **9 Мая – День Победы**
        За год фонд пополнился новыми книгами.
        """,
    ),
    Rule(
        "measured",
        measured,
        """
        **1. Сеть**
        За год фонд пополнился новыми книгами.
        **2 Мбит/с в каждом филиале**
        За год фонд пополнился новыми книгами.
        """,
    ),
    Rule(
        "glued",
        glued,
        """
        **1. Сеть**
        За год пришли новые читатели.
        **2D-принтер**
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "wordless",
        wordless,
        """
        **1. Сеть**
        За год фонд пополнился новыми книгами.
        **2 – 18 часов**
        За год фонд пополнился новыми книгами.
        """,
    ),
    Rule(
        "bare",
        bare,
        """
        **1. Сеть**
        За год фонд пополнился новыми книгами.
        **2.**
        За год фонд пополнился новыми книгами.
        """,
    ),
    Rule(
        "continued_sentence",
        continued_sentence,
        """
        **1. Сеть**
        За год пришли новые читатели.
        **2 читателя пришли**
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "undotted",
        undotted,
        """
        **1. Сеть**
        За год пришли новые читатели.
        **2 «А» класс**
        За год пришли новые читатели.
        """,
    ),
)


def false_number(line: Line, brackets_number: bool = False) -> str:
    """Return the rule by which the figure at the beginning of a line numbers no section; empty
    where it may. ``brackets_number``: the sections of the document are «1)», «2)», «3)».
    """
    found = line.number
    if found is None or found.word:
        return ""
    refused = first_match(NUMBER_REFUSALS, Begun(found, line))
    is_section = brackets_number and found.end == ")" and is_set_off(line)
    return refused[0] if refused and not is_section else ""


def brackets_number_sections(lines: Sequence[Line]) -> bool:
    """Whether «1) Сеть», «2) Клубы», «3) Музей» on lines that are set off number the sections of a
    document: nothing else does, and text stands between them.
    """
    set_off = [
        (at, line.number)
        for at, line in enumerate(lines)
        if line.number and line.whole and not line.number.word and is_set_off(line)
    ]
    numbers = [number.number for _, number in set_off]
    apart = all(after - before > 1 for (before, _), (after, _) in pairwise(set_off))
    counted = numbers == [(count,) for count in range(1, len(numbers) + 1)]
    return (
        len(numbers) > 1 and counted and apart and all(number.end == ")" for _, number in set_off)
    )


def is_set_off(line: Line) -> bool:
    """Whether a line looks otherwise than running text."""
    return (
        line.level is not None
        or line.bold
        or line.centred
        or line.pushed
        or line.capitals
        or line.boxed
    )
