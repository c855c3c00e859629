"""
How fast a bar moves.
"""

from __future__ import annotations

from rich.progress import ProgressColumn, Task
from rich.text import Text


class RateColumn(ProgressColumn):
    """
    Units a second, in thousands or millions where that reads better.
    """

    def render(self, task: Task) -> Text:
        """
        The rate of one bar; nothing while it is not known.
        """
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        for size, letter in ((1e6, "M"), (1e3, "k")):
            if speed >= size:
                return Text(f"{speed / size:.1f} {letter}/s")
        return Text(f"{speed:.0f}/s")
