"""Rules by which a line looks like a heading. The first answer wins and gives its name."""

from collections.abc import Callable

from extractor.outline.candidate import Strength
from extractor.outline.lines import Line
from extractor.outline.patterns import is_alone, matcher, start_of

PLAIN_LENGTH = 300
LONGEST_DEEP = 600
PART_LENGTH = 150


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
    return line.number is not None and not line.number.word and len(line.text) <= PLAIN_LENGTH


def lone_word(line: Line) -> bool:
    """«Введение», «Выводы»: words that are headings wherever they stand alone on a line."""
    return (
        not line.number
        and line.whole
        and (is_whole(line) or bool(matcher("alone").fullmatch(start_of(line.text))))
    )


def bold_line(line: Line) -> bool:
    return line.bold and not line.number and line.whole and not line.boxed


def centred_line(line: Line) -> bool:
    return line.centred and not line.number and line.whole and not line.boxed


def capital_line(line: Line) -> bool:
    return line.capitals and not line.number and line.whole and not line.boxed


def pushed_line(line: Line) -> bool:
    """A line that was pushed to the middle with spaces."""
    return line.pushed and not line.number and line.whole and not line.boxed


RULES: tuple[tuple[Callable[[Line], bool], Strength], ...] = (
    (word_style, Strength.STYLED),
    (named_part, Strength.STRONG),
    (bold_number, Strength.STRONG),
    (set_off_number, Strength.STRONG),
    (run_in_number, Strength.MEDIUM),
    (automatic_number, Strength.MEDIUM),
    (dotted_number, Strength.MEDIUM),
    (single_number, Strength.WEAK),
    (lone_word, Strength.STRONG),
    (bold_line, Strength.STRONG),
    (centred_line, Strength.STRONG),
    (capital_line, Strength.STRONG),
    (pushed_line, Strength.STRONG),
)


def evidence_of(line: Line) -> tuple[str, Strength] | None:
    """The first rule that speaks for a line, and its strength."""
    return next(((rule.__name__, strength) for rule, strength in RULES if rule(line)), None)


def is_whole(line: Line) -> bool:
    """«Введение», «Приложения»: such a heading stands beside the numbered ones."""
    return is_alone(line.text, "whole")


def _formatted(line: Line) -> bool:
    return line.bold or line.centred or line.pushed or line.boxed or line.capitals


def _deep(line: Line) -> bool:
    return line.number is not None and not line.number.word and len(line.number.number) > 1
