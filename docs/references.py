"""The reference pages: columns, commands, rules and indicators, each from its own source."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import click

from extractor.commands import Commands, speak, svod
from extractor.commands.page import PageContext
from extractor.dataset.datapackage import package_text
from extractor.words import words
from extractor.words.indicators import vocabulary

WIDTH = 90
TITLES = {
    "en": (
        "# Commands\n\nThe help of each command, as `svod COMMAND --help` prints it. "
        "По-русски: [ru/commands.md](ru/commands.md).\n"
    ),
    "ru": (
        "# Команды\n\nСправка каждой команды, как её печатает `svod КОМАНДА --help`. "
        "In English: [../commands.md](../commands.md).\n"
    ),
}


def table(header: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; what would break a cell is escaped."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def columns() -> str:
    """The page ``columns.md``, from the description that every data set carries."""
    resources = json.loads(package_text({}))["resources"]
    head = (
        "# Columns of the data set\n\n"
        "From `datapackage.json`, which describes every data set. The files are UTF-8, with\n"
        "commas; an absent number is an empty cell.\n\n"
    )
    index = "".join(
        f"- [`{file['path']}`](#{file['name']}csv): {file['title']}\n" for file in resources
    )
    return head + index + "".join(map(_file, resources))


def _file(resource: Mapping[str, Any]) -> str:
    schema = resource["schema"]
    rows = [
        (f"`{field['name']}`", field["type"], _limits(field), field["description"])
        for field in schema["fields"]
    ]
    return (
        f"\n## {resource['path']}\n\n{resource['title']}.\n{''.join(_keys(schema))}\n"
        f"{table(('column', 'type', 'limits', 'meaning'), rows)}"
    )


def _keys(schema: Mapping[str, Any]) -> Iterator[str]:
    if "primaryKey" in schema:
        yield f"Key: {', '.join(f'`{name}`' for name in schema['primaryKey'])}.\n"
    for link in schema.get("foreignKeys", ()):
        names = ", ".join(f"`{name}`" for name in link["fields"])
        yield f"{names} refers to `{link['reference']['resource']}.csv`.\n"


def _limits(field: Mapping[str, Any]) -> str:
    """What a column allows, in words: «never empty, at least 1, one of ok, nil»."""
    limits = dict(field.get("constraints", {}))
    parts = ["never empty"] if limits.pop("required", False) else []
    if allowed := limits.pop("enum", ()):
        parts.append("one of " + ", ".join(f"`{word}`" for word in allowed))
    signs = {"minimum": "≥", "maximum": "≤", "pattern": "pattern"}
    parts += [f"{signs.get(name, name)} `{value}`" for name, value in limits.items()]
    return ", ".join(parts)


def commands(lang: str) -> str:
    """The page ``commands.md`` in a language: the help of each command as click prints it."""
    before = Commands.lang
    speak(lang)
    try:
        return TITLES[lang] + "".join(_helps())
    finally:
        speak(before)


def _helps() -> Iterator[str]:
    group = PageContext(svod, info_name="svod", terminal_width=WIDTH, **svod.context_settings)
    yield f"\n## svod\n\n{_fenced(group.get_help())}"
    for name in svod.list_commands(group):
        command = svod.get_command(group, name)
        if command is not None:
            yield f"\n## {name}\n\n{_fenced(_context(command, name, group).get_help())}"


def _context(command: click.Command, name: str, group: click.Context) -> click.Context:
    return PageContext(command, parent=group, info_name=name, terminal_width=WIDTH)


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```\n"


def rules() -> str:
    """The page ``rules.md``, from ``words/rules.yaml``."""
    shipped = words("rules")["rules"]
    rows = [
        (
            f"`{rule['id']}`",
            rule["kind"],
            " or ".join(f"`{one}`" for one in rule.get("one_of") or [rule["check"]]),
            rule.get("for", "year"),
            rule["severity"],
            f"{rule['why']['ru']}. {rule['why']['en']}.",
            str(rule.get("source", "")),
        )
        for rule in shipped
    ]
    head = (
        "# Checking rules\n\n"
        f"The {len(rows)} rules of [`extractor/words/rules.yaml`](../extractor/words/rules.yaml), "
        "whose head explains the language.\nHow to add one: [how-to/rule.md](how-to/rule.md).\n\n"
    )
    names = ("id", "kind", "what must hold", "for each", "severity", "why", "source")
    return head + table(names, rows)


def indicators() -> str:
    """The page ``indicators.md``, from ``words/indicators.yaml``, a section a group of codes."""
    found = vocabulary().indicators.values()
    head = (
        "# Indicators\n\n"
        f"The {len(found)} indicators of "
        "[`extractor/words/indicators.yaml`](../extractor/words/indicators.yaml), "
        "whose head explains the wordings.\nHow to add one: "
        "[how-to/indicator.md](how-to/indicator.md).\n"
    )
    names = ("code", "Russian", "English", "unit", "kind", "over libraries", "part of", "formula")
    parts = [head]
    for group, members in groupby(found, lambda found: found.code.split(".")[0]):
        rows = [
            (
                f"`{one.code}`",
                one.ru,
                one.en,
                one.unit,
                one.kind,
                one.over,
                f"`{one.part_of}`" if one.part_of else "",
                f"`{one.formula}`" if one.formula else "",
            )
            for one in members
        ]
        parts.append(f"\n## {group}\n\n{table(names, rows)}")
    return "".join(parts)
