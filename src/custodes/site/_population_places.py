"""
People held by office, State and country: averages of fiscal years, and of nothing shorter.

A day below the nation is published nowhere. An office's people are those of its
facilities, which have averages of their own on the page of people held, so whoever knows
which facilities are an office's can subtract. What lies in both is said here, and judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from custodes.disclosure import Key, Publication, cell
from custodes.measures import Measure
from custodes.site import _labels as labels
from custodes.site._draft import Draft
from custodes.site._maps import area_map, state_map
from custodes.site._shown import Chart, Judged, Section
from custodes.site._spec import Top
from custodes.site._split import Split
from custodes.site._tables import table
from custodes.site._words import say, words

KINDS = ("office", "state", "country")
_MAPS = {"office": area_map, "state": state_map}
_NESTED = ("office", "state")
"""What facilities make up."""
_FACT = "population.midnight"
_MEAN = "mean_midnight"


def say_places(draft: Draft, measure: Measure, years: Iterable[int]) -> list[Split]:
    """
    Say every place's person-nights of each fiscal year, and how those of facilities make
    them up.

    Args:
        draft: Of all pages; the splits are kept for the pages of places.
        measure: That of people held.
        years: Those whose facilities are published.
    """
    made = [_split(draft, measure, kind) for kind in KINDS]
    _say_inside(draft, measure, set(years))
    draft.splits += made
    return made


def _split(draft: Draft, measure: Measure, kind: str) -> Split:
    by = (kind, "fiscal_year")
    findings = measure.compute(draft.view, by=list(by))
    rows: tuple[dict[str, Any], ...] = tuple(findings.table.to_pylist())
    said = draft.publication
    parts: dict[int, list[Key]] = defaultdict(list)
    for r in rows:
        key = cell(_FACT, **{b: r[b] for b in by})
        said.add(key, r["midnight"], limit=said.limit * r["days"])
        parts[r["fiscal_year"]].append(key)
    for year, keys in parts.items():
        # Not printed, but the nation's midnights are, and are nearly the same: to hide it
        # would hide nothing.
        total = cell(f"population.{kind}_midnight", fiscal_year=year)
        days = max(r["days"] for r in rows if r["fiscal_year"] == year)
        said.add(total, sum(said.values[k] for k in keys), limit=said.limit * days)
        said.known |= {total, *keys} if len(keys) == 1 else {total}
        said.total(total, keys)
    figures = tuple(f for n in (_MEAN, "midnight") for f in measure.figures if f.name == n)
    places = {frozenset((b, r[b]) for b in by): r for r in rows}
    return Split(measure, findings, by, rows, figures, frozenset(), (_MEAN,), places)


def _say_inside(draft: Draft, measure: Measure, years: set[int]) -> None:
    """
    Say the person-nights of each facility that are of one office and State.
    """
    by = ["facility", *_NESTED, "fiscal_year"]
    rows = measure.compute(draft.view, by=by).table.to_pylist()
    said = draft.publication
    inside: dict[Key, list[Key]] = defaultdict(list)
    for r in rows:
        if r["fiscal_year"] not in years:
            continue
        part = cell("population.inside", **{b: r[b] for b in by})
        said.add(part, r["midnight"], limit=said.limit * r["days"], printed=False)
        year = {"fiscal_year": r["fiscal_year"]}
        facility = cell("population.facility_midnight", facility=r["facility"] or "", **year)
        for whole in (facility, *(cell(_FACT, **{k: r[k]}, **year) for k in _NESTED)):
            inside[whole].append(part)
    for whole, parts in inside.items():
        # The only place of a year is the nation, whose facilities are said with it.
        if whole in said.values and whole not in said.known:
            _say_sum(said, whole, parts)


def _say_sum(said: Publication, whole: Key, parts: Sequence[Key]) -> None:
    """
    Say a place as the sum of what is in it.

    Whoever is in two facilities on one night is in both, and once in the whole: the sum is
    then a number beside it that a reader takes for nearly the same.
    """
    total = sum(said.values[p] for p in parts)
    if total == said.values[whole]:
        said.total(whole, parts)
        return
    near = (f"{whole[0]} of its facilities", whole[1])
    said.add(near, total, limit=said.limit_of(whole))
    said.total(near, parts)
    said.link([whole, near])


def top(splits: Sequence[Split]) -> Top | None:
    """
    The average of the last fiscal year, for the head of a place's page and for the tables
    of all places.
    """
    years = [r["fiscal_year"] for s in splits if _is_of_people(s) for r in s.rows]
    if not years:
        return None
    return Top("held_mean", _MEAN, at={"fiscal_year": max(years)})


def _is_of_people(found: Split) -> bool:
    return found.measure.name == "population"


def sections(splits: Sequence[Split], judged: Judged) -> list[Section]:
    """
    The averages of offices, States and countries, each with its map where there is one.
    """
    w = words()["population"]
    made = []
    for found in splits:
        kind = found.by[0]
        if not found.rows:
            continue
        name = f"population-by-{kind}-fiscal-year"
        shown = table(found, judged, {}, id=f"{name}-table", figure=_MEAN, download=f"{name}.csv")
        drawn = _map(found, judged, kind)
        title = say("split", "title", split=labels.dimension(kind).lower())
        maps = (drawn,) if drawn else ()
        made.append(Section(f"by-{kind}", title, (w["places_text"],), None, (shown,), maps))
    return made


def _map(found: Split, judged: Judged, kind: str) -> Chart | None:
    last = max(r["fiscal_year"] for r in found.rows)
    mean = found.figures[0]
    values: Mapping[str, Any] = {
        str(r[kind]): found.number(judged, mean, {kind: r[kind], "fiscal_year": last})
        for r in found.rows
        if r["fiscal_year"] == last and r[kind]
    }
    if kind not in _MAPS or all(n.value is None for n in values.values()):
        return None
    what = say("population", "places_map", year=last)
    title = say("places", "map", figure=what, place=labels.dimension(kind).lower())
    return _MAPS[kind](values, id=f"population-by-{kind}-map", title=title, what=what)
