"""
Are people of a race group a larger share of those stopped while it can be seen?

What is counted:
    Stops in the inter-twilight period: at clock times at which civil dusk ends on some
    evening of the calendar year at that place, so that at the same time of day it is light
    in one season and dark in another. Light is before sunset, dark is from the end of civil
    dusk (the sun 6 degrees below the horizon); what lies between is ambiguous and left out.
    Sun times are those of the middle of a cell of a quarter of a degree, by the clocks of
    the place with their summer time.

Columns:
    What it was split by, and ``race``; ``light`` and ``dark`` (int64, stops of the group);
    ``reference_light`` and ``reference_dark`` (int64, stops of people recorded as white in the
    strata that hold any of the group); ``strata`` (int64, strata that tell anything);
    ``odds_ratio``, ``odds_ratio_low``, ``odds_ratio_high`` (float64; odds of a stopped
    person being of the group and not white, in light against dark; above 1: a larger share
    by daylight; null where nothing can be told).

How clock time is held fixed:
    Strata are quarters of an hour of the clock by weekday and by place (release, county,
    district, precinct). The estimate is the Mantel-Haenszel odds ratio over them; its 95
    percent interval uses the variance of Robins, Breslow and Greenland.

What it can show:
    Officers see less of a driver in the dark. If at the same clock time, weekday and place
    a group is a larger share of those stopped by daylight, that is evidence that race
    played a part in who was stopped. No count of who was on the road is needed.

What it cannot show:
    Light and dark at one clock time are different seasons: if the people on the road at
    that time change with the season, the ratio does too. Street lamps, cars that stand for
    a neighborhood, and stops that begin with a call or a plate reader weaken it: a ratio
    of 1 is no proof of absence. It says nothing of what follows a stop.

What the intervals say:
    How much the ratio could vary by chance if stops were independent. Stops by one
    officer or one operation are not, so the truth is less certain than they say.

What is left out:
    In this order: stops of a period that another release is trusted for; without a date;
    with a universal hour and no zone; dated after the release was drawn; without a race
    group; without an hour; without lat and lng; of a place whose zone is not known; on days
    without sunset or dusk; outside the inter-twilight period; between sunset and dusk.

Sources:
    Table ``stops``, of files in the columns of the Stanford Open Policing Project. Method:
    Grogger and Ridgeway (2006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import read_steps
from custodes.measures._answer import FILTERED_REASON
from custodes.measures._by import PERIODS, bound, condition, group_order, script, select_list
from custodes.measures._counting import Counting, ledger_part, nothing_left
from custodes.measures._disparity_odds import NAMES as ODDS
from custodes.measures._disparity_odds import SUMS, mantel_haenszel
from custodes.measures._disparity_stops import (
    NAMES,
    PLAIN,
    REFERENCE,
    UNFIT,
    never_of_one_person,
    prepare,
    with_ends,
)
from custodes.measures._findings import Findings, Ledger
from custodes.measures._measure import Figure, Measure
from custodes.measures._sources import area_caveat, sources_of
from custodes.measures._sun import evenings
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

REASONS = {
    **UNFIT,
    "no_race": "the race is not recorded, unknown, withheld or on no list of ours",
    "no_hour": "no readable hour",
    "no_place": "no lat and lng, so the sun cannot be placed",
    "zone_unknown": "the zone of the place is not known; give state or time_zone",
    "no_dusk": "the sun did not set, or civil dusk did not end, that day",
    "not_twilight": "at a clock time that is always light or always dark there",
    "between": "between sunset and the end of civil dusk, neither light nor dark",
    **FILTERED_REASON,
}

# A stratum is of one place, so what is counted in strata adds up over places; the strata of
# two years or two groups can hold the same stops of the reference.
_NO_PLACES = (*PERIODS, "neighborhood", "type", "reason", "sex", "race")
_COUNTS = ("light", "dark", "reference_light", "reference_dark")


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = tuple(b for b in by if b != "race")
    made = prepare(view)
    _register_evenings(view)
    own = read_steps("custodes.measures", "disparity_veil.sql")
    view.once(own, given="stop_judged")
    counting = Counting("veil_judged", "", NAMES, REASONS, (*split, "race"), where)
    query = _query(split, where)
    values = bound(where)
    table = view.engine.fetch(query, values)
    lost = view.engine.fetch(counting.lost, values).to_pylist()
    part = ledger_part("stops", REASONS, lost)
    sources = sources_of(
        view, [("stops", r["release"], r["n"]) for r in lost if r["left_out"] is None]
    )
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=(*split, "race"),
        where=where,
        unit="stops",
        table=_with_odds(table),
        ledger=Ledger((part,)),
        caveats=(*area_caveat(view, sources), *_caveats(where, part.counted)),
        definition=MEASURE.definition,
        sql=script((*made, *own), ("the figures", query), ("the ledger", counting.lost)),
        sources=sources,
        trails=(counting.trail("stops"),),
    )


def _query(split: tuple[str, ...], where: dict[str, str]) -> str:
    """
    Strata of each group beside the reference's, and their sums.
    """
    keys = "".join(f"{b}, " for b in split)
    cells = (
        f"SELECT {select_list(split, NAMES)}place_of, weekday, quarter, race, "
        "CAST(SUM(is_light) AS DOUBLE) AS a, CAST(SUM(1 - is_light) AS DOUBLE) AS b "
        f"FROM veil_judged WHERE left_out IS NULL AND {condition(where, NAMES)} "
        f"GROUP BY {', '.join(str(i) for i in range(1, len(split) + 5))}"
    )
    same = f"OVER (PARTITION BY {keys}place_of, weekday, quarter)"
    beside = (
        f"SELECT cells.*, SUM(CASE WHEN race = '{REFERENCE}' THEN a ELSE 0 END) {same} AS c, "
        f"SUM(CASE WHEN race = '{REFERENCE}' THEN b ELSE 0 END) {same} AS d FROM ({cells}) cells"
    )
    products = (
        "SELECT beside.*, a * d / (a + b + c + d) AS r, b * c / (a + b + c + d) AS s, "
        "(a + d) / (a + b + c + d) AS p, (b + c) / (a + b + c + d) AS q "
        f"FROM ({beside}) beside WHERE race <> '{REFERENCE}'"
    )
    return (
        f"SELECT {keys}race, CAST(SUM(a) AS BIGINT) AS light, CAST(SUM(b) AS BIGINT) AS dark, "
        "CAST(SUM(c) AS BIGINT) AS reference_light, CAST(SUM(d) AS BIGINT) AS reference_dark, "
        f"COUNT(CASE WHEN a * d + b * c > 0 THEN 1 END) AS strata, {SUMS}\n"
        f"FROM ({products}) products{group_order((*split, 'race'))}"
    )


def _register_evenings(view: View) -> None:
    import pyarrow as pa

    asked = view.engine.fetch(
        "SELECT DISTINCT cell_lat, cell_lng, zone, year(day_of) AS year FROM stop_judged "
        "WHERE unfit IS NULL AND zone IS NOT NULL AND cell_lat <> -9999 ORDER BY 1, 2, 3, 4"
    ).to_pylist()
    rows: list[tuple[object, ...]] = []
    for r in asked:
        year = evenings(r["cell_lat"], r["cell_lng"], r["zone"], r["year"])
        dusks = [e.dusk for e in year.values() if e.dusk is not None]
        ends = (min(dusks, default=None), max(dusks, default=None))
        place = (r["cell_lat"], r["cell_lng"], r["zone"])
        rows += [(*place, day, e.sunset, e.dusk, *ends, day.weekday()) for day, e in year.items()]
    kinds = {
        "cell_lat": pa.int32(),
        "cell_lng": pa.int32(),
        "zone": pa.string(),
        "day": pa.date32(),
        **dict.fromkeys(("sunset", "dusk", "first_dusk", "last_dusk", "weekday"), pa.int32()),
    }
    columns = zip(*rows, strict=True) if rows else [[] for _ in kinds]
    arrays = [pa.array(c, k) for c, k in zip(columns, kinds.values(), strict=True)]
    view.engine.register("stop_evenings", pa.table(arrays, names=list(kinds)))


def _with_odds(table: pa.Table) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    sums = [np.asarray(table.column(n).to_pylist(), np.float64) for n in ODDS]
    table = table.drop_columns(list(ODDS))
    for end, values in zip(("", "_low", "_high"), mantel_haenszel(*sums), strict=True):
        column = pa.array(values, pa.float64(), from_pandas=True)
        table = table.append_column(f"odds_ratio{end}", column)
    return table


def _caveats(where: dict[str, str], counted: int) -> tuple[str, ...]:
    said = [
        never_of_one_person(),
        (
            "A ratio above 1 says that the group is a larger share of those stopped when it is "
            "light; it is evidence of bias only so far as the people on the road at that clock "
            "time are the same in either season."
        ),
        "A ratio of 1 does not show that there is no bias: street light and calls weaken the test.",
        (
            "The intervals take stops for independent, which stops by one officer are not: the truth "
            "is less certain."
        ),
        "Race is what the officer recorded; stops without it are in no ratio.",
    ]
    if not counted:
        said.append(nothing_left(where, "stops"))
    return tuple(said)


MEASURE = Measure(
    name="disparity_veil",
    title="Who is stopped by daylight and in the dark",
    question="Is a race group a larger share of those stopped while it can be seen?",
    needs=("stops",),
    choices=(*PERIODS, *PLAIN, "race"),
    filters=(*PERIODS, *PLAIN),
    default=("race",),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure("light", "Stops by daylight", additive=True),
        Figure("dark", "Stops in the dark", additive=True),
        Figure(
            "reference_light",
            "Stops of people recorded as white by daylight, same strata",
            additive=True,
            apart=_NO_PLACES,
        ),
        Figure(
            "reference_dark",
            "Stops of people recorded as white in the dark, same strata",
            additive=True,
            apart=_NO_PLACES,
        ),
        Figure("strata", "Strata that tell anything"),
        *with_ends("odds_ratio", "Odds by daylight against the dark", "rate", *_COUNTS),
    ),
)
