"""Native charts: the figures that the file caches for them, whatever their kind."""

import pytest

from tests.wordfiles import charts, drawing, p, part, read, texts


def cache(kind: str, *points: str, levels: int = 0) -> str:
    """Cached points; with levels they are dealt out, the innermost level first, «-» for none."""
    if not levels:
        return f'<c:{kind}><c:ptCount val="{len(points)}"/>{_pt(points)}</c:{kind}>'
    size = len(points) // levels
    inner = "".join(f"<c:lvl>{_pt(points[i * size : (i + 1) * size])}</c:lvl>" for i in range(levels))
    return f'<c:{kind}><c:ptCount val="{size}"/>{inner}</c:{kind}>'


def _pt(points: tuple[str, ...]) -> str:
    return "".join(f'<c:pt idx="{i}"><c:v>{each}</c:v></c:pt>' for i, each in enumerate(points) if each != "-")


def chart(kind: str, *series: str) -> str:
    return part(
        "c:chartSpace",
        f"<c:chart><c:plotArea><c:{kind}>{''.join(f'<c:ser>{each}</c:ser>' for each in series)}</c:{kind}></c:plotArea></c:chart>",
    )


@pytest.mark.parametrize(
    ("xml", "kind", "series"),
    [
        *((chart(kind, "<c:tx><c:v>Фонд</c:v></c:tx><c:cat>" + cache("strCache", "2022", "2023") + "</c:cat><c:val>" + cache("numCache", "1", "-") + "</c:val>"),
           kind, [("Фонд", ("2022", "2023"), ("1", None))])
          for kind in ("barChart", "bar3DChart", "lineChart", "pieChart", "doughnutChart", "areaChart", "radarChart", "ofPieChart", "stockChart", "surfaceChart")),
        (chart("scatterChart", "<c:xVal>" + cache("numCache", "1", "2") + "</c:xVal><c:yVal>" + cache("numCache", "3", "4") + "</c:yVal>"),
         "scatterChart", [("", ("1", "2"), ("3", "4"))]),
        (chart("bubbleChart", "<c:xVal>" + cache("numLit", "1") + "</c:xVal><c:yVal>" + cache("numLit", "3") + "</c:yVal><c:bubbleSize>" + cache("numLit", "9") + "</c:bubbleSize>"),
         "bubbleChart", [("", ("1",), ("3",)), ("", ("1",), ("9",))]),
        (chart("barChart", "<c:cat>" + cache("multiLvlStrCache", "книги", "люди", "книги", "2022", "-", "2023", levels=2) + "</c:cat><c:val>" + cache("numCache", "1", "2", "3") + "</c:val>"),
         "barChart", [("", ("2022 / книги", "2022 / люди", "2023 / книги"), ("1", "2", "3"))]),
        (chart("lineChart", "<c:val>" + cache("numCache", "1", "2") + "</c:val>"), "lineChart", [("", (None, None), ("1", "2"))]),
        (part("cx:chartSpace", "<cx:chartData><cx:data id='0'><cx:strDim><cx:lvl ptCount='2'><cx:pt idx='0'>а</cx:pt><cx:pt idx='1'>б</cx:pt></cx:lvl></cx:strDim>"
              "<cx:numDim><cx:lvl ptCount='2'><cx:pt idx='0'>5</cx:pt><cx:pt idx='1'>6</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:plotArea><cx:plotAreaRegion>"
              "<cx:series layoutId='treemap'><cx:tx><cx:txData><cx:v>Фонд</cx:v></cx:txData></cx:tx><cx:dataId val='0'/></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart>"),
         "treemap", [("Фонд", ("а", "б"), ("5", "6"))]),
    ],
)  # fmt: skip
def test_every_kind_of_chart_gives_its_figures(xml, kind, series, tmp_path):
    drawn_as = "cx:chart" if "cx:chartSpace" in xml else "c:chart"
    links = [("c", "chart", "charts/chart1.xml")]
    found = read(tmp_path, p(drawing(f'<{drawn_as} r:id="c"/>')), parts={"word/charts/chart1.xml": xml}, links=links)
    assert [(each.kind, [(s.name, s.categories, s.values) for s in each.series]) for each in charts(found)] == [(kind, series)]


def test_two_kinds_in_one_chart_are_both_read(tmp_path):
    inner = "".join(
        f"<c:{kind}><c:ser><c:val>{cache('numCache', value)}</c:val></c:ser></c:{kind}>"
        for kind, value in (("barChart", "1"), ("lineChart", "2"))
    )
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>Фонд и </a:t></a:r><a:r><a:t>люди</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    xml = part("c:chartSpace", f"<c:chart>{title}<c:plotArea>{inner}</c:plotArea></c:chart>")
    found = charts(read(tmp_path, p(drawing('<c:chart r:id="c"/>')), parts={"word/c.xml": xml}, links=[("c", "chart", "c.xml")]))[0]
    assert (found.kind, found.title, [each.values for each in found.series]) == (
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
    found = read(tmp_path, p("а", drawing('<c:chart r:id="c"/>')), parts=parts, links=[("c", "chart", "c.xml")])
    assert key in [each.key for each in found.notices]
    assert texts(found)[0] == "а"
