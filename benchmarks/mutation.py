"""How many broken conditions the tests notice: ``python benchmarks/mutation.py [--seed 1] [--count
100] [--held-out 30] [--room check]``.

A fixed random sample of the conditions of ``extractor/`` is negated one by one («and» becomes «or»
and back) in a copy of the tree. First the whole suite runs once with the conditions as they are,
and it is noted which test asks which condition: no list says which tests belong to which room. A
test that takes a remembered answer asks what was asked to find it. Then the tests that ask it run
against each flip, the quick ones first and the truth last, until the first failure. Printed: caught
of tried by room, the rooms with conditions that no test asks, and the survivors with file, line,
text and the answers that the tests saw. ``--held-out`` so many of another seed are tried besides
and reported apart. Each run is a fork of a process that has loaded the heavy libraries; POSIX only.
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
from itertools import accumulate
from pathlib import Path
from typing import Any

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
LEFT = (".*", "output", "*.egg-info")  # of the house, not copied
SECONDS = 300  # of a processor, after which a mutant counts as caught: it does not end
LOADING = ("warm", "_warm")  # fixtures that only load: their tests ask for themselves
QUICK = 60  # tests that ask a condition run first: the quickest
TOLD = "_told.json"
BUDGET = 100  # seconds of tests that ask a condition and run after those
TRUTH = "test_truth.py::"  # always runs where it asks: it costs more than most of the others

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


# --- which test asks which condition

PLAIN = "svod"  # the tree in which no condition is noted
SEEN = (
    f"PLAIN = {PLAIN!r}"
    + """
import functools, json, os, shutil, sys
from pathlib import Path

test, known, finding = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" (")[0], set(), []
file = Path(__file__).with_suffix(".log")

def seen(number, answer):
    try:
        note(number, bool(answer))
    except ValueError:  # an array
        note(number, None)
    return answer

def note(number, answer):
    if finding:
        finding[-1].add((number, answer))
    key = (number, answer, test)
    if key not in known:
        known.add(key)
        with file.open("a", encoding="utf-8") as log:
            log.write(json.dumps(key) + "\\n")

def remembering(maxsize=128, typed=False):
    # Answers are kept with what was asked to find them: who takes one asks the same.
    if callable(maxsize):
        return remembering()(maxsize)

    def around(function):
        @kept(maxsize, typed)
        @functools.wraps(function)
        def found(*given, **named):
            finding.append(set())
            try:
                return function(*given, **named), finding[-1]
            finally:
                finding.pop()

        @functools.wraps(function)
        def answer(*given, **named):
            value, asked = found(*given, **named)
            for number, was in asked:
                note(number, was)
            return value

        for name in ("cache_clear", "cache_info", "cache_parameters"):
            setattr(answer, name, getattr(found, name))
        return answer

    as_ever = kept(maxsize, typed)
    return lambda function: around(function) if is_ours(function) else as_ever(function)

def is_ours(function):
    return (getattr(function, "__module__", None) or "").startswith("extractor")

def counting(trace):
    # Who counts the lines of the package does not count those of this file.
    def lines(frame, event, given):
        return None if frame.f_code.co_filename == __file__ else trace(frame, event, given)

    traced(trace and lines)

def copying(source, *given, **named):
    # A copy of the code that a test changes as people do is the code without these calls.
    house = Path(__file__).parent
    plain = house.with_name(PLAIN) / "extractor"
    return copied(plain if Path(source) == house / "extractor" else source, *given, **named)

kept, traced, copied = functools.lru_cache, sys.settrace, shutil.copytree
functools.lru_cache, functools.cache = remembering, remembering(None)
sys.settrace, shutil.copytree = counting, copying
"""
)


@dataclass
class Asked:
    """Which tests ask a condition, the quick ones first, and which answers they saw."""

    tests: list[str] = field(default_factory=list)
    answers: set[bool | None] = field(default_factory=set)


class Clock:
    """A plug-in of pytest: tells ``_seen`` which test runs, keeps what each took, which failed
    and which share a fixture. What a module asks when it is collected, all its tests ask; what a
    fixture of many tests asks, each of them asks.
    """

    def __init__(self, file: Path) -> None:
        self.file, self.seconds, self.failed = file, dict[str, float](), list[str]()
        self.sharing = defaultdict[str, list[str]](list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            self.sharing[_file_of(item.nodeid)].append(item.nodeid)
            for name in getattr(item, "fixturenames", ()):
                self.sharing[f"fixture {name}"].append(item.nodeid)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        _tell(_file_of(collector.nodeid))
        yield
        _tell("")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        _tell(item.nodeid)
        begun = _seconds()
        yield
        self.seconds[item.nodeid] = _seconds() - begun
        _tell("")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        before, begun = sys.modules["_seen"].test if "_seen" in sys.modules else "", _seconds()
        is_to_load = fixturedef.argname in LOADING
        if is_to_load or fixturedef.scope != "function":
            _tell("" if is_to_load else f"fixture {fixturedef.argname}")
        yield
        _tell(before)
        if fixturedef.scope != "function":
            self.seconds[f"fixture {fixturedef.argname}"] = _seconds() - begun

    def pytest_sessionfinish(self) -> None:
        told = {"seconds": self.seconds, "failed": self.failed, "sharing": self.sharing}
        self.file.write_text(json.dumps(told), encoding="utf-8")


def _seconds() -> float:
    """Of this process and of those that it has waited for; a loaded machine makes them no more."""
    return sum(os.times()[:4])


def _file_of(test: str) -> str:
    return test.partition("::")[0]


def _tell(test: str) -> None:
    if "_seen" in sys.modules:
        sys.modules["_seen"].test = test


class Chosen:
    """A plug-in of pytest: runs only the given tests, in their order. The first that fails is
    written into ``_failed.txt``.
    """

    def __init__(self, tests: Sequence[str], never: Collection[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests) if test not in never}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            Path("_failed.txt").write_text(report.nodeid, encoding="utf-8")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.place),
            key=lambda item: self.place[item.nodeid],
        )


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


def asked(sites: Sequence[Site], tree: Path, jobs: int) -> tuple[list[Asked], set[str]]:
    """Run the tests once and note who asks what; and which tests fail with nothing flipped: they
    say nothing. ``jobs`` forks share the files, each with a tree of its own.
    """
    by_path = defaultdict(list)
    for number, site in enumerate(sites):
        by_path[site.path].append((number, site))
    files = sorted(path.relative_to(tree) for path in (tree / "tests").glob("test_*.py"))
    trees = [tree.parent / f"noting-{job}" for job in range(jobs)]
    for job, own in enumerate(trees):
        shutil.copytree(tree, own)
        (own / "_seen.py").write_text(SEEN, encoding="utf-8")
        for path, numbered in by_path.items():
            original = (tree / path).read_text(encoding="utf-8")
            (own / path).write_text(noted(original, numbered), encoding="utf-8")
        if os.fork() == 0:
            fails([str(own / file) for file in files[job::jobs]], own, Clock(own / TOLD), 7200)
            os._exit(0)
    for _ in trees:
        os.wait()
    told = [json.loads((own / TOLD).read_text(encoding="utf-8")) for own in trees]
    noticed = list(_read_logs(len(sites), trees, told))
    for own in trees:
        shutil.rmtree(own)
    return noticed, {test for one in told for test in one["failed"]}


def _read_logs(
    count: int, trees: Sequence[Path], told: Sequence[Mapping[str, Any]]
) -> Iterator[Asked]:
    found = [Asked() for _ in range(count)]
    for folder, one in zip(trees, told, strict=True):
        log = folder / "_seen.log"
        for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
            number, answer, test = json.loads(line)
            found[number].answers.add(answer)
            found[number].tests += one["sharing"].get(test, [test] if test else [])
    alone = dict(_costs(told))
    own = {test: spent for one in told for test, spent in one["seconds"].items()}
    for known in found:
        quick_first = sorted({*known.tests}, key=lambda test: alone.get(test, 99.0))
        upto = accumulate(own.get(test, 99.0) for test in quick_first)  # fixtures are made once
        known.tests = [
            test
            for test, spent in zip(quick_first, upto, strict=True)
            if spent < BUDGET or TRUTH in test
        ]
        yield known


def _costs(told: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, float]]:
    """Yield what each test costs when it runs alone: with the fixtures that it shares."""
    for one in told:
        shared = defaultdict[str, float](float)
        for name, tests in one["sharing"].items():
            for test in tests:
                shared[test] += one["seconds"].get(name, 0.0) if "fixture" in name else 0.0
        for test, spent in one["seconds"].items():
            yield test, spent + shared[test]


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


def is_caught(site: Site, tree: Path, known: Asked, never: Collection[str]) -> tuple[bool, float]:
    """Run the tests that ask it with one condition flipped; (a test failed, processor seconds)."""
    (tree / "_failed.txt").unlink(missing_ok=True)
    target = tree / site.path
    original, stamp = target.read_bytes(), target.stat()
    target.write_text(site.apply(original.decode()), encoding="utf-8")
    found, spent = False, 0.0
    try:
        for tests in (known.tests[:QUICK], known.tests[QUICK:]):
            if tests and not found:
                files = dict.fromkeys(str(tree / _file_of(test)) for test in tests)
                found, more = fails(files, tree, Chosen(tests, never))
                spent += more
        return found, spent
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
    os.environ["PYTHONPATH"] = str(tree)  # for programs that the tests start
    sys.path[:] = [
        str(tree),
        str(tree / "tests"),
        *(path for path in sys.path if path not in ("", str(HOUSE), str(HOUSE / "benchmarks"))),
    ]
    if (tree / "_seen.py").exists():
        __import__("_seen")  # before anything remembers
    options = ["-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", f"--rootdir={tree}"]
    options += ["-x"] if limit == SECONDS else ["--continue-on-collection-errors"]
    code = 1
    try:
        code = int(pytest.main([*options, *files], plugins))
        code = 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code
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
        lines = wanted.again.read_text(encoding="utf-8").splitlines()
        listed = [line for line in lines if line.startswith("survived")]
        return [site for site in sites if any(_is_of(site, line) for line in listed)]
    drawn = sorted(
        sites, key=lambda site: sha256(f"{seed}|{site.path}|{site.text}".encode()).digest()
    )
    kept = (site for site in drawn[:count] if any(part in site.path for part in wanted.only))
    return sorted(kept, key=lambda site: (site.path, site.line))


def _is_of(site: Site, line: str) -> bool:
    """Whether a survivor's line is of this condition, though lines above it have come or gone."""
    return f" {site.path}:" in line and f"  {site.text[:80]}" in line


Result = tuple[Site, Asked, bool]


def report(results: Sequence[Result]) -> Iterator[str]:
    """Yield a line a room, the sum, then the survivors."""
    tried = Counter(site.room for site, _, _ in results)
    caught = Counter(site.room for site, _, found in results if found)
    for room in sorted(tried):
        yield f"{room or 'extractor':12}{caught[room]:>5} of {tried[room]}"
    share = 100 * caught.total() / max(1, tried.total())
    yield f"{'all':12}{caught.total():>5} of {tried.total()}  ({share:.0f} %)"
    unasked = Counter(site.room for site, known, _ in results if not known.tests)
    for room, count in sorted(unasked.items()):
        yield f"asked by no test: {count} of {tried[room]} in {room or 'extractor'}"
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
    parser.add_argument("--jobs", type=int, default=1, help="so many flips at once")
    parser.add_argument("--held-out", type=int, default=0, help="so many conditions besides")
    parser.add_argument("--held-out-seed", type=int, help="of this seed; else the next one")
    parser.add_argument("--room", help="only conditions of this room")
    parser.add_argument("--again", type=Path, help="only the survivors that this output lists")
    parser.add_argument(
        "--only", nargs="*", default=[""], help="of the sample, only files whose path holds a text"
    )
    wanted = parser.parse_args()
    warm()
    first = chosen(wanted, wanted.seed, wanted.count)
    other_seed = wanted.seed + 1 if wanted.held_out_seed is None else wanted.held_out_seed
    others = chosen(wanted, other_seed, wanted.held_out) if wanted.held_out else []
    sites = first + others
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="svod-mutants-") as folder:
        tree = copied(Path(folder, PLAIN))
        noticed, never = asked(sites, tree, wanted.jobs)
        print(f"{len(never)} tests fail with nothing flipped: {sorted(never)}", file=sys.stderr)
        for place, found in sorted(_tried(sites, noticed, tree, never, wanted.jobs)):
            results.append((sites[place], noticed[place], found))
    print("\n".join(report(results[: len(first)])))
    if wanted.held_out:
        print("held out", *report(results[len(first) :]), sep="\n")


def _tried(
    sites: Sequence[Site], noticed: Sequence[Asked], tree: Path, never: Collection[str], jobs: int
) -> Iterator[tuple[int, bool]]:
    """Yield place in the sample and whether the flip was caught; ``jobs`` forks share the work,
    each with a tree of its own.
    """
    found = tree.parent / "found.txt"
    for job in range(jobs):
        own = Path(shutil.copytree(tree, tree.parent / f"svod-{job}"))
        if os.fork() == 0:
            for place in range(job, len(sites), jobs):
                is_found = _shown(sites[place], own, noticed[place], never)
                with found.open("a", encoding="utf-8") as log:
                    log.write(f"{place} {int(is_found)}\n")
            os._exit(0)
    for _ in range(jobs):
        os.wait()
    for line in found.read_text(encoding="utf-8").splitlines():
        place, is_found = map(int, line.split())
        yield place, bool(is_found)


def _shown(site: Site, tree: Path, known: Asked, never: Collection[str]) -> bool:
    begin, failed = time.monotonic(), tree / "_failed.txt"
    found, seconds = is_caught(site, tree, known, never)
    word = "caught  " if found else "SURVIVED"
    test = failed.read_text(encoding="utf-8") if failed.exists() else ""
    test = test or ("(does not end, or nothing can be imported)" if found else "")
    print(
        f"{word} {seconds:6.1f} s ({time.monotonic() - begin:.0f})  {site.path}:{site.line}  "
        f"{site.text[:80]}  {_answers(known)} {test}",
        file=sys.stderr,
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
