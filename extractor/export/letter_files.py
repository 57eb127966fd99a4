"""Which file a district's letter is, and what was last written there: ``remarks.json``.

A letter that somebody changed after it was written is never replaced: the new one is put beside it.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from extractor.dataset.disk import flush_file, put_text, remove
from extractor.dataset.lock import Tell, locked
from extractor.errors import CalledWrongly, system_reason
from extractor.model.finding import Finding, Severity
from extractor.text import clean, is_device, slug

MEMORY, FORM, UNFINISHED = "remarks.json", 2, ".letters-new"
# What killed commands leave: ours, and those of versions before there was a lock.
LITTER = re.compile(r"\.letters-.*|\.remarks\.json\.(new|\d+)")
LONGEST_NAME = 100  # letters of a file's name, well below 255 bytes and the 260 of a Windows path
MOST_BESIDE = 50
OUR_NAME = re.compile(r"[a-z0-9-]{1,120}")
OF_OURS = "template"


@dataclass(slots=True)
class Memory:
    """What the last letters were.

    ``remarks``: finding → (report, sentence), of the letters of ``date``; ``before``: the same of
    the letters before those. ``names``: district → name of its file, without the
    ending. ``hashes``: file → SHA-256 of what we wrote there. ``coming``: the same of what
    was about to be written when a run was killed.
    """

    remarks: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    coming: dict[str, str] = field(default_factory=dict)
    before: dict[str, tuple[str, str]] = field(default_factory=dict)
    date: str = ""

    def told(self, now: Mapping[str, tuple[str, str]], date: str) -> dict[str, tuple[str, str]]:
        """What was told before letters of ``date`` with the remarks ``now``. The same letters
        written once more on one day, after another signature or deadline, are no second letters.
        """
        again = self.date == date and self.remarks.keys() == now.keys()
        return self.before if again else self.remarks

    def learn(self, now: Mapping[str, tuple[str, str]], date: str) -> None:
        """Keep what these letters say."""
        self.before = self.told(now, date)
        self.remarks, self.date = dict(now), date

    def is_ours(self, path: Path) -> bool:
        """Whether a file is as we wrote it, not changed by anybody since."""
        return seal_of(path) in (self.hashes.get(path.name), self.coming.get(path.name))


@dataclass(frozen=True, slots=True)
class Told:
    """What the last letters said: finding → (report, sentence)."""

    remarks: Mapping[str, tuple[str, str]]

    def gone(self, report: str, now: Iterable[Finding]) -> list[str]:
        """Sentences of remarks on a report that are no longer there."""
        still = {finding.finding for finding in now}
        return [
            text for name, (of, text) in self.remarks.items() if of == report and name not in still
        ]

    def explained(self, report: str, now: Iterable[Finding]) -> list[str]:
        """Sentences of remarks on a report that the district has explained since."""
        closed = {finding.finding for finding in now if not is_remark(finding)}
        return [
            text for name, (of, text) in self.remarks.items() if of == report and name in closed
        ]


def is_remark(finding: Finding) -> bool:
    """Whether a finding goes into a letter: it is open and asks for an answer."""
    return finding.severity is not Severity.INFO and finding.status != "explained"


@contextmanager
def at_letters(folder: Path, tell: Tell | None = None) -> Iterator[Path]:
    """Hold the lock of a folder of letters, which is made; gives a folder in it for what is
    unfinished, empty, which is gone afterwards. What a killed command left is removed first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, "svod check --remarks", tell):
        for entry in list(folder.iterdir()):
            if LITTER.fullmatch(entry.name):
                remove(entry)
        unfinished = folder / UNFINISHED
        unfinished.mkdir()
        try:
            yield unfinished
        finally:
            remove(unfinished)


def read_memory(folder: Path) -> Memory:
    """The memory of a folder of letters, empty where there is none. Raises CalledWrongly where it
    cannot be read or is damaged."""
    path = folder / MEMORY
    try:
        return _memory(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Memory()
    except OSError as error:
        raise CalledWrongly("cannot_open", file=path.name, reason=system_reason(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise CalledWrongly("letters_memory", file=path) from error


def _memory(content: dict[str, Any]) -> Memory:
    """From the file's content; the first form held remarks only."""
    remarks = content["remarks"] if content.get("form") == FORM else content
    told = _told(remarks)
    if remarks is content:
        return Memory(told)
    names = {str(district): str(name) for district, name in content["names"].items()}
    if not all(OUR_NAME.fullmatch(name) for name in names.values()):
        raise ValueError(MEMORY)
    hashes, coming = content["hashes"], content.get("coming", {})
    before, date = _told(content.get("before", {})), str(content.get("date", ""))
    return Memory(told, names, _seals(hashes), _seals(coming), before, date)


def _told(content: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {name: (str(pair[0]), str(pair[1])) for name, pair in content.items()}


def _seals(content: dict[str, Any]) -> dict[str, str]:
    return {str(file): str(seal) for file, seal in content.items()}


def write_memory(folder: Path, memory: Memory) -> None:
    """Put the memory into the folder at once. Raises CalledWrongly where that is refused."""
    content = {
        "form": FORM,
        "remarks": memory.remarks,
        "names": memory.names,
        "hashes": memory.hashes,
        "coming": memory.coming,
        "before": memory.before,
        "date": memory.date,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    try:
        put_text(folder / MEMORY, text)
    except OSError as error:
        raise CalledWrongly("file_not_written", path=folder / MEMORY) from error


def letter_names(districts: Iterable[str], kept: Mapping[str, str]) -> dict[str, str]:
    """District → name of its file, whatever the order of the districts.

    A district keeps the name that it has in ``kept``. A name that two would share, that Windows
    reserves or that is too long ends with a digest of the district's own name.

    >>> letter_names(["Берёзовский район"], {})
    {'Берёзовский район': 'berezovskiy-rayon'}
    """
    wanted = list(dict.fromkeys(districts))
    plain = {district: slug(clean(district)) for district in wanted}
    holders = Counter(plain[district] for district in wanted if district not in kept)
    taken = set(kept.values())
    return {
        district: kept.get(district) or _name(district, plain[district], holders, taken)
        for district in wanted
    }


def _name(district: str, plain: str, holders: Mapping[str, int], taken: set[str]) -> str:
    is_kept = plain == OF_OURS or is_device(plain)
    is_usable = 0 < len(plain) <= LONGEST_NAME and not is_kept
    if is_usable and holders[plain] == 1 and plain not in taken:
        return plain
    digest = hashlib.sha256(unicodedata.normalize("NFC", district).encode()).hexdigest()
    return f"{plain[:LONGEST_NAME].strip('-') or 'district'}-{digest[:8]}"


def announce_letter(written: Path, folder: Path, name: str, memory: Memory) -> None:
    """Note what is about to be put where: a command killed meanwhile leaves the old letter or the
    new one, and either is known as ours.
    """
    path = next(_free(folder, name, memory), None)
    if path is None:
        return
    if path.exists():
        memory.hashes[path.name] = seal_of(path)
    memory.coming[path.name] = seal_of(written)


def put_letter(written: Path, folder: Path, name: str, memory: Memory) -> Path:
    """Move a finished letter to ``NAME.docx``, or to ``NAME (2).docx`` … where somebody changed
    that or has it open in Word. Gives its path; the memory learns what stands there.

    Raises CalledWrongly where no such file can be written.
    """
    seal = seal_of(written)
    flush_file(written)
    for path in _free(folder, name, memory):
        try:
            written.replace(path)
        except OSError:  # Windows: it is open in Word
            continue
        memory.hashes[path.name] = seal
        return path
    raise CalledWrongly("file_not_written", path=folder / f"{name}.docx")


def _free(folder: Path, name: str, memory: Memory) -> Iterator[Path]:
    """The names of a letter at which nothing of somebody else stands."""
    for path in _candidates(folder, name):
        if not path.exists() or memory.is_ours(path):
            yield path


def _candidates(folder: Path, name: str) -> Iterator[Path]:
    """No district's own name holds a bracket, so that what is put beside is nobody else's
    letter.
    """
    yield folder / f"{name}.docx"
    yield from (
        folder / f"{name} ({number}).docx" for number, _ in zip(count(2), range(MOST_BESIDE))
    )


def seal_of(path: Path) -> str:
    """SHA-256 of a file; «?» where it cannot be opened, which equals no seal."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "?"
