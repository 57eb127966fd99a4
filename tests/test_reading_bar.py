"""The bar on a terminal: what is read, how far, what remains; nothing of it in a pipe."""

import io
import sys

import pytest
from building import report_of
from rich.console import Console

from extractor.batch import Failed
from extractor.commands.reading import Watch
from extractor.commands.reading_bar import ReadingBar
from extractor.commands.voice import NORMAL, QUIET, VERBOSE, Voice
from extractor.errors import SvodError


@pytest.fixture
def files(tmp_path):
    """A short report, a scan of a hundred times its size, another short one."""
    paths = [tmp_path / name for name in ("первый.docx", "скан.pdf", "третий.docx")]
    for path, size in zip(paths, (10, 1000, 10), strict=True):
        path.write_bytes(b"x" * size)
    return paths


def drawn(bar, *steps):
    """What stands on the line after each step."""
    lines = []
    with bar:
        for step in steps:
            step()
            bar.progress.refresh()
            task = bar.progress.tasks[0]
            lines.append((round(task.percentage), task.fields["read"], task.fields["file"]))
    return lines


def test_a_file_counts_by_its_size_and_a_scan_by_its_pages(files):
    bar = ReadingBar(files, "ru", Console(file=io.StringIO(), force_terminal=True, width=120))
    lines = drawn(
        bar,
        lambda: bar.at("первый.docx", 0, 0),
        lambda: bar.done("первый.docx"),
        lambda: bar.at("скан.pdf", 0, 0),
        lambda: bar.at("скан.pdf", 5, 10),
        lambda: bar.done("скан.pdf"),
    )
    assert lines == [
        (0, "0 из 3, осталось", "первый.docx"),
        (1, "1 из 3, осталось", ""),
        (1, "1 из 3, осталось", "скан.pdf"),
        (50, "1 из 3, осталось", "скан.pdf, страница 5 из 10"),
        (99, "2 из 3, осталось", ""),
    ]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_line_fits_whatever_the_terminal(files, width):
    written = io.StringIO()
    bar = ReadingBar(files, "ru", Console(file=written, force_terminal=True, width=width))
    with bar:
        bar.at("[b]очень длинное название файла районного отчёта за прошлый год[/b].docx", 1, 30)
        lines = bar.progress.console.render_lines(bar.progress.get_renderable())
    assert len(lines) == 1
    assert sum(piece.cell_length for piece in lines[0]) <= width


def test_of_two_files_with_one_name_each_counts(tmp_path):
    paths = [tmp_path / "а" / "отчёт.docx", tmp_path / "б" / "отчёт.docx"]
    for path, size in zip(paths, (25, 75), strict=True):
        path.parent.mkdir()
        path.write_bytes(b"x" * size)
    bar = ReadingBar(paths, "ru", Console(file=io.StringIO(), force_terminal=True))
    done = drawn(bar, lambda: bar.done("отчёт.docx"), lambda: bar.done("отчёт.docx"))
    assert [share for share, _, _ in done] == [25, 100]


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "loudness", "as_json", "has_bar", "is_told"),
    [
        (Terminal, NORMAL, False, True, True),
        (Terminal, NORMAL, True, False, True),
        (Terminal, QUIET, False, False, False),
        (Terminal, VERBOSE, False, False, True),
        (io.StringIO, NORMAL, False, False, False),
        (io.StringIO, NORMAL, True, False, True),
    ],
)
def test_a_bar_stands_on_a_terminal_only(
    monkeypatch, files, stream, loudness, as_json, has_bar, is_told
):
    monkeypatch.setattr(sys, "stderr", stream())
    watch = Watch(files, Voice("ru", loudness, as_json))
    assert (watch.bar is not None, watch.progress is not None) == (has_bar, is_told)


def test_reports_are_told_above_the_bar_as_they_are_done_and_failures_at_the_end(
    monkeypatch, files
):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    written = sys.stderr
    watch = Watch(files, Voice("ru"))
    broken = Failed(files[1], SvodError("empty_file", file="скан.pdf"))

    def results():
        yield report_of(file="первый.docx")
        yield broken
        assert "первый.docx" in written.getvalue(), "told while the others are read"
        assert "empty" not in written.getvalue() and "пуст" not in written.getvalue()
        yield report_of(file="третий.docx")

    assert len(list(watch.shown(results()))) == 3
    assert "скан.pdf" in written.getvalue().rstrip().splitlines()[-1]
