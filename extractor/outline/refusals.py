"""Rules by which a line is no heading although it looks like one, and a number no number of a
section.
"""

from collections.abc import Callable

from extractor.outline.candidate import Strength
from extractor.outline.lines import Line
from extractor.outline.numbers import Typed
from extractor.outline.patterns import FARTHEST, is_alone, labelled, matcher, start_of
from extractor.words import words

LONGEST = 600
LONGEST_STYLED = 300
LONGEST_UNNUMBERED = 150
LONGEST_SENTENCE = 100
OPENING = "«\"“„('"


def bracketed(found: Typed, line: Line) -> bool:
    """«1) Характеристика фонда»: an item of a list."""
    return found.end == ")"


def dated(found: Typed, line: Line) -> bool:
    """«12 июня прошёл праздник»."""
    return start_of(found.title).partition(" ")[0].strip(".,") in words("headings")["months"]


def measured(found: Typed, line: Line) -> bool:
    """«30 Мбит/с», «5 %»."""
    first = start_of(found.title).partition(" ")[0].partition("/")[0].strip(".,;")
    return first[:1] in {"%", "°", "‰"} or (
        found.end != "." and first in words("headings")["measures"]
    )


def glued(found: Typed, line: Line) -> bool:
    """«3D-принтер», «25-летие»: something hangs on the figure."""
    return not found.end and not found.spaced


def wordless(found: Typed, line: Line) -> bool:
    """«15.35 - 18.00», «3. 14»: no words follow."""
    first = found.title[:1]
    return (
        bool(first)
        and not first.isalpha()
        and first not in OPENING
        and not (first.isdigit() and found.end and _set_off(line))
    )


def bare(found: Typed, line: Line) -> bool:
    """«12» alone on a line."""
    return not found.title and (len(found.number) == 1 or not _set_off(line))


def continued_sentence(found: Typed, line: Line) -> bool:
    """«14 читателей пришли», «2.5 тысячи»: the words go on in lower case."""
    return found.title[:1].islower() and not (
        found.end == "." and (_set_off(line) or line.automatic)
    )


def undotted(found: Typed, line: Line) -> bool:
    """«3 «А» класс», «I Международный форум», «5 Библиотек»: a single figure without a dot
    numbers only a set-off line.
    """
    if found.end or len(found.number) > 1 or line.level is not None or line.automatic:
        return False
    return found.roman or found.title[:1] in OPENING or not _set_off(line)


NUMBER_REFUSALS: tuple[Callable[[Typed, Line], bool], ...] = (
    bracketed,
    dated,
    measured,
    glued,
    wordless,
    bare,
    continued_sentence,
    undotted,
)


def false_number(line: Line) -> str:
    """The rule by which the figure at the beginning of a line numbers no section; empty where it
    may.
    """
    found = line.number
    if found is None or found.word:
        return ""
    return next((rule.__name__ for rule in NUMBER_REFUSALS if rule(found, line)), "")


def _set_off(line: Line) -> bool:
    return (
        line.level is not None
        or line.bold
        or line.centred
        or line.pushed
        or line.capitals
        or line.boxed
    )


def contents_entry(line: Line, strength: Strength, below: str) -> bool:
    """A line of the table of contents, or its title."""
    if line.contents or is_alone(line.text, "contents"):
        return True
    is_part = (
        line.number is not None and bool(line.number.word) and not line.number.title
    )  # «Приложение<tab>1»
    return not is_part and bool(matcher("leader").search(line.raw[-FARTHEST:]))


def caption(line: Line, strength: Strength, below: str) -> bool:
    """«Таблица 7. Фонд», «Рис. 2»."""
    text = start_of(line.text)
    return bool(
        labelled("table_words").match(text)
        or labelled("figure_words").match(text)
        or matcher("continued").fullmatch(text)
    )


def list_item(line: Line, strength: Strength, below: str) -> bool:
    """A line that ends as an item of a list does."""
    return strength < Strength.STYLED and line.text[-1] in ";,"


def too_long(line: Line, strength: Strength, below: str) -> bool:
    longest = LONGEST if line.number else LONGEST_STYLED if line.level else LONGEST_UNNUMBERED
    return len(line.text) > longest and strength is not Strength.MEDIUM


def letterless(line: Line, strength: Strength, below: str) -> bool:
    return not line.number and sum(map(str.isalpha, line.text)) < 3


def dashed(line: Line, strength: Strength, below: str) -> bool:
    """An item of a list with dashes or bullets."""
    return not line.number and (line.text[0] in "-–—•·*" or (line.listed and line.level is None))


def names_what_follows(line: Line, strength: Strength, below: str) -> bool:
    """A line without a number that stands right above a table, a chart or its scale is their
    caption.
    """
    return not line.number and line.level is None and below in {"table", "chart", "figures"}


def lead_in(line: Line, strength: Strength, below: str) -> bool:
    """«Задачи:» opens a list."""
    return not line.number and line.level is None and line.text.endswith(":")


def sentence(line: Line, strength: Strength, below: str) -> bool:
    """An emphasised sentence: a long one, one that goes on, or «Фонд вырос на 3 %.» with its
    verb.
    """
    if line.number or line.level is not None:
        return False
    ends = line.text[-1] in ".!" and (
        len(line.text) > LONGEST_SENTENCE or (line.text[-1] == "." and _says_something(line))
    )
    return ends or bool(matcher("first_sentence").match(line.text))


def _says_something(line: Line) -> bool:
    text = start_of(line.text)
    return bool(matcher("verb").search(text) or matcher("participle").search(text))


def signature(line: Line, strength: Strength, below: str) -> bool:
    """«Директор ______ А. Б. В.»: who signs."""
    return (
        not line.number
        and line.level is None
        and bool(matcher("signature").match(start_of(line.text)))
    )


def in_text_box(line: Line, strength: Strength, below: str) -> bool:
    """An inscription beside the text."""
    return line.aside and not line.number and line.level is None


REFUSALS: tuple[Callable[[Line, Strength, str], bool], ...] = (
    contents_entry,
    caption,
    list_item,
    too_long,
    letterless,
    dashed,
    names_what_follows,
    lead_in,
    sentence,
    signature,
    in_text_box,
)


def refusal_of(line: Line, strength: Strength, below: str) -> str:
    """The first rule that speaks against a line; ``below`` is what stands under it."""
    return next((rule.__name__ for rule in REFUSALS if rule(line, strength, below)), "")
