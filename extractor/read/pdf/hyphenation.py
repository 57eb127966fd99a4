"""The joints that a line alone cannot decide: the document's own words do.

«культурно-|просветительский» keeps its hyphen, «библио-|тека» loses it; «Наименовани|е» is one
word, «Количество|книг» two.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from extractor.read.pdf.lines import BROKEN, HYPHEN
from extractor.rules import Rule, first_match
from extractor.russian.dictionary import is_word
from extractor.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_JOINT = re.compile(rf"((?:(?<!\w)(?<!\w-)\w+(?:-\w+)*)?)([{HYPHEN}{BROKEN}])((?:\w+(?:-\w+)*)?)")
_CHAIN = re.compile(rf"(?<!\w)(?<!\w-)\w+(?:-\w+)*(?:[{HYPHEN}{BROKEN}]\w+(?:-\w+)*){{2,}}")
_MARKS = re.compile(rf"[{HYPHEN}{BROKEN}]")
_VOWEL = re.compile(r"[аеёиоуыэюяaeiouy]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d$")
# научно-|популярный, социально-|культурный, северо-|западный: first parts of compounds end so.
_COMPOUND = re.compile(r"[ое]$")
# Вахрушинская, Тартасского: an adjective of a name, with its ending
_ADJECTIVE = re.compile(r"\w{3}(?:[сц]к|[нв])(?:ая|ое|ий|ый|ой|ого|ому|ую|им|ым|ом|ие|ые|их|ых)$")
# где-|либо, какой-|нибудь, кто-|то
PARTICLES = frozenset({"либо", "нибудь", "то", "таки", "ка"})
# обновляем|ость: endings of nouns that the dictionary has as words, too
ENDINGS = frozenset({"ость", "ости", "остью", "остей", "остям", "ник", "ница"})
WORD = 0.5  # letters: what a further word costs
UNKNOWN = 3.0  # times: an unknown word with a small letter


class Vocabulary:
    """The words of a document, those at undecided joints left out, and those of the language.

    Built only when the first joint asks.
    """

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self._words: frozenset[str] | None = None

    def has(self, word: str) -> bool:
        """Whether the document has this word elsewhere."""
        if self._words is None:
            whole = (
                _JOINT.sub(" ", _CHAIN.sub(" ", text)) if _MARKS.search(text) else text
                for text in self._texts()
            )
            self._words = frozenset(_WORD.findall("\n".join(whole).lower().replace("ё", "е")))
        return fold(word) in self._words

    def knows(self, word: str) -> bool:
        """Whether the document or the dictionary has this word."""
        return self.has(word) or is_word(word)


def settled(text: str, vocabulary: Vocabulary) -> str:
    """A text with each of its joints decided."""
    if HYPHEN not in text and BROKEN not in text:
        return text.replace("\ufffe", "-")
    text = _CHAIN.sub(lambda found: _whole(found[0], vocabulary), text)
    while _MARKS.search(text):
        text = _JOINT.sub(
            lambda found: found[1] + _between(found, vocabulary) + found[3], text, count=1
        )
    return text.replace("\ufffe", "-")


def _whole(chain: str, vocabulary: Vocabulary) -> str:
    """Польз|овател|и, Тюнг|юлюн|ский|филиа|л: words in more than two pieces, one known as a whole
    or several of which most letters are known; as it is where a hyphen is among the joints.
    """
    word = _MARKS.sub("", chain)
    if vocabulary.knows(word):
        return word
    return chain if HYPHEN in chain else " ".join(_words_of(chain.split(BROKEN), vocabulary))


def _words_of(pieces: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words that pieces make with the fewest letters in unknown ones; what begins with a small
    letter behind another word is hardly a name that nobody knows.
    """
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(pieces) + 1):
        found = []
        for start in range(end):
            word = "".join(pieces[start:end])
            strange = UNKNOWN if start and word[0].islower() else 1.0
            sure = len(word) > 2 and vocabulary.knows(word)
            cost = WORD + (0.0 if sure else strange * len(word))
            found.append((best[start][0] + cost, [*best[start][1], word]))
        best.append(min(found))
    return best[-1][1]


class Joint(NamedTuple):
    """The pieces before and behind an undecided joint; ``ends``: the text ends with the second;
    ``dotted``: a full stop follows it.
    """

    left: str
    right: str
    ends: bool
    vocabulary: Vocabulary
    dotted: bool = False

    @property
    def whole(self) -> str:
        return self.left + self.right


def _between(found: re.Match[str], vocabulary: Vocabulary) -> str:
    end = found.end()
    dotted = found.string[end : end + 1] == "."
    joint = Joint(found[1], found[3], end == len(found.string), vocabulary, dotted)
    rules, otherwise = (HYPHENS, "") if found[2] == HYPHEN else (BREAKS, " ")
    answer = first_match(rules, joint)
    return answer[1] if answer else otherwise


def met_in_one(joint: Joint) -> str | None:
    """The document has the word elsewhere, in one."""
    return "" if joint.vocabulary.has(joint.whole) else None


def met_with_hyphen(joint: Joint) -> str | None:
    """The document has the word elsewhere, with a hyphen."""
    return "-" if joint.vocabulary.has(f"{joint.left}-{joint.right}") else None


def capital_or_figure(joint: Joint) -> str | None:
    """Санкт-|Петербург, 2-|й"""
    left, right = joint.left[-1:], joint.right[:1]
    return "-" if right.isupper() or not left.isalpha() or not right.isalpha() else None


def particle(joint: Joint) -> str | None:
    """где-|либо"""
    return "-" if joint.right in PARTICLES else None


def compound(joint: Joint) -> str | None:
    """научно-|популярный, игра-|кругосветка, Ростов-на-|Дону: words of which the language does
    not know the whole.
    """
    words = joint.vocabulary
    if "-" in joint.left:
        return "-"
    if len(joint.right) < 3 or words.knows(joint.whole) or not words.knows(joint.right):
        return None
    return "-" if _COMPOUND.search(joint.left) or words.knows(joint.left) else None


def figures(joint: Joint) -> str | None:
    """21105|6 is one number; 2021|2022 are two years."""
    if not (joint.left[-1:].isdigit() and joint.right[:1].isdigit()):
        return None
    return " " if _YEAR.search(joint.left) and _YEAR.match(joint.right) else ""


def one_word(joint: Joint) -> str | None:
    """Муниципальн|ое: the dictionary has the whole."""
    return "" if is_word(joint.whole) else None


def last_letter(joint: Joint) -> str | None:
    """документовыдач|а: no text ends with a conjunction or a preposition."""
    return "" if joint.ends and len(joint.right) < 3 else None


def ending(joint: Joint) -> str | None:
    """Обновляем|ость: an ending that happens to be a word, too."""
    return "" if joint.right in ENDINGS and joint.left[-1:].isalpha() else None


def two_words(joint: Joint) -> str | None:
    """Количество|книг"""
    known = (
        len(joint.right) > 2
        and joint.vocabulary.knows(_last_part(joint.left))
        and joint.vocabulary.knows(joint.right)
    )
    return " " if known else None


def adjective_before(joint: Joint) -> str | None:
    """Вахрушинская|сельская: a name that no dictionary knows, whole by its ending, and a word."""
    right = joint.right
    is_word_behind = len(right) > 2 and joint.vocabulary.knows(right)
    return " " if is_word_behind and _ADJECTIVE.search(joint.left) else None


def no_word_alone(joint: Joint) -> str | None:
    """изоматери|алы: the first piece is no word."""
    first = _last_part(joint.left)
    return (
        ""
        if not _VOWEL.search(first)
        or not joint.vocabulary.knows(first)
        or not _VOWEL.search(joint.right)
        else None
    )


def no_word_behind(joint: Joint) -> str | None:
    """Камыш|енский: the second piece is no word, nor an abbreviation."""
    right = joint.right
    strange = len(right) > 2 and right[0].islower() and not joint.vocabulary.knows(right)
    return "" if strange and joint.left[-1:].isalpha() and not joint.dotted else None


def _last_part(word: str) -> str:
    return word.rpartition("-")[2]


HYPHENS: tuple[Rule[Joint, str], ...] = (
    Rule("capital_or_figure", capital_or_figure, "Санкт-|Петербург"),
    Rule("particle", particle, "кто-|то"),
    Rule(
        "met_in_one",
        met_in_one,
        """
        Нижне-Лу-|говской
        Нижне-Луговской район далеко.
        """,
    ),
    Rule(
        "met_with_hyphen",
        met_with_hyphen,
        """
        Wi-|fi
        В зале есть Wi-fi.
        """,
    ),
    Rule("compound", compound, "научно-|популярный"),
)
BREAKS: tuple[Rule[Joint, str], ...] = (
    Rule("figures", figures, "2021|2022"),
    Rule("one_word", one_word, "город|ами и сёлами"),
    Rule(
        "last_letter",
        last_letter,
        """
        Мобиблиобус|ы
        Мобиблиобус ездит по сёлам.
        """,
    ),
    Rule("ending", ending, "обновляем|ость"),
    Rule("two_words", two_words, "поступило в|год издания"),
    Rule(
        "met_in_one",
        met_in_one,
        """
        кросс|ик прошёл
        Кроссик любят все.
        """,
    ),
    Rule("adjective_before", adjective_before, "Вахрушинская|сельская библиотека"),
    Rule("no_word_alone", no_word_alone, "изоматери|алы"),
    Rule("no_word_behind", no_word_behind, "Камыш|енский сельсовет"),
)
