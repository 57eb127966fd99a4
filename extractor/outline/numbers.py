"""The number at the beginning of a heading: «5.3.1.», «Раздел II.», «I.1.», «Приложение № 2»."""

import re
from dataclasses import dataclass
from functools import cache

from extractor.text import clean, fold
from extractor.words import words

Number = tuple[int, ...]
"""The parts of a dotted number, outermost first. Appendices are numbered behind all sections."""

APPENDIX = 1_000_000
_LARGEST_PART = 199
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LOOKALIKES = str.maketrans("ІХ", "IX")  # Cyrillic letters that are typed for Roman figures
_CANONICAL_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_LETTERS = "АБВГДЕЖИКЛМНПРСТУФХЦШЩЭЮЯ"
_FIGURES = r"(?:\d{1,3}|(?!Х\b)[IVXІХ]+(?![^\W_]))"  # «Х. Заречный» is a farmstead
_NUMBER = re.compile(rf"({_FIGURES}(?:\.\d{{1,3}}(?!\d)|\. \d{{1,2}}(?=\.))*)( ?\.|\)|)(?!\d)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as typed at the beginning of a line.

    ``word`` is the word before it («раздел»), ``end`` what closes it («.», «)» or nothing),
    ``spaced`` whether a space follows, ``title`` the rest of the line. ``roman``: its first part is
    a Roman figure. ``number`` is empty for a word alone.
    """

    number: Number
    printed: str
    title: str
    word: str = ""
    end: str = ""
    spaced: bool = True
    roman: bool = False


def typed_number(line: str) -> Typed | None:
    """Return the number at the beginning of a line, whatever it may turn out to be; None where
    there is none.

    >>> (typed_number("5.3.1.\\tНовые поступления").number, typed_number("Раздел II. Фонды").number,
    ...  typed_number("I.1. Сеть").number)
    ((5, 3, 1), (2,), (1, 1))
    >>> typed_number("2023 год"), typed_number("Фонды")
    (None, None)
    """
    text = clean(line)
    return _worded(text) or _numbered(text, "", "")


def _worded(text: str) -> Typed | None:
    """A line that begins with «Раздел», «Глава», «Приложение» and their like, with a number, a
    letter or alone.
    """
    found = _word_pattern().match(text)
    if not found:
        return None
    word, before, rest = fold(found[1]), found[0], text[found.end() :]
    numbered = _numbered(rest, word, before) or _spelled(rest, word, before)
    if numbered is None and word == appendix_word():
        numbered = _lettered(rest, word, before)
    if numbered is None and fold(rest).strip(".:") == "":
        return Typed((), before.strip(), "", word)
    return numbered


def _numbered(text: str, word: str, before: str) -> Typed | None:
    found = _NUMBER.match(text)
    number = _parts(found[1]) if found else None
    if not found or number is None:
        return None
    rest = text[found.end() :]
    roman = not found[1][0].isdigit()
    return Typed(
        number,
        before + found[0].strip(),
        _title(rest),
        word,
        found[2].strip(),
        not rest or rest[0] == " ",
        roman,
    )


def _spelled(text: str, word: str, before: str) -> Typed | None:
    """«Раздел первый. События»."""
    printed, _, rest = text.partition(" ")
    stems = words("headings")["ordinals"]
    value = next(
        (
            value
            for stem, value in stems.items()
            if re.fullmatch(rf"{stem}(?:ый|ой|ий|ая|ья)[.:]?", fold(printed))
        ),
        None,
    )
    if value is None:
        return None
    end = printed[-1].strip("аяйАЯЙ")
    return Typed((value,), before + printed, _title(rest), word, end)


def _lettered(text: str, word: str, before: str) -> Typed | None:
    """«Приложение А»: a capital letter alone counts by its place in the alphabet."""
    if text[:1] not in _LETTERS or not text or text[1:2].isalpha():
        return None
    rest = text[1:]
    return Typed(
        (_LETTERS.index(text[0]) + 1,),
        before + text[0],
        _title(rest.lstrip(".")),
        word,
        rest[:1].strip(" "),
        roman=False,
    )


def _title(rest: str) -> str:
    return rest.strip().lstrip("-–—:").strip() if rest[:1] in " -–—:" else rest.strip()


def _parts(printed: str) -> Number | None:
    """None where a part is zero, padded with zeros («15.03»), too large or no proper Roman
    figure.
    """
    first, *others = re.split(r"\. ?", printed)
    values = (_value(first), *map(_value, others))
    return tuple(value for value in values if value is not None) if None not in values else None


def _value(part: str) -> int | None:
    if part.isdigit():
        return int(part) if part[0] != "0" and int(part) <= _LARGEST_PART else None
    return _roman(part.translate(_LOOKALIKES))


def _roman(figures: str) -> int | None:
    """
    >>> _roman("XIV"), _roman("IIX")
    (14, None)
    """
    if not _CANONICAL_ROMAN.fullmatch(figures):
        return None
    values = [_ROMAN[figure] for figure in figures]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def appendix_word() -> str:
    return str(words("headings")["appendix"])


def part_rank(word: str) -> int:
    """How far out a word of the parts stands: «раздел» holds «глава»."""
    return [fold(word) for word in words("headings")["parts"]].index(word)


@cache
def _word_pattern() -> re.Pattern[str]:
    known = "|".join(re.escape(word) for word in (*words("headings")["parts"], appendix_word()))
    return re.compile(rf"({known})(?: ?№ ?|\s|(?<=§)|(?=[.:]|$))", re.IGNORECASE)


def dotted(number: Number) -> str:
    """
    >>> dotted((5, 3, 1)), dotted((APPENDIX + 2, 1))
    ('5.3.1', 'A2.1')
    """
    first = f"A{number[0] - APPENDIX}" if number[0] > APPENDIX else str(number[0])
    return ".".join((first, *map(str, number[1:])))


def follows(number: Number, before: Number) -> bool:
    """Return whether a number continues another: its first child, or the next one at the same depth
    or further out.

    >>> [follows(number, (5, 2)) for number in ((5, 2, 1), (5, 3), (6,), (5, 4), (7,))]
    [True, True, True, False, False]
    """
    depth = len(number)
    if depth > len(before):
        return number == (*before, *([1] * (depth - len(before))))
    return number[:-1] == before[: depth - 1] and number[-1] == before[depth - 1] + 1
