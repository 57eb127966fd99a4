"""A text to its sentences and words: the tokenizer of spaCy's Russian pipeline, lemmas by
pymorphy3.

Heavy: reached through the registry, when the first figure in running text is met. No downloaded
model is needed. Where a statistical one is installed it only chooses between readings that
pymorphy3 allows.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import pairwise

import spacy
from spacy.lang.ru import Russian
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without a stub
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from extractor.prose.sentence import Form, Sentence, Word, first_of, last_of
from extractor.russian import FoundQuantity
from extractor.russian.dictionary import dictionary
from extractor.russian.periods import PeriodFound
from extractor.russian.sentences import starts_beside

Spans = Sequence[tuple[int, int]]
Look = Callable[[str], tuple[Form, ...]]
MODELS = ("ru_core_news_sm", "ru_core_news_md", "ru_core_news_lg")
# Parts of speech of the models (Universal Dependencies) in the terms of pymorphy3.
PARTS = {
    "NOUN": ("NOUN",),
    "PROPN": ("NOUN",),
    "ADJ": ("ADJF", "ADJS", "PRTF"),
    "VERB": ("VERB", "INFN", "PRTS", "PRTF", "GRND"),
    "ADV": ("ADVB", "COMP"),
    "ADP": ("PREP",),
    "CCONJ": ("CONJ",),
    "SCONJ": ("CONJ",),
    "PART": ("PRCL",),
    "PRON": ("NPRO",),
}
# What parts two words that touch. A hyphen does not: «библиотека-филиал», «Ново-Луговое» are one
# word.
INFIXES = (
    r"[()\[\]«»“”\"…/]",
    r"(?<=[^\W\d_])[,;:!?](?=\S)",
    r"(?<=[а-яё])\.(?=[А-ЯЁ])",
    r"(?<=\d)(?=[^\W\d_])",
    r"(?<=[а-яё]{3})-(?=\d)",
)
# a text without full stops is cut here, so that the work stays in proportion to its length
LONGEST_SENTENCE = 2000
NO_WORD = re.compile(
    r"[^\s«»(),;:]{60,}|[\ud800-\udfff]"
)  # addresses, lone surrogates, digits without end
CLOSED = (
    "PREP",
    "CONJ",
    "PRCL",
    "NPRO",
    "INTJ",
    "PRED",
    "COMP",
    "ADVB",
)  # «из», «и» name nothing, though a noun looks like them


def read_sentences(
    text: str, figures: Sequence[FoundQuantity], periods: Sequence[PeriodFound]
) -> Iterator[Sentence]:
    """The sentences that hold a figure, each with all its words; a full stop inside a figure or
    a period ends none.
    """
    whole = [(first_of(each), last_of(each)) for each in figures] + [
        (each.start, each.end) for each in periods
    ]
    figure_starts, period_starts = (
        [each.start for each in figures],
        [each.start for each in periods],
    )
    for start, end in pairwise((*_begins(text, whole), len(text))):
        own = tuple(figures[bisect_left(figure_starts, start) : bisect_left(figure_starts, end)])
        if own:
            times = tuple(
                periods[bisect_left(period_starts, start) : bisect_left(period_starts, end)]
            )
            taken = {position for each in own for position in range(each.start, each.end)}
            taken |= {position for each in times for position in range(each.start, each.end)}
            yield Sentence(text, start, end, tuple(_words(text, start, end, taken)), own, times)


def read_sentence(text: str, start: int) -> Sentence:
    """The end of a text from one character on as a sentence without figures."""
    words = tuple(_words(text, start, len(text), set()))
    return Sentence(text, start, len(text), words, (), ())


def _begins(text: str, whole: Spans) -> Iterator[int]:
    """Where sentences begin; one without end is cut at a space outside of figures."""
    inside = {position for start, end in whole for position in range(start, end - 1)}
    closing = {end - 1 for _, end in whole}
    last = 0
    for begin in (*starts_beside(text, closing, inside), len(text)):
        while begin - last > LONGEST_SENTENCE:
            yield last
            last = _cut(text, last + LONGEST_SENTENCE, inside)
        yield last
        last = begin


def _cut(text: str, position: int, inside: set[int]) -> int:
    """The nearest place behind a position that splits neither a word nor a figure; the position
    itself where none is near.
    """
    near = range(position, min(position + LONGEST_SENTENCE // 2, len(text)))
    return next((each for each in near if each not in inside and text[each].isspace()), position)


@cache
def _tokenizer() -> Tokenizer:
    """The tokenizer of Russian, without the pipeline around it, which takes a tenth of a second to
    make. Its words know their letters alone: nobody here asks whether one looks like a number.
    """
    usual = Russian.Defaults
    return Tokenizer(
        Vocab(),
        usual.tokenizer_exceptions,
        compile_prefix_regex(usual.prefixes or ()).search,
        compile_suffix_regex(usual.suffixes or ()).search,
        compile_infix_regex(INFIXES).finditer,
    )


@cache
def tagger() -> Language | None:
    """A statistical pipeline where one is installed, for its parts of speech alone; most
    machines have none.
    """
    name = next((each for each in MODELS if spacy.util.is_package(each)), None)
    return None if name is None else spacy.load(name, exclude=["ner", "parser", "lemmatizer"])


def _words(text: str, begin: int, end: int, taken: set[int]) -> Iterator[Word]:
    depth = 0
    plain = NO_WORD.sub(lambda found: "x" * len(found[0]), text[begin:end])
    doc = _tokenizer()(plain)
    for each, look in zip(doc, _looks(doc), strict=True):
        start, last = begin + each.idx, begin + each.idx + len(each.text)
        depth = max(depth + (each.text == "«") - (each.text == "»"), 0)
        if not each.text.isspace():
            yield Word(start, last, each.text, look, depth > 0, start in taken or last - 1 in taken)


def _looks(doc: Doc) -> list[Look]:
    """For each word the way to its readings; a statistical model, where there is one, says which
    part of speech goes first.
    """
    model = tagger()
    if model is None:
        return [forms_of] * len(doc)
    tagged = model(Doc(model.vocab, words=[each.text for each in doc]))
    return [partial(_forms_as, each.pos_) for each in tagged]


@lru_cache(maxsize=1 << 17)
def _forms_as(pos: str, word: str) -> tuple[Form, ...]:
    return tuple(sorted(forms_of(word), key=lambda each: each.pos not in PARTS.get(pos, ())))


@lru_cache(maxsize=1 << 17)
def forms_of(word: str) -> tuple[Form, ...]:
    """The readings of a word form, the likeliest first; none for what is no word."""
    if not word[0].isalpha() or not all(unicodedata.name(letter, "") for letter in word):
        return ()  # pymorphy3 raises on a letter that Unicode gives no name, as those of Tangut
    parses = ((each.normal_form, each.tag) for each in dictionary().parse(word))
    forms = [
        Form(lemma, str(t.POS or ""), str(t.case or ""), str(t.number or ""), str(t.gender or ""))
        for lemma, t in parses
    ]
    kept = [each for each in forms if each.pos == forms[0].pos] if forms[0].pos in CLOSED else forms
    return tuple(dict.fromkeys(kept))


def gender_of(noun: str) -> str:
    """The gender of a noun in its dictionary form, empty where it has none."""
    return next((each.gender for each in forms_of(noun) if each.pos == "NOUN"), "")


@lru_cache(maxsize=1 << 15)
def in_gender(adjective: str, gender: str) -> str:
    """The nominative of an adjective or participle beside a noun of that gender; gender empty: the
    plural.

    >>> in_gender("сельских", "femn"), in_gender("посадочных", "neut")
    ('сельская', 'посадочное')
    """
    kinds = ("ADJF", "PRTF", "NUMR", "NPRO")
    parse = next((each for each in dictionary().parse(adjective) if each.tag.POS in kinds), None)
    wanted = {"nomn", "sing", gender} if gender else {"nomn", "plur"}
    form = parse.inflect(wanted) if parse is not None else None
    return str(form.word) if form is not None else adjective
