"""
Drawings: numbers that may be shown, to SVG, when the site is made.

Each is drawn twice, for a desk and for a telephone; the style sheet shows one.
Colors are stand-ins that become the page's own, so that a drawing follows the
reader's choice of light or dark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from custodes.site._shown import Chart

if TYPE_CHECKING:
    import altair as alt

WIDE, NARROW = 940, 340
_CROWDED = 260
"""Panels narrower than this have room for years and no more."""
INK, FAINT = "#0a0a01", "#0a0a02"
SERIES = ("#0a0b01", "#0a0b02", "#0a0b03", "#0a0b04")
_COLORS = {
    INK: "var(--ink)",
    FAINT: "var(--line)",
    **{c: f"var(--c{i})" for i, c in enumerate(SERIES, start=1)},
}
_NOISE = re.compile(r' (?:role|aria-[a-z]+|xmlns(?::xlink)?|pointer-events|version)="[^"]*"')
_SIZE = re.compile(r'<svg class="marks" width="([0-9.]+)" height="[0-9.]+"')
_GROUND = re.compile(r'<rect width="[0-9.]+" height="[0-9.]+" fill="white"/>')

Row = Mapping[str, object]
Draw = Callable[[int], "alt.TopLevelMixin"]


def chart(id: str, title: str, alternative: str, draw: Draw) -> Chart:
    """
    Both renderings of a drawing, with its title and its text alternative.
    """
    return Chart(
        id=id,
        title=title,
        alt=alternative,
        wide=_svg(draw(WIDE), f"{id}-wide", title, alternative),
        narrow=_svg(draw(NARROW), f"{id}-narrow", title, alternative),
    )


def line(rows: Sequence[Row], *, y: str) -> Draw:
    """
    One line over days; *rows* have ``day`` (ISO text) and ``value`` (null: hidden).
    """

    def draw(width: int) -> Any:
        import altair as alt

        return _plain(
            alt.Chart(_data(rows))
            .mark_line(color=SERIES[0], strokeWidth=1.5)
            .encode(x=_time(width), y=_count(y))
            .properties(width=width - 60, height=240)
        )

    return draw


def lines(rows: Sequence[Row], *, y: str, series: Sequence[str]) -> Draw:
    """
    A line a series, told apart by color, dash and mark; *rows* also have ``series``.
    """

    def draw(width: int) -> Any:
        import altair as alt

        names = list(series)
        scale = alt.Scale(domain=names, range=list(SERIES[: len(names)]))
        legend = alt.Legend(orient="top", columns=1 if width == NARROW else 0, labelLimit=300)
        return _plain(
            alt.Chart(_data(rows))
            .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=10, filled=True))
            .encode(
                x=_time(width),
                y=_count(y),
                color=alt.Color("series:N", title=None, scale=scale, legend=legend),
                strokeDash=alt.StrokeDash(
                    "series:N",
                    title=None,
                    scale=alt.Scale(
                        domain=names, range=[[1, 0], [6, 3], [2, 2], [8, 2, 2, 2]][: len(names)]
                    ),
                    legend=legend,
                ),
            )
            .properties(width=width - 60, height=260)
        )

    return draw


def panels(
    rows: Sequence[Row],
    *,
    series: Sequence[str],
    shared: bool,
    bars: bool = False,
    percent: bool = False,
) -> Draw:
    """
    Small multiples: a panel a series, on one scale where *shared*.
    """

    def draw(width: int) -> Any:
        import altair as alt

        columns = (2 if width == NARROW else 3) if shared else 1
        size = (width - 60 - 24 * (columns - 1)) // columns
        head = alt.Header(title=None, labelAnchor="start", labelLimit=size, labelFontSize=12)
        base = alt.Chart(_data(rows))
        marked = (
            base.mark_bar(color=SERIES[0])
            if bars
            else base.mark_line(color=SERIES[0], strokeWidth=1.5)
        )
        years = alt.X("day:O", title=None, axis=alt.Axis(labelAngle=-90 if size < _CROWDED else 0))
        facet = alt.Facet("series:N", sort=list(series), header=head, columns=columns)
        return _plain(
            marked.encode(
                x=years if bars else _time(size), y=_count("", percent=percent), facet=facet
            )
            .properties(width=size, height=110)
            .resolve_scale(y="shared" if shared else "independent")
        )

    return draw


def stacked(rows: Sequence[Row], *, parts: Sequence[str], order: Sequence[str]) -> Draw:
    """
    A bar a name made of shares; *rows* have ``name``, ``part`` and ``value`` (0 to 1).
    """

    def draw(width: int) -> Any:
        import altair as alt

        room = 130 if width == NARROW else 240
        ranks = [{**r, "rank": list(parts).index(str(r["part"]))} for r in rows]
        scale = alt.Scale(domain=list(parts), range=list(SERIES[: len(parts)]))
        legend = alt.Legend(orient="top", columns=2 if width == NARROW else 0)
        return _plain(
            alt.Chart(_data(ranks))
            .mark_bar(height=10)
            .encode(
                x=alt.X(
                    "value:Q",
                    title=None,
                    scale=alt.Scale(domain=[0, 1]),
                    axis=alt.Axis(format="%", tickCount=4),
                ),
                y=alt.Y("name:N", title=None, sort=list(order), axis=alt.Axis(labelLimit=room)),
                color=alt.Color("part:N", title=None, scale=scale, legend=legend),
                order=alt.Order("rank:Q"),
            )
            .properties(width=width - room - 20, height=alt.Step(15))
        )

    return draw


def _data(rows: Sequence[Row]) -> Any:
    import altair as alt

    return alt.InlineData(values=[dict(r) for r in rows])


def _time(width: int) -> Any:
    import altair as alt

    axis = alt.Axis(
        tickCount=3 if width < NARROW else (4 if width == NARROW else 8), format="%b %Y"
    )
    if width < _CROWDED:
        axis = alt.Axis(tickCount="year", format="%Y")
    return alt.X("day:T", title=None, axis=axis)


def _count(title: str, *, percent: bool = False) -> Any:
    import altair as alt

    return alt.Y(
        "value:Q",
        title=title or None,
        axis=alt.Axis(format="%" if percent else ",d", tickCount=4),
        scale=alt.Scale(zero=True),
    )


def _plain(drawn: Any) -> Any:
    """
    The house's manner: no frame, faint grid, the page's own ink.
    """
    text = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12}
    return (
        drawn.configure(aria=False, background="transparent", font="sans-serif", padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            **text,
            titleFontWeight="normal",
            gridColor=FAINT,
            domainColor=FAINT,
            tickColor=FAINT,
        )
        .configure_axisX(grid=False)
        .configure_legend(**text, symbolStrokeWidth=2)
        .configure_header(labelColor=INK, titleColor=INK)
    )


def _svg(drawn: Any, id: str, title: str, alternative: str) -> Markup:
    import vl_convert

    raw = _NOISE.sub("", str(vl_convert.vegalite_to_svg(json.dumps(drawn.to_dict()))))
    raw = _GROUND.sub("", raw, count=1)
    for stand_in, own in _COLORS.items():
        raw = raw.replace(stand_in, own)
    opening = f'<svg class="drawing" role="img" aria-labelledby="{id}-t {id}-d" width="\\1"'
    raw = _SIZE.sub(opening, raw, count=1)
    said = (
        f'<title id="{id}-t">{escape(title)}</title><desc id="{id}-d">{escape(alternative)}</desc>'
    )
    place = raw.index(">") + 1
    return Markup(raw[:place] + said + raw[place:])  # noqa: S704  drawn by us; its text is escaped
