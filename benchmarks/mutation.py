"""How many broken conditions the tests notice: ``python benchmarks/mutation.py [--seed 1] [--count
100] [--room check]``.

A fixed random sample of the conditions of ``extractor/`` is negated one by one («and» becomes «or»
and back) in a copy of the tree. The tests of its room run against each, then the truth of the
samples, until the first failure. Printed: caught of tried by room, and the survivors with file,
line and text. Each mutant runs in a fork of a process that has loaded the heavy libraries; POSIX
only.
"""

import argparse
import ast
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
HEAVY = (
    "docx",
    "jsonschema",
    "lxml.etree",
    "numpy",
    "openpyxl",
    "pandas",
    "pydantic",
    "pymorphy3",
    "spacy",
    "yaml",
    "hypothesis",
    "lark",
    "highspy",
    "PIL",
    "pdfplumber",
    "pypdfium2",
    "rapidfuzz",
    "jinja2",
    "click",
)
LEFT = (".*", "output", "benchmarks", "*.egg-info")  # of the house, not copied
SECONDS = 240  # of a processor, after which a mutant counts as caught: it does not end
TRUTH = "test_truth.py"
TESTS = {
    "batch": "batch commands",
    "catalogue": "user_yaml classify map_explain check_rules",
    "check": "check*",
    "classify": "classify map_explain",
    "commands": "commands check_command map_explain compare compare_documents site",
    "compare": "compare compare_documents",
    "dataset": "publish archive exports map_explain library_changes",
    "export": "exports formulas letters site publish",
    "formula": "check_rules check_parts compare",
    "identify": "identify",
    "indicators": "classify map_explain",
    "interpret": "interpret values",
    "language": "numbers units periods number_words quote",
    "model": "memory publish compare interpret",
    "names": "resolve* library_changes encodings",
    "outline": "outline*",
    "prose": "quote numbers",
    "publish": "publish archive exports formulas letters site map_explain library_changes",
    "quote": "quote numbers",
    "read": "read_*",
    "resolve": "resolve* library_changes encodings",
    "russian": "numbers units periods number_words quote",
    "tables": "interpret values",
    "words": "user_yaml classify map_explain check_rules",
    "": "commands memory publish archive invariance",
}
"""Room (today's and the coming names) → test files, without «test_» and suffix."""

Flip = tuple[type[ast.cmpop], type[ast.cmpop]]
PAIRS: tuple[Flip, ...] = (
    (ast.Eq, ast.NotEq),
    (ast.Lt, ast.GtE),
    (ast.Gt, ast.LtE),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
)
OPPOSITE = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}


@dataclass(frozen=True, slots=True)
class Site:
    """A condition: the file below the house, where it stands, its text, and what it becomes."""

    path: str
    line: int
    column: int
    end: tuple[int, int]
    text: str
    flipped: str

    @property
    def room(self) -> str:
        parts = Path(self.path).parts
        return parts[1] if len(parts) > 2 else ""

    def apply(self, source: str) -> str:
        """Return the source with this condition flipped; columns are bytes of UTF-8."""
        lines = source.encode().splitlines(keepends=True)
        (last, stop), first = self.end, self.line - 1
        before, after = lines[first][: self.column], lines[last - 1][stop:]
        return b"".join(
            [*lines[:first], before + self.flipped.encode() + after, *lines[last:]]
        ).decode()


def sites_of(path: str, source: str) -> Iterator[Site]:
    """Yield the conditions of a module: tests of branches and comprehensions, comparisons,
    «and», «or», «not».
    """
    tree = ast.parse(source)
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
    }
    for node in (
        node for node in ast.walk(tree) if id(node) not in inside
    ):  # Python 3.11 tells no places in f-strings
        for test in _conditions(node):
            text = ast.get_source_segment(source, test) or ""
            end = (test.end_lineno or 0, test.end_col_offset or 0)
            if "__main__" not in text:
                yield Site(
                    path,
                    test.lineno,
                    test.col_offset,
                    end,
                    " ".join(text.split()),
                    f"({_flipped(test)})",
                )


def _conditions(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare | ast.BoolOp) or _is_not(node):
        yield node
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        yield from (test for test in (node.test,) if not _is_itself(test))
    elif isinstance(node, ast.comprehension):
        yield from (test for test in node.ifs if not _is_itself(test))


def _is_not(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _is_itself(test: ast.expr) -> bool:
    """A comparison or a boolean operator is met as such."""
    return isinstance(test, ast.Compare | ast.BoolOp) or _is_not(test)


def _flipped(test: ast.expr) -> str:
    if isinstance(test, ast.BoolOp):
        other = ast.Or() if isinstance(test.op, ast.And) else ast.And()
        return ast.unparse(ast.BoolOp(other, test.values))
    if isinstance(test, ast.UnaryOp):
        return ast.unparse(test.operand)
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return ast.unparse(
            ast.Compare(test.left, [OPPOSITE[type(test.ops[0])]()], test.comparators)
        )
    return f"not ({ast.unparse(test)})"


def all_sites() -> list[Site]:
    paths = sorted((HOUSE / "extractor").rglob("*.py"))
    return [
        site
        for path in paths
        for site in sites_of(path.relative_to(HOUSE).as_posix(), path.read_text(encoding="utf-8"))
    ]


def copied(folder: Path) -> Path:
    """Copy the tree, compiled files with it, so that only what is changed is compiled again."""
    return Path(shutil.copytree(HOUSE, folder, ignore=shutil.ignore_patterns(*LEFT)))


def test_files(site: Site, tree: Path) -> list[str]:
    """Return what runs against a mutant: the examples of its module, the tests of its room, the
    truth.
    """
    names = [f"test_{pattern}.py" for pattern in TESTS.get(site.room, TESTS[""]).split()]
    found = [path for name in names for path in sorted((tree / "tests").glob(name))]
    own = [*dict.fromkeys(path for path in found if path.name != TRUTH), tree / "tests" / TRUTH]
    return [*_examples(site, tree), *map(str, own)]


def _examples(site: Site, tree: Path) -> Iterator[str]:
    if ">>> " in (tree / site.path).read_text(encoding="utf-8"):
        module = site.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        yield f"{tree}/tests/test_doctests.py::test_examples_in_docstrings_hold[{module}]"


def fails(files: Sequence[str], tree: Path) -> tuple[bool, float]:
    """Run tests in a fork; (one failed, processor seconds)."""
    child = os.fork()
    if child == 0:
        _run(tree, files)
    _, status, usage = os.wait4(child, 0)
    return status != 0, usage.ru_utime + usage.ru_stime


def is_caught(site: Site, tree: Path) -> tuple[bool, float]:
    """Run the tests with one condition flipped; (a test failed, processor seconds)."""
    target = tree / site.path
    original, stamp = target.read_bytes(), target.stat()
    target.write_text(site.apply(original.decode()), encoding="utf-8")
    try:
        return fails(test_files(site, tree), tree)
    finally:
        target.write_bytes(original)
        os.utime(target, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def _run(tree: Path, files: Sequence[str]) -> None:
    """Run pytest in this process and end it."""
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    signal.alarm(4 * SECONDS)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    os.chdir(tree)
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.path[:] = [
        str(tree),
        str(tree / "tests"),
        *(path for path in sys.path if path not in ("", str(HOUSE), str(HOUSE / "benchmarks"))),
    ]
    code = 1
    try:
        code = int(
            pytest.main(
                [
                    "-x",
                    "-q",
                    "-p",
                    "no:cacheprovider",
                    "--hypothesis-seed=0",
                    f"--rootdir={tree}",
                    *files,
                ]
            )
        )
    finally:
        os._exit(code)


def warm() -> None:
    """Load what every mutant needs and none changes. Raises RuntimeError where that would load
    the code under test.
    """
    here = str(Path(__file__).parent)  # its docx.py would hide the library
    sys.path[:] = [path for path in sys.path if path not in (here, str(HOUSE), "")]
    for name in HEAVY:
        __import__(name)
    if "extractor" in sys.modules:
        raise RuntimeError("extractor is loaded before it is mutated")


def chosen(wanted: argparse.Namespace) -> list[Site]:
    sites = [site for site in all_sites() if wanted.room in (None, site.room)]
    return sorted(
        random.Random(wanted.seed).sample(sites, min(wanted.count, len(sites))),
        key=lambda site: (site.path, site.line),
    )


def report(results: Sequence[tuple[Site, bool]]) -> Iterator[str]:
    """Yield a line a room, the sum, then the survivors."""
    tried, caught = (
        Counter(site.room for site, _ in results),
        Counter(site.room for site, found in results if found),
    )
    yield from (
        f"{room or 'extractor':12}{caught[room]:>5} of {tried[room]}" for room in sorted(tried)
    )
    yield (
        f"{'all':12}{caught.total():>5} of {tried.total()}  "
        f"({100 * caught.total() / max(1, tried.total()):.0f} %)"
    )
    yield from (
        f"survived  {site.path}:{site.line}  {site.text[:90]}"
        for site, found in results
        if not found
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python benchmarks/mutation.py", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--room", help="only conditions of this room")
    parser.add_argument("--jobs", type=int, default=1, help="mutants at once")
    parser.add_argument("--again", type=Path, help="only the survivors that this output lists")
    parser.add_argument("--only", help="only conditions of files whose path holds this text")
    wanted = parser.parse_args()
    warm()
    sites = [site for site in chosen(wanted) if (wanted.only or "") in site.path]
    if wanted.again:
        listed = wanted.again.read_text(encoding="utf-8")
        sites = [site for site in sites if f"{site.path}:{site.line}  {site.text[:80]}" in listed]
    with (
        tempfile.TemporaryDirectory(prefix="svod-mutants-") as folder,
        ThreadPoolExecutor(wanted.jobs) as pool,
    ):
        trees = [copied(Path(folder, str(number))) for number in range(wanted.jobs)]
        files = dict.fromkeys(file for site in sites for file in test_files(site, trees[0]))
        if fails(list(files), trees[0])[0]:
            sys.exit("the tests fail before anything is flipped")

        def worker(number: int) -> list[tuple[Site, bool]]:
            return [(site, _shown(site, trees[number])) for site in sites[number :: wanted.jobs]]

        results = [pair for found in pool.map(worker, range(wanted.jobs)) for pair in found]
    print("\n".join(report(sorted(results, key=lambda pair: (pair[0].path, pair[0].line)))))


def _shown(site: Site, tree: Path) -> bool:
    begin = time.monotonic()
    found, seconds = is_caught(site, tree)
    word = "caught  " if found else "SURVIVED"
    print(
        f"{word} {seconds:6.1f} s ({time.monotonic() - begin:.0f})  {site.path}:{site.line}  "
        f"{site.text[:80]}",
        file=sys.stderr,
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
