"""A template of a letter, looked at before anything in it is used: a .docx like any other, with
narrower limits.
"""

from pathlib import Path

from extractor.errors import CalledWrongly, UnreadableFile
from extractor.options import MIB, Limits
from extractor.read.docx.package import Package

LIMITS = Limits(file_bytes=50 * MIB, part_bytes=64 * MIB, total_bytes=128 * MIB, entries=2_000)
XML = (".xml", ".rels")


def refuse_template(path: Path) -> None:
    """Raise CalledWrongly for a file that is no Word document, bursts when unpacked or declares
    entities.
    """
    try:
        package = Package(path, LIMITS)
        try:
            package.main_part()
            for name in package.zip.namelist():
                if name.lower().endswith(XML):
                    package.xml(name)
                elif not name.endswith("/"):
                    package.read(name)
        finally:
            package.close()
    except UnreadableFile as error:
        key = "cannot_open" if error.key == "cannot_open" else "template_unsafe"
        raise CalledWrongly(
            key, **{"part": "", "reason": "", **error.parts, "file": path.name}
        ) from error
