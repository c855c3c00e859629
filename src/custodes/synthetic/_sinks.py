"""
Where made-up rows go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from custodes.synthetic._frame import Column
from custodes.synthetic._random import Ints

ALL_YEARS = "AllFY"
"""Stands for the fiscal year in the name of a file that holds all of them."""
NOTICE = "SYNTHETIC DATA: made up by Custodes; no row is about a real person"


@dataclass(frozen=True)
class Written:
    """
    Where rows went: positions in ``places``, and the row there.
    """

    place: Ints
    row: Ints


NOWHERE = Written(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Sink(Protocol):
    """
    Takes the rows of one table, block after block.
    """

    places: list[tuple[str, str | None]]
    """File and sheet of every place written to."""
    paths: list[Path]

    last: Written
    """Where the rows of the last call of `write` went."""

    def write(self, columns: list[Column]) -> Iterator[int]:
        """
        Write rows; gives how many, now and then.
        """

    def close(self) -> None:
        """
        Finish the files.
        """
