"""The shapes of tokens, as one regular expression: words, figures, and figures that count nothing by their shape alone.

Every repetition is bounded or possessive, so that a text of any kind is read in linear time.
"""

import re
from collections.abc import Iterable
from functools import cache

from extractor.language.lexicon import table

# 1 133 045,5 · 1.234.567,8 · 1,234,567.8 · 1'234
GROUPED = r"[1-9][0-9]{0,2}(?:[ ]{1,2}[0-9]{3}(?![0-9]))+(?:[.,][0-9]++(?![.,]?[0-9]))?"
DOTTED = (
    r"[1-9][0-9]{0,2}(?:\.[0-9]{3}(?![0-9]))+(?![.,]?[0-9])(?!\.[0-9])"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3}(?![0-9]))+,[0-9]++"
)
COMMAED = (
    r"[1-9][0-9]{0,2}(?:,[0-9]{3}(?![0-9]))+\.[0-9]++"
    r"|[1-9][0-9]{0,2}(?:,[0-9]{3}(?![0-9])){2,}(?:\.[0-9]++)?"
    r"|[1-9][0-9]{0,2}(?:'[0-9]{3}(?![0-9]))+(?:[.,][0-9]++)?"
)
# 65,9 and 65 ,9 and «65, 9 %»; the members of «3,8,12» are whole numbers
DECIMAL = (
    r"[0-9]++ ?, ?[0-9](?= ?%)|[0-9]++(?:(?<![0-9],[0-9])(?<![0-9],[0-9]{2})(?<![0-9],[0-9]{3}) ?,|\.)[0-9]++(?!,[0-9])(?!\.[0-9])"
    r"|(?<![\w.,])[.,][0-9]++(?![.,][0-9])"
)
# 2022/2023 учебный год · 2021/22
SCHOOL_YEAR = (
    r"(?:1[89]|20)[0-9]{2} ?[/-] ?(?:(?:1[89]|20)[0-9]{2}|[0-9]{2})(?= ?(?:уч|гг|-?(?:го|й|м) уч))"
    r"|20[0-9]{2} ?/ ?(?:20)?[0-9]{2}(?![0-9/])"
)
FRACTION = r"(?<![0-9/])(?:1/(?:[2-9]|10)|2/[3579]|3/(?:[4578]|10)|4/[579]|5/[6-9]|7/(?:[89]|10)|9/10)(?![0-9/])"
URL = (
    r"(?:https?://|www\.)\S{1,2000}+"
    r"|[a-z][a-z0-9_.-]{0,60}(?:@[a-z0-9.-]{1,60}|\.(?:ru|com|org|net|su|info|me|рф)(?![^\W_])[^\s,;)»]{0,500})"
)
# +7 (3822) 51 00 00 · 8-923-123-45-67 · (38241) 2-24-19 · 2-24-19
PHONE = (
    r"(?:\+7|(?<![0-9])8)[ -]?\(?[0-9]{3,5}\)?[ -]?[0-9]{1,3}[ -]?[0-9]{2}[ -]?[0-9]{2}(?![0-9])"
    r"|\(?8?-?[0-9]{3,5}\)[ -]?[0-9]{1,3}[ -][0-9]{2}(?:[ -][0-9]{2})?(?![0-9])|\(8[ -]?[0-9]{3,5}\)[ -]?[0-9]{5,7}(?![0-9])"
    r"|(?:\+7|8) ?\([0-9]{2,5}-[0-9]{1,4}\) ?[0-9](?:[ -]?[0-9]){4,7}(?![0-9])"
    r"|(?<![0-9-])[0-9]{1,3}-[0-9]{2}-[0-9]{2}(?![0-9-])"
)
ISBN = r"(?:isbn|issn)[ :]{0,3}[0-9][0-9 x-]{6,20}|97[89]-[0-9]-[0-9]{1,7}-[0-9]{1,7}-[0-9]"
# № 5 · № 100/01-10 · №№ 1, 3 и 5 · N 326-р · 837/19 от 29.11.2019
NUMERO = (
    r"[0-9]{1,5}/[0-9]{1,5}(?:-[а-я]{1,3})?(?= от [0-9])"
    r"|(?:№|n°|n(?= ?[0-9])){1,2}+ ?[а-яa-z]{0,4}[-/]?[0-9]++"
    r"(?:[./-]?(?!(?:й|я|го|му|м|х|е)(?![^\W_]))[0-9а-яa-z]{1,12}+){0,6}"
    r"(?:(?: ?, ?| и | ?- ?)№? ?[0-9]{1,3}(?=$| ?(?:[,;()\n-]|\.(?![0-9])| и [0-9])))*"
)
LAW = (
    r"[0-9]{1,5}[а-я]?-(?:[а-я]{0,3}фз|фкз|рп|рм|рг|рз|оз|зо|од|пп|пг|па|пр|ра|кз|з|р|п|о|мпа|осн|ок|к|вр|ос|общ|нк)(?![^\W_])"
)
SECTION = r"[0-9]{1,2}(?:\.[0-9]{1,2}){2,}+\.?(?![0-9])"
CODE = r"[^\W\d_]{1,20}+-?[0-9](?:[.,/-]?[^\W_]){0,60}+"
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
DATE = (
    rf"{DAY}[./](?:0?[1-9]|1[0-2])[./](?:(?:1[89]|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9])"
    r"|(?:1[89]|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])"
)
YEAR_BEHIND = r"(?: ?[0-9]{4}(?![0-9])(?: ?(?:года|году|год|гг?(?![^\W_])\.?))?)?"
# 10:30 · с 10-00 до 18-00 · 10.00–18.00 · 9.00 ч.
HOUR = r"(?:[01]?[0-9]|2[0-4])"
ROUND = r"\.(?:00|[1345]5|[1-5]0)"
TIME = (
    rf"{HOUR}:[0-5][0-9](?![0-9])|{HOUR}-[0-5]0(?= ?(?:до|по|-|ч|час)(?![^\W_]))|(?<=до ){HOUR}-00(?![0-9])"
    rf"|{HOUR}{ROUND}(?= ?(?:-|до) ?{HOUR}{ROUND}(?![0-9]))"
    rf"|(?<=[0-9]\.[0-5][05]-){HOUR}\.[0-5][05](?![0-9])|(?<=[0-9]\.[0-5][05] до ){HOUR}\.[0-5][05](?![0-9])"
    rf"|(?<=[0-9]\.[0-5][05] - ){HOUR}\.[0-5][05](?![0-9])|{HOUR}\.00(?= ?ч)"
    rf"|(?:(?<=\bв )|(?<=\bс )|(?<=\bк )|(?<=\bдо )){HOUR}\.[03]0(?![0-9]| ?(?:раз|%|тыс|млн|руб|кв))"
)
WORD = r"[а-я]++(?![^\W_]|-[0-9])|(?:[кс]?м|км)[23](?![^\W_])"


def any_of(forms: Iterable[str]) -> str:
    """The forms as alternatives, the longest first."""
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


@cache
def pattern() -> re.Pattern[str]:
    """One alternative a kind of token, first come first; the name of the group that took part is the kind."""
    kinds = {
        "word": WORD,
        "url": URL,
        "isbn": ISBN,
        "number": NUMERO,
        "code": rf"(?!(?:{_touching()})-?[0-9]){CODE}",
        "vulgar": r"[\u00bc-\u00be\u2150-\u215e]",
        "other": r"[^\W\d_]++",
        "phone": PHONE,
        "date": rf"{DATE}|{_day_of_month()}",
        "time": TIME,
        "year": SCHOOL_YEAR,
        "law": LAW,
        "tail": _tail(),
        "ordinal": _ordinal(),
        "fraction": FRACTION,
        "section": SECTION,
        "digits": f"{GROUPED}|{DOTTED}|{COMMAED}|{DECIMAL}|[0-9]++",
        "sign": r">=|<=|\.\.\.|[^\s\w]|\n|_",
    }
    return re.compile("(?<! ) *+(?:" + "|".join(f"(?P<{kind}>{shape})" for kind, shape in kinds.items()) + ")")


def _touching() -> str:
    """Words whose letters may touch a figure that is a number all the same: «в2023», «USD3.14»."""
    return any_of([*table()["touching_words"], *(each.lower() for each in table()["money"]), "rs"])


def _day_of_month() -> str:
    """«1 января 2023 года», «с 1 по 15 марта»."""
    day = rf"{DAY}(?:-?го)?"
    return rf"{day}(?:(?: ?- ?| и | по ){day})? (?:{any_of(table()['months'])})(?![^\W_]){YEAR_BEHIND}"


def _ordinal() -> str:
    endings = table()["figure_endings"]
    hyphened, joined = any_of(endings["ordinal"] + endings["cardinal"]), any_of(endings["joined"])
    return rf"[0-9]{{1,10}}+(?:-(?:{hyphened})|(?:{joined}))(?![^\W_])(?!-[а-я])"


def _tail() -> str:
    """«70-летие», «25-ти летний», «100%-ный»; not «5 летних площадок»."""
    stems = any_of(each["stem"] for each in table()["tails"])
    joint = r"(?:-?(?:ти|мя|ми|х)[ -]?| ?-| (?=лети))?"
    return rf"[0-9]{{1,6}}+(?:[.,][0-9]{{1,3}})?{joint}(?:{stems})[а-я]{{1,5}}"
