"""
What one release sees of the world: a first day and the day of the extract.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from custodes.synthetic._random import Bools, Days, Ints, Minutes


@dataclass(frozen=True)
class Window:
    """
    Both days are inside; the extract is drawn at the midnight that ends the second.
    """

    start: np.datetime64
    end: np.datetime64

    @property
    def opens(self) -> np.datetime64:
        """
        First moment inside.
        """
        opens: np.datetime64 = self.start.astype("datetime64[m]")
        return opens

    @property
    def closes(self) -> np.datetime64:
        """
        First moment after the window.
        """
        closes: np.datetime64 = (self.end + 1).astype("datetime64[m]")
        return closes

    @property
    def days(self) -> Days:
        """
        Every day of the window.
        """
        return np.arange(self.start, self.end + 1)

    def known(self, moments: Minutes) -> Minutes:
        """
        The moments, those that lie after the window blank.
        """
        return np.where(moments < self.closes, moments, np.datetime64("NaT", "m"))

    def holds(self, moments: Minutes | Days) -> Bools:
        """
        Which events lie inside.
        """
        day = moments.astype("datetime64[D]")
        return (day >= self.start) & (day <= self.end)

    def place(self, days: Days) -> Ints:
        """
        Position of each day in `days`; may be negative or beyond.
        """
        return (days.astype("datetime64[D]") - self.start).astype(np.int64)
