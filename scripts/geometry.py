# ruff: noqa: INP001  a script of its own
"""
Make the files of ``custodes/site/geometry`` again.

    npm pack us-atlas@3.0.1        # in a folder of its own
    .venv/bin/python scripts/geometry.py us-atlas-3.0.1.tgz areas.csv [OUT]

*areas.csv* is ICE's list of field offices by State and county: columns
``office_name``, ``state_name``, ``county_name`` (empty: the whole State).
The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from custodes.records import code_lists
from custodes.site.geometry._thin import thin

GRID = 4
"""Units of the files to one unit of us-atlas, which is 975 by 610."""
LEAST = 0.6
"""Corners that add less than this area (in units of us-atlas squared) go."""
SPECK = 1.2
"""Islands smaller than this go, but for the largest piece of a county."""
HERE = Path(__file__).resolve().parents[1] / "src/custodes/site/geometry"
ATLAS_SHA256 = "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"
# American Samoa is in no area that ICE lists.
NO_AREA = "60"

Point = tuple[float, float]
Ring = list[int]


def main(atlas: Path, areas: Path, out: Path = HERE) -> None:
    """
    Write ``counties.json`` and ``counties.csv``.
    """
    raw = atlas.read_bytes()
    if hashlib.sha256(raw).hexdigest() != ATLAS_SHA256:
        sys.exit(f"{atlas}: not the us-atlas 3.0.1 that the files were made from.")
    drawn, named = (_member(raw, f"package/counties{kind}-10m.json") for kind in ("-albers", ""))
    arcs = [list(_absolute(drawn["transform"], a)) for a in drawn["arcs"]]
    polygons = {g["id"]: _polygons(g) for g in drawn["objects"]["counties"]["geometries"]}
    polygons = _without_specks(polygons, arcs)
    arcs = _simplified(polygons, arcs)
    text = json.dumps(_packed(polygons, arcs), separators=(",", ":"))
    (out / "counties.json").write_text(text + "\n", "utf-8")
    (out / "counties.csv").write_text(_crosswalk(named, set(polygons), areas), "utf-8")


def _member(raw: bytes, name: str) -> dict[str, Any]:
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        file = tar.extractfile(name)
        found: dict[str, Any] = json.loads(file.read() if file else "{}")
        return found


def _absolute(transform: dict[str, Any], arc: list[list[int]]) -> Iterator[Point]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * kx + dx, y * ky + dy


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    found: list[list[Ring]] = geometry["arcs"]
    return found if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _own(arc: int) -> int:
    return ~arc if arc < 0 else arc


def _points(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    found: list[Point] = []
    for a in ring:
        found += (arcs[~a][::-1] if a < 0 else arcs[a])[1:]
    return found


def _area(points: list[Point]) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _without_specks(
    polygons: dict[str, list[list[Ring]]], arcs: list[list[Point]]
) -> dict[str, list[list[Ring]]]:
    """
    Without small islands. A piece that touches another county stays.
    """
    uses = Counter(_own(a) for ps in polygons.values() for p in ps for r in p for a in r)
    kept = {}
    for fips, parts in polygons.items():
        sizes = [_area(_points(p[0], arcs)) for p in parts]
        kept[fips] = [
            p
            for p, size in zip(parts, sizes, strict=True)
            if size >= SPECK or size == max(sizes) or any(uses[_own(a)] > 1 for r in p for a in r)
        ]
    return kept


def _simplified(
    polygons: dict[str, list[list[Ring]]], arcs: list[list[Point]]
) -> list[list[Point]]:
    """
    Every arc with fewer corners, on the grid; the arcs of a county that would vanish whole.
    """
    fewer = [_on_grid(thin(a, LEAST)) for a in arcs]
    full = [_on_grid(a) for a in arcs]
    for parts in polygons.values():
        rings = [p[0] for p in parts]
        largest = max(rings, key=lambda r: _area(_points(r, arcs)))
        before, after = (_area(_points(largest, a)) for a in (full, fewer))
        if after < before * 0.6:
            for a in largest:
                fewer[_own(a)] = full[_own(a)]
        if not before and len(largest) == 1:
            fewer[_own(largest[0])] = _dot(full[_own(largest[0])][0])
    return fewer


def _dot(at: Point) -> list[Point]:
    """
    The smallest square around a point, for a city that is smaller than the grid.
    """
    (x, y) = at
    return [(x - 1, y), (x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]


def _on_grid(arc: list[Point]) -> list[Point]:
    found: list[Point] = []
    for x, y in arc:
        point = (round(x * GRID), round(y * GRID))
        if not found or point != found[-1]:
            found.append(point)
    return found if len(found) > 1 else found * 2


def _packed(polygons: dict[str, list[list[Ring]]], arcs: list[list[Point]]) -> dict[str, Any]:
    """
    Arcs as flat lists, the first point and then steps; counties as lists of rings.
    """
    used = sorted({_own(a) for ps in polygons.values() for p in ps for r in p for a in r})
    place = {a: i for i, a in enumerate(used)}
    flat = []
    for a in used:
        x = y = 0
        steps: list[int] = []
        for px, py in arcs[a]:
            steps += (int(px) - x, int(py) - y)
            x, y = int(px), int(py)
        flat.append(steps)
    rings = {
        fips: [[place[a] if a >= 0 else ~place[~a] for a in r] for p in parts for r in p]
        for fips, parts in sorted(polygons.items())
    }
    return {"width": 975 * GRID, "height": 610 * GRID, "arcs": flat, "counties": rings}


def _crosswalk(named: dict[str, Any], drawn: set[str], areas: Path) -> str:
    """
    Every county and equivalent: FIPS, State, name, area of responsibility, drawn or not.
    """
    states = {g["id"]: g["properties"]["name"] for g in named["objects"]["states"]["geometries"]}
    counties = {
        g["id"]: g["properties"]["name"] for g in named["objects"]["counties"]["geometries"]
    }
    offices = code_lists()["area_of_responsibility"].spellings()
    postal = code_lists()["state"].spellings()
    area: dict[str, str] = {}
    for office, state, county in _listed(areas):
        hit = [
            f
            for f, name in counties.items()
            if states[f[:2]] == state and (not county or _plain(name) == _plain(county))
        ]
        if not hit or any(f in area for f in hit):
            sys.exit(f"{areas}: {county or state} is in no atlas, or in two areas.")
        area |= dict.fromkeys(hit, offices[office.casefold()])
    without = {f for f in counties if f not in area and f[:2] != NO_AREA}
    if without:
        sys.exit(f"{areas}: no area for {sorted(without)}.")
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(("fips", "state", "county", "area", "drawn"))
    for f, name in sorted(counties.items()):
        state = postal[states[f[:2]].casefold()]
        out.writerow((f, state, name, area.get(f, ""), "yes" if f in drawn else "no"))
    return text.getvalue()


def _listed(areas: Path) -> Iterator[tuple[str, str, str]]:
    with areas.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            yield row["office_name"], row["state_name"], row["county_name"]


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
