"""Rules: read from YAML, ours and the user's, each with the place where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from extractor.formula import Comparison
from extractor.formula.grammar import RuleUnreadable, parse_comparison
from extractor.model.finding import Severity
from extractor.words import words
from extractor.words.user_yaml import composed, text_of

LARGEST = 500_000
EACH = ("year", "library", "report")
KNOWN = frozenset(
    {
        "id",
        "kind",
        "check",
        "one_of",
        "for",
        "missing",
        "definition",
        "severity",
        "why",
        "source",
        "remember",
        "tolerance",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``statements`` are alternatives of which one must hold; ``each`` is year, library
    or report.

    ``zero``: an absent part counts as nothing. ``definition``: what never holds and always falls
    short is no error. ``remember`` names what the choice of an alternative decides. ``place`` is
    FILE:LINE.
    """

    id: str
    kind: str
    statements: tuple[Comparison, ...]
    each: str
    zero: bool
    definition: bool
    severity: Severity
    why: Mapping[str, str]
    source: str
    remember: str
    tolerance: Fraction
    place: str


@dataclass(frozen=True, slots=True)
class Bound:
    """Money (or a count) over another figure that is plausible only between two numbers."""

    code: str
    over: str
    low: Fraction
    high: Fraction


def all_rules(paths: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """The shipped rules with those of the user's files; the same id is replaced. Raises
    CalledWrongly, RuleUnreadable.
    """
    found = {each.id: each for each in shipped()}
    for path in paths:
        found |= {each.id: each for each in rules_of(text_of(path, LARGEST), path.name)}
    return tuple(found.values())


@cache
def shipped() -> tuple[Rule, ...]:
    text = files("extractor.words").joinpath("rules.yaml").read_text(encoding="utf-8")
    return tuple(rules_of(text, "rules.yaml"))


@cache
def bounds() -> tuple[Bound, ...]:
    return tuple(
        Bound(each["code"], each["over"], Fraction(str(each["from"])), Fraction(str(each["to"])))
        for each in words("rules")["plausible"]
    )


def rules_of(text: str, file: str) -> Iterator[Rule]:
    """The rules of one file. Raises RuleUnreadable with line and column."""
    for node in _entries(composed(text, file), file):
        yield _rule(node, file)


def _entries(root: yaml.Node | None, file: str) -> list[yaml.MappingNode]:
    """The list of rules: the document itself or what stands under «rules»."""
    if isinstance(root, yaml.MappingNode):
        root = next((value for key, value in root.value if key.value in ("rules", "правила")), None)
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode) or not all(
        isinstance(each, yaml.MappingNode) for each in root.value
    ):
        raise _refused("rule_form", root, file)
    return list(root.value)


def _refused(message: str, node: yaml.Node, file: str, **parts: object) -> RuleUnreadable:
    mark = node.start_mark
    return RuleUnreadable(message, file=file, line=mark.line + 1, column=mark.column + 1, **parts)


def _rule(node: yaml.MappingNode, file: str) -> Rule:
    fields = dict(_fields(node, file))
    if "id" not in fields or not ({"check", "one_of"} & fields.keys()):
        raise _refused("rule_lacks", node, file, lacking="id, check")
    plain = {key: _plain(value) for key, value in fields.items()}
    each = str(plain.get("for", "year"))
    if each not in EACH:
        raise _refused("rule_value", fields["for"], file, value=each, known=", ".join(EACH))
    if (severity := str(plain.get("severity", "error"))) not in tuple(Severity):
        raise _refused(
            "rule_value", fields["severity"], file, value=severity, known=", ".join(Severity)
        )
    return Rule(
        id=str(plain["id"]),
        kind=str(plain.get("kind", "sum")),
        statements=tuple(_statements(fields, file)),
        each=each,
        zero=plain.get("missing") == "zero",
        definition=plain.get("definition") in (True, "true"),
        severity=Severity(severity),
        why=_why(plain.get("why")),
        source=str(plain.get("source", "")),
        remember=str(plain.get("remember", "")),
        tolerance=_tolerance(fields, file),
        place=f"{file}:{node.start_mark.line + 1}",
    )


def _fields(node: yaml.MappingNode, file: str) -> Iterator[tuple[str, yaml.Node]]:
    aliases = words("check")["keys"]
    for key, value in node.value:
        name = aliases.get(str(key.value), str(key.value))
        if name not in KNOWN:
            raise _refused("rule_key", key, file, name=name, known=", ".join(sorted(KNOWN)))
        yield name, value


def _plain(node: yaml.Node) -> Any:  # noqa: ANN401 - scalars and small mappings of YAML
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return (
        words("check")["values"].get(node.value, node.value)
        if isinstance(node.value, str)
        else None
    )


def _why(said: object) -> dict[str, str]:
    if isinstance(said, dict):
        return {"ru": str(said.get("ru", "")), "en": str(said.get("en") or said.get("ru", ""))}
    return {"ru": str(said or ""), "en": str(said or "")}


def _tolerance(fields: Mapping[str, yaml.Node], file: str) -> Fraction:
    node = fields.get("tolerance")
    try:
        return Fraction(str(node.value).replace(",", ".")) if node is not None else Fraction(0)
    except (ValueError, ZeroDivisionError) as error:
        raise _refused(
            "rule_value", fields["tolerance"], file, value="tolerance", known="0.5"
        ) from error


def _statements(fields: Mapping[str, yaml.Node], file: str) -> Iterator[Comparison]:
    node = fields.get("one_of") or fields["check"]
    for each in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if not isinstance(each, yaml.ScalarNode):
            raise _refused("rule_form", each, file)
        quoted = 1 if each.style in ("'", '"') else 0
        yield parse_comparison(
            each.value, each.start_mark.line + 1, each.start_mark.column + 1 + quoted, file
        )
