"""``svod compare OUT``: years, districts and libraries side by side."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from extractor.commands.catalogue import vetted_vocabulary
from extractor.commands.completion import district_names, indicator_codes
from extractor.commands.output_file import whole_file
from extractor.commands.shared_options import (
    catalogue_option,
    form_option,
    output_option,
    print_text,
    region_option,
)
from extractor.commands.turn import turn
from extractor.commands.voice import Voice
from extractor.compare import compare_panel, home_of, needed_codes
from extractor.dataset.branch_sums import Summing
from extractor.dataset.comparison_panel import load_panel
from extractor.dataset.findings import open_errors
from extractor.errors import CalledWrongly
from extractor.export.comparison.text import (
    comparison_as_csv,
    comparison_as_sdmx,
    comparison_as_table,
)
from extractor.indicators.search import code_of
from extractor.memory import unsearched
from extractor.model import Indicator
from extractor.model.comparison import Comparison, Panel, Request
from extractor.model.region import Region
from extractor.plugins import load
from extractor.words.region import region_of

TEXTS: dict[str, Callable[[Comparison, str], str]] = {
    "csv": comparison_as_csv,
    "sdmx": comparison_as_sdmx,
}
PAGE = "extractor.export.comparison.page:comparison_as_html"
BOOK = "extractor.export.comparison.book:write_book"
REGIONAL_CODES = "extractor.export.comparison.regional:regional_codes"
REGIONAL = "extractor.export.comparison.regional:write_regional"
CHECKED = "findings.csv"
FORMS = ("table", "csv", "sdmx", "html", "xlsx")


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="CODE",
    help="help_indicator",
    shell_complete=indicator_codes,
)
@click.option(
    "--by",
    type=click.Choice(["year", "district", "library"]),
    default="year",
    show_default=True,
    help="help_by",
)
@click.option("--per", default="", metavar="CODE", help="help_per", shell_complete=indicator_codes)
@click.option("--district", default="", help="help_one_district", shell_complete=district_names)
@click.option("--years", default="", metavar="2021-2023", help="help_years")
@click.option("--rank", is_flag=True, help="help_rank")
@click.option("--own", is_flag=True, help="help_own")
@form_option(FORMS, "help_compare_as")
@output_option
@click.option("--svod", type=click.Path(path_type=Path), help="help_svod")
@catalogue_option
@region_option
@click.pass_context
def compare(
    context: click.Context,
    out: Path,
    indicators: tuple[str, ...],
    by: str,
    per: str,
    district: str,
    years: str,
    rank: bool,
    own: bool,
    form: str,
    output: Path | None,
    svod: Path | None,
    catalogue: Path | None,
    region: Path | None,
) -> None:
    """Set years, districts and libraries side by side."""
    voice: Voice = context.obj
    settings = region_of(out, region)
    whole = vetted_vocabulary(catalogue or settings.catalogue)
    known = whole.indicators
    asked = (part.strip() for each in indicators for part in each.split(","))
    codes = tuple(code_of(part, whole) for part in asked if part)
    request = Request(codes, by, per, _bounds(years), district, latest=not own)
    if form == "xlsx" and output is None and svod is None:
        raise CalledWrongly("output_needed", form="xlsx")
    with unsearched(), turn(out, "compare", voice):
        if svod is not None:
            _write_svod(out, request, known, svod, settings, voice)
            return
        needs_libraries = by == "library" or (form == "xlsx" and bool(codes))
        summing = Summing(home_of, request.latest)
        panel = load_panel(out, needed_codes(request, known), needs_libraries, summing)
        comparison = compare_panel(panel, request, known)
        if form == "xlsx" and output is not None:
            kinds = ("year", "district", "library") if needs_libraries else ("year", "district")
            sheets = _sheets(comparison, panel, kinds, known)
            with whole_file(output) as beside:
                load(BOOK)(comparison, sheets, out, beside, voice.lang)
            voice.say("file_written", file=output)
        else:
            _put(_text(comparison, form, voice.lang, rank), output, voice)


def _text(comparison: Comparison, form: str, lang: str, rank: bool) -> str:
    if form == "table":
        return comparison_as_table(comparison, lang, rank)
    return str(load(PAGE)(comparison, lang)) if form == "html" else TEXTS[form](comparison, lang)


def _bounds(years: str) -> tuple[int, int]:
    """The years asked for: «2021-2023», «2021-», «2022»; all where nothing is said.

    >>> _bounds("2021-2023"), _bounds("2022"), _bounds("2021-"), _bounds("")
    ((2021, 2023), (2022, 2022), (2021, 9999), (0, 9999))
    """
    first, dash, last = years.replace("–", "-").partition("-")
    if not all(each.strip().isdecimal() or not each.strip() for each in (first, last)):
        raise CalledWrongly("years_unreadable", years=years)
    low = int(first) if first.strip() else 0
    return low, int(last) if last.strip() else 9999 if dash or not low else low


def _put(text: str, output: Path | None, voice: Voice) -> None:
    if output is None:
        print_text(text)
        return
    with whole_file(output) as beside:
        beside.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    voice.say("file_written", file=output)


def _write_svod(
    out: Path,
    request: Request,
    known: Mapping[str, Indicator],
    path: Path,
    region: Region,
    voice: Voice,
) -> None:
    codes = tuple(code for code in load(REGIONAL_CODES)() if code in known)
    request = replace(request, indicators=codes, by="district")
    summing = Summing(home_of, request.latest)
    panel = load_panel(out, needed_codes(request, known), libraries=False, summing=summing)
    expected = [district.name for district in region.districts]
    comparison = compare_panel(panel, request, known)
    with whole_file(path) as beside:
        load(REGIONAL)(comparison, open_errors(out), expected, beside, voice.lang)
    if not (out / CHECKED).is_file():
        voice.warn("svod_unchecked", out=out)
    voice.say("file_written", file=path)


def _sheets(
    asked: Comparison, panel: Panel, kinds: Sequence[str], known: Mapping[str, Indicator]
) -> dict[str, Comparison]:
    """The same in other ways: by year, by district, and by library where figures of libraries
    were loaded.
    """
    others = {by: replace(asked.request, by=by) for by in kinds}
    return {
        by: asked if by == asked.request.by else compare_panel(panel, request, known)
        for by, request in others.items()
    }
