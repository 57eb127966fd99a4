"""A label as tokens: streets, honours and legal names are taken out first, so that their numbers
and words stay theirs.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.names.vocabulary import (
    CULTURE_HOUSES,
    FORMER,
    HEAD,
    KIND_SHORT,
    RANKS,
    STREETS,
    SYSTEM_SHORT,
    TOWN_PARTS,
    WORDS,
    either,
    stem,
)
from extractor.text import fold

REMEMBERED = 16384
PLACEHOLDER = "§"
_ADDRESS = re.compile(
    r"https?:\S+|www\.\S+|(?<!\S)\S[^\s@]*+@\S+|(?<![\w.-])[\w.-]+\.(?:ru|рф|com|org|net|su)\b\S*"
)
_LATIN = str.maketrans("aceopxykmhtbn", "асеорхукмнтвн")
_LATIN_LETTER = re.compile("[a-z]")
_NUMBER_SIGNS = ("№", "номер", "#")
_NUMBER_SIGN = re.compile(
    r"№№|№\s*№|\bno\.?\s*(?=\d)|\bn[°o]?\.?\s*(?=\d)|\bномер\w*\s*(?=\d)|#\s*(?=\d)"
)
_JOINED = re.compile(r"(библиотек\w*|б-к\w|б)\s*[-/]\s*(филиал\w*|ф)\b")
_SLASHED = re.compile(
    r"(?<![а-я])([а-я]{1,2})\s*(?:/|\.\s?)\s*([бф])(?![а-яё]|-ка)\.?"
)  # с/б, с. ф.; not «с. б-ка»
_SLASH = re.compile(r"(?<=[а-я]{4})\s?/\s?(?=[а-я]{4})")  # Рябиновская/Липовская с/б: two names
_GLUED = re.compile(
    r"(?<=[а-я]{3}[аоуи][яйю])(?=библиотек)|(?<=[а-я]{3}[ыи]й)(?=филиал)"
)  # Сухоложскаябиблиотека
_GLUED_TO = ("йбиблиотек", "ябиблиотек", "юбиблиотек", "йфилиал")
_SHORT_FIRST = re.compile(
    r"(?<![а-я])([а-я]{1,3})\.\s*-\s*(?=[а-я]{3})"
)  # Ст.-Мельница, Н.-Луговое
_ORDINAL = re.compile(r"(?<=\d)-(?:й|я|го|му|м|ом|ой|ая|ый)\b")
_LETTER_AFTER = re.compile(r"(?<=\d)-(?=[а-д]\b)")
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]*)[»\"”“]?")
_QUOTES = frozenset('«"“„')
_LEGAL_NAME = re.compile(rf"(?<![а-я]){either(WORDS['legal'])}\s*[«\"“„][^«»\"“”„]*[»\"”“]")
_STREET = re.compile(
    rf"\b(?P<mark>{either(STREETS)})(?:\.\s*|\s+)(?:{either(STREETS)}\.?\s+)*"
    r"(?P<name>(?:\d+(?:-?[а-я]{1,3})?\s+)?[^,;:()\n№\d«»]+?)"
    r"(?:\s*,?\s*(?:д|дом)?\.?\s*(?P<house>\d+\s?[а-я]?(?![а-я])(?:/\d+[а-я]?)?)"
    r"(?:\s*,?\s*(?:кв|оф|офис|пом|помещение|корп|стр)\.?\s*\d*)*)?(?=\s*[,;:()\n»]|\s*$|\s*№|\s+(?:библ|филиал|ф\b))"
)
# «на Лесной улице»
_STREET_AFTER = re.compile(
    rf"(?<![а-я-])(?P<mark>)(?P<name>[а-я-]+(?:ой|ей|ая|ую))\s+{either(WORDS['streets_after'])}\b(?P<house>)"
)
_QUOTED_PART = re.compile(rf"\b({either(TOWN_PARTS)})(\.?\s*)[«\"“„]([^«»\"“”„]*)[»\"”“]")
_HONOUR = re.compile(
    rf"\b{either(WORDS['honours']['marks'])}(?:\.\s*|\s+)(?P<name>(?:\d+-?\w*\s+)?"
    rf"(?:{either(WORDS['honours']['ranks'])}(?:-[а-я]+)?\s+){{0,5}}(?:[а-я]\.\s*){{0,3}}[а-я-]+"
    rf"(?:\s+(?!(?:[сдпг]|ул|пос|рп)\.|в\s|на\s|и\s|№|ф\b|библиот|филиал|села|деревни|поселка|города)[а-я-]+(?![а-я.]))*(?:\s+[а-я]\.\s*[а-я]?\.?)?)"
)
_TERRITORY = re.compile(
    r"(?<![\w-])[а-я-]+(?:ий|ый|ой|ого|ому|ом|им)\s+(?:(?:муниципальн|городск|сельск)[а-я]+\s+)?"
    r"(?:(?:район|р-н|округ|сельсовет)(?:а|у|ом|е|ы|ов)?|област(?:ь|и|ью)|обл|кра(?:й|я|ю|е|ем)|поселени(?:е|я|ю|ем|и)|с/п)\b\.?"
)
_TERRITORY_WORDS = (
    "район",
    "р-н",
    "округ",
    "сельсовет",
    "обл",
    "кра",
    "поселени",
    "с/п",
)  # without one nothing is looked for
_HOUSED = re.compile(rf"\b{either(WORDS['housed'])}\s[^,;()]*")
# «Библиотека Горского СДК», «Библиотечный уголок Горского клуба»: a library in a house of culture
_IN_CULTURE_HOUSE = re.compile(
    rf"\b(?:библиотек[а-я]*|библиотечн[а-я]+\s[а-я]+)\s+([а-я-]+[ое]го)\s+{either(CULTURE_HOUSES)}\b"
)
# «Луговская библиотека (бывшая детская)», «Луговская СБ (до 2022 г. филиал № 3)»
_FORMER = re.compile(rf"\(\s*(?:{either(FORMER)}|до\s(?:19|20)\d\d)[^()]*\)")
_SPLIT_MARK = re.compile(r"\b(с|д|п|г|пос|рп|ст|х|им)\.(?=[а-я])")
_TOKEN = re.compile(r"§[shlt]\d+|№|\d+[а-д]?(?![а-я\d])|\d+|[а-я]+(?:-[а-я]+)*|[,;:()\n+.«»]|-")
_INDEX = re.compile(r"\b\d{6}\b")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\s*(?:-\s*(?:19|20)\d\d\s*)?(?:г\.?|гг\.?|год[а-я]*)(?![а-я])|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b"
)
_HOUSE = re.compile(r"\s+")
_WORD = re.compile(r"[а-я]+(?:-[а-я]+)*")
_CYRILLIC = re.compile(r"[а-я]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Street:
    """Stems of a street's name and the house as printed without spaces, empty where none stands;
    ``is_part``: of a part of a town, «мкр. Северный».
    """

    name: frozenset[str]
    house: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Honour:
    """Whose name a library bears: stems of all words, the initials («ас» for «А. С.») and the
    last word, which is the surname.
    """

    name: frozenset[str]
    initials: str = ""
    surname: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """``tokens`` in order. «§s0» stands for ``streets[0]``, «§h0» for ``honours[0]``, «§l0» for a
    system's legal name, «§t0» for a territory («Луговского района»).
    """

    tokens: tuple[str, ...]
    streets: tuple[Street, ...] = ()
    honours: tuple[Honour, ...] = ()


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """Folded, line breaks as commas, Latin look-alikes as Cyrillic, one sign for «number»,
    addresses of the net gone.

    >>> plain("Библиотека - филиал N 4\\nс. Луговое https://vk.example/x1")
    'библиотека-филиал №4, с. луговое'
    """
    folded = fold(text.replace("\n", ", ") if "\n" in text else text)
    if not _CYRILLIC.search(folded):
        return folded
    if _LATIN_LETTER.search(folded) or "рф" in folded or "@" in folded:
        folded = _NUMBER_SIGN.sub("№", _ADDRESS.sub(" ", folded)).translate(_LATIN)
    elif any(map(folded.__contains__, _NUMBER_SIGNS)):
        folded = _NUMBER_SIGN.sub("№", folded)
    return " ".join(_joined(_of_today(folded)).split()).strip(" ,;")


def _of_today(text: str) -> str:
    """Without a former name in brackets and without the house of culture around a library."""
    if "(" in text:
        text = _FORMER.sub(" ", text)
    return _IN_CULTURE_HOUSE.sub(r"\1 библиотека", text) if "библиот" in text else text


def without_former(text: str) -> str:
    """A printed label without the name that its library had before.

    >>> without_former("Луговская СБ (бывшая детская)")
    'Луговская СБ'
    """
    folded = fold(text)
    found = _FORMER.search(folded) if "(" in text and len(folded) == len(text) else None
    return f"{text[: found.start()]} {text[found.end() :]}".strip() if found else text


def _joined(text: str) -> str:
    """What marks divide or should divide: «б/ф», «с/б», «Рябиновская/Липовская», «Ст.-Мельница»,
    «4-й», «4-а».
    """
    dashed, slashed = "-" in text, "/" in text
    if dashed or slashed:
        text = _JOINED.sub(
            lambda found: "бф" if found[1][:2] in ("б", "б-") else f"{found[1]}-{found[2]}", text
        )
    if slashed:
        text = _SLASH.sub(", ", text)
    if any(map(text.__contains__, _GLUED_TO)):
        text = _GLUED.sub(" ", text)
    if dashed and "." in text:
        text = _SHORT_FIRST.sub(r"\1-", text)
    if slashed or "." in text:
        text = _SLASHED.sub(_joined_kind, text)
    return _LETTER_AFTER.sub("", _ORDINAL.sub("", text)) if dashed else text


def _joined_kind(found: re.Match[str]) -> str:
    """«с/б» is «сб» where that is an abbreviation of a kind; «с. Ф» is left as it stands."""
    short = found[1] + found[2]
    return short if short in KIND_SHORT else found[0]


def squeezed(text: str) -> str:
    """Only letters and digits, in order: equal for spellings that differ in spaces and marks.

    >>> squeezed(plain("Библиотека-филиал №4")) == squeezed(plain("библиотека - филиал  № 4"))
    True
    """
    return "".join(filter(str.isalnum, text))


@cache
def street_of(name: str, house: str, is_part: bool = False) -> Street:
    """A street's name and house: words without endings, ranks and initials."""
    stems = frozenset(
        stem(word)
        for word in re.findall(r"\d+|[а-я]{2,}", name)
        if word not in RANKS and word not in ("имени", "им")
    )
    return Street(stems, _HOUSE.sub("", house), is_part)


@cache
def honour_of(text: str) -> Honour:
    """Whose name it is. Ranks («Героя Советского Союза») prove nothing and are left out."""
    initials = "".join(re.findall(r"\b([а-я])\.", text)) or "".join(
        re.findall(r"\b([а-я])\b", text)
    )
    stems = [stem(word) for word in re.findall(r"\d+|[а-я-]{3,}", text) if word not in RANKS]
    return Honour(frozenset(stems), initials, stems[-1] if stems else "")


def bears_name(text: str) -> bool:
    """Whether a name says in whose honour it is: «ЦБ им. А. Ветрова»."""
    return bool(_HONOUR.search(fold(text)))


def without_honours(text: str) -> str:
    """Initials look like marks of settlements: «им. С. Есенина», «имени П. П. Ершова».

    >>> without_honours("луговская библиотека им. с. я. маршака, с. луговое")
    'луговская библиотека  , с. луговое'
    """
    return _HONOUR.sub(" ", text)


@lru_cache(maxsize=REMEMBERED)
def phrase_of(text: str) -> Phrase:
    """Return the tokens of a text that :func:`plain` has prepared.

    The sign «§» of a text says nothing of a library; without it no text can look like a
    placeholder.

    >>> phrase_of("§s0 с. луговое").tokens
    ('0', 'с', '.', 'луговое')
    """
    text = text.replace(PLACEHOLDER, " ")
    streets: list[Street] = []
    honours: list[Honour] = []

    def street(found: re.Match[str]) -> str:
        is_part = found["mark"] in TOWN_PARTS
        streets.append(street_of(found["name"], found["house"] or "", is_part))
        return f" §s{len(streets) - 1} "

    def honour(found: re.Match[str]) -> str:
        honours.append(honour_of(found["name"]))
        return f" §h{len(honours) - 1} "

    rest = (
        _INDEX.sub(" ", _DATE.sub(" ", text))
        if _DIGIT.search(text) and _CYRILLIC.search(text)
        else text
    )
    rest = _QUOTED_PART.sub(r"\1\2 \3", rest)
    rest = _STREET.sub(street, _STREET_AFTER.sub(street, rest))
    rest = _quotes(rest)
    if rest.lstrip().startswith(HEAD):
        rest = _HOUSED.sub(" ", rest)
    rest = _HONOUR.sub(honour, rest)
    if any(word in rest for word in _TERRITORY_WORDS):
        rest = _TERRITORY.sub(" §t0 ", rest)
    split = _SPLIT_MARK.sub(r"\1. ", rest) if "." in rest else rest
    return Phrase(tuple(_TOKEN.findall(split)), tuple(streets), tuple(honours))


def _quotes(text: str) -> str:
    """A system's name in quotation marks («Берёзовская ЦБС») becomes one token; that of an
    institution («МБУ «ЦБ», филиал № 3») is left out where the library is named beside it; other
    quoted names stay words.
    """
    if _QUOTES.isdisjoint(text):
        return text
    rest = _QUOTED.sub(lambda found: " §l0 " if _is_system(found[1]) else found[0], text)
    outside = _LEGAL_NAME.sub(" ", rest)
    return (
        outside
        if any(word.startswith(HEAD) for word in _WORD.findall(_QUOTED.sub(" ", outside)))
        else rest
    )


def _is_system(name: str) -> bool:
    return (
        "систем" in name
        or "объединени" in name
        or any(SYSTEM_SHORT.fullmatch(word) for word in _WORD.findall(name))
    )
