"""A text as the number readers see it: words, figures, signs, and at once the figures that count nothing by their shape."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.language.lexicon import Word, table, word_of

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SAME_LENGTH = {**_SPACES, **_DASHES, ord("ё"): "е", ord("Ё"): "е", ord("İ"): "i", ord("’"): "'"}
LOOK_ALIKES = str.maketrans("aceopxykmhbt", "асеорхукмнвт")
LONGEST_FIGURE = 80


class Token(NamedTuple):
    """A piece of the plain text. ``kind`` is word, spelled, digits, ordinal, tail, fraction, sign, or a kind of
    :class:`Figure` that counts nothing; ``word`` is what a number word says, ``value`` and ``decimals`` of digits."""

    kind: str
    start: int
    end: int
    text: str
    word: Word | None = None
    value: Decimal | None = None
    decimals: int = 0


def plain_of(text: str) -> str:
    """Lower case, «е» for «ё», one kind of space and of dash; the same length as ``text``.

    >>> plain_of("Ещё 1\u00a0234 – ЁЛКИ")
    'еще 1 234 - елки'
    """
    return text.translate(_SAME_LENGTH).lower()


def visible(text: str) -> tuple[str, list[int] | None]:
    """The text without invisible marks, and where each of its characters stood; None where nothing was taken out."""
    if INVISIBLE.search(text) is None:
        return text, None
    kept = [index for index, letter in enumerate(text) if not INVISIBLE.match(letter)]
    return "".join(text[index] for index in kept), [*kept, len(text)]


def _any_of(forms: list[str]) -> str:
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


GROUPED = r"[1-9][0-9]{0,2}(?:[ ]{1,2}[0-9]{3}(?![0-9]))+(?:[.,][0-9]++(?![.,]?[0-9]))?"
DOTTED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3}(?![0-9]))+(?![.,]?[0-9])(?!\.[0-9])|[1-9][0-9]{0,2}(?:\.[0-9]{3}(?![0-9]))+,[0-9]++"
COMMAED = r"[1-9][0-9]{0,2}(?:,[0-9]{3}(?![0-9]))+\.[0-9]++|[1-9][0-9]{0,2}(?:,[0-9]{3}(?![0-9])){2,}(?:\.[0-9]++)?|[1-9][0-9]{0,2}(?:'[0-9]{3}(?![0-9]))+(?:[.,][0-9]++)?"
DECIMAL = r"[0-9]++(?:(?<![0-9],[0-9])(?<![0-9],[0-9]{2})(?<![0-9],[0-9]{3}) ?,|\.)[0-9]++(?!,[0-9])(?!\.[0-9])|(?<![\w.,])[.,][0-9]++(?![.,][0-9])"
SCHOOL_YEAR = r"(?:1[89]|20)[0-9]{2} ?[/-] ?(?:(?:1[89]|20)[0-9]{2}|[0-9]{2})(?= ?(?:уч|гг|-?(?:го|й|м) уч))|20[0-9]{2} ?/ ?(?:20)?[0-9]{2}(?![0-9/])"
FRACTION = r"(?<![0-9/])(?:1/(?:[2-9]|10)|2/[3579]|3/(?:[4578]|10)|4/[579]|5/[6-9]|7/(?:[89]|10)|9/10)(?![0-9/])"
URL = r"(?:https?://|www\.)\S{1,2000}+|[a-z][a-z0-9_.-]{0,60}(?:@[a-z0-9.-]{1,60}|\.(?:ru|com|org|net|su|info|me|рф)(?![^\W_])[^\s,;)»]{0,500})"
PHONE = (
    r"(?:\+7|(?<![0-9])8)[ -]?\(?[0-9]{3,5}\)?[ -]?[0-9]{1,3}[ -]?[0-9]{2}[ -]?[0-9]{2}(?![0-9])"
    r"|\(?8?-?[0-9]{3,5}\)[ -]?[0-9]{1,3}[ -][0-9]{2}(?:[ -][0-9]{2})?(?![0-9])|\(8[ -]?[0-9]{3,5}\)[ -]?[0-9]{5,7}(?![0-9])"
    r"|(?<![0-9-])[0-9]{1,3}-[0-9]{2}-[0-9]{2}(?![0-9-])"
)
ISBN = r"(?:isbn|issn)[ :]{0,3}[0-9][0-9 x-]{6,20}|97[89]-[0-9]-[0-9]{1,7}-[0-9]{1,7}-[0-9]"
NUMERO = (
    r"[0-9]{1,5}/[0-9]{1,5}(?:-[а-я]{1,3})?(?= от [0-9])|(?:№|n°|n(?= ?[0-9])){1,2}+ ?[а-яa-z]{0,4}[-/]?[0-9]++(?:[./-]?(?!(?:й|я|го|му|м|х|е)(?![^\W_]))[0-9а-яa-z]{1,12}+){0,6}"
    r"(?:(?: ?, ?| и | ?- ?)№? ?[0-9]{1,3}(?=$| ?(?:[,;()\n-]|\.(?![0-9])| и [0-9])))*"
)
LAW = r"[0-9]{1,5}[а-я]?-(?:[а-я]{0,3}фз|фкз|рп|рм|рг|рз|оз|зо|од|пп|пг|па|пр|ра|кз|з|р|п|о|мпа|осн|ок|к|вр|ос|общ|нк)(?![^\W_])"
SECTION = r"[0-9]{1,2}(?:\.[0-9]{1,2}){2,}+\.?(?![0-9])"
CODE = r"[^\W\d_]{1,20}+-?[0-9](?:[.,/-]?[^\W_]){0,60}+"


@cache
def _pattern() -> re.Pattern[str]:
    """One alternative a kind of token, first come first; the name of the group is the kind."""
    data = table()
    months = _any_of(data["months"])
    day = r"(?:0?[1-9]|[12][0-9]|3[01])(?:-?го)?"
    date = rf"{day}(?:(?: ?- ?| и | по ){day})? (?:{months})(?![^\W_])(?: ?[0-9]{{4}}(?![0-9])(?: ?(?:года|году|год|гг?(?![^\W_])\.?))?)?"
    numeric = r"(?:0?[1-9]|[12][0-9]|3[01])[./](?:0?[1-9]|1[0-2])[./](?:(?:1[89]|20)[0-9]{2}|[0-9]{2})(?![0-9])|(?:1[89]|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])"
    hour = r"(?:[01]?[0-9]|2[0-4])"
    time = (
        rf"{hour}:[0-5][0-9](?![0-9])|{hour}-[0-5]0(?= ?(?:до|по|-|ч|час)(?![^\W_]))|(?<=до ){hour}-00(?![0-9])"
        rf"|{hour}\.(?:00|[1345]5|[1-5]0)(?= ?(?:-|до) ?{hour}\.(?:00|[1345]5|[1-5]0)(?![0-9]))"
        rf"|(?<=[0-9]\.[0-5][05]-){hour}\.[0-5][05](?![0-9])|(?<=[0-9]\.[0-5][05] до ){hour}\.[0-5][05](?![0-9])|{hour}\.00(?= ?ч)"
    )
    endings = data["figure_endings"]
    hyphened = _any_of(endings["ordinal"] + endings["cardinal"])
    ordinal = rf"[0-9]{{1,10}}+(?:-(?:{hyphened})|(?:{_any_of(endings['joined'])}))(?![^\W_])(?!-[а-я])"
    tail = rf"[0-9]{{1,6}}+(?:[.,][0-9]{{1,3}})?(?:-?(?:ти|мя|ми|х)[ -]?| ?-|(?= ?лети|%-н))? ?(?:{_any_of([each['stem'] for each in data['tails']])})[а-я]{{1,5}}"
    touching = _any_of(data["touching_words"] + [each.lower() for each in data["money"]] + ["rs"])
    kinds = {
        "word": r"[а-я]++(?![^\W_]|-[0-9])|(?:[кс]?м|км)[23](?![^\W_])",
        "url": URL,
        "isbn": ISBN,
        "number": NUMERO,
        "code": rf"(?!(?:{touching})-?[0-9]){CODE}",
        "vulgar": r"[\u00bc-\u00be\u2150-\u215e]",
        "other": r"[^\W\d_]++",
        "phone": PHONE,
        "date": rf"{numeric}|{date}",
        "time": time,
        "year": SCHOOL_YEAR,
        "law": LAW,
        "tail": tail,
        "ordinal": ordinal,
        "fraction": FRACTION,
        "section": SECTION,
        "digits": f"{GROUPED}|{DOTTED}|{COMMAED}|{DECIMAL}|[0-9]++",
        "sign": r">=|<=|\.\.\.|[^\s\w]|\n|_",
    }
    return re.compile("(?<! ) *+(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()) + ")")


def tokens_of(plain: str, text: str) -> list[Token]:
    """The pieces of a plain text in order, spaces left out; ``text`` is the same before it was made plain.

    >>> [(token.kind, token.text) for token in tokens_of("на 2,5 тыс. руб. (№ 5)", "на 2,5 тыс. руб. (№ 5)")][:4]
    [('word', 'на'), ('digits', '2,5'), ('spelled', 'тыс'), ('sign', '.')]
    """
    tokens: list[Token] = []
    for found in _pattern().finditer(plain):
        kind = found.lastgroup or "sign"
        piece = found[kind]
        start, end = found.span(kind)
        if kind == "digits":
            tokens.append(_digits(start, end, piece))
        elif kind not in ("word", "other"):
            tokens.append(Token(kind, start, end, piece))
        elif end - start == 1 and tokens and tokens[-1].end == start and tokens[-1].kind == "digits" and text[start] in letters():
            tokens.append(Token("scale_letter", start, end, text[start]))
        else:
            tokens.append(_word(start, end, piece, kind))
    return tokens


@cache
def letters() -> frozenset[str]:
    """The letters that multiply a figure which they touch."""
    return frozenset(table()["touching_scales"])


def _word(start: int, end: int, text: str, kind: str) -> Token:
    word = word_of(text)
    if word is None and kind == "other" and not text.isascii():
        text = text.translate(LOOK_ALIKES)
        word = word_of(text)
    return Token("spelled" if word else "word", start, end, text, word)


def _digits(start: int, end: int, text: str) -> Token:
    if end - start > LONGEST_FIGURE:
        return Token("code", start, end, text)
    value, decimals = printed(text)
    return Token("digits", start, end, text, None, value, decimals)


def printed(text: str) -> tuple[Decimal, int]:
    """A figure as printed, and the digits after its separator.

    >>> printed("1 133 045,50"), printed("2.300"), printed("0.729"), printed("1,234,567.8")
    ((Decimal('1133045.50'), 2), (Decimal('2300'), 0), (Decimal('0.729'), 3), (Decimal('1234567.8'), 1))
    """
    bare = text.replace(" ", "").replace("'", "")
    if bare.isdecimal():
        return Decimal(bare), 0
    whole, mark, rest = bare.rpartition(max(",", ".", key=bare.rfind))
    if _groups_thousands(whole, mark, rest, text):
        return Decimal((whole + rest).replace(",", "").replace(".", "")), 0
    return Decimal(f"{whole.replace(',', '').replace('.', '') or 0}.{rest}"), len(rest)


def _groups_thousands(whole: str, mark: str, rest: str, text: str) -> bool:
    """«1.234.567» and «1,234,567», and «2.300» too; «2,300» and «0.729» are decimals, and so is what has spaces."""
    several = mark in whole
    single_dot = mark == "." and "," not in whole and not whole.startswith("0") and " " not in text and 0 < len(whole) <= 3
    return len(rest) == 3 and (several or single_dot)
