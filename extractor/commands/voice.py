"""How the program speaks to people: messages on standard error, in their language."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.catalogue import words

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
QUIET, NORMAL, VERBOSE = -1, 0, 1


def language(arguments: Sequence[str], environment: dict[str, str] | os._Environ[str]) -> str:
    """«ru» or «en»: what ``--lang`` says, else the locale.

    >>> language(["extract", "--lang", "en"], {"LANG": "ru_RU.UTF-8"}), language([], {"LANG": "ru_RU.UTF-8"}), language([], {})
    ('en', 'ru', 'en')
    """
    for before, after in zip(arguments, [*arguments[1:], ""], strict=True):
        if before == "--lang" and after in ("ru", "en"):
            return after
        if before.startswith("--lang="):
            return "ru" if before.endswith("ru") else "en"
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    return "ru" if locale.lower().startswith("ru") else "en"


def sentence(key: str, lang: str, **parts: object) -> str:
    """A message of the catalogue, filled. An unknown key gives itself, so that an error is never hidden by another."""
    message = words("messages").get(key)
    return message[lang].format_map(_Parts(parts)) if message else f"{key} {parts or ''}".strip()


class _Parts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "?"


@dataclass(frozen=True, slots=True)
class Voice:
    """Says a message of the catalogue. ``loudness`` is QUIET, NORMAL or VERBOSE."""

    lang: str = "ru"
    loudness: int = NORMAL
    as_json: bool = False

    def say(self, key: str, **parts: object) -> None:
        if self.loudness >= NORMAL:
            self._write("info", key, parts)

    def detail(self, key: str, **parts: object) -> None:
        if self.loudness >= VERBOSE:
            self._write("debug", key, parts)

    def warn(self, key: str, **parts: object) -> None:
        if self.loudness >= NORMAL:
            self._write("warning", key, parts)

    def fail(self, key: str, **parts: object) -> None:
        self._write("error", key, parts)

    def _write(self, level: str, key: str, parts: dict[str, object]) -> None:
        text = sentence(key, self.lang, **parts)
        if self.as_json:
            plain = {name: part if isinstance(part, int) else str(part) for name, part in parts.items()}
            text = json.dumps({"level": level, "message": key, "text": text, **plain}, ensure_ascii=False)
        sys.stderr.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
