"""
Which fields does each release publish, withhold or drop, and what can nobody answer for it?

What is counted:
    Fields: the columns of the agency's tables of persons (arrests, removals,
    encounters, detainers, detentions), each once for every release that fills the
    table. A column is known when a release in the dataset has it, or a layout of ours
    does for another release of the same table.

States:
    ``published``, something is filled and nothing withheld; ``withheld in part``, some
    cells bear a redaction mark and some are filled; ``withheld``, cells bear a mark and
    none is filled; ``empty``, the column is there and all of it blank or unreadable;
    ``dropped``, another release of the table has the column and this one has not. The
    release need not ever have had it: that it was there before cannot be told from one
    release.

Columns:
    What it was split by; ``fields`` (int64); of them ``published``, ``withheld_in_part``,
    ``withheld``, ``empty`` and ``dropped``, adding up to it; ``cells`` (int64, rows of
    the release, for each column it has), ``redacted`` (int64, cells with a mark),
    ``share_redacted`` (float64, redacted / cells; null without cells). Split by field
    also ``also_in`` (the other releases known to have it, those not in the dataset too),
    ``measures`` (those whose SQL reads it) and ``question`` (what it alone answers; null:
    none is written down), all text. Split by measure, a field stands once for each
    measure that reads it, and ``(none)`` for those that none reads: the measures do not
    add up.

What is left out:
    Columns that no canonical column takes; tables that are no records of persons.

Rows:
    Traced for one field, the cells that are not filled are given by file and sheet; a
    field that was dropped has none, and the trace says so.

Sources:
    The table ``fields``, which every build makes from the headers it read and the marks
    it found, and the layouts of the releases that are known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from custodes.measures._by import script
from custodes.measures._cells import NAME_A_FIELD, cell_trails
from custodes.measures._counting import nothing_left
from custodes.measures._fields import NO_MEASURE, STATES, cells_of, judged_fields
from custodes.measures._findings import Findings, Ledger, LedgerPart, Loss
from custodes.measures._measure import Figure, Measure
from custodes.measures._needs import RECORDS
from custodes.measures._sources import sources_of
from custodes.measures._trail import Trail
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

_CHOICES = ("release", "table", "field", "state", "measure")
DROPPED = STATES[-1]
_TEXTS = ("also_in", "measures", "question")

_PARTS = tuple(s.replace(" ", "_") for s in STATES)
FIGURES = (
    Figure("fields", "Fields", parts=_PARTS),
    *(Figure(p, s.capitalize()) for p, s in zip(_PARTS, STATES, strict=True)),
    Figure("cells", "Cells"),
    Figure("redacted", "Cells withheld"),
    Figure("share_redacted", "Share withheld", "share", rests_on=("redacted", "cells")),
)

_READ = """SELECT release, table_name, column_name, SUM(filled) AS filled, SUM(blank) AS blank,
       SUM(redacted) AS redacted, SUM(unreadable) AS unreadable
FROM fields GROUP BY 1, 2, 3"""

Row = dict[str, Any]


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    read = view.engine.fetch(_READ).to_pylist()
    persons = [r for r in read if r["table_name"] in RECORDS and r["column_name"]]
    judged = judged_fields(persons)
    limits = {k: v.lower() for k, v in where.items()}
    exploded = "measure" in {*by, *where}
    rows = [
        r
        for field in judged
        for r in (_by_measure(field) if exploded else (field,))
        if all(str(r[k]).lower() == v for k, v in limits.items())
    ]
    kept = {(r["release"], r["table"], r["field"]) for r in rows}
    sources = sources_of(view, (("fields", r["release"], cells_of(r)) for r in persons))
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=by,
        where=where,
        unit="fields",
        table=_table(rows, by),
        ledger=_ledger(read, len(judged), len(kept)),
        caveats=_caveats(where, empty=not rows),
        definition=MEASURE.definition,
        sql=script((), ("the fields of each release", _READ)),
        sources=sources,
        trails=_trails(view, rows, where),
        untraced=_untraced(rows, where),
    )


def _trails(view: View, rows: list[Row], where: dict[str, str]) -> tuple[Trail, ...]:
    """
    The way back to the cells of the field that is asked for.
    """
    if "field" not in where:
        return ()
    there = sorted({(r["release"], r["table"], r["field"]) for r in rows if r["state"] != DROPPED})
    return tuple(
        trail
        for release, table, field in there
        for trail in cell_trails(view, [(table, field)], {"release": release})
    )


def _untraced(rows: list[Row], where: dict[str, str]) -> str:
    if "field" not in where:
        return NAME_A_FIELD
    gone = {
        (r["table"], r["field"], r["release"]): r["also_in"] for r in rows if r["state"] == DROPPED
    }
    said = [
        f"{table}.{field} is in no file of {release}, so it has no row to show; it is in {others}."
        for (table, field, release), others in gone.items()
    ]
    return " ".join(said)


def _by_measure(field: Row) -> tuple[Row, ...]:
    names = str(field["measures"] or NO_MEASURE).split(", ")
    return tuple({**field, "measure": n} for n in names)


def _table(rows: list[Row], by: tuple[str, ...]) -> pa.Table:
    import pyarrow as pa

    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[b] for b in by)].append(row)
    texts = _TEXTS if "field" in by else ()
    made = []
    for key, group in sorted(groups.items()):
        cells, redacted = (sum(r[n] for r in group) for n in ("cells", "redacted"))
        states = [sum(r["state"] == s for r in group) for s in STATES]
        numbers = (len(group), *states, cells, redacted, redacted / cells if cells else None)
        said = [", ".join(dict.fromkeys(r[t] for r in group if r[t])) or None for t in texts]
        made.append((*key, *numbers, *said))
    names = (*by, *(f.name for f in FIGURES), *texts)
    kinds = (
        *(pa.string() for _ in by),
        *(pa.int64() if f.kind == "count" else pa.float64() for f in FIGURES),
        *(pa.string() for _ in texts),
    )
    columns = zip(*made, strict=True) if made else ((),) * len(names)
    arrays = [pa.array(list(c), k) for c, k in zip(columns, kinds, strict=True)]
    return pa.table(arrays, names=list(names))


def _ledger(read: list[Mapping[str, Any]], judged: int, kept: int) -> Ledger:
    untaken = sum(1 for r in read if not r["column_name"])
    other = sum(1 for r in read if r["column_name"] and r["table_name"] not in RECORDS)
    said = (
        ("their column is not taken into any table", untaken),
        ("their table holds no records of persons", other),
        ("outside what was asked for", judged - kept),
    )
    losses = tuple(Loss(why, n) for why, n in said if n)
    part = LedgerPart("fields", "fields", judged + untaken + other, losses, kept)
    return Ledger((part,))


def _caveats(where: dict[str, str], *, empty: bool) -> tuple[str, ...]:
    said = [
        (
            "A field is dropped where another release of the table has it: whether this one ever "
            "had it, or was asked for it, is not known."
        ),
        "Only cells with a mark of redaction are withheld; a blank can be a redaction unmarked.",
        (
            "A measure that reads a field may answer without it in part: it then says how many rows "
            "it left out."
        ),
        "Names of persons are in no release, and no question about one can be answered.",
    ]
    if empty:
        said.append(nothing_left(where, "fields"))
    return tuple(said)


MEASURE = Measure(
    name="secrecy",
    title="What each release keeps back",
    question="Which fields are published, withheld or dropped, and what can nobody answer for it?",
    needs=("fields",),
    choices=_CHOICES,
    filters=_CHOICES,
    default=("release", "table", "field", "state"),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
