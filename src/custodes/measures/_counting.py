"""
The common end of a measure of rows: figures, ledger and sources of one judged table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from custodes.measures._by import bound, condition, group_order, select_list
from custodes.measures._findings import LedgerPart, Loss
from custodes.measures._trail import Trail
from custodes.measures._view import ORIGIN, View

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Counting:
    """
    A table of judged rows, what to sum of it, and how it is split and limited.

    The table has ``release``, ``left_out`` (null: counted) and what ``names`` speaks of;
    with ``origin`` (position of the row in its table) what was counted can be traced.
    """

    judged: str
    sums: str
    names: Mapping[str, str]
    reasons: Mapping[str, str]
    """Why rows are left out, in the order in which the ledger says it."""
    split: Sequence[str]
    where: Mapping[str, str]

    @property
    def figures(self) -> str:
        """
        The query of the figures; no row where nothing is counted.
        """
        tail = "" if self.split else " HAVING COUNT(*) > 0"
        return (
            f"SELECT {select_list(self.split, self.names)}{self.sums}\n"
            f"FROM {self.judged} WHERE left_out IS NULL AND {self._holds}"
            f"{group_order(self.split)}{tail}"
        )

    @property
    def lost(self) -> str:
        """
        The query of the ledger.
        """
        return (
            "SELECT release, CASE WHEN left_out IS NOT NULL THEN left_out "
            f"WHEN NOT {self._holds} THEN 'filtered' END AS left_out, COUNT(*) AS n "
            f"FROM {self.judged} GROUP BY 1, 2"
        )

    @property
    def queries(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """
        Both, each with its name, as they are shown.
        """
        return ("the figures", self.figures), ("the ledger", self.lost)

    def trail(self, about: str, table: str | None = None, note: str = "") -> Trail:
        """
        The way back to the rows counted; the judged table must have ``origin``.

        Args:
            about: The input, as the ledger names it.
            table: The table of the dataset whose positions ``origin`` are; null: as ``about``.
            note: Why the figure is not the number of these rows, where it is not.
        """
        query = (
            f"SELECT {select_list(self.split, self.names)}{ORIGIN}\n"
            f"FROM {self.judged} WHERE left_out IS NULL AND {self._holds}"
        )
        return Trail(about, table or about, query, bound(self.where), note)

    def fetch(
        self, view: View, about: str
    ) -> tuple[pa.Table, LedgerPart, list[tuple[str, object, object]]]:
        """
        The figures, the ledger's part, and the rows counted of each release.
        """
        values = bound(self.where)
        table = view.engine.fetch(self.figures, values)
        rows = view.engine.fetch(self.lost, values).to_pylist()
        kept = [(about, r["release"], r["n"]) for r in rows if r["left_out"] is None]
        return table, ledger_part(about, self.reasons, rows), kept

    @property
    def _holds(self) -> str:
        return condition(self.where, self.names)


def ledger_part(about: str, reasons: Mapping[str, str], rows: list[dict[str, Any]]) -> LedgerPart:
    """
    A part of the ledger from rows of ``left_out`` and ``n``.
    """
    losses = tuple(
        Loss(text, n)
        for why, text in reasons.items()
        if (n := sum(r["n"] for r in rows if r["left_out"] == why))
    )
    counted = sum(r["n"] for r in rows if r["left_out"] is None)
    return LedgerPart(about, "rows", sum(r["n"] for r in rows), losses, counted)


def register_local(view: View, name: str, aside: Iterable[str]) -> None:
    """
    Register the releases that are set aside, as a table of ``release``.
    """
    import pyarrow as pa

    view.engine.register(name, pa.table({"release": pa.array(list(aside), pa.string())}))


def register_spellings(view: View, name: str, codes: str, kinds: Mapping[str, str]) -> None:
    """
    Register an agency's spellings, in lower case, each with its code and kind.

    Args:
        view: The dataset.
        name: Of the table: ``spelling``, ``code``, ``kind`` (null: the code has none).
        codes: Name of the code list.
        kinds: Code to kind.
    """
    import pyarrow as pa

    from custodes.records import code_lists

    spelled = code_lists()[codes].spellings()
    columns = {
        "spelling": [s.lower() for s in spelled],
        "code": list(spelled.values()),
        "kind": [kinds.get(c) for c in spelled.values()],
    }
    view.engine.register(name, pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()}))


def nothing_left(where: Mapping[str, str], table: str) -> str:
    """
    What is said where no row is counted.
    """
    if where:
        return "Nothing is left to count after the filter."
    return f"The table of {table} is there, but no row of it can be counted; see the ledger."
