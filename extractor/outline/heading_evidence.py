"""Rules by which a line looks like a heading. The first answer wins and gives its name."""

from typing import NamedTuple

from extractor.outline.candidate import Strength
from extractor.outline.lines import Line
from extractor.outline.patterns import is_alone, matcher, start_of
from extractor.rules import Rule, first_match, when

PLAIN_LENGTH = 300
LONGEST_DEEP = 600
PART_LENGTH = 150


class Evidence(NamedTuple):
    """How much the looks of a line say; ``runs_in``: its text goes on behind the heading."""

    strength: Strength
    runs_in: bool = False


def word_style(line: Line) -> bool:
    """A heading style of the word processor."""
    return line.level is not None


def named_part(line: Line) -> bool:
    """«Раздел 2. Фонды», «Приложение № 1»: the word and the number, and no sentence that goes on
    in lower case.
    """
    found = line.number
    if not found or not found.word:
        return False
    goes_on = not found.end and found.title[:1].islower()
    return _formatted(line) or (len(line.text) <= PART_LENGTH and not goes_on)


def bold_number(line: Line) -> bool:
    """«**1. События**»: a number on a line in bold."""
    return line.number is not None and line.bold


def set_off_number(line: Line) -> bool:
    """A number on a line that is centred, in capitals or in a frame of its own."""
    return line.number is not None and (line.centred or line.pushed or line.boxed or line.capitals)


def run_in_number(line: Line) -> bool:
    """A multilevel number before a heading that runs on into its text."""
    return (
        _deep(line)
        and len(line.text) > PLAIN_LENGTH
        and bool(matcher("first_sentence").match(line.title))
    )


def automatic_number(line: Line) -> bool:
    """A multilevel number made by the word processor, on a line without formatting."""
    return line.automatic and _deep(line) and len(line.text) <= LONGEST_DEEP


def dotted_number(line: Line) -> bool:
    """A multilevel number typed on a line without formatting."""
    return _deep(line) and len(line.text) <= LONGEST_DEEP


def single_number(line: Line) -> bool:
    """«2. Сеть»: a number of one figure, without formatting."""
    return line.number is not None and not line.number.word and len(line.text) <= PLAIN_LENGTH


def lone_word(line: Line) -> bool:
    """«Введение», «Выводы»: words that are headings wherever they stand alone on a line."""
    return (
        not line.number
        and line.whole
        and (is_whole(line) or bool(matcher("alone").fullmatch(start_of(line.text))))
    )


def bold_line(line: Line) -> bool:
    """A paragraph in bold without a number."""
    return line.bold and not line.number and line.whole and not line.boxed


def centred_line(line: Line) -> bool:
    """A centred paragraph without a number."""
    return line.centred and not line.number and line.whole and not line.boxed


def capital_line(line: Line) -> bool:
    """A paragraph in capitals without a number."""
    return line.capitals and not line.number and line.whole and not line.boxed


def pushed_line(line: Line) -> bool:
    """A line that was pushed to the middle with spaces."""
    return line.pushed and not line.number and line.whole and not line.boxed


RULES: tuple[Rule[Line, Evidence], ...] = (
    Rule(
        "word_style",
        when(word_style, Evidence(Strength.STYLED)),
        """
        # Сеть
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "named_part",
        when(named_part, Evidence(Strength.STRONG)),
        """
        Раздел 2. Фонды
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "bold_number",
        when(bold_number, Evidence(Strength.STRONG)),
        """
        **1. События**
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "set_off_number",
        when(set_off_number, Evidence(Strength.STRONG)),
        """
        >> 1. События
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "run_in_number",
        when(run_in_number, Evidence(Strength.MEDIUM, runs_in=True)),
        "**1. События**\n1.1. Главные встречи. "
        + "За год пришли новые читатели. " * 11
        + "\n1.2. Итоги",
    ),
    Rule(
        "automatic_number",
        when(automatic_number, Evidence(Strength.MEDIUM)),
        """
        **1. Фонды**
        {1.1.} Книги
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "dotted_number",
        when(dotted_number, Evidence(Strength.MEDIUM)),
        """
        За год фонд пополнился новыми книгами.
        1.1. Книги
        За год фонд пополнился новыми книгами.
        """,
    ),
    Rule(
        "single_number",
        when(single_number, Evidence(Strength.WEAK)),
        """
        **1. События**
        За год пришли новые читатели.
        2. Сеть
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "lone_word",
        when(lone_word, Evidence(Strength.STRONG)),
        """
        **1. События**
        За год пришли новые читатели.
        Заключение
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "bold_line",
        when(bold_line, Evidence(Strength.STRONG)),
        """
        За год пришли новые читатели.
        **Встречи**
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "centred_line",
        when(centred_line, Evidence(Strength.STRONG)),
        """
        За год пришли новые читатели.
        >> Встречи
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "capital_line",
        when(capital_line, Evidence(Strength.STRONG)),
        """
        За год пришли новые читатели.
        ВСТРЕЧИ
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "pushed_line",
        when(pushed_line, Evidence(Strength.STRONG)),
        """
        За год пришли новые читатели.
        ␣␣␣␣␣␣␣␣␣␣␣␣Встречи
        За год пришли новые читатели.
        """,
    ),
)


def evidence_of(line: Line) -> tuple[str, Evidence] | None:
    """Return the first rule that makes a line look like a heading, and what it says."""
    return first_match(RULES, line)


def is_whole(line: Line) -> bool:
    """«Введение», «Приложения»: such a heading stands beside the numbered ones."""
    return is_alone(line.text, "whole")


def _formatted(line: Line) -> bool:
    return line.bold or line.centred or line.pushed or line.boxed or line.capitals


def _deep(line: Line) -> bool:
    return line.number is not None and not line.number.word and len(line.number.number) > 1
