"""Which figures of a sentence make one claim of change."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.prose.change_words import begins, stems_of
from extractor.prose.part import BASE, CHANGE, CHANGING, FACT, Part
from extractor.prose.sentence import words_in

FARTHEST = 2000  # characters between a change and what it led to
# «читатели – на 642, посещения – на 8 082»: of another subject.
OTHER_ITEM = re.compile(r"[^,;]*[,;]\s*(?:по\s+)?[а-яё]{4,}\s*[–—-]\s*(?:на\s+)?", re.IGNORECASE)
TOLD_OF = re.compile(r"\b(?:что|это|он|она|оно|они)\b|\(\s*(?:на\s*)?$", re.IGNORECASE)


def with_claims(parts: Sequence[Part]) -> list[Part]:
    """The parts of a text, those that make one claim under one name: a change, what it is told
    with, what it led to.
    """
    names: dict[int, str] = {}
    others = [index for index, part in enumerate(parts) if part.role not in CHANGING]
    for index, part in enumerate(parts):
        if part.role in CHANGING or _added(part):
            members = [
                index,
                *(
                    each
                    for each in (_told_with(parts, index), _result(parts, index, others))
                    if each is not None
                ),
            ]
            name = next(
                (names[each] for each in members if each in names),
                str(min(parts[each].figure.start for each in members)),
            )
            names.update(dict.fromkeys(members, name))
    alone = Counter(names.values())
    kept = {
        index: name
        for index, name in names.items()
        if alone[name] > 1 or parts[index].role is CHANGE
    }
    return [replace(each, claim=kept.get(index, "")) for index, each in enumerate(parts)]


def _same_sentence(one: Part, other: Part) -> bool:
    return one.scene.sentence is other.scene.sentence


def _added(part: Part) -> bool:
    """«пополнился на 120 и насчитывает 1200»: what came, no change of the whole, but told with
    it.
    """
    return part.lead() == "на" and any(
        begins(each, "added") for each in words_in(part.ahead())[-4:]
    )


def _told_with(parts: Sequence[Part], index: int) -> int | None:
    """The change or the base right before, in the same sentence."""
    before = parts[index - 1] if index else None
    if before is None or before.role not in CHANGING or not _same_sentence(before, parts[index]):
        return None
    between = before.scene.sentence.text[before.last() : parts[index].first()]
    return None if OTHER_ITEM.fullmatch(between) else index - 1


def _result(parts: Sequence[Part], index: int, others: Sequence[int]) -> int | None:
    """The fact that a change led to: behind it («и составило 135»), else before it («135, что на 15
    больше»).

    ``others`` are the positions of all parts that are neither a change nor a base.
    """
    before, behind = bisect_left(others, index), bisect_right(others, index)
    near = (*others[behind : behind + 1], *others[max(0, before - 1) : before])
    facts = (at for at in near if parts[at].role is FACT)
    return next((at for at in facts if _joined(parts, index, at)), None)


def _joined(parts: Sequence[Part], change: int, fact: int) -> bool:
    """Whether the words between a change and a fact make them one claim."""
    one, other = sorted((change, fact))
    if parts[other].first() - parts[one].last() > FARTHEST:
        return False
    between = parts[one].scene.sentence.text[parts[one].last() : parts[other].first()]
    if ";" in between:
        return False
    if fact > change:
        led_to = parts[fact].lead() == "до" or any(
            each.startswith(stems_of("states")) for each in words_in(between)
        )
        return _same_sentence(parts[one], parts[other]) and led_to
    return bool(TOLD_OF.search(between)) or parts[change].role is BASE
