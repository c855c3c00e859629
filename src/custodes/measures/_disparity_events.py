"""
Stops and arrests of counties with an agreement and of those matched to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from custodes.engine import Step, read_steps
from custodes.measures._counties import counties, county_named
from custodes.measures._counting import register_spellings
from custodes.measures._disparity_pairs import (
    WINDOW,
    Agreements,
    agreements_by_county,
    match_counties,
)
from custodes.measures._disparity_stops import prepare

if TYPE_CHECKING:
    import datetime as dt

    from custodes.measures._view import View

_STOPS = "SELECT origin, 'stops' AS source, release, state, county, day_of, race AS category, unfit FROM stop_judged"
_ARRESTS = """SELECT a.origin, 'arrests' AS source, a.release, t.code AS state,
       a.apprehension_county AS county, CAST(a.apprehension_date AS DATE) AS day_of,
       CASE WHEN c.code IS NOT NULL THEN c.code
            WHEN a.apprehension_criminality IS NOT NULL THEN 'not read'
            ELSE 'not given' END AS category,
       CASE WHEN a.superseded_by IS NOT NULL THEN 'superseded'
            WHEN a.apprehension_date IS NULL THEN 'no_date'
            WHEN CAST(a.apprehension_date AS DATE) > e.extract THEN 'after_extract'
            WHEN {stands} = 0 THEN 'repeated' END AS unfit
FROM arrests a
LEFT JOIN change_states t ON t.spelling = LOWER(a.apprehension_state)
LEFT JOIN change_criminality c ON c.spelling = LOWER(a.apprehension_criminality)
LEFT JOIN extracts e ON e.release = a.release"""


def judge_events(view: View, there: Sequence[str]) -> tuple[tuple[Step, ...], Agreements]:
    """
    Make the table ``change_judged``.

    Args:
        view: The dataset.
        there: Which of ``stops`` and ``arrests`` it has.

    Returns:
        The steps that made it, and what the lists say of counties.
    """
    made = prepare(view) if "stops" in there else ()
    view.register_extracts()
    register_spellings(view, "change_states", "state", {})
    register_spellings(view, "change_criminality", "criminality", {})
    queries = [_STOPS] if "stops" in there else []
    if "arrests" in there:
        episodes = "episode_first" in view.columns("arrests")
        queries.append(_ARRESTS.format(stands="a.episode_first" if episodes else "1"))
    events = Step("change_events", "\nUNION ALL\n".join(queries), kept=True)
    placed = read_steps("custodes.measures", "disparity_before_after.sql")
    paired = read_steps("custodes.measures", "disparity_pairs.sql")
    view.once((events,), given="stop_judged")
    _register_counties(view)
    view.once(placed, given="change_events")
    agreements = agreements_by_county(view)
    _register_pairs(view, agreements, there)
    view.once(paired, {"window": WINDOW}, given="change_placed")
    return (*made, events, *placed, *paired), agreements


def _register_counties(view: View) -> None:
    import pyarrow as pa

    rows = view.engine.fetch(
        "SELECT DISTINCT state, county FROM change_events WHERE county IS NOT NULL"
    ).to_pylist()
    found = [(r["state"] or "", r["county"], county_named(r["state"], r["county"])) for r in rows]
    names = ("state", "county", "fips")
    columns = {n: pa.array([f[i] for f in found], pa.string()) for i, n in enumerate(names)}
    view.engine.register("change_counties", pa.table(columns))


def _register_pairs(view: View, agreements: Agreements, there: Sequence[str]) -> None:
    import pyarrow as pa

    rows: list[tuple[Any, ...]] = []
    known = counties()
    for source in there:
        spans = _spans(view, source)
        covered: dict[str, tuple[dt.date, dt.date]] = {}
        for fips, (first, last) in spans.items():
            state = known[fips].state
            before = covered.get(state, (first, last))
            covered[state] = (min(first, before[0]), max(last, before[1]))
        for number, p in enumerate(match_counties(agreements, spans, covered)):
            for side, fips in (("treated", p.treated), ("control", p.control)):
                rows.append((source, fips, number, side, p.state, p.start, known[fips].people))
    kinds = {
        "source": pa.string(),
        "fips": pa.string(),
        "pair": pa.int64(),
        "side": pa.string(),
        "state": pa.string(),
        "start_day": pa.date32(),
        "people": pa.int64(),
    }
    columns = zip(*rows, strict=True) if rows else [[] for _ in kinds]
    arrays = [pa.array(c, k) for c, k in zip(columns, kinds.values(), strict=True)]
    view.engine.register("change_pairs", pa.table(arrays, names=list(kinds)))


def _spans(view: View, source: str) -> dict[str, tuple[dt.date, dt.date]]:
    rows = view.engine.fetch(
        "SELECT fips, MIN(day_of) AS first, MAX(day_of) AS last FROM change_placed "
        f"WHERE unfit IS NULL AND source = '{source}' GROUP BY fips ORDER BY fips"
    ).to_pylist()
    return {r["fips"]: (r["first"], r["last"]) for r in rows}
