"""Four ways of writing the same report in Word, each a habit met in real reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from samples import parts, word
from samples.blocks import Block, Chart, Figure, Grid, Heading, Prose, Sample
from samples.word import LANDSCAPE, PORTRAIT, Look, field_run, numbered, paragraph, run

CENTRED = '<w:jc w:val="center"/>'
UPRIGHT = '<w:pgSz w:w="11906" w:h="16838"/>'
SIDEWAYS = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
MARGINS = (
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" '
    'w:footer="567" w:gutter="0"/>'
)
REVISION = 'w:author="Редактор" w:date="2024-02-01T10:00:00Z"'
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")


@dataclass
class Styles:
    """Headings are Word styles with typed numbers; a table of contents, running head and foot;
    what the other habits vary.
    """

    sample: Sample
    parts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    tables: int = 0
    charts: int = 0
    lists: int = 10
    paragraphs: int = 0
    splits: ClassVar[bool] = True
    ordinals: ClassVar[bool] = False
    marks: ClassVar[bool] = True

    def write(self) -> bytes:
        body = "".join(part for each in self.sample.blocks for part in self.block(each))
        cover = "".join(self.contents())
        self.parts |= {
            "styles": parts.fixed("styles.xml"),
            "numbering": parts.numbering(),
            "footnotes": parts.footnotes(self.notes),
        }
        self.parts |= {"header1": parts.header(self.sample.organisation), "footer1": parts.footer()}
        document = (
            f"{parts.HEAD}<w:document {parts.NAMESPACES}><w:body>"
            f"{cover}{body}{self.page(UPRIGHT)}</w:body></w:document>"
        )
        return word.package(document, self.parts)

    def page(self, size: str) -> str:
        margins = (
            '<w:headerReference w:type="default" r:id="header1"/><w:footerReference '
            'w:type="default" r:id="footer1"/>'
        )
        return f"<w:sectPr>{margins}{size}{MARGINS}</w:sectPr>"

    def contents(self) -> Iterable[str]:
        """A table of contents as Word keeps it: a field whose result are paragraphs in styles of
        their own.
        """
        headings = [
            each for each in self.sample.blocks if isinstance(each, Heading) and each.number
        ]
        begin = word.field_begin('TOC \\o "1-3"')
        yield paragraph(run("Содержание", bold=True))
        for n, each in enumerate(headings):
            text = (
                run(f"{each.number}. {each.title}") + "<w:r><w:tab/></w:r>" + run(str(3 + n // 2))
            )
            level = each.number.count(".") + 1
            yield paragraph((begin if n == 0 else "") + text, style=f"TOC{level}")
        yield paragraph(word.FIELD_END)

    def block(self, block: Block) -> Iterable[str]:
        match block:
            case Heading():
                yield self.heading(block)
            case Prose():
                yield self.prose(block)
            case Chart():
                yield self.chart(block)
            case Grid():
                yield from self.grid(block)

    def heading(self, heading: Heading) -> str:
        level = heading.number.count(".") + 1
        return paragraph(
            run(f"{heading.number}. {heading.title}" if heading.number else heading.title),
            style=f"Heading{level}",
        )

    def prose(self, prose: Prose) -> str:
        self.paragraphs += 1
        runs = self.runs(prose) + self.footnote(prose)
        match prose.form:
            case "title":
                return paragraph(run(prose.text, bold=True), properties=CENTRED)
            case "bullet":
                return self.bullet(prose)
            case "box":
                return self.box(prose)
            case _:
                return paragraph(runs)

    def runs(self, prose: Prose) -> str:
        return run(prose.text)

    def bullet(self, prose: Prose) -> str:
        return paragraph(run(prose.text), properties=numbered(2))

    def box(self, prose: Prose) -> str:
        return paragraph(run(prose.text))

    def footnote(self, prose: Prose) -> str:
        if not prose.footnote:
            return ""
        self.notes.append(prose.footnote)
        return (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference '
            f'w:id="{len(self.notes) + 1}"/></w:r>'
        )

    def chart(self, chart: Chart) -> str:
        self.charts += 1
        self.parts[f"charts/chart{self.charts}"] = parts.chart(chart)
        return paragraph(word.drawn_chart(self.charts, f"charts-chart{self.charts}"))

    def grid(self, grid: Grid) -> Iterable[str]:
        self.tables += 1
        yield self.caption(grid)
        yield from self.body(grid, PORTRAIT)
        self.tables += grid.nested is not None
        yield paragraph("")

    def caption(self, grid: Grid) -> str:
        return paragraph(run(grid.caption), properties=CENTRED)

    def body(self, grid: Grid, width: int) -> Iterable[str]:
        """The table, in two pieces where a page cuts it: with its header again, or without."""
        nested = (
            word.table(grid.nested, range(grid.nested.rows), Look(width // 3))
            if grid.nested
            else ""
        )
        look = Look(width, self.ordinal_list(grid), nested, self.marks)
        if grid.cut is None or not self.splits:
            yield word.table(grid, range(grid.rows), look)
            return
        yield word.table(grid, range(grid.cut), look)
        yield self.between()
        head = range(grid.header_rows) if self.repeats(grid) else ()
        yield word.table(grid, [*head, *range(grid.cut, grid.rows)], look)

    def repeats(self, grid: Grid) -> bool:
        return grid.repeat

    def between(self) -> str:
        return paragraph("")

    def ordinal_list(self, grid: Grid) -> int:
        if not self.ordinals or not any(each.role == "ordinal" for each in grid.cells):
            return 0
        self.lists += 1
        return self.lists


class Bold(Styles):
    """Everything is Normal: headings are bold paragraphs with typed numbers («Глава 5.», «5.1.»,
    «5.1.1»), bullets typed dashes.
    """

    splits = False
    marks = False

    def contents(self) -> Iterable[str]:
        return ()

    def heading(self, heading: Heading) -> str:
        depth = heading.number.count(".")
        number = {
            0: f"Глава {heading.number}. ",
            1: f"{heading.number}. ",
            2: f"{heading.number} ",
        }[depth]
        return paragraph(
            run((number if heading.number else "") + heading.title, bold=True),
            properties=CENTRED if depth == 0 else "",
        )

    def bullet(self, prose: Prose) -> str:
        return paragraph(run(f"- {prose.text}"))

    def caption(self, grid: Grid) -> str:
        return paragraph(run(grid.caption, extra="<w:i/>"))


class Numbering(Styles):
    """Numbers of headings («Раздел 5.», «5.1.»), of lists and of table rows are all automatic."""

    ordinals = True
    marks = False

    def contents(self) -> Iterable[str]:
        return ()

    def heading(self, heading: Heading) -> str:
        if not heading.number:
            return paragraph(run(heading.title, bold=True), properties=CENTRED)
        return paragraph(run(heading.title), style=f"Numbered{heading.number.count('.') + 1}")

    def caption(self, grid: Grid) -> str:
        return paragraph(run(grid.caption, bold=True), properties=CENTRED)


class Captions(Styles):
    """«Раздел V.», captions «Таблица 5.» with SEQ fields, landscape pages, tracked changes,
    content controls and text boxes.
    """

    marks = False

    def contents(self) -> Iterable[str]:
        return ()

    def heading(self, heading: Heading) -> str:
        if "." in heading.number or not heading.number:
            return super().heading(heading)
        return paragraph(
            run(f"Раздел {ROMAN[int(heading.number) - 1]}. {heading.title}"), style="Heading1"
        )

    def runs(self, prose: Prose) -> str:
        """Every fourth paragraph shows its figures as inserted, after a deleted draft."""
        if self.paragraphs % 4 or not any(isinstance(each, Figure) for each in prose.parts):
            return run(prose.text)
        return "".join(
            self.revised(each.text)
            if isinstance(each, Figure)
            else run(each if isinstance(each, str) else each.text)
            for each in prose.parts
        )

    def revised(self, text: str) -> str:
        deleted = (
            f'<w:del w:id="{self.paragraphs}" {REVISION}><w:r><w:delText>0</w:delText></w:r>'
            "</w:del>"
        )
        return f'{deleted}<w:ins w:id="{self.paragraphs + 1000}" {REVISION}>{run(text)}</w:ins>'

    def prose(self, prose: Prose) -> str:
        written = super().prose(prose)
        controlled = self.paragraphs % 5 == 0 and prose.form == "body"
        return (
            '<w:sdt><w:sdtPr><w:alias w:val="Текст"/></w:sdtPr><w:sdtContent>'
            f"{written}</w:sdtContent></w:sdt>"
            if controlled
            else written
        )

    def box(self, prose: Prose) -> str:
        return paragraph(word.text_box(100 + self.paragraphs, paragraph(run(prose.text))))

    def caption(self, grid: Grid) -> str:
        return paragraph(
            run("Таблица ")
            + field_run("SEQ Таблица \\* ARABIC", str(self.tables))
            + run(f". {grid.caption}"),
            style="Caption",
        )

    def grid(self, grid: Grid) -> Iterable[str]:
        if not grid.landscape:
            yield from super().grid(grid)
            return
        self.tables += 1
        yield paragraph("", properties=self.page(UPRIGHT))
        yield self.caption(grid)
        yield from self.body(grid, LANDSCAPE)
        yield paragraph("", properties=self.page(SIDEWAYS))

    def body(self, grid: Grid, width: int) -> Iterable[str]:
        pieces = list(super().body(grid, width))
        if grid.name == "courses":
            pieces[-1] = pieces[-1].replace("</w:tbl>", f"{self.deleted_row(grid)}</w:tbl>")
        if grid.name == "summary":
            pieces[-1] = self.controlled_row(pieces[-1])
        return pieces

    def deleted_row(self, grid: Grid) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr/><w:p><w:del w:id="{2000 + n}" {REVISION}><w:r><w:delText>'
            "лишнее</w:delText></w:r></w:del></w:p></w:tc>"
            for n in range(grid.columns)
        )
        return f'<w:tr><w:trPr><w:del w:id="1999" {REVISION}/></w:trPr>{cells}</w:tr>'

    def controlled_row(self, xml: str) -> str:
        """The last row inside a content control."""
        before, row, after = xml.rpartition("<w:tr>")
        return (
            f"{before}<w:sdt><w:sdtContent>{row}{after.removesuffix('</w:tbl>')}</w:sdtContent>"
            "</w:sdt></w:tbl>"
        )

    def repeats(self, grid: Grid) -> bool:
        return True

    def between(self) -> str:
        return paragraph(run(f"Продолжение таблицы {self.tables}"))


HABITS = {"styles": Styles, "bold": Bold, "numbering": Numbering, "captions": Captions}


def write_sample(sample: Sample, habit: str) -> bytes:
    """The bytes of the report as .docx."""
    return HABITS[habit](sample).write()
