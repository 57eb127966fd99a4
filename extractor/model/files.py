"""The files of the data set: their rows, keys and links to each other."""

from msgspec import Struct

from extractor.model.decision import Decision
from extractor.model.observation import Observation
from extractor.model.records import (
    CellRow,
    EditionRow,
    FindingRow,
    LibraryChangeRow,
    LibraryRow,
    MentionRow,
    RegistryRow,
    ReportRow,
    SectionRow,
    TableRow,
)


class Reference(Struct, frozen=True):
    """A foreign key: ``columns`` of a file stand in the same-named columns of ``target``."""

    columns: tuple[str, ...]
    target: str


class File(Struct, frozen=True):
    """One CSV file: its row, the columns that identify a row, and what these rows refer to.

    ``links`` hold for every row; ``links_if_named`` where the last column is not empty (a data
    package cannot say that). One that is not ``sealed`` may be added to by people.
    """

    name: str
    row: type[Struct]
    key: tuple[str, ...] = ()
    links: tuple[Reference, ...] = ()
    links_if_named: tuple[Reference, ...] = ()
    sealed: bool = True


IN_REPORT = Reference(("report",), "reports")


IN_SECTION = Reference(("report", "section"), "sections")


IN_TABLE = Reference(("report", "table"), "tables")


FILES = (
    File("reports", ReportRow, ("report",)),
    File("sections", SectionRow, ("report", "section"), (IN_REPORT,)),
    File("tables", TableRow, ("report", "table"), (IN_REPORT,), (IN_SECTION,)),
    File("cells", CellRow, ("report", "table", "row", "column"), (IN_TABLE,)),
    File("observations", Observation, ("observation",), (IN_REPORT,), (IN_SECTION, IN_TABLE)),
    File("libraries", LibraryRow, ("library",)),
    File("mentions", MentionRow, (), (IN_REPORT,)),
    File("findings", FindingRow, ("finding",), (IN_REPORT,)),
    File("editions", EditionRow, ("report", "edition")),
    File("registries", RegistryRow, ("report", "library"), (IN_REPORT,)),
    File("library_changes", LibraryChangeRow),
    File("decisions", Decision, sealed=False),
)
