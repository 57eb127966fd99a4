"""Automatic numbers as Word prints them: every format, restart and inheritance, in text and in
cells.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from extractor.read.docx.numbering import FORMATS, RUSSIAN, letters, roman
from tests.wordfiles import drawn, level, lists, numbered, p, read, tables, tbl, tc, texts, tr

THREE = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "%3)"))


def instance(number: int, *overrides: str, abstract: int = 0) -> str:
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
        f"{''.join(overrides)}</w:num>"
    )


def override(depth: int, inner: str) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}">{inner}</w:lvlOverride>'


def start(number: int) -> str:
    return f'<w:startOverride w:val="{number}"/>'


def first(number: int) -> str:
    return f'<w:start w:val="{number}"/>'


@pytest.mark.parametrize(
    ("form", "pattern", "begin", "printed"),
    [
        ("decimal", "%1.", 1, ["1.", "2.", "3."]),
        ("decimal", "Раздел %1", 1, ["Раздел 1", "Раздел 2", "Раздел 3"]),
        ("decimal", "Глава %1.", 9, ["Глава 9.", "Глава 10.", "Глава 11."]),
        ("decimalZero", "%1", 9, ["09", "10", "11"]),
        ("upperRoman", "Раздел %1.", 3, ["Раздел III.", "Раздел IV.", "Раздел V."]),
        ("lowerRoman", "%1)", 9, ["ix)", "x)", "xi)"]),
        ("russianLower", "%1)", 1, ["а)", "б)", "в)"]),
        ("russianLower", "%1)", 5, ["д)", "е)", "ж)"]),  # no ё
        ("russianLower", "%1)", 9, ["и)", "к)", "л)"]),  # no й
        ("russianUpper", "%1.", 28, ["Ю.", "Я.", "АА."]),
        ("lowerLetter", "%1)", 26, ["z)", "aa)", "bb)"]),
        ("upperLetter", "%1.", 1, ["A.", "B.", "C."]),
        ("ordinal", "%1", 1, ["1-й", "2-й", "3-й"]),
        ("numberInDash", "%1", 1, ["- 1 -", "- 2 -", "- 3 -"]),
        ("none", "", 1, ["", "", ""]),
        ("none", "%1", 1, ["", "", ""]),
        ("none", "Примечание:", 1, ["Примечание:"] * 3),
        ("bullet", "–", 1, ["–", "–", "–"]),
        ("bullet", "\uf0b7", 1, ["•", "•", "•"]),
        ("bullet", "o", 1, ["•", "•", "•"]),
        ("decimal", "", 1, ["", "", ""]),
        ("chicago", "%1", 1, ["1", "2", "3"]),  # a format that nobody uses stays a number
    ],
)
def test_each_format_prints_its_numbers(form, pattern, begin, printed, tmp_path):
    found = read(tmp_path, numbered("") * 3, numbering=lists(level(0, form, pattern, first(begin))))
    assert [each.number for each in found.blocks] == printed


def test_zeros_of_a_custom_format_are_kept(tmp_path):
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    assert texts(read(tmp_path, numbered("а"), numbering=lists(custom))) == ["007 а"]


@pytest.mark.parametrize(
    ("levels", "instances", "walk", "printed"),
    [
        # (list, level) of each paragraph → numbers
        (THREE, "", [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)], "1. 1.1. 1.2. a) 2. 2.1."),
        (THREE, "", [(1, 0), (1, 2), (1, 2), (1, 1), (1, 2)], "1. a) b) 1.2. a)"),
        (THREE, instance(2), [(1, 0), (2, 0), (1, 0)], "1. 2. 3."),
        (
            THREE,
            instance(2, override(0, start(1))),
            [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)],
            "1. 2. 1. 2. 3.",
        ),
        (THREE, instance(2, override(0, start(5))), [(2, 0), (2, 1), (2, 0)], "5. 5.1. 6."),
        (
            THREE,
            instance(2, override(0, level(0, "upperRoman", "%1."))),
            [(2, 0), (2, 0)],
            "I. II.",
        ),
        (
            (level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')),
            "",
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            "1. 1) 2. 2)",
        ),
        (
            (
                level(0, "decimal", "%1."),
                level(1, "decimal", "%2."),
                level(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>'),
            ),
            "",
            [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
            "1. 1. 1) 2. 2) 2. 1)",
        ),
        (
            (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>")),
            "",
            [(1, 0), (1, 1)],
            "I. 1.1.",
        ),
        (
            (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.")),
            "",
            [(1, 0), (1, 1)],
            "I. I.1.",
        ),
        ((level(0, "decimal", "%1."),), "", [(9, 0), (1, 0)], " 1."),
    ],
)
def test_lists_count_as_in_word(levels, instances, walk, printed, tmp_path):
    body = "".join(numbered("", *each) for each in walk)
    found = read(tmp_path, body, numbering=lists(*levels, instances=instances))
    assert " ".join(each.number for each in found.blocks) == printed


def style(name: str, inner: str = "", based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{on}<w:pPr>'
        f"{inner}</w:pPr></w:style>"
    )


def styled(name: str, more: str = "") -> str:
    return p("а", properties=f'<w:pStyle w:val="{name}"/>{more}')


LINKED = lists(
    level(0, "decimal", "%1.", '<w:pStyle w:val="One"/>'),
    level(1, "decimal", "%1.%2.", '<w:pStyle w:val="Two"/>'),
)
LIST = '<w:numPr><w:numId w:val="1"/></w:numPr>'
DEEPER = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
NO_LIST = '<w:numPr><w:numId w:val="0"/></w:numPr>'


@pytest.mark.parametrize(
    ("styles", "body", "printed"),
    [
        (
            style("One", LIST) + style("Two", LIST),
            styled("One") + styled("Two") + styled("Two"),
            ["1.", "1.1.", "1.2."],
        ),
        (style("One", LIST) + style("Mine", based="One"), styled("Mine") * 2, ["1.", "2."]),
        (style("Two", LIST) + style("Mine", based="Two"), styled("Mine") * 2, ["1.1.", "1.2."]),
        (
            style("One", LIST) + style("Mine", DEEPER, "One"),
            styled("One") + styled("Mine"),
            ["1.", "1.1."],
        ),
        (
            style("One", LIST) + style("Mine", NO_LIST, "One"),
            styled("One") + styled("Mine"),
            ["1.", ""],
        ),
        (style("One", LIST), styled("One") + styled("One", NO_LIST), ["1.", ""]),
        (style("One", LIST), styled("One") + styled("One", DEEPER), ["1.", "1.1."]),
        (
            style("One", LIST, "Two") + style("Two", LIST, "One"),
            styled("One"),
            ["1."],
        ),  # styles in a circle
    ],
)
def test_a_style_puts_its_paragraphs_into_a_list(styles, body, printed, tmp_path):
    found = read(tmp_path, body, styles=styles, numbering=LINKED)
    assert [each.number for each in found.blocks] == printed


def test_a_list_style_lends_its_levels(tmp_path):
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Ours"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="Ours"/>'
        f"{level(0, 'russianUpper', '%1.')}</w:abstractNum>" + instance(1)
    )
    assert texts(read(tmp_path, numbered("а") + numbered("б"), numbering=numbering)) == [
        "А. а",
        "Б. б",
    ]


def test_a_number_typed_again_in_a_cell_stands_once(tmp_path):
    found = read(
        tmp_path,
        tbl(tr(tc(numbered("1. Луговое")), tc(numbered("17")))),
        numbering=lists(level(0, "decimal", "%1.")),
    )
    assert drawn(tables(found)[0]) == "| 1. Луговое | 2. 17 |"
    assert not found.notices


def test_a_number_typed_again_in_a_paragraph_is_kept_beside_the_automatic_one(tmp_path):
    block = read(tmp_path, numbered("1. Фонд"), numbering=lists(level(0, "decimal", "%1."))).blocks[
        0
    ]
    assert (block.number, block.text) == ("1.", "1. Фонд")


def test_lists_of_notes_and_headers_do_not_disturb_those_of_the_body(tmp_path):
    note = f'<w:footnote w:id="1">{numbered("а")}</w:footnote>'
    found = read(
        tmp_path,
        numbered("б"),
        footnotes=note,
        header=numbered("в"),
        numbering=lists(level(0, "decimal", "%1.")),
    )
    assert (texts(found), [each.text for each in found.notes], found.margins) == (
        ["1. б"],
        ["1. а"],
        ("1. в",),
    )


def test_a_paragraph_knows_its_depth_in_a_list(tmp_path):
    found = read(tmp_path, numbered("а") + numbered("б", level=2) + p("в"), numbering=lists(*THREE))
    assert [each.listed for each in found.blocks] == [0, 2, None]


@given(some.integers(1, 3999))
def test_roman_digits_are_read_back(number):
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[each] for each in roman(number)]
    following = [*digits[1:], 0]
    assert (
        sum(-each if each < after else each for each, after in zip(digits, following, strict=True))
        == number
    )


@given(some.integers(1, 200), some.sampled_from([RUSSIAN, "ab"]))
def test_letters_tell_their_number(number, alphabet):
    printed = letters(alphabet, number)
    turns = min(len(printed), 8) - 1
    assert set(printed) == {alphabet[(number - 1) % len(alphabet)]}
    assert turns == min((number - 1) // len(alphabet), 7)


@given(some.sampled_from(sorted(FORMATS)), some.integers(0, 100_000))
def test_no_number_breaks_a_format(form, number):
    assert len(FORMATS[form](number)) <= len("mmmdccclxxxviii")
