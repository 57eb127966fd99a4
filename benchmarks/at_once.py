"""Several commands at once in one data set: ``python benchmarks/at_once.py [--trials 100]``.

Each trial starts nine processes together in a data set of three reports with a contradiction in
each: extract of a fourth, remove of the first, check, three ``check --explain``, two ``map`` into
one catalogue, and a check of another data set; both checks write letters into one folder. Counted:
trials after which the data set is not as its manifest says, a finding is of a report that is gone,
a report, an answer or a letter is lost, a command ended as a defect. (It is not called
«concurrent», which would hide a module of Python from the scripts beside it.)
"""

import argparse
import io
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]  # not this folder: it holds a docx.py
from deciding import explained_in  # noqa: E402
from docx import Document  # noqa: E402

from extractor.batch.seen import NAME  # noqa: E402
from extractor.commands import main as svod  # noqa: E402
from extractor.dataset.damage import damages_of  # noqa: E402
from extractor.dataset.earlier import earlier_lines  # noqa: E402
from extractor.decisions.log import shared_log  # noqa: E402

WORDS = ("кружки вышивки", "кружки резьбы")  # labels that no indicator is known for


def written(folder: Path, year: int) -> Path:
    """A report whose total does not add up, with two labels of its own."""
    document = Document()
    document.add_paragraph(
        f"Отчёт о деятельности муниципальных библиотек Луговского района за {year} год"
    )
    rows = [
        ("Показатель", str(year)),
        ("Число пользователей", "1234"),
        *((word, "5") for word in WORDS),
    ]
    fund = [("Фонд", str(year)), ("Книги", "100"), ("Брошюры", "20"), ("Всего", "125")]
    for lines in (rows, fund):
        table = document.add_table(len(lines), 2)
        for cell, text in zip(table._cells, (text for line in lines for text in line), strict=True):
            cell.text = text
        document.add_paragraph("Далее.")
    path = folder / f"lug-{year}.docx"
    document.save(str(path))
    return path


def started(*arguments: object, told: Path) -> int:
    """Fork a command; its process. What it says goes into a file."""
    child = os.fork()
    if child:
        return child
    sys.argv = ["svod", *map(str, arguments), "--lang", "en"]
    status = 99
    with (
        told.open("w", encoding="utf-8") as file,
        redirect_stdout(io.TextIOWrapper(io.BytesIO())),
        redirect_stderr(file),
    ):
        try:
            svod()
        except SystemExit as end:
            status = int(end.code or 0)
    os._exit(status)


def finished(processes: list[int]) -> list[int]:
    return [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]


def trial(
    folder: Path,
    template: Path,
    fourth: Path,
    findings: list[str],
    reports: list[str],
    chance: random.Random,
) -> list[str]:
    out, catalogue, letters = folder / "out", folder / "own", folder / "letters"
    other = folder / "other"
    for copy in (out, other):
        shutil.copytree(template, copy)
    kept = [name for name in findings if not name.startswith(reports[0])]
    answered = chance.sample(kept, min(3, len(kept)))
    calls = [
        ("extract", fourth, "-o", out),
        ("remove", out, reports[0]),
        ("check", out, "--remarks", letters),
        ("check", other, "--remarks", letters),
        *(("check", out, "--explain", name, "так и есть") for name in answered),
        *(("map", out, word, "events.total", "--catalogue", catalogue) for word in WORDS),
    ]
    chance.shuffle(calls)
    told = [folder / f"{number}.txt" for number in range(len(calls))]
    statuses = finished([started(*call, told=path) for call, path in zip(calls, told, strict=True)])
    lost = [
        f"{call[0]} ended with {status}: {path.read_text('utf-8').strip()[-200:]}"
        for call, status, path in zip(calls, statuses, told, strict=True)
        if status not in (0, 1)
    ]
    there = {line["report"] for line in earlier_lines(out, "reports")}
    lost += ["reports"] if len(there) != 3 or reports[0] in there else []
    lost += [f"damage {damage.file} {damage.what}" for damage in damages_of(out)]
    lost += (
        ["findings of a removed report"]
        if {line["report"] for line in earlier_lines(out, "findings")} - there
        else []
    )
    lost += ["answers"] if explained_in(out) != set(answered) else []
    log = shared_log(catalogue / "decisions.csv")
    learned = [dict(decision.target)["label"] for decision in log]
    lost += ["labels"] if set(learned) != set(WORDS) else []
    lost += [f"letters: {path.name}" for path in letters.glob("*(*")]
    return lost + [
        f"left {path.name}"
        for path in (*folder.glob(".*"), *out.glob(".*"), *letters.glob(".*"))
        if not path.name.endswith(("-pages", NAME))
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance, lost, answers = random.Random(wanted.seed), Counter(), 0
    with tempfile.TemporaryDirectory() as root:
        base = Path(root)
        files = [written(base, year) for year in (2020, 2021, 2022, 2023)]
        for call in (("extract", *files[:3], "-o", base / "out"), ("check", base / "out")):
            finished([started(*call, told=base / "told.txt")])
        reports = sorted(line["report"] for line in earlier_lines(base / "out", "reports"))
        findings = [line["finding"] for line in earlier_lines(base / "out", "findings")]
        for number in range(wanted.trials):
            (base / str(number)).mkdir()
            for what in trial(
                base / str(number), base / "out", files[3], findings, reports, chance
            ):
                lost[what.partition(":")[0]] += 1
                print(f"trial {number}: {what}")
            answers += min(3, len(findings))
            shutil.rmtree(base / str(number))
    print(
        f"{wanted.trials} trials, {answers} answers, {2 * wanted.trials} labels: lost "
        f"{dict(lost) or 'nothing'}"
    )


if __name__ == "__main__":
    main()
