"""The container of old Office files and of Outlook letters (MS-CFB): its streams by their path.

Only what is asked for is read; chains that run in a circle or past the end of the file are cut.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = 512
ENTRY = 128
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
SMALL = 4096  # streams below this stand in the small sectors
ROOT, STREAM, STORAGE = 5, 2, 1
MOST_ENTRIES = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or a storage: its name, kind, first sector, size and neighbours in the tree."""

    name: str
    kind: int
    start: int
    size: int
    left: int
    right: int
    child: int


class CompoundFile:
    """The streams of a file by path («Attachment 1/Data»). Raises ValueError where the bytes are no
    such container.
    """

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC) or len(data) < HEADER:
            raise ValueError("no compound file")
        self.data = data
        self.sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self.small_sector = 1 << min(struct.unpack_from("<H", data, 32)[0], 12)
        directory, self.small_start = (
            struct.unpack_from("<I", data, 48)[0],
            struct.unpack_from("<I", data, 60)[0],
        )
        self.table = self._allocation()
        self.entries = list(self._entries(self._chain(directory)))
        root = next((entry for entry in self.entries if entry.kind == ROOT), None)
        self.small_table = self._numbers(self._chain(self.small_start))
        self.small_data = b"" if root is None else self._chain(root.start)
        self.paths = dict(self._walk(root.child, "", set())) if root is not None else {}

    def has(self, path: str) -> bool:
        """Whether a stream or storage stands there."""
        return path in self.paths

    def stream(self, path: str) -> bytes:
        """The bytes of a stream, empty where there is none."""
        entry = self.paths.get(path)
        if entry is None or entry.kind != STREAM:
            return b""
        if entry.size < SMALL:
            return self._small_chain(entry.start)[: entry.size]
        return self._chain(entry.start)[: entry.size]

    def _allocation(self) -> tuple[int, ...]:
        """The table of sectors that follow each other."""
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        extra, count = struct.unpack_from("<II", self.data, 68)
        seen = 0
        while extra < END and seen < count:
            block = self._numbers(self._at(extra))
            if not block:
                break
            sectors += block[:-1]
            extra, seen = block[-1], seen + 1
        joined = b"".join(self._at(sector) for sector in sectors if sector < END)
        return self._numbers(joined)

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self.sector
        return self.data[start : start + self.sector]

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, start: int) -> bytes:
        return b"".join(self._at(sector) for sector in _followed(start, self.table))

    def _small_chain(self, start: int) -> bytes:
        size = self.small_sector
        pieces = (
            self.small_data[sector * size : (sector + 1) * size]
            for sector in _followed(start, self.small_table)
        )
        return b"".join(pieces)

    def _entries(self, data: bytes) -> Iterator[Entry]:
        for at in range(0, min(len(data), MOST_ENTRIES * ENTRY) - ENTRY + 1, ENTRY):
            length = min(struct.unpack_from("<H", data, at + 64)[0], 64)
            name = data[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<III", data, at + 68)
            start, size = struct.unpack_from("<IQ", data, at + 116)
            yield Entry(name, data[at + 66], start, size & 0xFFFFFFFF, left, right, child)

    def _walk(self, first: int, folder: str, seen: set[int]) -> Iterator[tuple[str, Entry]]:
        """Entries of a storage and below it, with their paths."""
        waiting = [(first, folder)]
        while waiting:
            at, inside = waiting.pop()
            if at >= len(self.entries) or at in seen:
                continue
            seen.add(at)
            entry = self.entries[at]
            path = f"{inside}/{entry.name}" if inside else entry.name
            yield path, entry
            waiting += [(entry.left, inside), (entry.right, inside)]
            if entry.kind == STORAGE:
                waiting.append((entry.child, path))


def _followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """Sectors from the first on, each once."""
    seen: set[int] = set()
    while start < len(table) and start not in seen:
        seen.add(start)
        yield start
        start = table[start]
