"""Rules by which a line is no heading although it looks like one."""

from typing import NamedTuple

from extractor.outline.candidate import Strength
from extractor.outline.lines import Line
from extractor.outline.patterns import FARTHEST, is_alone, labelled, matcher, start_of
from extractor.rules import Rule, first_match

LONGEST = 600
LONGEST_STYLED = 300
LONGEST_UNNUMBERED = 150
LONGEST_SENTENCE = 100


class Looks(NamedTuple):
    """A line that looks like a heading, how much, and what stands below it."""

    line: Line
    strength: Strength
    below: str


def contents_entry(looks: Looks) -> bool:
    """A line of the table of contents, or its title."""
    line = looks.line
    if line.contents or is_alone(line.text, "contents"):
        return True
    is_part = (
        line.number is not None and bool(line.number.word) and not line.number.title
    )  # «Приложение<tab>1»
    return not is_part and bool(matcher("leader").search(line.raw[-FARTHEST:]))


def caption(looks: Looks) -> bool:
    """«Таблица 7. Фонд», «Рис. 2»."""
    line = looks.line
    text = start_of(line.text)
    return bool(
        labelled("table_words").match(text)
        or labelled("figure_words").match(text)
        or matcher("continued").fullmatch(text)
    )


def list_item(looks: Looks) -> bool:
    """A line that ends as an item of a list does."""
    line, strength, _ = looks
    return strength < Strength.STYLED and line.text[-1] in ";,"


def too_long(looks: Looks) -> bool:
    """A paragraph of text, however it is formatted."""
    line, strength, _ = looks
    longest = LONGEST if line.number else LONGEST_STYLED if line.level else LONGEST_UNNUMBERED
    return len(line.text) > longest and strength is not Strength.MEDIUM


def letterless(looks: Looks) -> bool:
    """«2022 – 2023», «* * *»: no words."""
    line = looks.line
    return not line.number and sum(map(str.isalpha, line.text)) < 3


def dashed(looks: Looks) -> bool:
    """An item of a list with dashes or bullets."""
    line = looks.line
    return not line.number and (line.text[0] in "-–—•·*" or (line.listed and line.level is None))


def names_what_follows(looks: Looks) -> bool:
    """A line without a number that stands right above a table, a chart or its scale is their
    caption.
    """
    line, _, below = looks
    return not line.number and line.level is None and below in {"table", "chart", "figures"}


def lead_in(looks: Looks) -> bool:
    """«Задачи:» opens a list."""
    line = looks.line
    return not line.number and line.level is None and line.text.endswith(":")


def sentence(looks: Looks) -> bool:
    """An emphasised sentence: a long one, one that goes on, or «Фонд вырос на 3 %.» with its
    verb.
    """
    line = looks.line
    if line.number or line.level is not None:
        return False
    ends = line.text[-1] in ".!" and (
        len(line.text) > LONGEST_SENTENCE or (line.text[-1] == "." and _says_something(line))
    )
    return ends or bool(matcher("first_sentence").match(line.text))


def _says_something(line: Line) -> bool:
    text = start_of(line.text)
    return bool(matcher("verb").search(text) or matcher("participle").search(text))


def signature(looks: Looks) -> bool:
    """«Директор ______ А. Б. В.»: who signs."""
    line = looks.line
    return (
        not line.number
        and line.level is None
        and bool(matcher("signature").match(start_of(line.text)))
    )


def in_text_box(looks: Looks) -> bool:
    """An inscription beside the text."""
    line = looks.line
    return line.aside and not line.number and line.level is None


REFUSALS: tuple[Rule[Looks, bool], ...] = (
    Rule(
        "contents_entry",
        contents_entry,
        """
        **1. События**
        За год пришли новые читатели.
        **Встречи ....... 5**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "caption",
        caption,
        """
        **1. События**
        За год пришли новые читатели.
        **Рис. 2. Схема залов**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "list_item",
        list_item,
        """
        **1. События**
        За год пришли новые читатели.
        **Встречи;**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "too_long",
        too_long,
        """
        **1. События**
        За год пришли новые читатели.
        **"""
        + "Встречи, выставки, игры, занятия, праздники, " * 4
        + """экскурсии**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "letterless",
        letterless,
        """
        **1. События**
        За год пришли новые читатели.
        **2022 – 2023**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "dashed",
        dashed,
        """
        **1. События**
        За год пришли новые читатели.
        **– Встречи**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "names_what_follows",
        names_what_follows,
        """
        **1. Фонд**
        За год пришли новые читатели.
        **Состав фонда**
        | Книги | 20 |
        | Газеты | 5 |
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "lead_in",
        lead_in,
        """
        **1. События**
        За год пришли новые читатели.
        **Задачи:**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "sentence",
        sentence,
        """
        **1. События**
        За год пришли новые читатели.
        **Фонд вырос на 3 %.**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "signature",
        signature,
        """
        **1. События**
        За год пришли новые читатели.
        **Директор ______ А. Б. Ветров**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
    Rule(
        "in_text_box",
        in_text_box,
        """
        **1. События**
        За год пришли новые читатели.
        [] **Наши часы**
        За год пришли новые читатели.
        **2. Сеть**
        """,
    ),
)


def refusal_of(line: Line, strength: Strength, below: str) -> str:
    """Return the first rule that speaks against a line; ``below`` is what stands under it."""
    refused = first_match(REFUSALS, Looks(line, strength, below))
    return refused[0] if refused else ""
