"""Whether a regular expression of the package takes the square of its text: ``python
benchmarks/patterns.py [WORD…]``.

Every pattern that the package compiles while the samples are extracted is searched for in texts
that repeat one piece, at a length and at four times the length; 4 is linear, 16 quadratic. Exit 1
where one takes more than 9 times as long. WORD chooses the modules whose paths hold one of the
words.
"""

import ast
import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from time import process_time

HOUSE = Path(__file__).parent.parent
sys.path[0] = str(HOUSE)

import extractor  # noqa: E402
from benchmarks.growth_shapes import UNITS, spelled  # noqa: E402

SHORT, TIMES, BOUND, NOISE, LONGEST = 3_000, 4, 9, 0.002, 4
PIECES = (
    *UNITS.values(),
    "\t",
    "\n",
    "  ",
    " \n",
    "А",
    "аб ",
    "1-",
    "1 1",
    "1000 ",
    "а1",
    "(а",
    "((",
    "((а)",
    "[",
    "№",
    "«",
    "1/2 ",
    "а.а",
    "а.а.",
    "а/",
    "а,а",
    "--",
    "..",
    ",",
    ", ,",
    ";",
    ":",
    "с. ",
    "в ",
    "и 1",
    "от 1 ",
    "1 %",
    "_",
    "@",
    "a@a.",
    "a.a",
    "http:",
    "Таблица 1",
    "1) ",
    "*",
    "год ",
    "г. ",
    "2020/",
    "2020 ",
    "им. ",
    "ул.1",
    "д. 1, ",
    "муниципальный ",
    "области ",
    "библиотека-",
    "Библиотека «",
    "по сравнению с ",
    "A1",
    "0,",
    "+",
    "- 1 ",
    "скск",
    "кое",
)
ENDS = ("", "!", " \n")
SEARCHES = ("search", "finditer", "findall", "sub", "subn", "split")
Found = dict[re.Pattern[str], str]


def patterns() -> Found:
    """Each pattern with the file of the package that made it."""
    found: Found = {}
    made = re._compile  # type: ignore[attr-defined]

    def noticed(pattern: str, flags: int) -> re.Pattern[str]:
        compiled: re.Pattern[str] = made(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename.endswith("re/__init__.py"):
            frame = frame.f_back
        place = Path(frame.f_code.co_filename)
        if HOUSE / "extractor" in place.parents and isinstance(compiled.pattern, str):
            found.setdefault(compiled, f"{place.relative_to(HOUSE)}:{frame.f_lineno}")
        return compiled

    re._compile = noticed  # type: ignore[attr-defined]
    for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
        importlib.import_module(module.name)
    _work()
    re._compile = made  # type: ignore[attr-defined]
    return found


def is_searched(place: str) -> bool:
    """Whether a pattern is looked for anywhere in a text; one that is only matched where it
    stands begins at one place alone.
    """
    path, _, line = place.partition(":")
    source = (HOUSE / path).read_text(encoding="utf-8")
    name = _name_at(ast.parse(source), int(line))
    if name is None:
        return "match(" not in source.splitlines()[int(line) - 1]
    return is_name_searched(HOUSE / path, name)


def is_name_searched(module: Path, name: str) -> bool:
    """The same of the name of a pattern, of a table of patterns, or of a function that makes
    one.
    """
    dotted = ".".join(module.relative_to(HOUSE).with_suffix("").parts)
    others = () if name.startswith("_") else (HOUSE / "extractor").rglob("*.py")
    users = (path for path in others if f"from {dotted} import" in _source(path))
    return any(_searches(path, name) for path in (module, *users))


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _functions(path: Path) -> list[tuple[list[ast.AST], set[str]]]:
    """Return the nodes and the names of each function of a module."""
    found = []
    for function in ast.walk(ast.parse(_source(path))):
        if isinstance(function, ast.FunctionDef | ast.Lambda):
            nodes = list(ast.walk(function))
            found.append((nodes, {node.id for node in nodes if isinstance(node, ast.Name)}))
    return found


def _name_at(tree: ast.Module, line: int) -> str | None:
    """Return the name to which a module gives a pattern, or a table of patterns, on this line;
    else that of the function that returns it.
    """
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.lineno <= line <= (node.end_lineno or 0):
            return ast.unparse(node.targets[0])
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and isinstance(node.body[-1], ast.Return):
            last = node.body[-1]
            parts = (part for part in ast.walk(last) if isinstance(part, ast.Attribute))
            made = any(part.attr == "compile" for part in parts)
            if made and last.lineno <= line <= (last.end_lineno or 0):
                return node.name
    return None


def _searches(path: Path, name: str) -> bool:
    """Whether a pattern of this name, or of a table of this name, is looked for in a text."""
    for nodes, names in _functions(path):
        if name in names:
            held = {name} | _loop_names(nodes, name)
            calls = (node.value for node in nodes if _is_search(node))
            if any(re.match(r"\w*", ast.unparse(value))[0] in held for value in calls):
                return True
    return False


def _is_search(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in SEARCHES


def _loop_names(nodes: Sequence[ast.AST], name: str) -> set[str]:
    """Return the names that loops over a table give to what is in it."""
    loops = (node for node in nodes if isinstance(node, ast.For | ast.comprehension))
    over = (loop.target for loop in loops if name in ast.unparse(loop.iter))
    return {part.id for target in over for part in ast.walk(target) if isinstance(part, ast.Name)}


def _work() -> None:
    """Make the patterns that are made when they are first needed."""
    extract = importlib.import_module("extractor.pipeline").extract_report
    options = importlib.import_module("extractor.options").ReportOptions()
    for path in sorted((HOUSE / "samples" / "reports").glob("*.docx"))[:2]:
        extract(path, options)


def seconds(pattern: re.Pattern[str], text: str, searched: bool) -> float:
    """CPU seconds of a search through a text or of a match at its beginning, no more than
    ``LONGEST``.
    """
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    before = process_time()
    try:
        pattern.match(text)
        pattern.fullmatch(text)
        for _ in pattern.finditer(text) if searched else ():
            pass
    except TimeoutError:
        return float(LONGEST)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return process_time() - before


def _late(*_: object) -> None:
    raise TimeoutError


def worst(pattern: re.Pattern[str], searched: bool) -> Iterator[tuple[float, str]]:
    """How much longer four times a text takes, with the piece that it repeats, where that is too
    much.
    """
    for piece in PIECES:
        for case in (str, str.lower):
            for end in ENDS:
                one = seconds(pattern, case(spelled(piece, SHORT)) + end, searched)
                if one > NOISE:
                    four = seconds(pattern, case(spelled(piece, SHORT * TIMES)) + end, searched)
                    if four / one > BOUND or four >= LONGEST:
                        yield four / one, piece + end


def main() -> None:
    signal.signal(signal.SIGVTALRM, _late)
    wanted, bad = sys.argv[1:], 0
    known = {
        pattern: place
        for pattern, place in patterns().items()
        if not wanted or any(each in place for each in wanted)
    }
    for pattern, place in sorted(known.items(), key=lambda each: each[1]):
        found = next(worst(pattern, is_searched(place)), None)
        if found is not None:
            bad += 1
            print(
                f"{place:40} x{found[0]:5.1f} {found[1]!r:20} {pattern.pattern[:90]!r}", flush=True
            )
    print(f"{len(known)} patterns, {bad} above {BOUND}")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
