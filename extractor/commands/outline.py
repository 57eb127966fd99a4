"""``svod outline FILE``: the section tree of one document."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from extractor.batch import read_alone
from extractor.commands.limits import limit_options, limits_of
from extractor.commands.paths import DocumentPath
from extractor.commands.shared_options import is_terminal, print_text
from extractor.commands.voice import Voice, sentence
from extractor.dataset.document_json import section_tree
from extractor.model import Document, Outline, Report, Section
from extractor.options import ReadOptions, ReportOptions
from extractor.outline.candidate import Near
from extractor.outline.headings import headings_of
from extractor.pipeline import outline_file
from extractor.plugins import load

DRAW = "extractor.commands.drawn:draw_outline"


@click.command()
@click.argument("file", type=DocumentPath())
@click.option("--json", "as_json", is_flag=True, help="help_json")
@click.option("--explain", is_flag=True, help="help_explain_headings")
@limit_options
@click.pass_context
def outline(
    context: click.Context, /, file: Path, as_json: bool, explain: bool, **_: object
) -> None:
    """Print the section tree of one document."""
    voice: Voice = context.obj
    options = ReportOptions(ReadOptions(limits_of(context)))
    document, found, near = read_alone(_outlined, file, options)
    if as_json:
        print_text(_tree_as_json(document, found))
    elif is_terminal():
        load(DRAW)(file.name, list(_told(found, voice.lang, explain)))
    else:
        print_text("".join(_tree_as_text(found, voice.lang, explain)))
    if not found.sections:
        voice.say("no_sections", file=file.name)
    if explain:
        _tell_near_headings(near, voice)


def _outlined(file: Path, options: ReportOptions) -> tuple[Document, Outline, tuple[Near, ...]]:
    document, found = outline_file(file, options.read)
    return document, found, tuple(headings_of(document)[1])


def _tree_as_json(document: Document, found: Outline) -> str:
    known = Report(
        "", document, "", "", None, found, (), ()
    )  # its sections are all that the tree needs
    return json.dumps(section_tree(known), ensure_ascii=False, indent=1) + "\n"


def _tree_as_text(found: Outline, lang: str, explain: bool) -> Iterator[str]:
    for section, reason in _told(found, lang, explain):
        yield f"{'  ' * (section.level - 1)}{section.section} {section.title}{reason}\n"


def _told(found: Outline, lang: str, explain: bool) -> Iterator[tuple[Section, str]]:
    """Each section with the reason why it is one, where that is asked for."""
    for section in found.sections:
        yield section, _reason(section, lang) if explain else ""


def _reason(section: Section, lang: str) -> str:
    """The rule that made the heading, its number as printed and what is odd about it."""
    key, _, missing = section.remark.partition(" ")
    remark = sentence(f"outline_{key}", lang, number=missing) if key else ""
    return "  [" + "; ".join(filter(None, (section.rule, section.printed, remark))) + "]"


def _tell_near_headings(lines: Iterable[Near], voice: Voice) -> None:
    """With -v: the lines that nearly were headings, and the rule that spoke against each."""
    for near in lines:
        voice.detail(
            "outline_near",
            block=near.block,
            text=near.text[:80],
            rule=near.rule or "-",
            why=near.why,
        )
