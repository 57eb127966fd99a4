"""The manifest of a data set: which files it consists of and what each must be."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file was when it was written: its length in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a folder by their paths inside it, with «/», and the format they follow."""

    format: int
    files: Mapping[str, Seal]
