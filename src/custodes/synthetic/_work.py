"""
A release in the making: block after block into the tables and the truth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from custodes.synthetic._arrests import arrest_columns, arrests
from custodes.synthetic._block import Block
from custodes.synthetic._columns import ordered
from custodes.synthetic._detention_columns import detention_columns
from custodes.synthetic._detentions import detentions
from custodes.synthetic._events import detainers, encounters, removals
from custodes.synthetic._layouts import TABLES, Layout
from custodes.synthetic._population import Population
from custodes.synthetic._random import hexadecimal
from custodes.synthetic._sinks import Sink
from custodes.synthetic._truth import Truth


@dataclass
class Work:
    """
    Where blocks go, and what has been counted of them.
    """

    layout: Layout
    sinks: Mapping[str, Sink]
    truth: Truth
    seed: int
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    stays: int = 0

    def __post_init__(self) -> None:
        self.population = Population(self.layout.window)

    def add(self, block: Block) -> Iterator[float]:
        """
        Write one block; gives the share done, the last time 1.
        """
        window = self.layout.window
        ids = hexadecimal(self.seed, self.layout.id, block.people.number).astype("U40").tolist()
        held, arrested = detentions(block, window), arrests(block)
        chosen = np.flatnonzero(window.holds(arrested.time))
        frames = {
            "detentions": detention_columns(block, window, held),
            "arrests": arrest_columns(block, window, arrested).take(chosen),
            "detainers": detainers(block, window),
            "encounters": encounters(block, window, arrested),
            "removals": removals(block, window),
        }
        whole = sum(f.size for f in frames.values())
        done = 0
        at = {}
        for table, frame in frames.items():
            sink = self.sinks[table]
            writing = sink.write(ordered(frame, self.layout, table, ids))
            for written in writing:
                done += written
                yield done / max(whole, 1)
            at[table] = sink.last
            self.rows[table] += frame.size
        self.truth.stints(block, held, at["detentions"], self.sinks["detentions"])
        self.truth.arrests(block, arrested, at["arrests"], self.sinks["arrests"], chosen)
        self.truth.stays(block, held)
        self.truth.people(block, ids)
        self.population.add(block, held)
        self.stays += int(held.seen.sum())
        yield 1.0

    def close(self) -> None:
        """
        Finish every file.
        """
        self.truth.population(self.population)
        self.truth.facilities()
        self.truth.explain()
        self.truth.close()
        for sink in self.sinks.values():
            sink.close()
