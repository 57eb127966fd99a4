"""How many broken conditions the tests notice: ``python benchmarks/mutation.py [--seed 1] [--count
100] [--held-out 30] [--room check]``.

A fixed random sample of the conditions of ``extractor/`` is negated one by one («and» becomes «or»
and back) in a copy of the tree. First the tests of the rooms and the truth of the samples run once
with the conditions as they are, and it is noted which test asks which condition. Then the tests
that ask it run against each flip, the quick ones first, until the first failure; where none fails,
all tests of its room and the truth. Printed: caught of tried by room, and the survivors with file,
line, text and the answers that the tests saw. ``--held-out`` so many of the next seed are tried
besides and reported apart. Each run is a fork of a process that has loaded the heavy libraries;
POSIX only.
"""

import argparse
import ast
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
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
MOST_TESTS = 60  # of those that ask a condition, before the whole room runs
TRUTH = "test_truth.py"
TESTS = {
    "batch": "batch cluster attention hostile commands limits_of_commands",
    "catalogue": "user_yaml classify map_explain check_rules",
    "check": "check* relations claims rules",
    "classify": "classify map_explain",
    "commands": "commands check_command map_explain compare compare_documents site hostile damage "
    "attention numbers sql decisions limits_of_commands cut_short exports export_part",
    "compare": "compare compare_documents compare_samples",
    "dataset": "publish archive exports map_explain library_changes damage kills attention hostile "
    "sent_data_set sql cut_short",
    "decisions": "decisions attention cut_short desk",
    "export": "exports formulas letters site publish",
    "formula": "check_rules check_parts compare",
    "identify": "identify rules",
    "indicators": "classify map_explain meaning own_catalogue rules",
    "interpret": "interpret values",
    "language": "numbers units periods number_words quote",
    "model": "memory publish compare interpret",
    "names": "resolve* library_changes encodings hostile rules",
    "outline": "outline* nested_tables rules",
    "processes": "processes batch hostile letters",
    "prose": "quote numbers claims rules",
    "publish": "publish archive exports formulas letters site map_explain library_changes",
    "quote": "quote numbers",
    "read": "read_* nested_tables",
    "resolve": "resolve* library_changes encodings",
    "russian": "numbers units periods number_words quote rules",
    "tables": "interpret values rules",
    "serve": "desk drawing",
    "standing_value": "archive compare",
    "words": "words user_yaml classify map_explain check_rules cut_short",
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


# --- which test asks which condition

SEEN = """
import json, os
from pathlib import Path

test, known = os.environ.get("PYTEST_CURRENT_TEST", ""), set()
file = Path(__file__).with_suffix(".log")

def seen(number, answer):
    try:
        key = (number, bool(answer), test)
    except ValueError:  # an array
        key = (number, None, test)
    if key not in known:
        known.add(key)
        with file.open("a", encoding="utf-8") as log:
            log.write(json.dumps(key) + "\\n")
    return answer
"""


@dataclass
class Asked:
    """Which tests ask a condition, the quick ones first, and which answers they saw."""

    tests: list[str] = field(default_factory=list)
    answers: set[bool | None] = field(default_factory=set)


class Clock:
    """A plug-in of pytest: tells ``_seen`` which test runs, keeps how long each took and which
    failed.
    """

    def __init__(self, file: Path) -> None:
        self.file, self.seconds, self.failed = file, dict[str, float](), list[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed.append(report.nodeid)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._tell(item.nodeid)
        yield
        self._tell("")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: object) -> Iterator[None]:
        """What a fixture of many tests asks is asked for all tests of the file."""
        before = sys.modules["_seen"].test if "_seen" in sys.modules else ""
        if getattr(fixturedef, "scope", "function") != "function":
            self._tell(before.partition("::")[0])
        yield
        self._tell(before)

    def pytest_sessionfinish(self) -> None:
        told = {"seconds": self.seconds, "failed": self.failed}
        self.file.write_text(json.dumps(told), encoding="utf-8")

    def _tell(self, test: str) -> None:
        if "_seen" in sys.modules:
            sys.modules["_seen"].test = test


class Chosen:
    """A plug-in of pytest: runs only the given tests, in their order; without them all but
    ``never``. The first that fails is written into ``_failed.txt``.
    """

    def __init__(self, tests: Sequence[str], never: Collection[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}
        self.never = never

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            Path("_failed.txt").write_text(report.nodeid, encoding="utf-8")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid not in self.never]
        if not self.place:
            return
        files = {test for test in self.place if "::" not in test}
        kept = [
            item
            for item in items
            if item.nodeid in self.place or item.nodeid.partition("::")[0] in files
        ]
        last = len(self.place)
        items[:] = sorted(kept, key=lambda item: self.place.get(item.nodeid, last))


def noted(source: str, sites: Sequence[tuple[int, Site]]) -> str:
    """Return the source with each condition handed through ``seen``; columns are bytes."""
    content = source.encode()
    starts = [0]
    for line in content.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    pieces = []
    for number, site in sites:
        first, last = starts[site.line - 1] + site.column, starts[site.end[0] - 1] + site.end[1]
        call = f'__import__("_seen").seen({number}, '.encode()
        pieces += [(first, 1, -last, call), (last, 0, -first, b")")]
    for place, _, _, piece in sorted(pieces, reverse=True):
        content = content[:place] + piece + content[place:]
    return content.decode()


def asked(sites: Sequence[Site], tree: Path) -> tuple[list[Asked], set[str]]:
    """Run the tests once and note who asks what; and which tests fail with nothing flipped: they
    say nothing.
    """
    (tree / "_seen.py").write_text(SEEN, encoding="utf-8")
    by_path = defaultdict(list)
    for number, site in enumerate(sites):
        by_path[site.path].append((number, site))
    originals = {path: (tree / path).read_text(encoding="utf-8") for path in by_path}
    for path, own in by_path.items():
        (tree / path).write_text(noted(originals[path], own), encoding="utf-8")
    files = list(dict.fromkeys(file for site in sites for file in test_files(site, tree)))
    fails(files, tree, Clock(tree / "_told.json"), limit=3600)
    for path, original in originals.items():
        (tree / path).write_text(original, encoding="utf-8")
    told = json.loads((tree / "_told.json").read_text(encoding="utf-8"))
    return list(_read_log(sites, tree, told["seconds"])), set(told["failed"])


def _read_log(sites: Sequence[Site], tree: Path, seconds: Mapping[str, float]) -> Iterator[Asked]:
    log, found = tree / "_seen.log", [Asked() for _ in sites]
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        number, answer, test = json.loads(line)
        found[number].answers.add(answer)
        if test:
            found[number].tests.append(test.partition(" (")[0])
    for site, each in zip(sites, found, strict=True):
        own = {Path(file.partition("::")[0]).name for file in test_files(site, tree)}
        ours = (t for t in dict.fromkeys(each.tests) if Path(t.partition("::")[0]).name in own)
        each.tests = sorted(ours, key=lambda test: seconds.get(test, 99.0))
        yield each


# --- flips


def fails(
    files: Collection[str], tree: Path, plugin: object = None, limit: int = SECONDS
) -> tuple[bool, float]:
    """Run tests in a fork; (one failed, processor seconds)."""
    child = os.fork()
    if child == 0:
        _run(tree, files, [plugin] if plugin else [], limit)
    _, status, usage = os.wait4(child, 0)
    return status != 0, usage.ru_utime + usage.ru_stime


def is_caught(
    site: Site, tree: Path, known: Asked, never: Collection[str], quick: bool
) -> tuple[bool, float]:
    """Run the tests with one condition flipped; (a test failed, processor seconds)."""
    (tree / "_failed.txt").unlink(missing_ok=True)
    target = tree / site.path
    original, stamp = target.read_bytes(), target.stat()
    target.write_text(site.apply(original.decode()), encoding="utf-8")
    spent = 0.0
    try:
        if known.tests:
            files = dict.fromkeys(str(tree / test.partition("::")[0]) for test in known.tests)
            found, spent = fails(files, tree, Chosen(known.tests[:MOST_TESTS], never))
            if found:
                return found, spent
        if quick or not known.answers:  # no test asks it
            return False, spent
        found, more = fails(test_files(site, tree), tree, Chosen((), never))
        return found, spent + more
    finally:
        target.write_bytes(original)
        os.utime(target, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def _run(tree: Path, files: Collection[str], plugins: list[object], limit: int) -> None:
    """Run pytest in this process and end it."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
    signal.alarm(8 * limit)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    os.chdir(tree)
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    os.environ["PYTHONPATH"] = str(tree)  # for programs that the tests start
    sys.path[:] = [
        str(tree),
        str(tree / "tests"),
        *(path for path in sys.path if path not in ("", str(HOUSE), str(HOUSE / "benchmarks"))),
    ]
    options = ["-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", f"--rootdir={tree}"]
    options += ["-x"] if limit == SECONDS else []
    code = 1
    try:
        code = int(pytest.main([*options, *files], plugins))
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


def chosen(wanted: argparse.Namespace, seed: int, count: int) -> list[Site]:
    """Return a sample: drawn by a hash of the condition itself, so that other changes of the
    code leave it as it is.
    """
    sites = [site for site in all_sites() if wanted.room in (None, site.room)]
    if wanted.again:
        listed = wanted.again.read_text(encoding="utf-8")
        return [site for site in sites if f"{site.path}:{site.line}  {site.text[:80]}" in listed]
    drawn = sorted(
        sites, key=lambda site: sha256(f"{seed}|{site.path}|{site.text}".encode()).digest()
    )
    kept = (site for site in drawn[:count] if any(part in site.path for part in wanted.only))
    return sorted(kept, key=lambda site: (site.path, site.line))


Result = tuple[Site, Asked, bool]


def report(results: Sequence[Result]) -> Iterator[str]:
    """Yield a line a room, the sum, then the survivors."""
    tried = Counter(site.room for site, _, _ in results)
    caught = Counter(site.room for site, _, found in results if found)
    for room in sorted(tried):
        yield f"{room or 'extractor':12}{caught[room]:>5} of {tried[room]}"
    share = 100 * caught.total() / max(1, tried.total())
    yield f"{'all':12}{caught.total():>5} of {tried.total()}  ({share:.0f} %)"
    for site, known, found in results:
        if not found:
            yield f"survived  {site.path}:{site.line}  {site.text[:90]}  {_answers(known)}"


def _answers(known: Asked) -> str:
    """Say what the tests saw of a condition.

    >>> _answers(Asked(["test_a"], {True}))
    '(always True in 1 tests)'
    """
    if not known.answers:
        return "(asked by no test)"
    if len(known.answers) == 1:
        return f"(always {next(iter(known.answers))} in {len(known.tests)} tests)"
    return f"(both in {len(known.tests)} tests)"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python benchmarks/mutation.py", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--held-out", type=int, default=0, help="conditions of the next seed")
    parser.add_argument("--room", help="only conditions of this room")
    parser.add_argument("--again", type=Path, help="only the survivors that this output lists")
    parser.add_argument(
        "--only", nargs="*", default=[""], help="of the sample, only files whose path holds a text"
    )
    parser.add_argument(
        "--quick", action="store_true", help="only tests that ask the condition, not the whole room"
    )
    wanted = parser.parse_args()
    warm()
    first = chosen(wanted, wanted.seed, wanted.count)
    others = chosen(wanted, wanted.seed + 1, wanted.held_out) if wanted.held_out else []
    sites = first + others
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="svod-mutants-") as folder:
        tree = copied(Path(folder, "svod"))
        noticed, never = asked(sites, tree)
        print(f"{len(never)} tests fail with nothing flipped: {sorted(never)}", file=sys.stderr)
        for site, known in zip(sites, noticed, strict=True):
            results.append((site, known, _shown(site, tree, known, never, wanted.quick)))
    print("\n".join(report(results[: len(first)])))
    if wanted.held_out:
        print("held out", *report(results[len(first) :]), sep="\n")


def _shown(site: Site, tree: Path, known: Asked, never: Collection[str], quick: bool) -> bool:
    begin, failed = time.monotonic(), tree / "_failed.txt"
    found, seconds = is_caught(site, tree, known, never, quick)
    word = "caught  " if found else "SURVIVED"
    test = failed.read_text(encoding="utf-8") if failed.exists() else ""
    print(
        f"{word} {seconds:6.1f} s ({time.monotonic() - begin:.0f})  {site.path}:{site.line}  "
        f"{site.text[:80]}  {_answers(known)} {test}",
        file=sys.stderr,
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
