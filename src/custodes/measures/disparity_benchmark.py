"""
How many stops are there for each resident of a race group?

What is counted:
    Stops by the race that the officer recorded, held against people of that group: those
    that the user gives (table ``benchmarks``), else residents of the county by the American
    Community Survey (table ``population``; ethnicity before race, as in the stops). One kind
    of place is in use: county, district, precinct or neighborhood where the split or the
    limit names it, else the first that has people, the whole before its parts.

Columns:
    What it was split by, and ``race``; ``stops`` (int64); ``people`` (float64; null: not known);
    ``reference_stops`` (int64) and ``reference_people`` (float64), those recorded as white in
    the same split; ``rate``, ``rate_low``, ``rate_high`` (float64, stops for each 1,000 people
    over the whole time counted; exact 95 percent interval of a Poisson count); ``ratio``,
    ``ratio_low``, ``ratio_high`` (float64, the rate over that of the reference; 95 percent
    interval by Wilson's score of the group's share of both counts, which is binomial given
    their sum; null for the reference and where either rate is unknown or the reference's
    is 0).

What it can show:
    How unevenly stops fall on the people who live in a place. That is a fact about burden,
    whatever its cause.

What it cannot show:
    Who was on the road, or did what might lead to a stop. Drivers are not residents: people
    pass through, drive more or less, and are differently many on foot. Police are sent to
    some places more than to others. A ratio of 2 is no proof of bias and a ratio of 1 none
    of its absence; hold it beside the other tests.

What the intervals say:
    How much a count so small varies if stops were independent. One person stopped ten times
    is ten stops, so the truth is less certain; errors in the number of people are not in it.

What is left out:
    In this order: stops of a period that another release is trusted for; without a date;
    with a universal hour and no zone; dated after the release was drawn; without the kind of
    place in use; of a place whose people are not known. Stops without a race group are
    counted, as groups of their own without people.

Sources:
    Table ``stops``, of files in the columns of the Stanford Open Policing Project, and
    ``benchmarks`` (a file with the headers place_kind, place, race, people) or ``population``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from custodes.engine import Step, read_steps
from custodes.errors import CallError
from custodes.measures._answer import FILTERED_REASON, answer
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting
from custodes.measures._disparity_people import (
    EVERYWHERE,
    People,
    kind_in_use,
    people_of,
    register_places,
    totals,
)
from custodes.measures._disparity_stops import (
    NAMES,
    PLACES,
    REFERENCE,
    UNFIT,
    never_of_one_person,
    prepare,
    with_ends,
    with_reference,
)
from custodes.measures._findings import Findings
from custodes.measures._intervals import wilson
from custodes.measures._measure import Figure, Measure
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

REASONS = {
    **UNFIT,
    "no_place": "the place, of the kind that is held against people, is not given",
    "no_benchmark": "the people of the place are not known by race",
    **FILTERED_REASON,
}

PER = 1_000
_SUMS = "COUNT(*) AS stops"
_CHOICES = ("state", *PLACES, "type", "reason", "release")


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = (*(b for b in by if b != "race"), "race")
    asked = [p for p in PLACES if p in {*split, *where}]
    if len(asked) > 1:
        raise CallError(f"People are known of one kind of place at a time; ask for one of {asked}.")
    view.need(MEASURE.name, ("benchmarks", "population"))
    made = prepare(view)
    people = people_of(view)
    kind = kind_in_use(people, asked)
    register_places(view, people, kind)
    place = "''" if kind == EVERYWHERE else f"j.{kind}"
    own = (
        Step("benchmark_stops", f"SELECT j.*, {place} AS place_of FROM stop_judged j", kept=False),
        *read_steps("custodes.measures", "disparity_benchmark.sql"),
    )
    view.once(own, given=kind)
    counting = Counting("benchmark_judged", _SUMS, NAMES, REASONS, split, where)

    def finish(table: pa.Table) -> pa.Table:
        rows = _with_people(table.to_pylist(), split, where, people, kind)
        return _with_rates(table, rows, split)

    return answer(
        MEASURE,
        view,
        counting,
        (*made, *own),
        of="stops",
        unit="stops",
        caveats=_caveats(kind, people),
        finish=finish,
        notes={"kind of place": kind},
    )


def _with_people(
    rows: list[dict[str, Any]],
    split: Sequence[str],
    where: dict[str, str],
    people: Sequence[People],
    kind: str,
) -> list[dict[str, Any]]:
    """
    The rows with people beside stops, groups that have people and no stop among them.
    """
    places = ("state", kind)
    limits = {n: where[n] for n in places if n in where}
    groups: dict[tuple[Any, ...], dict[str, int]] = {}
    for r in rows:
        groups.setdefault(tuple(r[b] for b in split[:-1]), {})[r["race"]] = r["stops"]
    found = []
    for key, counted in groups.items():
        group = dict(zip(split[:-1], key, strict=True))
        sums = totals(people, kind, {**limits, **{n: group[n] for n in places if n in group}})
        for race in sorted({*counted, *sums}):
            row = {**group, "race": race, "stops": counted.get(race, 0), "people": sums.get(race)}
            found.append(row)
    return with_reference(found, split[:-1], ("stops", "people"))


def _with_rates(
    counted: pa.Table, rows: Sequence[dict[str, Any]], split: Sequence[str]
) -> pa.Table:
    import numpy as np
    import pyarrow as pa
    from scipy.special import gammaincinv  # scipy.stats takes a second to import

    names = ("stops", "people", "reference_stops", "reference_people")
    k, n, k0, n0 = (np.array([r[c] for r in rows], np.float64) for c in names)
    n = np.where(n > 0, n, np.nan)
    n0 = np.where((n0 > 0) & np.array([r["race"] != REFERENCE for r in rows], bool), n0, np.nan)
    ends = (k, np.where(k > 0, gammaincinv(k, 0.025), 0.0), gammaincinv(k + 1, 0.975))
    found = {f"rate{e}": PER * x / n for e, x in zip(("", "_low", "_high"), ends, strict=True)}
    with np.errstate(divide="ignore", invalid="ignore"):
        for end, share in zip(("", "_low", "_high"), wilson(k, k + k0), strict=True):
            ratio = np.where(k0 > 0, share / (1 - share) * (n0 / n), np.nan)
            found[f"ratio{end}"] = np.where(np.isfinite(ratio), ratio, np.nan)
    columns = {b: pa.array([r[b] for r in rows], counted.schema.field(b).type) for b in split}
    for name in names:
        kind = pa.int64() if name.endswith("stops") else pa.float64()
        values = [r[name] or None if name == "reference_people" else r[name] for r in rows]
        columns[name] = pa.array(values, kind)
    estimates = {c: pa.array(v, pa.float64(), from_pandas=True) for c, v in found.items()}
    return pa.table({**columns, **estimates})


def _caveats(kind: str, people: Sequence[People]) -> tuple[str, ...]:
    of = "wherever the stops were made" if kind == EVERYWHERE else f"each {kind}"
    said = [
        never_of_one_person(),
        (
            "People who live in a place are not those who drive through it: this cannot know who "
            "was on the road, or who did what leads to a stop."
        ),
        f"Stops are held against the people of {of}; rates are over the whole time counted.",
        "Race is what the officer recorded, and what people said of themselves in the other number.",
    ]
    if not any(p.kind == kind for p in people):
        said.append(f"No people are known by race for {of}; give them as a file of benchmarks.")
    return tuple(said)


_BESIDE = ("stops", "people", "reference_stops", "reference_people")

MEASURE = Measure(
    name="disparity_benchmark",
    title="Stops against the people who live there",
    question="How many stops are there for each resident of a race group?",
    needs=("stops",),
    choices=(*PERIODS, *_CHOICES, "race"),
    filters=(*PERIODS, *_CHOICES),
    default=("race",),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure("stops", "Stops", additive=True),
        Figure("people", "People"),
        Figure("reference_stops", "Stops of people recorded as white"),
        Figure("reference_people", "White people"),
        *with_ends("rate", "Stops for each 1,000 people", "rate", "stops", "people"),
        *with_ends("ratio", "Rate over that of people recorded as white", "rate", *_BESIDE),
    ),
)
