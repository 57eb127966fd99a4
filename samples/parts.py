"""The parts of a Word package that are the same in every report, and the small ones that are filled in: charts, notes, margins."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from samples.blocks import Chart

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
CONTENT = "application/vnd.openxmlformats-officedocument."
COLOURS = ("4472C4", "ED7D31")
PARTS = {
    "document": CONTENT + "wordprocessingml.document.main+xml",
    "styles": CONTENT + "wordprocessingml.styles+xml",
    "numbering": CONTENT + "wordprocessingml.numbering+xml",
    "footnotes": CONTENT + "wordprocessingml.footnotes+xml",
    "header": CONTENT + "wordprocessingml.header+xml",
    "footer": CONTENT + "wordprocessingml.footer+xml",
    "chart": CONTENT + "drawingml.chart+xml",
}


def styles() -> str:
    """Normal, three headings, caption, contents and list styles; the headings are linked to the multilevel list by number 1."""
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{32 - 2 * n}"/></w:rPr></w:style>'
        for n in (1, 2, 3)
    )
    numbered = "".join(
        f'<w:style w:type="paragraph" w:styleId="Numbered{n}"><w:name w:val="Раздел отчёта {n}"/><w:basedOn w:val="Heading{n}"/>'
        f'<w:pPr><w:numPr><w:ilvl w:val="{n - 1}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in (1, 2, 3)
    )
    contents = "".join(
        f'<w:style w:type="paragraph" w:styleId="TOC{n}"><w:name w:val="toc {n}"/><w:basedOn w:val="Normal"/></w:style>'
        for n in (1, 2, 3)
    )
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
        'w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="22"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{headings}{numbered}{contents}"
        '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>'
        "</w:pPr><w:rPr><w:i/></w:rPr></w:style>"
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def numbering() -> str:
    """List 1: «Раздел 1.», «1.1.», «1.1.1.» of the headings; 2: bullets; 3: «1.» of table rows (restarted by lists from 10 on)."""
    levels = ("Раздел %1.", "%1.%2.", "%1.%2.%3.")
    headings = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Numbered{n + 1}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for n, text in enumerate(levels)
    )
    indent = '<w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr>'
    rows = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in range(10, 60)
    )
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}">'
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{headings}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>{indent}</w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        f"{rows}</w:numbering>"
    )


def footnotes(texts: Sequence[str]) -> str:
    body = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for n, text in enumerate(texts, 2)
    )
    return (
        f'{HEAD}<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        f"{body}</w:footnotes>"
    )


def header(text: str) -> str:
    return f'{HEAD}<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:hdr>'


def footer() -> str:
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>'
        "</w:fldSimple></w:p></w:ftr>"
    )


def chart(drawn: Chart) -> str:
    """A bar or line chart with the figures kept in its caches, as Word writes it (without the workbook behind)."""
    kind = {"bar": "barChart", "line": "lineChart"}[drawn.kind]
    series = "".join(_series(n, name, drawn.categories, values) for n, (name, _, values) in enumerate(drawn.series))
    first = '<c:barDir val="col"/><c:grouping val="clustered"/>' if drawn.kind == "bar" else '<c:grouping val="standard"/>'
    return (
        f'{HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{R}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r>'
        f'<a:t>{escape(drawn.title)}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:{kind}>{first}{series}<c:axId val="1"/><c:axId val="2"/></c:{kind}>'
        '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
        '</c:plotArea><c:legend><c:legendPos val="b"/></c:legend></c:chart></c:chartSpace>'
    )


def _series(index: int, name: str, categories: Sequence[str], values: Sequence[str]) -> str:
    last = len(categories) + 1
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>Лист1!$B$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLOURS[index]}"/></a:solidFill><a:ln w="28575"><a:solidFill><a:srgbClr '
        f'val="{COLOURS[index]}"/></a:solidFill></a:ln></c:spPr>'
        f"<c:cat><c:strRef><c:f>Лист1!$A$2:$A${last}</c:f><c:strCache>{_points(categories)}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Лист1!$B$2:$B${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>{_points(values)}</c:numCache>"
        "</c:numRef></c:val></c:ser>"
    )


def _points(texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(text)}</c:v></c:pt>' for n, text in enumerate(texts))
    return f'<c:ptCount val="{len(texts)}"/>{points}'
