"""A list of libraries in any encoding is read rightly or refused, never as garbage."""

import random

import pytest

from extractor.errors import CalledWrongly
from extractor.names import read_registry
from extractor.russian.encodings import decoded

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1251",
    "cp866",
    "koi8-r",
    "mac-cyrillic",
)
PLACES = [
    "Берёзовка",
    "Луговое",
    "Ключи",
    "Заречье",
    "Боровое",
    "Нагорное",
    "Озёрное",
    "Каменка",
    "Школьное",
    "Щукино",
    "Юрьино",
    "Цветное",
    "Жданка",
]
KINDS = (
    "сельская библиотека",
    "Центральная районная библиотека",
    "Детская библиотека-филиал № {n}",
    "модельная библиотека",
    "Библиотека семейного чтения",
)


def registries():
    """Sixty-four lists: of 1–20 rows, with heads in both languages, small, in capitals, short,
    without Russian.
    """
    draw = random.Random(3)  # noqa: S311
    for count in (1, 1, 2, 2, 3, 5, 9, 20):
        names = [f"{draw.choice(PLACES)} {draw.choice(KINDS).format(n=n)}" for n in range(count)]
        rows = [f"b{n};{name};ул. Мира, {n}" for n, name in enumerate(names)]
        text = "\n".join(["library;name;address", *rows, ""])
        yield from (text, text.upper(), text.lower(), text.replace(";", "\t"))
        yield text.replace("library;name;address", "код;наименование;адрес")
        yield "library;name\n" + "".join(f"{n};{n * 7}\n" for n in range(count))
        yield "library;name\n" + "".join(f"b{n};Lugovoe library\n" for n in range(count))
        yield "library;name\n" + "".join(f"{n};ЦБ № {n}\n" for n in range(count))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_list_is_read_rightly_or_not_at_all(encoding):
    texts = list(registries())
    answers = [decoded(text.encode(encoding, "replace")) for text in texts]
    plain = [text.encode(encoding, "replace").decode(encoding) for text in texts]
    assert [got for got, text in zip(answers, plain, strict=True) if got not in (None, text)] == []
    assert sum(got is not None for got in answers) >= (len(texts) * 8 // 10)


NAMES = 'library{0}name\na{0}"Луговская сельская библиотека"\nb{0}"Детская библиотека{0} Ключи"\n'


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_names_come_through_with_any_separator(tmp_path, encoding, sign):
    path = tmp_path / "list.csv"
    path.write_bytes(NAMES.format(sign).encode(encoding))
    assert [each.library for each in read_registry(path)] == ["a", "b"]
    assert read_registry(path)[0].name == "Луговская сельская библиотека"


def test_marks_in_quotes_part_no_columns(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        '"library";"name";"address, street, house"\na;"Первая, главная";\n', encoding="utf-8"
    )
    assert read_registry(path)[0].name == "Первая, главная"


@pytest.mark.parametrize(
    "raw", [b"\x00\x01\x02\x00", b"\xff\xfe\x00", bytes(range(128, 256)), b"\x00a\x00"]
)
def test_what_is_no_text_is_refused_with_how_to_save_it(tmp_path, raw):
    path = tmp_path / "list.csv"
    path.write_bytes(raw)
    with pytest.raises(CalledWrongly) as refused:
        read_registry(path)
    assert refused.value.key in ("registry_encoding", "registry_columns")
