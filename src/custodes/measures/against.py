"""
How do our counts compare with the series that others published of the same records?

What is counted:
    The figures of published series (people held by day, book-ins by month, removals by
    week) whose days all lie within what the releases of this dataset let us count, each
    beside ours of the very same days. A figure for a part, such as one arresting agency,
    is not compared; the facilities of one series are added up for each day. A fiscal year
    runs from 1 October to 30 September and bears the later year.

Ours:
    ``any_part``, ``midnight``, ``book_ins`` and ``book_outs`` are those of the measure
    population, and ``facility_any_part`` and ``facility_midnight`` its sums over the
    facilities; ``stay_book_ins`` are the events of flows; ``removals`` and
    ``removals_to_date`` its rows, ``removals_deduplicated`` its events. What is measured
    differently is said in ``explanation``: a difference is no error of either by itself.

Columns:
    ``series``, ``measure`` and what it was split by; ``periods`` (int64, figures of theirs
    that are compared: days, weeks, months, or fiscal years to date); ``theirs`` and
    ``ours`` (float64, the sums over those; of people held they are person-days; figures to
    date overlap, and their sum serves the ratio alone); ``difference`` (float64, ours less
    theirs); ``ratio`` (float64, ours / theirs; null where theirs is nothing);
    ``explanation`` (text, why they may differ; null: nothing is known to).

What is left out:
    In this order: figures of what we do not count; of a part; without a value or a day; of
    days that our releases do not cover. A period is dated by its last day.

Sources:
    Series given to ``build`` beside the releases (table ``published_series``); and
    releases that fill ``stints`` or ``removals``.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from custodes.measures._by import PERIODS, script
from custodes.measures._counting import nothing_left
from custodes.measures._findings import Findings, Ledger, LedgerPart, Loss
from custodes.measures._measure import Figure, Measure
from custodes.measures._ours import KNOWN, Ours, ours
from custodes.measures._sources import area_caveat, sources_of
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

_ALWAYS = ("series", "measure")
_CHOICES = (*_ALWAYS, *PERIODS)
_OCTOBER = 10

REASONS = {
    "unknown": "what they count is not counted here",
    "part": "of a part, such as one arresting agency",
    "no_value": "without a value, or a day that can be read",
    "not_covered": "of days that our releases do not cover",
    "filtered": "outside what was asked for",
}

_BOTH = ("theirs", "ours")
FIGURES = (
    Figure("periods", "Figures compared"),
    Figure("theirs", "Theirs"),
    Figure("ours", "Ours"),
    Figure("difference", "Ours less theirs", "rate", rests_on=_BOTH),
    Figure("ratio", "Ours / theirs", "rate", rests_on=_BOTH),
)

_THEIRS = """
SELECT release AS series, measure, first_day, last_day,
       CASE WHEN category IS NULL THEN 'no' ELSE 'yes' END AS is_part,
       COUNT(*) AS n, COUNT(value) AS valued, SUM(value) AS theirs
FROM published_series
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5"""

Row = dict[str, Any]


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = (*_ALWAYS, *(b for b in by if b not in _ALWAYS))
    limits = {k: v.lower() for k, v in where.items()}
    theirs = view.engine.fetch(_THEIRS).to_pylist()
    wanted = {
        r["measure"]
        for r in theirs
        if r["is_part"] == "no" and all(_holds(r, k, v) for k, v in limits.items())
    }
    own = ours(view, wanted & KNOWN)
    losses: Counter[str] = Counter()
    kept = []
    for row in theirs:
        why = _left_out(row, own, limits)
        if why:
            losses[why] += row["n"]
        else:
            kept.append(row)
    counted = [("published series", r["series"], r["n"]) for r in kept]
    part = LedgerPart(
        "published series",
        "figures",
        sum(r["n"] for r in theirs),
        tuple(Loss(text, losses[why]) for why, text in REASONS.items() if losses[why]),
        sum(r["n"] for r in kept),
    )
    sources = (*sources_of(view, counted), *own.sources)
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=split,
        where=where,
        unit="figures",
        table=_table(kept, own, split),
        ledger=Ledger((part, *own.parts)),
        caveats=(*area_caveat(view, sources), *_caveats(where, own, empty=not kept)),
        definition=MEASURE.definition,
        sql="\n".join([script((), ("theirs", _THEIRS)), *own.sql]),
        sources=sources,
    )


def _left_out(row: Row, own: Ours, limits: dict[str, str]) -> str | None:
    if row["measure"] not in KNOWN:
        return "unknown"
    if row["is_part"] == "yes":
        return "part"
    if row["last_day"] is None or row["valued"] < row["n"]:
        return "no_value"
    if not all(_holds(row, k, v) for k, v in limits.items()):
        return "filtered"
    daily = own.daily.get(row["measure"])
    if daily is None or daily.between(row["first_day"], row["last_day"]) is None:
        return "not_covered"
    return None


def _holds(row: Row, name: str, value: str) -> bool:
    said = _named(row, name)
    return said is not None and str(said).lower() == (
        value[:7] + "-01" if name == "month" else value
    )


def _named(row: Row, name: str) -> Any:
    """
    What a figure is under a name of a split; null where its day is not known.
    """
    if name in _ALWAYS:
        return row[name]
    day = row["last_day"]
    if day is None:
        return None
    later = day.month >= _OCTOBER
    periods = {"month": day.replace(day=1), "year": day.year, "fiscal_year": day.year + later}
    return periods.get(name, day)


def _table(kept: list[Row], own: Ours, split: tuple[str, ...]) -> pa.Table:
    import pyarrow as pa

    groups: dict[tuple[Any, ...], list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for row in kept:
        total = groups[tuple(_named(row, b) for b in split)]
        total[0] += 1
        total[1] += row["theirs"]
        total[2] += own.daily[row["measure"]].between(row["first_day"], row["last_day"]) or 0
    made = [
        (*key, n, theirs, mine, mine - theirs, mine / theirs if theirs else None, _why(*key[:2]))
        for key, (n, theirs, mine) in sorted(groups.items())
    ]
    dates = {
        "day": pa.date32(),
        "month": pa.date32(),
        "year": pa.int64(),
        "fiscal_year": pa.int64(),
    }
    kinds = {
        **{b: dates.get(b, pa.string()) for b in split},
        **{f.name: pa.int64() if f.name == "periods" else pa.float64() for f in FIGURES},
        "explanation": pa.string(),
    }
    columns = zip(*made, strict=True) if made else ((),) * len(kinds)
    arrays = [pa.array(list(c), k) for c, k in zip(columns, kinds.values(), strict=True)]
    return pa.table(arrays, names=list(kinds))


@cache
def _explanations() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("custodes.measures") / "against.toml").read_text("utf-8"))


def _why(series: str, measure: str) -> str | None:
    said = _explanations()
    return said.get(series, {}).get(measure) or said["any"].get(measure)


def _caveats(where: dict[str, str], own: Ours, *, empty: bool) -> tuple[str, ...]:
    said = [
        (
            "Theirs were counted from other releases, or from the same at another time: a release "
            "mends the rows of the one before."
        ),
        (
            "Near the first and the last day of a release ours are too low: compare the periods "
            "between."
        ),
    ]
    if empty and not own.daily:
        said.append(
            "This dataset holds nothing of ours to compare: it needs releases of detentions or "
            "removals, and series of the same days."
        )
    elif empty:
        spans = "; ".join(f"{n} {d.first} to {d.last}" for n, d in sorted(own.daily.items()))
        said.append(f"No figure of theirs lies within the days that ours cover: {spans}.")
    if empty:
        said.append(nothing_left(where, "published series"))
    return tuple(said)


MEASURE = Measure(
    name="against_published",
    title="Ours against the series of others",
    question="How do these counts compare with those that others published of the same records?",
    needs=("published_series",),
    choices=_CHOICES,
    filters=_CHOICES,
    default=("series", "measure", "fiscal_year"),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
