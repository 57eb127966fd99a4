"""Text in both languages at once: a check words a remark before anybody knows who will read it.

Where the languages differ, both wordings stand between noncharacters, which no document holds; all
other text stands once. Such a text is joined and cut out of like any other, until ``in_language``
chooses.
"""

import re

BOTH = "both"  # asked for like a language
OPEN, BETWEEN, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
CITE, UNCITE = "\ufdd3", "\ufdd4"
CITED = re.compile(f"{CITE}([^{UNCITE}]*){UNCITE}")
CHOICE = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){BETWEEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def in_both(russian: str, english: str) -> str:
    """Return two wordings as one text.

    >>> in_language(in_both("таблица 5", "table 5") + ", «Фонд»", "en")
    'table 5, «Фонд»'
    """
    return russian if russian == english else f"{OPEN}{russian}{BETWEEN}{english}{CLOSE}"


def in_language(text: str, lang: str) -> str:
    """Return the text as it reads in a language, «ru» or «en»; as it is where ``lang`` is BOTH.

    >>> in_language(in_both("1,5", "1.5") + " %", "ru")
    '1,5 %'
    """
    return text if lang == BOTH else CHOICE.sub(r"\1" if lang == "ru" else r"\2", text)


def cited(text: str) -> str:
    """Mark words of a report, which a sentence must put in quotes unless it has them itself."""
    return f"{CITE}{text.removesuffix('.')}{UNCITE}"


def in_quotes(text: str, template: str, name: str, quotes: str) -> str:
    """Return a part of a sentence with the words of a report in it in quotes («{words}»).

    >>> in_quotes(cited("Выдано 5 книг."), "{where}: разница 1", "where", "«{words}»")
    '«Выдано 5 книг»'
    >>> in_quotes(cited("Выдано 5 книг."), "В тексте «{where}»", "where", "«{words}»")
    'Выдано 5 книг'
    """
    begin, _, end = quotes.partition("{words}")
    has_them = f"{begin}{{{name}}}{end}" in template
    return CITED.sub(r"\1" if has_them else rf"{begin}\1{end}", text)
