"""Streams that would burst: the engines unpack a page's contents whole, so they are weighed
before any engine sees them.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import LimitExceeded, UnreadableFile, system_reason
from extractor.options import Limits

_STREAM = re.compile(rb"stream\r?\n")
DICTIONARY = 2048  # bytes before a stream in which its filters are named
BEST = 1032  # how many times deflate packs at its best
STEP = 1 << 20
DEEP = 3  # filters over each other


def weigh(path: Path, limits: Limits) -> None:
    """Raises LimitExceeded for a stream that unpacks to more than the limits allow,
    UnreadableFile where nothing can be read.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for start, end, depth in _packed(data):
                if (end - start) * BEST**depth > limits.ratio_floor_bytes:
                    _refuse_bomb(path.name, data[start:end], depth, limits)
    except OSError as error:
        raise UnreadableFile("cannot_open", file=path.name, reason=system_reason(error)) from error


def _packed(data: mmap.mmap) -> Iterator[tuple[int, int, int]]:
    """Where packed streams begin and end, and how many times they are packed."""
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - DICTIONARY) : found.start()]
        entries = head[head.rfind(b" obj") :] if b" obj" in head else head
        depth = min(DEEP, entries.count(b"FlateDecode") + entries.count(b"/Fl "))
        if depth:
            end = data.find(b"endstream", found.end())
            yield found.end(), len(data) if end < 0 else end, depth


def _refuse_bomb(name: str, packed: bytes, depth: int, limits: Limits) -> None:
    allowed = max(limits.ratio_floor_bytes, limits.ratio * len(packed))
    content = packed
    for level in range(depth):
        size = 0
        kept = bytearray()
        for piece in _unpacked(content):
            size += len(piece)
            if size > allowed:
                raise LimitExceeded("limit_ratio", file=name, part="stream", limit=limits.ratio)
            if level + 1 < depth:
                kept += piece
        content = bytes(kept)


def _unpacked(packed: bytes) -> Iterator[bytes]:
    """The content piece by piece; what is no deflate stream (or encrypted) ends it."""
    unpacker = zlib.decompressobj()
    rest = packed
    while rest and not unpacker.eof:
        try:
            piece = unpacker.decompress(rest, STEP)
        except zlib.error:
            return
        yield piece
        rest = unpacker.unconsumed_tail
