"""How the program speaks to people: messages on standard error, in their language."""

import ctypes
import errno
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from extractor.words import words
from extractor.words.phrase import filled

# Windows numbers languages with their region in the upper bits (LANGID).
PRIMARY_LANGUAGE, WINDOWS_RUSSIAN = 0x3FF, 0x19
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
QUIET, NORMAL, VERBOSE = -1, 0, 1
UNKNOWN = "?"  # stands for a part of a message that was not given
REASON = "reason_"  # keys of messages that stand inside another
SYSTEM_REASONS = {
    os.strerror(number): f"{REASON}{name}" for number, name in errno.errorcode.items()
}


def interface_language() -> str:
    """«ru» where Windows shows its menus in Russian, else «en»."""
    if sys.platform != "win32":
        return "en"
    number: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    return "ru" if number & PRIMARY_LANGUAGE == WINDOWS_RUSSIAN else "en"


def language(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    interface: Callable[[], str] = interface_language,
) -> str:
    """Choose the language of messages, «ru» or «en».

    What ``--lang`` names comes first, then the locale; where no variable names one, as on most
    Windows machines, the language of the user interface.

    >>> language(["extract", "--lang", "en"], {"LANG": "ru_RU.UTF-8"})
    'en'
    >>> language([], {"LANG": "ru_RU.UTF-8"}), language([], {"LANG": "C"}, lambda: "ru")
    ('ru', 'en')
    >>> language([], {}, lambda: "ru"), language([], {}, lambda: "en")
    ('ru', 'en')
    """
    for before, after in pairwise([*arguments, ""]):
        if before == "--lang" and after in ("ru", "en"):
            return after
        if before.startswith("--lang="):
            return "ru" if before.endswith("ru") else "en"
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    if not locale:
        return interface()
    return "ru" if locale.lower().startswith("ru") else "en"


def sentence(key: str, lang: str, **parts: object) -> str:
    """A message of the catalogue, filled. An unknown key gives itself, so that an error is never
    hidden by another.
    """
    message = words("messages").get(key)
    if "reason" in parts:
        parts["reason"] = _reason(parts, lang)
    said = {name: _one_line(part) for name, part in parts.items()}
    return filled(message[lang], said, UNKNOWN) if message else f"{key} {said or ''}".strip()


def _reason(parts: Mapping[str, object], lang: str) -> object:
    """The reason that a message gives, in the user's language: a key of the catalogue, or what the
    system says in English where the catalogue has it.

    >>> _reason({"reason": "No such file or directory"}, "ru"), _reason({"reason": "line 3"}, "ru")
    ('нет такого файла или папки', 'line 3')
    >>> _reason({"reason": "reason_template_near", "what": "x"}, "ru")
    'не разобрано около «x»'
    """
    reason = parts["reason"]
    key = SYSTEM_REASONS.get(str(reason), str(reason))
    known = words("messages").get(key) if key.startswith(REASON) else None
    return filled(known[lang], parts, UNKNOWN) if known else reason


def _one_line(part: object) -> object:
    """A file may be called «a⏎b» or hold codes that move the cursor: a message stays one line that
    says what it says.

    >>> _one_line("a\\nb"), _one_line(5)
    ('a␊b', 5)
    """
    if not isinstance(part, str | Path):
        return part
    return "".join(
        chr(0x2400 + ord(each)) if each < " " else "?" if each == "\x7f" else each
        for each in str(part)
    )


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
            plain = {
                name: part if isinstance(part, int) else str(part) for name, part in parts.items()
            }
            text = json.dumps(
                {"level": level, "message": key, "text": text, **plain}, ensure_ascii=False
            )
        with suppress(
            OSError
        ):  # standard error may be closed or a full disk: nobody could be told of that either
            sys.stderr.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
