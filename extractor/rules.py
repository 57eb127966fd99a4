"""Heuristics as ordered lists of small rules: each has a name, what it answers, and a sample that
only it answers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Generic, TypeVar

Subject = TypeVar("Subject")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject, Answer]):
    """One rule of a list.

    ``answer`` returns what should happen with a subject; None or False where the rule does not
    apply. It changes nothing. ``sample`` is a text or a drawn table in which this rule, and no
    earlier one, answers, and which is understood otherwise without it: ``tests/test_rules.py``.
    """

    name: str
    answer: Callable[[Subject], Answer | None]
    sample: str


def when(condition: Callable[[Subject], bool], then: Answer) -> Callable[[Subject], Answer | None]:
    """Return an answer that is always the same where a condition holds.

    >>> large = when(lambda number: number > 9, "large")
    >>> large(11), large(4)
    ('large', None)
    """

    @wraps(condition)
    def answer(subject: Subject) -> Answer | None:
        return then if condition(subject) else None

    return answer


def first_match(
    rules: Iterable[Rule[Subject, Answer]], subject: Subject
) -> tuple[str, Answer] | None:
    """Return the name and the answer of the first rule that applies; None where none does.

    >>> even = Rule("even", lambda number: number % 2 == 0, "4")
    >>> large = Rule("large", lambda number: number > 9, "11")
    >>> first_match((even, large), 12), first_match((even, large), 3)
    (('even', True), None)
    """
    for rule in rules:
        answer = rule.answer(subject)
        if answer is not None and answer is not False:
            return rule.name, answer
    return None


def explained(
    rules: Iterable[Rule[Subject, Answer]], subject: Subject
) -> tuple[tuple[str, Answer | None], ...]:
    """Return the rules that were tried up to the one that applied, each with its answer.

    >>> even = Rule("even", lambda number: number % 2 == 0, "4")
    >>> large = Rule("large", lambda number: number > 9, "11")
    >>> explained((even, large), 11)
    (('even', None), ('large', True))
    """
    tried: list[tuple[str, Answer | None]] = []
    for rule in rules:
        answer = rule.answer(subject)
        if answer is not None and answer is not False:
            return (*tried, (rule.name, answer))
        tried.append((rule.name, None))
    return tuple(tried)
