"""
The pen of drawings: lines, areas and texts as SVG, in the page's own colors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

INK, SOFT, FAINT, GROUND = "var(--ink)", "var(--soft)", "var(--line)", "var(--ground)"
SERIES = ("var(--k1)", "var(--k2)", "var(--k3)", "var(--k4)")
PALE = "var(--k0)"
SIZE = 12
"""Pixels of a text that nothing else is said of."""

Point = tuple[float, float]


@cache
def chart_style() -> str:
    """
    What the style sheet needs for drawings.
    """
    return (files("custodes.site") / "charts.css").read_text("utf-8")


@dataclass
class Pen:
    """
    One drawing in the making.
    """

    id: str
    """Unique on the page."""
    width: float
    parts: list[str] = field(default_factory=list)
    bottom: float = 0
    """How far down it goes."""

    @property
    def stripes(self) -> str:
        """
        The fill of what is hidden.
        """
        return f"url(#{self.id}-hidden)"

    def line(self, ends: tuple[float, float, float, float], color: str, width: float = 1) -> None:
        """
        A straight line from the first point to the second.
        """
        x1, y1, x2, y2 = map(_px, ends)
        self.parts.append(
            f'<path d="M{x1},{y1}L{x2},{y2}" stroke="{color}" stroke-width="{width:g}"/>'
        )

    def curve(
        self, points: Sequence[Point], color: str, width: float = 1.75, dash: str = ""
    ) -> None:
        """
        A line through points.
        """
        path = "L".join(f"{_px(x)},{_px(y)}" for x, y in points)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="{width:g}" '
            f'stroke-linejoin="round"{dashed}/>'
        )

    def dot(self, at: Point, color: str, radius: float = 2.5) -> None:
        """
        A filled point.
        """
        x, y = map(_px, at)
        self.parts.append(f'<circle cx="{x}" cy="{y}" r="{radius:g}" fill="{color}"/>')

    def box(self, at: tuple[float, float, float, float], fill: str, edge: str = "") -> None:
        """
        A filled area: left, top, width, height.
        """
        x, y, width, height = map(_px, at)
        stroke = f' stroke="{edge}"' if edge else ""
        self.parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"{stroke}/>'
        )

    def text(
        self,
        at: Point,
        text: str,
        *,
        anchor: str = "start",
        size: float = SIZE,
        color: str = INK,
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """
        A line of text, on its base line; a *halo* keeps it clear of what lies below.
        """
        x, y = map(_px, at)
        more = f' text-anchor="{anchor}"' if anchor != "start" else ""
        more += f' font-size="{size:g}"' if size != SIZE else ""
        more += f' fill="{color}"' if color != INK else ""
        more += ' font-weight="600"' if bold else ""
        if halo:
            more += (
                f' stroke="{GROUND}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
            )
        self.parts.append(f'<text x="{x}" y="{y}"{more}>{escape(text)}</text>')

    def svg(self, title: str, alternative: str) -> Markup:
        """
        All of it, with its title and its text alternative.
        """
        body = "".join(self.parts)
        stripes = (
            f'<pattern id="{self.id}-hidden" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><path d="M0,0V6" stroke="{SOFT}" '
            'stroke-width="1.6" stroke-opacity=".45"/></pattern>'
            if self.stripes in body
            else ""
        )
        size = f"{_px(self.width)} {_px(self.bottom)}"
        return Markup(  # noqa: S704  drawn by us; its text is escaped
            f'<svg class="drawing" role="img" aria-labelledby="{self.id}-t {self.id}-d" '
            f'width="{_px(self.width)}" viewBox="0 0 {size}" font-size="{SIZE}" fill="{INK}">'
            f'<title id="{self.id}-t">{escape(title)}</title>'
            f'<desc id="{self.id}-d">{escape(alternative)}</desc>{stripes}{body}</svg>'
        )


def thinned(points: Iterable[Point]) -> list[Point]:
    """
    Points of a line without those that no one sees: of each pixel across, the first, the
    last, the highest and the lowest.
    """
    columns: dict[int, list[Point]] = {}
    for p in points:
        columns.setdefault(int(p[0]), []).append(p)
    kept = []
    for found in columns.values():
        seen = {0, len(found) - 1}
        seen |= {f(range(len(found)), key=lambda i: found[i][1]) for f in (min, max)}
        kept += [found[i] for i in sorted(seen)]
    return kept


def _px(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
