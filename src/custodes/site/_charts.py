"""
Drawings: numbers that may be shown, to SVG, when the site is made.

Each is drawn twice, for a desk and for a telephone; the style sheet shows one. What is
hidden is striped, what is none lies on the base line, and a point whose neighbors are
hidden is a dot. Written by hand, as the maps are: the same bytes each time, in the
language of the page, and in the page's own colors by day, by night and in print.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from custodes.site._charts_lines import draw_lines
from custodes.site._charts_panels import Look, draw_panels
from custodes.site._charts_rows import Drawing, Row, dots
from custodes.site._charts_stacked import draw_stacked
from custodes.site._charts_svg import Pen
from custodes.site._shown import Chart, Number

__all__ = ["Drawing", "Row", "chart", "line", "lines", "panels", "point", "stacked"]

WIDE, NARROW = 940, 340


def chart(id: str, title: str, alternative: str, drawing: Drawing) -> Chart:
    """
    Both renderings of a drawing, with its title and its text alternative.

    Where too much is hidden for a picture, a sentence that says so stands in its place.
    """
    if drawing.instead:
        said = Markup("<p>{}</p>").format(drawing.instead)
        return Chart(id, title, drawing.instead, said, said)
    told = f"{alternative} {drawing.told}".rstrip()
    made = []
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        pen = Pen(f"{id}-{name}", width)
        drawing.draw(pen, width == NARROW)
        made.append(pen.svg(title, told))
    return Chart(id, title, told, *made)


def point(number: Number, day: object, series: str = "", *, part: bool = False) -> Row:
    """
    One point of a drawing, from a number that was judged; *part* where not all its time was counted.
    """
    text = "" if number.ends else number.text
    hidden = number.why is not None
    return {
        "day": str(day),
        "series": series,
        "value": number.value,
        "hidden": hidden,
        "text": "" if hidden else text,
        "part": part,
    }


def line(rows: Sequence[Row]) -> Drawing:
    """
    One line over days; *rows* have ``day`` (ISO text) and ``value`` (null: hidden).
    """
    return panels([{**r, "series": ""} for r in rows], series=[""], shared=False)


def lines(rows: Sequence[Row], *, series: Sequence[str]) -> Drawing:
    """
    A line a series, told apart by color, dash and name; *rows* also have ``series``.
    """
    points = dots(rows)
    return Drawing(points, lambda pen, narrow: draw_lines(pen, points, series, narrow=narrow))


def panels(
    rows: Sequence[Row],
    *,
    series: Sequence[str],
    shared: bool,
    bars: bool = False,
    percent: bool = False,
) -> Drawing:
    """
    Small multiples: a panel a series, on one scale where *shared*.
    """
    points = dots(rows, percent=percent)
    look = Look(shared=shared, bars=bars, percent=percent)
    return Drawing(
        points, lambda pen, narrow: draw_panels(pen, points, series, look, narrow=narrow)
    )


def stacked(rows: Sequence[Row], *, parts: Sequence[str], order: Sequence[str]) -> Drawing:
    """
    A bar a name made of shares; *rows* have ``name``, ``part`` and ``value`` (0 to 1;
    null: hidden). What the shares that are shown leave of all is hidden.
    """
    points = dots([{**r, "series": r["part"], "day": r["name"]} for r in rows], percent=True)
    return Drawing(
        points, lambda pen, narrow: draw_stacked(pen, points, parts, order, narrow=narrow)
    )
