"""
The planted truth: what really happened, row by row and stay by stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from custodes.synthetic._arrests import ARREST_REPEATS, Arrests
from custodes.synthetic._block import Block
from custodes.synthetic._columns import dictionary
from custodes.synthetic._detentions import Detentions
from custodes.synthetic._faults import LOST, REPEATS
from custodes.synthetic._outcomes import outcomes
from custodes.synthetic._places import places
from custodes.synthetic._population import SENSES, STAYS, Population
from custodes.synthetic._random import Ints
from custodes.synthetic._sinks import Sink, Written
from custodes.synthetic._stays import MOST_STAYS
from custodes.synthetic._stints import MOST_STINTS
from custodes.synthetic._window import Window


@dataclass
class Truth:
    """
    Writes the tables of the truth, block by block.
    """

    folder: Path
    window: Window
    facts: Mapping[str, str]
    paths: dict[str, Path] = field(default_factory=dict)
    _writers: dict[str, Any] = field(default_factory=dict)

    def stints(self, block: Block, rows: Detentions, at: Written, sink: Sink) -> None:
        """
        One row for each detentions row, and one for each stint that the release leaves out.
        """
        stints, closes = block.stints, self.window.closes
        left_out = np.ones(stints.size, bool)
        left_out[rows.stint] = False
        left_out &= (stints.start < closes) & (stints.end >= self.window.opens)
        more = np.flatnonzero(left_out)
        stint = np.concatenate([rows.stint, more])
        none = np.full(len(more), -1)
        stay = stints.stay[stint]
        self._write(
            "truth_stints",
            {
                **_places(sink, np.concatenate([at.place, none])),
                "row": _whole(np.concatenate([at.row, none])),
                "person": block.people.number[block.stays.person[stay]],
                "stay": stay_id(block, stay),
                "stint": stay_id(block, stay) * (MOST_STINTS + 1) + stints.turn[stint],
                "repeat": _text(np.concatenate([rows.repeat, np.zeros(len(more), int)]), REPEATS),
                "null_id": np.concatenate([rows.null_id, np.zeros(len(more), bool)]),
                "facility": _text(stints.facility[stint], places().codes),
                "start": stints.start[stint].astype("datetime64[us]"),
                "end": stints.end[stint].astype("datetime64[us]"),
                "recorded_start": np.concatenate(
                    [rows.book_in, np.full(len(more), np.datetime64("NaT", "m"))]
                ).astype("datetime64[us]"),
                "open_at_extract": stints.end[stint] >= closes,
            },
        )

    def stays(self, block: Block, rows: Detentions) -> None:
        """
        One row for each stay that touches the window.
        """
        stays, closes = block.stays, self.window.closes
        touches = (stays.start < closes) & (stays.end >= self.window.opens)
        stay = np.flatnonzero(touches & (stays.turn >= 0))
        self._write(
            "truth_stays",
            {
                "person": block.people.number[stays.person[stay]],
                "stay": stay_id(block, stay),
                "start": stays.start[stay].astype("datetime64[us]"),
                "end": stays.end[stay].astype("datetime64[us]"),
                "end_reason": _text(stays.outcome[stay], outcomes().reasons),
                "open_at_extract": stays.end[stay] >= closes,
                "recorded_end": rows.stay_out[stay].astype("datetime64[us]"),
                "end_lost": _text(rows.lost[stay], LOST),
                "departed": stays.departed[stay],
                "order_day": stays.order_day[stay],
                "post_order_days": _whole(_post_order(block, self.window)[stay]),
                "n_stints": np.bincount(block.stints.stay, minlength=stays.size)[stay],
                "n_rows": np.bincount(block.stints.stay[rows.stint], minlength=stays.size)[stay],
                "seen": rows.seen[stay],
            },
        )
        again = stay[(stays.next_start < closes)[stay]]
        self._write(
            "truth_redetentions",
            {
                "person": block.people.number[stays.person[again]],
                "stay": stay_id(block, again),
                "next_stay": stay_id(block, again + 1),
                "end": stays.end[again].astype("datetime64[us]"),
                "end_reason": _text(stays.outcome[again], outcomes().reasons),
                "next_start": stays.next_start[again].astype("datetime64[us]"),
                "gap_days": (stays.next_start[again] - stays.end[again]).astype(np.int64) / 1440,
            },
        )

    def arrests(self, block: Block, rows: Arrests, at: Written, sink: Sink, chosen: Ints) -> None:
        """
        One row for each arrests row.
        """
        stay = rows.stay[chosen]
        led = rows.led[chosen]
        self._write(
            "truth_arrest_stay",
            {
                **_places(sink, at.place),
                "row": at.row,
                "person": block.people.number[block.stays.person[stay]],
                "arrest": (block.people.number[0] * 10 + rows.arrest)[chosen],
                "repeat": _text(rows.repeat[chosen], ARREST_REPEATS),
                "time": rows.time[chosen].astype("datetime64[us]"),
                "stay": _whole(np.where(led, stay_id(block, stay), -1)),
                "partner": rows.partner[chosen],
            },
        )

    def people(self, block: Block, ids: Sequence[str]) -> None:
        """
        The pseudonym of each person in this release.
        """
        everyone = {"person": block.people.number, "unique_identifier": _strings(ids)}
        self._write("truth_people", everyone)

    def population(self, counted: Population) -> None:
        """
        People by day, national (facility null) and by facility.
        """
        days = self.window.days
        n = len(places().codes)
        facility = np.repeat(np.arange(-1, n), len(days))
        columns: dict[str, Any] = {
            "date": np.tile(days, n + 1),
            "facility": _text(facility, places().codes),
        }
        for name in SENSES:
            both = np.vstack([counted.national[name], counted.facilities[name]])
            columns[name] = both.ravel()
        for name in STAYS:
            rest = np.full(n * len(days), -1)
            columns[name] = _whole(np.concatenate([counted.national[name], rest]))
        self._write("truth_population", columns)

    def explain(self) -> None:
        """
        The codebook of the truth, beside it.
        """
        text = (files("custodes.synthetic") / "world" / "truth.md").read_text("utf-8")
        (self.folder / "README.md").write_text(text, "utf-8")

    def facilities(self) -> None:
        """
        The invented facilities.
        """
        all_places = places()
        columns = {
            "facility": _strings(all_places.codes),
            "name": _strings(all_places.names),
            "state": _strings(all_places.states),
            "office": _text(all_places.office_of, all_places.offices),
            "kind": _strings(all_places.kinds),
        }
        self._write("truth_facilities", columns)

    def rows(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """
        A small table, from its rows.
        """
        self._write(name, {column: [r[column] for r in rows] for column in rows[0]})

    def close(self) -> None:
        """
        Finish the files.
        """
        for writer in self._writers.values():
            writer.close()

    def _write(self, name: str, columns: Mapping[str, Any]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.table(dict(columns))
        if name not in self._writers:
            self.paths[name] = self.folder / f"{name}.parquet"
            self._writers[name] = pq.ParquetWriter(
                self.paths[name], table.schema, compression="zstd", store_schema=False
            )
            self._writers[name].add_key_value_metadata(dict(self.facts))
        self._writers[name].write_table(table)


def stay_id(block: Block, stay: Ints) -> Ints:
    """
    Number of a stay, the same in every release of one world.
    """
    found: Ints = (
        block.people.number[block.stays.person[stay]] * MOST_STAYS + block.stays.turn[stay]
    )
    return found


def _post_order(block: Block, window: Window) -> Ints:
    """
    Days from the later of order and book-in to the end (or the extract); -1 without an order.
    """
    stays = block.stays
    last = np.minimum(stays.end.astype("datetime64[D]"), window.end)
    first = np.maximum(stays.order_day, stays.start.astype("datetime64[D]"))
    return np.where(first <= last, (last - first).astype(np.int64), -1)


def _places(sink: Sink, at: Ints) -> dict[str, Any]:
    return {
        "file": _text(at, [p[0] for p in sink.places] or [""]),
        "sheet": _text(at, [p[1] or "" for p in sink.places] or [""]),
    }


def _text(at: Ints, values: Sequence[str]) -> Any:
    """
    Text by position; a negative position and an empty text are null.
    """
    empty = np.array([v == "" for v in values])
    blank = (at < 0) | empty[np.maximum(at, 0)]
    return dictionary(np.where(blank, -1, at), values)


def _strings(values: Sequence[str]) -> Any:
    import pyarrow as pa

    return pa.array(list(values), pa.string())


def _whole(values: Ints) -> Any:
    """
    Whole numbers; a negative one is null.
    """
    import pyarrow as pa

    return pa.array(values.astype(np.int64), mask=values < 0)
