"""
Stops made ready for the tests of disparity: race groups, searches, clocks of the place.

The State is the one a row names, else the one that begins the name of a file as the
Stanford Open Policing Project publishes it (``mn_saint_paul_2020_04_01.csv``). The zone
is the one a row names, else the State's; in a State with several it follows from lat
and lng, and near their border it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from custodes.engine import read_steps
from custodes.measures._answer import SUPERSEDED_REASON
from custodes.measures._by import PERIODS
from custodes.measures._counting import register_spellings
from custodes.measures._measure import Figure, Kind
from custodes.measures._sun import is_zone, middle, offsets, zone_of

if TYPE_CHECKING:
    from custodes.engine import Step
    from custodes.measures._view import View

REFERENCE = "white"
"""The race group that others are held against, as in the literature."""

NO_GROUP = ("unknown", "not given", "not read", "withheld")
"""Groups of stops whose race is not known."""

PLACES = ("county", "district", "precinct", "neighborhood")
PLAIN = ("state", *PLACES, "type", "reason", "sex", "release")
NAMES = {**PERIODS, **{n: n for n in (*PLAIN, "race")}}

UNFIT = {
    **SUPERSEDED_REASON,
    "no_date": "the date is blank, withheld or unreadable",
    "no_zone": "the hour is universal and the zone of the place is not known; give time_zone",
    "after_extract": "dated after the release was drawn",
}
"""Why stops are left out of every test, in the order in which the ledger says it."""

_NOWHERE = -9999
_PUBLISHED = re.compile(r"([a-z]{2})_\w+_\d{4}_\d\d_\d\d\.")


def prepare(view: View) -> tuple[Step, ...]:
    """
    Make the table ``stop_judged``, once for all tests of a dataset.

    Returns:
        The steps that made it.
    """
    read = read_steps("custodes.measures", "disparity_stops.sql")
    clocks = read_steps("custodes.measures", "disparity_clocks.sql")
    register_spellings(view, "stop_races", "subject_race", {})
    register_spellings(view, "stop_sexes", "gender", {})
    register_spellings(view, "stop_flags", "yes_no", {})
    register_spellings(view, "stop_states", "state", {})
    view.register_extracts()
    _register_files(view)
    view.once(read)
    _register_zones(view)
    view.once(clocks, given="stop_read")
    return (*read, *clocks)


def state_in_name(file: str) -> str | None:
    """
    The State that begins the name of a published file; null where none does.

    >>> state_in_name("mn_saint_paul_2020_04_01.csv"), state_in_name("stops.csv")
    ('MN', None)
    """
    from custodes.records import code_lists

    found = _PUBLISHED.match(file)
    code = found[1].upper() if found else None
    return code if code in {c.code for c in code_lists()["state"].codes} else None


def _register_files(view: View) -> None:
    import pyarrow as pa

    rows = view.engine.fetch("SELECT DISTINCT file FROM stops WHERE file IS NOT NULL").to_pylist()
    names = sorted(r["file"] for r in rows)
    columns = {"file": names, "state": [state_in_name(n) for n in names]}
    view.engine.register(
        "stop_files", pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()})
    )


def _register_zones(view: View) -> None:
    import pyarrow as pa

    keys = "file, state, time_zone, cell_lat, cell_lng"
    rows = view.engine.fetch(f"SELECT DISTINCT {keys} FROM stop_read ORDER BY {keys}").to_pylist()
    zones = [_zone(r) for r in rows]
    kinds = {"cell_lat": pa.int32(), "cell_lng": pa.int32()}
    columns = {
        k: pa.array([r[k] for r in rows], kinds.get(k, pa.string())) for k in keys.split(", ")
    }
    view.engine.register("stop_zones", pa.table({**columns, "zone": pa.array(zones, pa.string())}))
    years = view.engine.fetch(
        "SELECT MIN(year(published_day)) AS first, MAX(year(published_day)) AS last "
        "FROM stop_read WHERE universal = 1"
    ).to_pylist()[0]
    known = sorted({z for z in zones if z}) if years["first"] is not None else []
    shifts = [(z, *o) for z in known for o in offsets(z, years["first"], years["last"])]
    names = ("from_micros", "to_micros", "minutes")
    view.engine.register(
        "stop_offsets",
        pa.table(
            {
                "zone": pa.array([s[0] for s in shifts], pa.string()),
                **{n: pa.array([s[i] for s in shifts], pa.int64()) for i, n in enumerate(names, 1)},
            }
        ),
    )


def _zone(row: Mapping[str, Any]) -> str | None:
    if row["time_zone"]:
        return row["time_zone"] if is_zone(row["time_zone"]) else None
    lat, lng = (None if row[c] == _NOWHERE else middle(row[c]) for c in ("cell_lat", "cell_lng"))
    return zone_of(row["state"], lat, lng)


def with_reference(
    rows: Sequence[Mapping[str, Any]], split: Sequence[str], counts: Sequence[str]
) -> list[dict[str, Any]]:
    """
    Rows with the counts of the reference group of the same split beside their own.

    Args:
        rows: One for each race group of each split.
        split: What they are split by, beside ``race``.
        counts: Columns to set beside, each as ``reference_<name>``; 0 where there are none.
    """
    own = {tuple(r[b] for b in split): r for r in rows if r["race"] == REFERENCE}
    found = []
    for row in rows:
        other = own.get(tuple(row[b] for b in split), {})
        found.append({**row, **{f"reference_{c}": other.get(c) or 0 for c in counts}})
    return found


def with_ends(name: str, title: str, kind: Kind, *rests_on: str) -> tuple[Figure, ...]:
    """
    The figures of an estimate and the two ends of its interval.
    """
    return tuple(
        Figure(f"{name}{end}", f"{title}{said}", kind, rests_on=rests_on)
        for end, said in (
            ("", ""),
            ("_low", ", lower end of the 95 percent interval"),
            ("_high", ", upper end of the 95 percent interval"),
        )
    )


def never_of_one_person() -> str:
    """
    What every test says of itself.
    """
    return (
        "A test is of all stops of a group together. It says nothing of one stop, one officer or "
        "one person, and no score of a person can be made of it."
    )
