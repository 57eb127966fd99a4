"""Written forms of units as patterns."""

import re
from functools import cache

SPACE = r"[^\S\n]*"
# What declension adds to a stem: «рубл-ей», «издани-ями», «детьми»; not «дет-садов»,
# «журнал-истов», «выпуск-ников». In a pattern of all forms it would take long to compile: there
# any four letters stand for it, and what was found is tried by its own form.
ANY_ENDING = "[а-я]{0,4}+"
ENDING = "[аеиоуыьюя]{0,2}(?:[вйхю]|го|ми?|му)?"
_ENDING = re.compile(ENDING)


def small(text: str) -> str:
    """Return the text as the patterns of forms expect it: small letters, «е» for «ё»; every
    character stays at its place.

    >>> small("Учёт, ЭКЗ.")
    'учет, экз.'
    """
    lower = text.lower()
    kept = (
        lower
        if len(lower) == len(text)
        else "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    )
    return kept.replace("ё", "е")


def form_pattern(form: str, ending: str = "[а-я]*") -> str:
    """Return the mini-language of the catalogues as a regular expression for :func:`small` text;
    ``ending`` is what «*» stands for.

    >>> (bool(re.fullmatch(form_pattern("кв. м."), "кв.м")),
    ...  bool(re.fullmatch(form_pattern("рубл*"), "рублей")))
    (True, True)
    """
    signs = {".": r"\.?", " ": SPACE, "*": ending, "-": "[-‐‑–]"}
    return "".join(signs.get(sign) or re.escape(sign) for sign in small(form))


def declined(form: str) -> str:
    return form_pattern(form, ENDING)


def rest(form: str) -> str:
    return f"{form_pattern(form[1:], ANY_ENDING)}{_end(form)}()"


def _end(form: str) -> str:
    return r"(?![а-яa-z\d])" if form[-1].isalpha() or form[-1] in ".*" else ""


def ends_as(form: str, text: str) -> bool:
    """Return whether a text ends with a form; behind the one stem of most forms only its ending is
    looked at.
    """
    stem = small(form[:-1])
    if not (form[-1] == "*" and stem.isalpha()):
        return bool(pattern_of(form).fullmatch(text))
    at = text.rfind(stem)
    return at >= 0 and bool(_ENDING.fullmatch(text, at + len(stem)))


@cache
def pattern_of(form: str) -> re.Pattern[str]:
    return re.compile(f".*{declined(form)}", re.DOTALL)
