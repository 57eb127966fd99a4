"""The manifest of a data set: which files it consists of and what each must be."""

from collections.abc import Mapping

from msgspec import Struct


class Seal(Struct, frozen=True):
    """What a file was when it was written: its length in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


class Manifest(Struct, frozen=True):
    """The files of a folder by their paths inside it, with «/», and the format they follow."""

    format: int
    files: Mapping[str, Seal]
