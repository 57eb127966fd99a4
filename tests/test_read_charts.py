"""Native charts: the figures that the file caches for them, whatever their kind."""

import pytest

from tests.wordfiles import charts, drawing, p, part, read, texts


def cache(kind: str, *points: str, levels: int = 0) -> str:
    """Cached points; with levels they are dealt out, the innermost level first, «-» for none."""
    if not levels:
        return f'<c:{kind}><c:ptCount val="{len(points)}"/>{_pt(points)}</c:{kind}>'
    size = len(points) // levels
    inner = "".join(
        f"<c:lvl>{_pt(points[i * size : (i + 1) * size])}</c:lvl>" for i in range(levels)
    )
    return f'<c:{kind}><c:ptCount val="{size}"/>{inner}</c:{kind}>'


def _pt(points: tuple[str, ...]) -> str:
    return "".join(
        f'<c:pt idx="{i}"><c:v>{each}</c:v></c:pt>' for i, each in enumerate(points) if each != "-"
    )


def strings(*points: str) -> str:
    return f"<c:cat>{cache('strCache', *points)}</c:cat>"


def levels(*points: str) -> str:
    return f"<c:cat>{cache('multiLvlStrCache', *points, levels=2)}</c:cat>"


def numbers(name: str, *points: str) -> str:
    return f"<c:{name}>{cache('numCache', *points)}</c:{name}>"


def chart(kind: str, *series: str) -> str:
    return chart_space(
        f"<c:{kind}>{''.join(f'<c:ser>{each}</c:ser>' for each in series)}</c:{kind}>"
    )


def chart_space(plots: str, title: str = "") -> str:
    return part("c:chartSpace", f"<c:chart>{title}<c:plotArea>{plots}</c:plotArea></c:chart>")


def level(*points: str) -> str:
    inner = "".join(f'<cx:pt idx="{i}">{each}</cx:pt>' for i, each in enumerate(points))
    return f"<cx:lvl ptCount='2'>{inner}</cx:lvl>"


NAME = "<c:tx><c:v>Фонд</c:v></c:tx>"
PLAIN_KINDS = [
    "bar",
    "bar3D",
    "line",
    "pie",
    "doughnut",
    "area",
    "radar",
    "ofPie",
    "stock",
    "surface",
]
TREE_MAP = part(
    "cx:chartSpace",
    f"<cx:chartData><cx:data id='0'><cx:strDim>{level('а', 'б')}</cx:strDim><cx:numDim>"
    f"{level('5', '6')}</cx:numDim></cx:data>"
    "</cx:chartData><cx:chart><cx:plotArea><cx:plotAreaRegion><cx:series layoutId='treemap'><cx:tx>"
    "<cx:txData><cx:v>Фонд</cx:v>"
    "</cx:txData></cx:tx><cx:dataId val='0'/></cx:series></cx:plotAreaRegion></cx:plotArea>"
    "</cx:chart>",
)
FIGURES = [
    *(
        (
            f"{kind}Chart",
            NAME + strings("2022", "2023") + numbers("val", "1", "-"),
            [("Фонд", ("2022", "2023"), ("1", None))],
        )
        for kind in PLAIN_KINDS
    ),
    (
        "scatterChart",
        numbers("xVal", "1", "2") + numbers("yVal", "3", "4"),
        [("", ("1", "2"), ("3", "4"))],
    ),
    (
        "bubbleChart",
        numbers("xVal", "1") + numbers("yVal", "3") + numbers("bubbleSize", "9"),
        [("", ("1",), ("3",)), ("", ("1",), ("9",))],
    ),
    (
        "barChart",
        levels("книги", "люди", "книги", "2022", "-", "2023") + numbers("val", "1", "2", "3"),
        [("", ("2022 / книги", "2022 / люди", "2023 / книги"), ("1", "2", "3"))],
    ),
    ("lineChart", numbers("val", "1", "2"), [("", (None, None), ("1", "2"))]),
]


@pytest.mark.parametrize(
    ("xml", "kind", "series"),
    [
        *((chart(kind, inner), kind, found) for kind, inner, found in FIGURES),
        (TREE_MAP, "treemap", [("Фонд", ("а", "б"), ("5", "6"))]),
    ],
)
def test_every_kind_of_chart_gives_its_figures(xml, kind, series, tmp_path):
    drawn_as = "cx:chart" if "cx:chartSpace" in xml else "c:chart"
    links = [("c", "chart", "charts/chart1.xml")]
    found = read(
        tmp_path,
        p(drawing(f'<{drawn_as} r:id="c"/>')),
        parts={"word/charts/chart1.xml": xml},
        links=links,
    )
    assert [
        (each.kind, [(s.name, s.categories, s.values) for s in each.series])
        for each in charts(found)
    ] == [(kind, series)]


def test_two_kinds_in_one_chart_are_both_read(tmp_path):
    kinds = (("barChart", "1"), ("lineChart", "2"))
    plots = "".join(
        f"<c:{kind}><c:ser>{numbers('val', value)}</c:ser></c:{kind}>" for kind, value in kinds
    )
    title = (
        "<c:title><c:tx><c:rich><a:p><a:r><a:t>Фонд и </a:t></a:r><a:r><a:t>люди</a:t></a:r></a:p>"
        "</c:rich></c:tx></c:title>"
    )
    parts = {"word/c.xml": chart_space(plots, title)}
    found = charts(
        read(
            tmp_path,
            p(drawing('<c:chart r:id="c"/>')),
            parts=parts,
            links=[("c", "chart", "c.xml")],
        )
    )[0]
    values = [each.values for each in found.series]
    assert (found.kind, found.title, values) == (
        "barChart+lineChart",
        "Фонд и люди",
        [("1",), ("2",)],
    )


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({}, "chart_missing"),
        ({"word/c.xml": "<broken"}, "chart_missing"),
        ({"word/c.xml": chart("barChart")}, "chart_without_cache"),
    ],
)
def test_a_chart_without_figures_is_noted(parts, key, tmp_path):
    found = read(
        tmp_path,
        p("а", drawing('<c:chart r:id="c"/>')),
        parts=parts,
        links=[("c", "chart", "c.xml")],
    )
    assert key in [each.key for each in found.notices]
    assert texts(found)[0] == "а"


def test_a_point_that_claims_a_far_index_costs_little(tmp_path):
    far = (
        '<c:val><c:numCache><c:ptCount val="400000000"/><c:pt idx="3"><c:v>7</c:v></c:pt>'
        "</c:numCache></c:val>"
    )
    parts = {"word/c.xml": chart("barChart", far)}
    series = charts(
        read(
            tmp_path,
            p(drawing('<c:chart r:id="c"/>')),
            parts=parts,
            links=[("c", "chart", "c.xml")],
        )
    )[0].series[0]
    assert (series.values[3], len(series.values) < 1000) == ("7", True)
