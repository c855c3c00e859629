"""
How many arrests, removals, encounters, detainers and book-ins were there?

What is counted:
    Arrests by apprehension date, removals by the day of departure (else the day
    the removal was counted), encounters by event date, detainers by the day they
    were prepared, and book-ins into custody by the day the stay began.
    A fiscal year runs from 1 October to 30 September and bears the later year.

Columns:
    ``event`` and what it was split by; ``row_count`` (int64, rows as released) and
    ``events`` (int64, rows that are the first of their event; null where that
    cannot be told).

Two counts, side by side:
    ``row_count`` counts every row: so do the agency and most who publish. ``events``
    counts a person once for the same moment: arrests by the episodes of the
    histories (rows within 24 hours of one another) and not at all where those
    were not built; the others by equal person and date within a release;
    book-ins by equal person and stay book-in. A row without a person's id is an
    event of its own in both.

Splits:
    ``office`` is the area of responsibility of the arrest, the case, the encounter, the
    facility, and of the stint or else its book-in; ``state`` that of the arrest, the
    facility of a detainer, and of a book-in by a list of facilities (null of encounters,
    and without a list); ``method`` the event type of an encounter; ``level`` the case's
    threat level, of encounters and detainers that of the day.

What is left out:
    Rows of a period that another release is trusted for; releases of one area, where
    larger national ones fill the same table (split by release or limit to one to count
    them); rows without a readable date; rows dated after the extract of their release;
    book-ins before the first book-out of their release.

Sources:
    Any release that fills ``arrests``, ``removals``, ``encounters``,
    ``detainers`` or ``stints``.
"""

from __future__ import annotations

from custodes.engine import Step, read_steps
from custodes.measures._answer import DATED_REASONS, FILTERED_REASON, SET_ASIDE_REASONS
from custodes.measures._by import PERIODS, bound, condition, group_order, script, select_list
from custodes.measures._counting import register_spellings
from custodes.measures._facilities import states_step
from custodes.measures._findings import Findings, Ledger, LedgerPart, Loss
from custodes.measures._measure import Figure, Measure
from custodes.measures._sources import area_caveat, sources_of
from custodes.measures._trail import Trail
from custodes.measures._view import ORIGIN, View

EVENTS = {
    "arrests": "arrests",
    "removals": "removals",
    "encounters": "encounters",
    "detainers": "detainers",
    "book_ins": "stints",
}
"""Each event and the table that holds it."""

_PLAIN = ("event", "release", "office", "method", "state", "country", "level", "facility")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}
_EPISODE = "episode_first"
"""Under which histories mark with 1 the arrest that stands for its episode."""

REASONS = {
    **SET_ASIDE_REASONS,
    **DATED_REASONS,
    "before": "booked in before anyone was booked out: the release lists only who was still there",
    **FILTERED_REASON,
}

_JUDGED = """
SELECT f.*, CASE WHEN v.code IS NOT NULL THEN v.code
            WHEN f.level_text IS NOT NULL THEN 'not read'
            WHEN f.level_withheld THEN 'withheld' ELSE 'not given' END AS level,
       CASE WHEN f.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN f.day_of IS NULL THEN 'no_date'
            WHEN f.day_of > e.extract THEN 'after_extract'
            WHEN f.day_of < f.known_from THEN 'before' END AS left_out
FROM ({union}) f LEFT JOIN extracts e ON e.release = f.release
LEFT JOIN flow_levels v ON v.spelling = LOWER(f.level_text)
LEFT JOIN flow_local l ON l.event = f.event AND l.release = f.release
"""
_COUNTED = """
SELECT event, release, day_of, office, method, state, country, facility, level, left_out,
       COUNT(*) AS row_count,
       SUM(CASE WHEN is_first THEN 1 WHEN is_first IS NOT NULL THEN 0 END) AS events
FROM flow_judged
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""

FIGURES = (
    Figure("row_count", "Rows as released", additive=True),
    Figure("events", "Events", additive=True),
)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    present = {e: t for e, t in EVENTS.items() if view.has(t)}
    episodes = "arrests" in present and _EPISODE in view.columns("arrests")
    register_spellings(view, "flow_levels", "threat_level", {})
    steps = _steps(view, present, episodes=episodes)
    view.register_extracts()
    aside = {} if "release" in {*by, *where} else {e: view.local(t) for e, t in present.items()}
    _register_local(view, aside)
    view.once(steps, given=tuple(sorted(aside.items())))
    split = ("event", *(b for b in by if b != "event"))
    query, lost = _queries(split, where)
    values = bound(where)
    table = view.engine.fetch(query, values)
    ledger_rows = view.engine.fetch(lost, values).to_pylist()
    sources = sources_of(
        view,
        [(r["event"], r["release"], r["row_count"]) for r in ledger_rows if r["left_out"] is None],
    )
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=split,
        where=where,
        unit="rows as released; events",
        table=table,
        ledger=_ledger(present, ledger_rows),
        caveats=(
            *area_caveat(view, sources),
            *_caveats(present, where, episodes=episodes, empty=table.num_rows == 0),
        ),
        definition=MEASURE.definition,
        sql=script(steps, ("the figures", query), ("the ledger", lost)),
        sources=sources,
        trails=tuple(_trail(event, split, where) for event in present),
    )


def _queries(split: tuple[str, ...], where: dict[str, str]) -> tuple[str, str]:
    """
    The query of the figures and that of the ledger.
    """
    holds = condition(where, _NAMES)
    query = (
        f"SELECT {select_list(split, _NAMES)}"
        "CAST(SUM(row_count) AS BIGINT) AS row_count, CAST(SUM(events) AS BIGINT) AS events\n"
        f"FROM flow_counts WHERE left_out IS NULL AND {holds}{group_order(split)}"
    )
    lost = (
        f"SELECT event, release, CASE WHEN left_out IS NOT NULL THEN left_out "
        f"WHEN NOT {holds} THEN 'filtered' END AS left_out, "
        "CAST(SUM(row_count) AS BIGINT) AS row_count "
        "FROM flow_counts GROUP BY 1, 2, 3"
    )
    return query, lost


def _register_local(view: View, aside: dict[str, tuple[str, ...]]) -> None:
    import pyarrow as pa

    pairs = [(event, release) for event, found in aside.items() for release in found]
    columns = ([e for e, _ in pairs], [r for _, r in pairs])
    view.engine.register(
        "flow_local",
        pa.table([pa.array(c, pa.string()) for c in columns], names=["event", "release"]),
    )


def _steps(view: View, present: dict[str, str], *, episodes: bool) -> tuple[Step, ...]:
    known = {s.name: s for s in read_steps("custodes.measures", "flows.sql")}
    first = f"a.{_EPISODE} = 1" if episodes else "CAST(NULL AS BOOLEAN)"
    marked = Step(
        "flow_marked_arrests", f"SELECT a.*, {first} AS first_of_event FROM arrests a", kept=False
    )
    steps = [marked] if "arrests" in present else []
    if "book_ins" in present:
        steps.append(states_step(view, "flow_listed"))
    steps += [known[f"flow_{event}"] for event in present]
    union = "\nUNION ALL ".join(f"SELECT * FROM flow_{event}" for event in present)
    judged = Step("flow_judged", _JUDGED.format(union=union), kept=False)
    return (*steps, judged, Step("flow_counts", _COUNTED, kept=True))


def _trail(event: str, split: tuple[str, ...], where: dict[str, str]) -> Trail:
    query = (
        f"SELECT {select_list(split, _NAMES)}{ORIGIN}\nFROM flow_judged "
        f"WHERE event = '{event}' AND left_out IS NULL AND {condition(where, _NAMES)}"
    )
    note = "These are the rows; of an event that stands in several, only the first is its event."
    return Trail(event, EVENTS[event], query, bound(where), note)


def _ledger(present: dict[str, str], rows: list[dict[str, object]]) -> Ledger:
    parts = []
    for event in present:
        losses = tuple(
            Loss(text, n) for why, text in REASONS.items() if (n := _sum(rows, event, why))
        )
        counted = _sum(rows, event, None)
        every = sum(int(str(r["row_count"])) for r in rows if r["event"] == event)
        parts.append(LedgerPart(event, "rows", every, losses, counted))
    return Ledger(tuple(parts))


def _sum(rows: list[dict[str, object]], event: str, why: str | None) -> int:
    return sum(
        int(str(r["row_count"])) for r in rows if r["event"] == event and r["left_out"] == why
    )


def _caveats(
    present: dict[str, str], where: dict[str, str], *, episodes: bool, empty: bool
) -> tuple[str, ...]:
    said = [
        (
            "A row is a record and not a person: one person can be arrested, booked in or removed "
            "several times."
        ),
        "The last month of a release is rarely whole: compare it with no other month.",
        (
            "An office is the area of responsibility as the release gives it; its borders have "
            "changed over the years."
        ),
    ]
    if "arrests" in present and not episodes:
        said.append("Arrests are counted by rows only: this dataset has no arrest episodes.")
    if "removals" in present:
        said.append("Removals include those of people whom the border agency arrested.")
        said.append(
            "A removal is counted on the day of departure; the agency counts it in the fiscal year "
            "in which it was confirmed, so its yearly totals differ from these."
        )
    if "book_ins" in present:
        said.append(
            "The rows of book-ins are stints: transfers and repeated rows are among them; "
            "count the events."
        )
    missing = [e.replace("_", "-") for e in EVENTS if e not in present]
    if missing:
        said.append(f"This dataset holds no {', '.join(missing)}.")
    if empty:
        said.append(
            "Nothing is left to count after the filter."
            if where
            else "The tables are there, but no row of them can be counted; see the ledger."
        )
    return tuple(said)


MEASURE = Measure(
    name="flows",
    title="Arrests, removals, encounters, detainers and book-ins",
    question="How many people were arrested, encountered, booked in and removed, when and where?",
    needs=tuple(EVENTS.values()),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("fiscal_year",),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
