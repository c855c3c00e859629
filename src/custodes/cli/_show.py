"""
Progress bars and plain tables, on a terminal only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

Progress = Callable[[str, int, int], None]
"""Told the stage, units done and units in all."""


def quiet_option(command: Callable[..., None]) -> Callable[..., None]:
    """
    The option that turns progress bars off.
    """
    return click.option("--quiet", "-q", is_flag=True, help="No progress bars.")(command)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """
    A progress bar for each stage with its rate and when it will end.

    Silent when told so, and when standard error is no terminal.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    from custodes.cli._rate import RateColumn

    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        RateColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks = {}
    with bars:

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=max(total, 1))
            bars.update(tasks[stage], completed=done, total=max(total, 1))

        yield tell


def lines(rows: Sequence[Sequence[object]], heads: Sequence[str]) -> str:
    """
    Rows as aligned plain text: numbers to the right, grouped by thousands unless they are years.
    """
    if not rows:
        return ""
    years = ["year" in h.casefold() for h in heads]
    texts = [
        [
            str(v) if year and isinstance(v, int) else _cell(v)
            for v, year in zip(r, years, strict=True)
        ]
        for r in rows
    ]
    widths = [max(len(h), *(len(r[i]) for r in texts)) for i, h in enumerate(heads)]
    right = [
        all(isinstance(r[i], int | float) or r[i] is None for r in rows) for i in range(len(heads))
    ]
    place = [str.rjust if r else str.ljust for r in right]
    head = "  ".join(place[i](h, widths[i]) for i, h in enumerate(heads)).rstrip()
    body = ["  ".join(place[i](c, widths[i]) for i, c in enumerate(r)).rstrip() for r in texts]
    return "\n".join([head, "  ".join("-" * w for w in widths), *body])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1 else f"{value:,.1f}"
    return "".join(c if c.isprintable() else " " for c in str(value))
