"""
How many people were held on each day?

What is counted:
    Distinct persons. The stints of one person that share a day are joined first,
    so that a transfer, a repeated row or an overlap counts once; within a place,
    the same is done for the stints in that place. A row without a person's id is
    one person.

Columns:
    What it was split by; ``days`` (int64); ``any_part`` (int64: people held in any part
    of the day, summed over the days); ``midnight`` (int64: people held as the day
    ended, summed likewise); ``book_ins`` and ``book_outs`` (int64: people whose custody
    began or ended, a day's break at least); ``mean_any_part`` and ``mean_midnight``
    (float64, people a day: the average daily population). Split by day, the sums
    are people.

What always holds:
    Any part of the day = midnight + book-outs of the day; the change of midnight
    from one day to the next = book-ins - book-outs; the facilities' midnights add up
    to at least the national.

Open stints:
    A stint without a book-out is held through the last day its release knows of.
    A release that publishes no book-outs cannot say who was held and is left out
    whole; so is a release of one area that stands beside national ones, unless it
    is asked for. A book-out before its book-in is taken for the day of the book-in.

Which days:
    From the first day on which any stint ended, unless a first day is asked for:
    before it, a release lists only those who were still there. To the last day
    that any release knows of; each release counts to its own.

Splits:
    ``office`` is the stint's area of responsibility, else that of its book-in; ``state``
    that of the facility by a list of facilities (null: no list, or not on it). ``level`` is
    the case's threat level as last recorded: 1, 2, 3; ``none`` (the agency's NA);
    ``withheld``, ``not given`` and ``not read``; ``criminality`` that of the book-in. A
    person of whom two stints of a day differ is in both groups.

Sources:
    Any release that fills ``stints``; lists of facilities (``facilities``) for States.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from custodes.engine import Step, read_steps
from custodes.errors import CallError
from custodes.measures._answer import FILTERED_REASON, SET_ASIDE_REASONS, set_aside
from custodes.measures._by import PERIODS, bound, condition, group_order, script, select_list
from custodes.measures._findings import Findings, Ledger, LedgerPart, Loss
from custodes.measures._measure import Figure, Measure
from custodes.measures._population_groups import LOOKED_UP, group_steps
from custodes.measures._sources import area_caveat, sources_of
from custodes.measures._trail import Trail
from custodes.measures._view import ORIGIN, View

_PLACES = ("facility", "office", "country", *LOOKED_UP)
_STINT_NAMES = {n: n for n in (*_PLACES, "release")}
_DAY_FILTERS = ("from", "to")

REASONS = {
    **SET_ASIDE_REASONS,
    "no_date": "the book-in is blank, withheld or unreadable",
    "no_ends": "the release publishes no book-outs, so nobody's last day is known",
    "after_extract": "booked in after the release was drawn",
    **FILTERED_REASON,
}

_SUMS = """CAST(SUM(d.days) AS BIGINT) AS days,
       CAST(SUM(any_part * d.days) AS BIGINT) AS any_part,
       CAST(SUM(midnight * d.days) AS BIGINT) AS midnight,
       CAST(SUM(book_ins) AS BIGINT) AS book_ins, CAST(SUM(book_outs) AS BIGINT) AS book_outs,
       SUM(any_part * d.days) / CAST(SUM(d.days) AS DOUBLE) AS mean_any_part,
       SUM(midnight * d.days) / CAST(SUM(d.days) AS DOUBLE) AS mean_midnight"""

_BEGINS: Mapping[str, Callable[[dt.date], bool]] = {
    "day": lambda _: True,
    "month": lambda d: d.day == 1,
    "year": lambda d: (d.month, d.day) == (1, 1),
    "fiscal_year": lambda d: (d.month, d.day) == (10, 1),
}
"""Whether a period begins on a day."""

# Whoever is held in two places on one day is in both, so places do not add up to the country.
FIGURES = (
    Figure("days", "Days"),
    Figure("any_part", "Person-days, any part of the day", parts=("midnight", "book_outs")),
    Figure("midnight", "Person-days, at midnight"),
    Figure("book_ins", "Book-ins"),
    Figure("book_outs", "Book-outs"),
    Figure("mean_any_part", "People a day, on average", "mean", rests_on=("any_part", "days")),
    Figure(
        "mean_midnight", "People at midnight, on average", "mean", rests_on=("midnight", "days")
    ),
)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    engine = view.engine
    places = tuple(b for b in by if b in _PLACES)
    limits = {k: v for k, v in where.items() if k not in _DAY_FILTERS}
    aside = set_aside(view, "population_local", "stints", where)
    judging = read_steps("custodes.measures", "population.sql")
    placing = (*group_steps(view, {*places, *limits}), *_placing(places, limits))
    view.once(judging, given=aside)
    view.once(placing, bound(limits), aside)
    ledger, kept, turned = _ledger(view, limits)
    days = read_steps("custodes.measures", "population_days.sql")
    span = _calendar(view, by, where)
    said = (aside, placing, tuple(sorted(limits.items())), span)
    view.once(days, {"first_day": _first_day(view, where)}, said)
    query = _query(by)
    sources = sources_of(view, kept)
    table = engine.fetch(query)
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=by,
        where=where,
        unit="people",
        table=table,
        ledger=ledger,
        caveats=(
            *area_caveat(view, sources),
            *_caveats(view, where, turned, empty=table.num_rows == 0),
        ),
        definition=MEASURE.definition,
        sql=script((*judging, *placing, *days), ("the figures", query)),
        sources=sources,
        notes={"stints that end before they begin": str(turned)},
        trails=(_trail(by, limits),),
    )


def _placing(places: tuple[str, ...], limits: dict[str, str]) -> tuple[Step, ...]:
    parts = ", ".join(f"COALESCE({p}, '')" for p in places)
    place = f"CONCAT_WS('|', {parts})" if places else "''"
    names = (*places, *(("facility_name",) if "facility" in places else ()))
    columns = "".join(f", s.{n}" for n in names)
    smallest = "".join(f", MIN({n}) AS {n}" for n in names)
    placed = (
        f"SELECT s.release, s.extract, s.person, s.first_day, s.last_day, {place} AS place{columns} "
        f"FROM population_grouped s WHERE s.left_out IS NULL AND {condition(limits, _STINT_NAMES)}"
    )
    named = f"SELECT place{smallest} FROM population_placed GROUP BY place"
    return (
        Step("population_placed", placed, kept=True),
        Step("population_places", named, kept=True),
    )


def _ledger(
    view: View, limits: dict[str, str]
) -> tuple[Ledger, list[tuple[str, object, object]], int]:
    holds = condition(limits, _STINT_NAMES)
    rows = view.engine.fetch(
        "SELECT release, CASE WHEN left_out IS NOT NULL THEN left_out "
        f"WHEN NOT {holds} THEN 'filtered' END AS why, COUNT(*) AS n, "
        "CAST(SUM(turned) AS BIGINT) AS turned FROM population_grouped GROUP BY 1, 2",
        bound(limits),
    ).to_pylist()
    losses = []
    for why, text in REASONS.items():
        hit = [r for r in rows if r["why"] == why]
        if hit:
            named = ", ".join(sorted(r["release"] for r in hit)) if why == "no_ends" else ""
            losses.append(Loss(f"{text} ({named})" if named else text, sum(r["n"] for r in hit)))
    kept = [("stints", r["release"], r["n"]) for r in rows if r["why"] is None]
    turned = sum(r["turned"] or 0 for r in rows if r["why"] is None)
    part = LedgerPart(
        "stints", "rows", sum(r["n"] for r in rows), tuple(losses), sum(int(n) for *_, n in kept)
    )
    return Ledger((part,)), list(kept), turned


def _calendar(
    view: View, by: tuple[str, ...], where: dict[str, str]
) -> tuple[dt.date, int, tuple[dt.date, ...]]:
    """
    Register the days that are counted, and those on which a period begins.

    Returns:
        The first day, how many they are, and those that begin a period.
    """
    import pyarrow as pa

    first = _first_day(view, where)
    span = view.engine.fetch("SELECT MAX(extract) AS last_day FROM population_placed").to_pylist()[
        0
    ]["last_day"]
    last = min(span, _asked(where, "to") or span) if span else None
    count = (last - first).days + 1 if last else 0
    days = [first + dt.timedelta(days=i) for i in range(max(count, 0))]
    begins = tuple(d for d in days if d == first or any(_BEGINS[b](d) for b in by if b in _BEGINS))
    for name, kept in (("population_calendar", days), ("population_periods", begins)):
        view.engine.register(name, pa.table({"day_of": pa.array(kept, pa.date32())}))
    return first, len(days), begins


def _first_day(view: View, where: dict[str, str]) -> dt.date:
    asked = _asked(where, "from")
    if asked:
        return asked
    found = view.engine.fetch(
        "SELECT MIN(r.first_end) AS first_end, MIN(p.first_day) AS first_day "
        "FROM population_placed p JOIN population_releases r ON r.release = p.release"
    ).to_pylist()[0]
    return found["first_end"] or found["first_day"] or dt.date.min


def _asked(where: dict[str, str], name: str) -> dt.date | None:
    if name not in where:
        return None
    try:
        return dt.date.fromisoformat(where[name])
    except ValueError as e:
        raise CallError(f"'population' cannot be limited {name} that day; write YYYY-MM-DD.") from e


def _query(by: tuple[str, ...]) -> str:
    names = {**PERIODS, **{p: f"p.{p}" for p in _PLACES}}
    columns = select_list(by, {k: v.replace("day_of", "d.day_of") for k, v in names.items()})
    group = group_order(by)
    if "facility" in by:
        columns += "MIN(p.facility_name) AS facility_name, "
        places = ", ".join(str(i) for i, _ in enumerate(by, start=1))
        group = f" GROUP BY {places} ORDER BY {places}"
    tail = "" if by else " HAVING COUNT(*) > 0"
    return (
        f"SELECT {columns}{_SUMS}\nFROM population_spans d "
        f"JOIN population_places p ON p.place = d.place{group}{tail}"
    )


def _trail(by: tuple[str, ...], limits: dict[str, str]) -> Trail:
    """
    The stints that share a day with those counted, once for each period they are split by.
    """
    days = {k: v.replace("day_of", "d.day_of") for k, v in PERIODS.items()}
    columns = select_list(by, {**days, **{p: f"s.{p}" for p in _PLACES}})
    split = (
        "JOIN population_calendar d ON d.day_of BETWEEN s.first_day "
        "AND LEAST(s.last_day, s.extract)\n"
        if set(by) & set(PERIODS)
        else ""
    )
    query = (
        f"SELECT DISTINCT {columns}s.{ORIGIN}\nFROM population_grouped s\n"
        "JOIN (SELECT MIN(day_of) AS first_of, MAX(day_of) AS last_of FROM population_calendar) c\n"
        f"  ON s.last_day >= c.first_of AND s.first_day <= c.last_of\n{split}"
        f"WHERE s.left_out IS NULL AND {condition(limits, _STINT_NAMES)}"
    )
    note = "These are stints; a person of whom several share a day is counted once on it."
    return Trail("stints", "stints", query, bound(limits), note)


def _caveats(view: View, where: dict[str, str], turned: int, *, empty: bool) -> tuple[str, ...]:
    said = [
        (
            "Ids of persons differ between releases: nobody is followed from one to the next, and "
            "someone held across the change from one release to the next may be missed or counted "
            "twice on the days around it."
        ),
        (
            "Stints that the agency leaves out (hospitals in some releases, children in the care of "
            "another agency) are not counted."
        ),
        "Times are local to the facility; nothing is moved between time zones.",
        (
            "A release that lists only stints booked in from a certain day begins too low, and rises "
            "until those held before that day have left."
        ),
    ]
    unknown = view.engine.fetch(
        "SELECT release FROM population_releases WHERE NOT extract_known ORDER BY release"
    ).to_pylist()
    if unknown:
        named = ", ".join(r["release"] for r in unknown)
        said.append(
            f"When these releases were drawn is not known; their latest date stands for it: {named}."
        )
    if view.engine.fetch("SELECT n FROM population_left_open").column("n")[0].as_py():
        # Without their count: no other number of a report would hold it, so nothing judges it.
        said.append(
            "Some stints have no end though the person was booked in again later. They are counted "
            "to the last day their release knows of, so too many people are held in the end."
        )
    if turned:
        said.append("Stints that end before they begin are counted on the day of their book-in.")
    if empty:
        said.append(
            "Nothing is left to count after the filter."
            if where
            else "The table of stints is there, but no row of it can be counted; see the ledger."
        )
    return tuple(said)


MEASURE = Measure(
    name="population",
    title="People held",
    question="How many people were held on each day, in any part of it and at midnight?",
    needs=("stints",),
    choices=(*PERIODS, *_PLACES),
    filters=(*_PLACES, "release", *_DAY_FILTERS),
    default=("day",),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
