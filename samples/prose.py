"""Sentences of the template with their figures: «Читателей {?users.registered|больше|меньше} на
{users.registered^}».

Placeholders: ``{code}`` this year's figure, ``{code@-1}`` that of the year before (the base of a
comparison), ``{code^}`` the size of the change and ``{code^%}`` the same in per cent, ``{a/b}`` a
share in per cent; after a colon the decimals, «w» for words, «t» for rounded thousands («12,7
тыс.», an approximation), «m» for a money amount in thousands. ``{?code|up|down}`` is a word of
direction, ``{!kind|text}`` looks like a figure and is none, ``{y-1}`` and the like are words of the
scene. ``{code^x}`` is the multiple of last year's figure, ``{code>1}`` this year's figure planned
for the next year, ``{#38}`` a figure told as it stands, ``{code&central}`` one that the sentence
gives to the library of this kind.
"""

import re
from dataclasses import replace
from decimal import Decimal

from samples.blocks import Aside, Fact, Figure, Part, Prose
from samples.scene import Scene, read

HEDGES = {
    "более": "more",
    "свыше": "more",
    "почти": "about",
    "около": "about",
    "не ниже": "at_least",
    "не менее": "at_least",
}
_PLACE = re.compile(r"\{[^{}]+\}")
WORDS = (
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
    "двадцать",
)


def prose_of(
    text: str, scene: Scene, form: str = "body", footnote: str = "", claim: str = ""
) -> Prose:
    """A paragraph with its figures; ``claim`` is the id that the parts of one claim of change
    share.
    """
    text = scene.fill(text)
    parts: list[Part] = []
    end = 0
    for found in _PLACE.finditer(text):
        before = text[end : found.start()]
        part = _hedged(_part(found[0][1:-1], scene, claim), before)
        parts += [before, _in_thousands(part) if text.startswith(" тыс.", found.end()) else part]
        end = found.end()
    parts.append(text[end:])
    return Prose(_joined(parts), form, scene.fill(footnote))


def _hedged(part: Part, before: str) -> Part:
    """A figure after «более», «около» and the like is no exact one."""
    op = next((each for word, each in HEDGES.items() if before.endswith(f"{word} ")), "")
    return replace(part, op=op) if isinstance(part, Figure) and op else part


def _in_thousands(part: Part) -> Part:
    """A figure before «тыс.» that stands outside of it."""
    return (
        replace(part, fact=replace(part.fact, multiplier=1000))
        if isinstance(part, Figure)
        else part
    )


def _joined(parts: list[Part]) -> tuple[Part, ...]:
    """Neighbouring strings as one."""
    joined: list[Part] = []
    for each in parts:
        if isinstance(each, str) and joined and isinstance(joined[-1], str):
            joined[-1] += each
        elif each != "":
            joined.append(each)
    return tuple(joined)


def _part(mark: str, scene: Scene, claim: str) -> Part:
    if mark.startswith("!"):
        kind, _, text = mark[1:].partition("|")
        return Aside(text, kind)
    if mark.startswith("#"):
        return Figure(
            mark[1:], Fact("", "", str(scene.year), read(mark[1:]), _decimals(mark)), claim=claim
        )
    if mark.startswith("?"):
        code, up, down = mark[1:].split("|")
        return up if _change(scene, code) >= 0 else down
    return _figure(mark, scene, claim)


def _change(scene: Scene, code: str) -> Decimal:
    return scene.value(f"{code}^", scene.year) or Decimal(0)


def _figure(mark: str, scene: Scene, claim: str) -> Figure:
    code, _, form = mark.partition(":")
    if "^" in code:
        return _changed(code, form, scene, claim)
    if code.endswith(">1"):
        planned = _figure(mark.replace(">1", ""), scene, claim)
        return replace(planned, role="plan", fact=replace(planned.fact, period=str(scene.year + 1)))
    code, _, kind = code.partition("&")
    name, _, shift = code.partition("@")
    year = scene.year + int(shift or 0)
    value = scene.value(name, year)
    if value is None:
        raise KeyError(f"{scene.district.id} {year}: no figure {name}")
    role = (
        "share" if "/" in name else "base" if shift else "plan" if name == "visits.plan" else "fact"
    )
    text, printed, multiplier, op = _printed(value, form, scene, name)
    unit = "%" if role == "share" else ""
    library = _of_kind(kind, scene) if kind else ""
    fact = Fact(name, library, str(year), printed, _decimals(text), "ok", unit, multiplier)
    return Figure(text, fact, role, "", op, claim)


def _of_kind(kind: str, scene: Scene) -> str:
    """Return the first library of a kind."""
    return next(each.library for each in scene.district.branches(scene.year) if each.kind == kind)


def _changed(code: str, form: str, scene: Scene, claim: str) -> Figure:
    """The size of a change, without its sign: the words around say the direction."""
    name, _, sort = code.partition("^")
    change, before = _change(scene, name), scene.value(name, scene.year - 1) or Decimal(1)
    decimals = int(form or (1 if sort else 0))
    value = {"": abs(change), "%": abs(change) * 100 / before, "x": (before + change) / before}[
        sort
    ]
    text = scene.number(value, decimals)
    fact = Fact(
        f"{name}^{sort}",
        "",
        str(scene.year),
        read(text),
        decimals,
        "ok",
        {"%": "%", "x": "time"}.get(sort, ""),
    )
    return Figure(text, fact, "change", "up" if change >= 0 else "down", "exact", claim)


def _printed(value: Decimal, form: str, scene: Scene, code: str) -> tuple[str, Decimal, int, str]:
    """(text, value, multiplier, op) of a figure in words, in thousands, or in digits."""
    if form == "w" and value == int(value) < len(WORDS):
        return WORDS[int(value)], value, 1, "exact"
    if form in ("t", "m"):
        text = scene.number(value / 1000, 1)
        return f"{text} тыс.", read(text), 1000, "about" if form == "t" else "exact"
    text = scene.number(value, int(form or 0) if form != "w" else 0, code=code)
    return text, read(text), 1, "exact"


def _decimals(text: str) -> int:
    return len(re.sub(r"[^\d,]", "", text).partition(",")[2])
