"""Fonts whose codes mean no letters: their words are taken off the page and named, never passed
on as text.
"""

import re
from collections.abc import Sequence

from msgspec import structs

from extractor.read.pdf.ink import Ink, Word

# Symbol and Wingdings keep their bullets in the private area: \uf0b7 and \uf0a7 in Word's lists,
# \uf0fc a tick, \uf02d a dash.
SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0a8": "▫",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fc": "✓",
    "\uf0fe": "☑",
    "\uf02d": "–",
    "\uf076": "❖",
}
_SYMBOLS = str.maketrans(SYMBOLS)
_NOT_A_LETTER = re.compile(
    "[\u0000\u0001\u0003-\u0008\u000e-\u001f\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)"
)
# «Îò÷¸ò»: Cyrillic letters under the codes of Western Europe
_WESTERN = re.compile("[\u00a8\u00b8\u00c0-\u00ff]")
_CYRILLIC, _LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)
ALIKE = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
_ALIKE = re.compile("[ABCEHKMOPTXaceopxy]")
_SUSPECT = re.compile(f"{_NOT_A_LETTER.pattern}|{_WESTERN.pattern}|[А-яЁё][A-Za-z]|[A-Za-z][А-яЁё]")
BAD_SHARE, WESTERN_SHARE, MIXED_SHARE, FEW = 0.3, 0.5, 0.2, 5


def cleared(ink: Ink) -> list[tuple[str, str]]:
    """Take unreadable words off the page (their boxes stay in ``ink.unreadable``); what was
    done, as key and font.
    """
    unmapped = any(word.face.unmapped for word in ink.words)
    if not unmapped and not _SUSPECT.search(" ".join([word.text for word in ink.words])):
        return []
    by_font: dict[str, list[Word]] = {}
    for word in ink.words:
        by_font.setdefault(word.face.name, []).append(word)
    done = [(key, name) for name, words in by_font.items() if (key := _fault_of(words))]
    bad = {name for key, name in done if key == "font_unreadable"}
    mixed = {name for key, name in done if key == "font_lookalikes"}
    for name in bad:
        ink.unreadable[name] = [word.box for word in by_font[name]]
    ink.words = (
        [_mended(word, mixed) for word in ink.words if word.face.name not in bad]
        if done
        else ink.words
    )
    _without_strays(ink)
    return done


def _fault_of(words: Sequence[Word]) -> str:
    """What is wrong with a font, by its words on one page: the key of a notice, or nothing."""
    text = "".join([word.text for word in words])
    if sum(word.face.unmapped for word in words) > BAD_SHARE * len(words) and any(
        map(str.isalnum, text)
    ):
        return "font_unreadable"
    if text.isascii() and "(cid:" not in text and text.isprintable():
        return ""
    if len(_NOT_A_LETTER.findall(text.translate(_SYMBOLS))) > BAD_SHARE * len(text):
        return "font_unreadable"
    if len(text) >= FEW and len(_WESTERN.findall(text)) > WESTERN_SHARE * len(text):
        return "font_unreadable"
    latin = len(_LATIN.findall(text))
    if latin < FEW or latin == len(text):
        return ""
    tokens = [word.text for word in words]
    mixed = sum(bool(_CYRILLIC.search(each) and _ALIKE.search(each)) for each in tokens)
    return "font_lookalikes" if mixed >= FEW and mixed > MIXED_SHARE * len(tokens) else ""


def _mended(word: Word, mixed: set[str]) -> Word:
    """A word of a font that gives Cyrillic letters the codes of Latin ones that look the same."""
    if word.face.name not in mixed or _LATIN.search(_ALIKE.sub("", word.text)):
        return word
    return structs.replace(word, text=word.text.translate(ALIKE))


def _without_strays(ink: Ink) -> None:
    """Bullets of symbol fonts under the letters that look like them; single codes without a
    letter as U+FFFD.
    """
    for index, word in enumerate(ink.words):
        if not word.text.isascii() and _NOT_A_LETTER.search(word.text):
            ink.words[index] = structs.replace(
                word, text=_NOT_A_LETTER.sub("\ufffd", word.text.translate(_SYMBOLS))
            )
