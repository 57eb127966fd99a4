"""What a request sends, as plain texts and files."""

from collections.abc import Mapping
from typing import NamedTuple

from starlette.datastructures import UploadFile
from starlette.requests import Request

MOST_FILES, LONGEST_TEXT = 500, 4_000
WHO = "svod_who"


class Sent(NamedTuple):
    """The texts of a form, cut to a sane length, and its files with their contents."""

    texts: Mapping[str, str]
    files: list[tuple[str, bytes]]


async def sent(request: Request) -> Sent:
    """Read a form."""
    texts: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    async with request.form(max_files=MOST_FILES) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files.append((value.filename, await value.read()))
            else:
                texts[name] = value[:LONGEST_TEXT]
    return Sent(texts, files)


def who_asks(request: Request) -> str:
    """Who said on this computer that they decide, empty where nobody did."""
    from_cookie = request.cookies.get(WHO, "")
    try:
        return bytes.fromhex(from_cookie).decode("utf-8")
    except ValueError:
        return ""
