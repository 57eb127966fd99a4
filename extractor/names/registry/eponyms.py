"""Names of honour that only the running text tells: «филиал № 4 имени Н. Лугового», where the
tables say «филиал № 4».
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from extractor.model import Document, Library, Paragraph
from extractor.names.candidates.features import profile_of
from extractor.names.labels.phrase import phrase_of, plain
from extractor.names.lookup import asked_of
from extractor.names.vocabulary import WORDS, either
from extractor.text import clean

_HONOUR = re.compile(rf"(?<![А-Яа-яЁё]){either(WORDS['honours']['marks'])}(?![А-Яа-яЁё])[^,;(«]*")
_DECIDED = ("number", "exact", "settlement")  # what names the library beside its honour


def learn_honours(document: Document, registry: tuple[Library, ...]) -> tuple[Library, ...]:
    """Return the registry with the honours that its libraries bear in running text as aliases.

    One is learned where every mention with it means the same library, which bears no other.
    """
    borne: dict[str, dict[str, str]] = defaultdict(
        dict
    )  # surname → library → the honour as printed
    for library, surname, printed in _honoured(document, registry):
        borne[surname].setdefault(library, printed)
    known = {honour.surname for library in registry for honour in profile_of(library).honours}
    learned: dict[str, list[str]] = defaultdict(list)
    for surname, found in borne.items():
        if surname not in known and len(found) == 1:
            learned[min(found)].append(min(found.values()))
    return tuple(
        _named(library, learned[library.library]) if library.library in learned else library
        for library in registry
    )


def _named(library: Library, honours: list[str]) -> Library:
    is_sure = len(honours) == 1 and not profile_of(library).honours
    return replace(library, aliases=(*library.aliases, *honours)) if is_sure else library


def _honoured(document: Document, registry: tuple[Library, ...]) -> Iterator[tuple[str, str, str]]:
    """Library, surname and honour as printed of each mention that something else than the honour
    decides.
    """
    asked = asked_of(registry)
    for paragraph in document.blocks:
        if (
            isinstance(paragraph, Paragraph)
            and paragraph.origin != "contents"
            and _HONOUR.search(paragraph.text)
        ):
            for _, _, mention in asked.prose(paragraph.text):
                honours, printed = (
                    phrase_of(plain(mention.text)).honours,
                    _HONOUR.search(mention.text),
                )
                if (
                    len(mention.libraries) == 1
                    and mention.rule in _DECIDED
                    and len(honours) == 1
                    and printed
                ):
                    yield mention.libraries[0], honours[0].surname, clean(printed[0])
