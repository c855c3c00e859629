"""
From the lists to histories: read, tell who is who, count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from custodes import records
from custodes.engine import Engine, read_steps
from custodes.histories.agreements._identity import Listing, identify

if TYPE_CHECKING:
    import pyarrow as pa

PACKAGE = "custodes.histories.agreements"
ORDER = {
    "agreement_histories": "agency_key, model",
    "agreement_spells": "agency_key, model, list_kind, spell",
    "agency_spellings": "agency_key, spelling",
}
"""The tables made, and the columns that no two of their rows have alike."""

_LISTINGS = """
SELECT agency_key, agency, county, model, signed_date, list_kind, list_number
FROM agreement_listings
GROUP BY agency_key, agency, county, model, signed_date, list_kind, list_number
"""


def run(engine: Engine, inputs: Mapping[str, Sequence[Path]], out: Path) -> dict[str, list[Path]]:
    """
    Work out the history of every agreement.

    Args:
        engine: Where the SQL runs; its tables of the names used here are replaced.
        inputs: Parquet of agreements.
        out: Folder for one file each of agreement_histories, agreement_spells and
            agency_spellings; their columns are those of `custodes.records`.

    Returns:
        The files written, by table.
    """
    out.mkdir(parents=True, exist_ok=True)
    engine.read_parquet("agreements", inputs["agreements"])
    engine.register("model_codes", _model_codes())
    first, then = read_steps(PACKAGE, "history.sql"), read_steps(PACKAGE, "spells.sql")
    engine.run(first)
    engine.register("agency_identities", _identities(engine.fetch(_LISTINGS)))
    engine.run(then)
    written = {}
    for name, order in ORDER.items():
        path = out / f"{name}.parquet"
        engine.write_parquet(f"SELECT {_columns(name)} FROM {name} ORDER BY {order}", path)
        written[name] = [path]
    steps = [s.name for s in reversed([*first, *then])]
    engine.drop(*steps, "agency_identities", "model_codes", "agreements")
    return written


def _columns(name: str) -> str:
    text = records.ColumnType.TEXT
    return ", ".join(
        # STRING is text on both engines; Spark wants a length with VARCHAR.
        f"CAST({c.name} AS {'STRING' if c.type is text else c.type.sql}) AS {c.name}"
        for c in records.table(name).stored()
    )


def _model_codes() -> pa.Table:
    import pyarrow as pa

    spelled = records.code_lists()["agreement_model"].spellings()
    return pa.table({"spelling": list(spelled), "code": list(spelled.values())})


def _identities(listed: pa.Table) -> pa.Table:
    import pyarrow as pa

    listings = (
        Listing(
            key=r["agency_key"],
            agency=r["agency"],
            county=r["county"],
            model=r["model"],
            signed=r["signed_date"],
            participating=r["list_kind"] == "participating",
            number=r["list_number"],
        )
        for r in listed.to_pylist()
    )
    found = identify(listings)
    rows = [
        {"agency_key": k, "agency": a, "county": c or "", "identity": i.key, "reason": i.reason}
        for (k, a, c), i in sorted(found.items(), key=lambda x: (x[0][0], x[0][1], x[0][2] or ""))
    ]
    names = ("agency_key", "agency", "county", "identity", "reason")
    return pa.Table.from_pylist(rows, schema=pa.schema([(n, pa.string()) for n in names]))
