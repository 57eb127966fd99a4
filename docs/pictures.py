"""Take the pictures of ``README.ru.md`` anew: the desk on the samples, a letter, a page of the
site.

Run as ``python -m docs.pictures`` after a change of the pages. Needs Playwright with a Chromium
and LibreOffice, which neither the program nor its tests need.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "ru" / "pictures"
REPORTS = ROOT / "samples" / "reports"
COLOURS = 24
SIZE = {"width": 1180, "height": 640}
PORT = 8719
DESK = f"http://127.0.0.1:{PORT}"
LETTER_DPI = 80


def svod(*arguments: str | Path) -> list[str]:
    """The command line of the program in Russian."""
    return [sys.executable, str(ROOT / "cli.py"), *map(str, arguments), "--lang", "ru"]


def smaller(path: Path) -> None:
    """The picture in few colours, so that the repository stays light."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def of_desk(page: Page) -> None:
    """The list of reports, and one question beside its source."""
    page.goto(DESK)
    page.screenshot(path=PICTURES / "reports.png")
    page.goto(f"{DESK}/queue?kind=finding")
    page.locator("ol.queue a").nth(1).click()
    page.screenshot(path=PICTURES / "question.png")


def of_site(page: Page, region: Path) -> None:
    """The page of an indicator that opens without the network."""
    page.goto((region / "site" / "series" / "users.registered.html").as_uri())
    page.screenshot(path=PICTURES / "site.png")


def of_letter(folder: Path) -> None:
    """The first page of a letter to a district."""
    with pypdfium2.PdfDocument(sorted(folder.glob("*.pdf"))[0]) as letter:
        letter[0].render(scale=LETTER_DPI / 72).to_pil().save(PICTURES / "letter.png")


def main() -> None:
    """All pictures, from a data set of the samples in a folder that is thrown away."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        region, letters = Path(name) / "region", Path(name) / "letters"
        subprocess.run(svod("extract", REPORTS, "-o", region), check=True)
        # answers 1 where it found errors
        subprocess.run(svod("check", region, "--remarks", letters, "--pdf"), check=False)
        subprocess.run(svod("site", region), check=True)
        of_letter(letters)
        desk = subprocess.Popen(
            svod("serve", region, "--port", str(PORT), "--no-browser", "--sources", REPORTS)
        )
        try:
            wait_for_desk()
            with sync_playwright() as running:
                browser = running.chromium.launch(
                    executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"]
                )
                page = browser.new_page(viewport=SIZE, locale="ru-RU")
                of_desk(page)
                of_site(page, region)
                browser.close()
        finally:
            desk.terminate()
    for picture in PICTURES.glob("*.png"):
        smaller(picture)


def wait_for_desk() -> None:
    """Until the desk answers."""
    for _ in range(120):
        try:
            with urlopen(DESK, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the desk did not start")


if __name__ == "__main__":
    main()
