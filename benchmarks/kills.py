"""Real kills (SIGKILL) at changes of the file system: ``python benchmarks/kills.py [--kills 200]``.

Each trial forks, runs a command on a data set of two reports and dies at a random change (a file
opened to be written, a rename, a removal, an exchange of folders). OUT holds a file of others and
has «[» in its name, or what a killed command of an earlier version left lies beside it under the
number of a process that lives. Then the same command runs again. Counted: trials after which a
report, the foreign file or an answer is lost, a file differs from the manifest, or something is
left behind.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path[:1] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]
from building import report_of  # noqa: E402
from deciding import explain, explained_in  # noqa: E402

from extractor.dataset import publish_dataset, swap  # noqa: E402
from extractor.dataset.damage import damages_of  # noqa: E402
from extractor.dataset.earlier import earlier_lines  # noqa: E402
from extractor.dataset.findings import write_findings  # noqa: E402
from extractor.dataset.read import load_dataset  # noqa: E402
from extractor.dataset.swap import held  # noqa: E402
from extractor.dataset.write import remove_reports  # noqa: E402
from extractor.errors import CalledWrongly  # noqa: E402
from extractor.export.letter_fields import Sender  # noqa: E402
from extractor.export.letters import write_letters  # noqa: E402
from extractor.export.site import write_site  # noqa: E402
from extractor.model.dataset import Dataset  # noqa: E402
from extractor.model.finding import Checked  # noqa: E402
from extractor.model.region import Region  # noqa: E402
from extractor.options import PublishOptions  # noqa: E402

OPTIONS = PublishOptions()
LETTERS = "letters"
SENDER = Sender(Region(), "", "ru")
CHANGES = {
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.truncate",
    "svod.exchange",
}


def one(year: int):
    return report_of(report=f"beryozovo-{year}", file=f"beryozovo-{year}.docx", year=year)


def extract(out: Path) -> None:
    publish_dataset([one(2023)], [], out, OPTIONS)


def remove(out: Path) -> None:
    with suppress(CalledWrongly):  # it is gone where the killed command had done its work
        remove_reports(["beryozovo-2022"], out, OPTIONS)


def check(out: Path) -> None:
    with held(out):
        explain(out, "f2")
        write_findings(out, Checked((), ()))


def site(out: Path) -> None:
    with held(out):
        write_site(out, out / "site", [], "ru")


def letters(out: Path) -> None:
    with held(out):
        write_letters(load_dataset(out), Checked((), ()), out.parent / LETTERS, None, SENDER)


COMMANDS = (extract, remove, check, site, letters)
LAYOUTS = ("o[1]", "out", "left behind")


def laid_out(folder: Path, layout: str) -> Path:
    """A data set of two reports, an answer and a file of others; a letter about one of the two."""
    out = folder / ("o[1]" if layout == "o[1]" else "out")
    publish_dataset([one(2021), one(2022)], [], out, OPTIONS)
    explain(out, "f1")
    earlier = Dataset(load_dataset(out).editions[:1], ())
    write_letters(earlier, Checked((), ()), folder / LETTERS, None, SENDER)
    if layout != "out":
        (out / "notes.txt").write_text("моё", encoding="utf-8")
    if layout == "left behind":
        workshop = folder / f".{out.name}.svod-{os.getppid()}"
        (workshop / "old").mkdir(parents=True)
        (workshop / "added").write_text("", encoding="utf-8")
        for name in ("cells.csv", "reports.csv"):
            (out / name).rename(workshop / "old" / name)
        (out / f".archive.sqlite.{os.getppid()}").touch()
    return out


def changes_of(act: Callable[[Path], None], out: Path, end: int) -> int:
    """Fork, act, die at the change of that number; gives how many there were, ``end`` after a
    kill.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = [0]

        def hook(event: str, arguments: tuple) -> None:
            is_write = (
                event == "open"
                and isinstance(arguments[2], int)
                and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            )
            if event in CHANGES or is_write:
                count[0] += 1
                if count[0] > end:
                    os.kill(os.getpid(), signal.SIGKILL)

        exchange = swap._exchange
        swap._exchange = lambda one, other: (sys.audit("svod.exchange"), exchange(one, other))[1]
        sys.addaudithook(hook)
        act(out)
        os.write(writing, str(count[0]).encode())
        os._exit(0)
    os.close(writing)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(reading) as told:
        return int(told.read() or end) if status == 0 else end


def losses(act: Callable[[Path], None], out: Path, layout: str) -> list[str]:
    """What is missing after the same command has run again."""
    lost = []
    act(out)
    reports = {line["report"][-4:] for line in earlier_lines(out, "reports")}
    expected = {extract: {"2021", "2022", "2023"}, remove: {"2021"}}.get(act, {"2021", "2022"})
    lost += ["reports"] if reports != expected else []
    answers = explained_in(out)
    lost += ["answers"] if answers != {"f1", "f2"} - ({"f2"} if act is not check else set()) else []
    lost += ["foreign file"] if layout != "out" and not (out / "notes.txt").is_file() else []
    lost += ["valid"] if damages_of(out) else []
    lost += ["letter taken for somebody's"] if list((out.parent / LETTERS).glob("*(*")) else []
    litter = [
        path.name
        for folder in (out.parent, out, out / "site", out.parent / LETTERS)
        if folder.is_dir()
        for path in folder.glob(".*")
    ]
    return lost + (["litter"] if litter else [])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance, counts, lost, kills = random.Random(wanted.seed), {}, Counter(), 0
    while kills < wanted.kills:
        act, layout = chance.choice(COMMANDS), chance.choice(LAYOUTS)
        with tempfile.TemporaryDirectory() as folder:
            if (act, layout) not in counts:
                counts[act, layout] = changes_of(act, laid_out(Path(folder), layout), 1 << 30)
                continue
            out = laid_out(Path(folder), layout)
            end = chance.randrange(counts[act, layout])
            changes_of(act, out, end)
            kills += 1
            for what in losses(act, out, layout):
                lost[what] += 1
                print(f"{act.__name__}, {layout}, change {end}: {what}")
    changes = sum(counts.values())
    print(
        f"{kills} kills among {changes} changes of {len(counts)} situations: lost "
        f"{dict(lost) or 'nothing'}"
    )


if __name__ == "__main__":
    main()
