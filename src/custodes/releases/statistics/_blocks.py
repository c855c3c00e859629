"""
Finding the tables of a sheet by their captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Grid = Sequence[Sequence[str | None]]

_BELOW = 3
"""Rows below a caption among which the headers are."""
_CAPTION = re.compile(r"^(ICE|Average|Individuals|Non-?citizens|Aliens) .*(:| by | from | in an? )")


@dataclass(frozen=True, slots=True)
class Block:
    """
    One table of a sheet: where its caption, headers and rows are.
    """

    caption: str
    spec: Mapping[str, Any] | None
    """What the layout says of it. Null: it is not taken."""
    headers: tuple[tuple[int, str], ...]
    """Column and text of each header, from the left."""
    rows: tuple[int, ...]


def squish(cell: str | None) -> str:
    """
    A cell without white space around it or doubled within.
    """
    return " ".join((cell or "").split())


def spec_of(text: str, specs: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """
    What the layout says of a table with this caption.
    """
    return next((s for s in specs if re.search(s["says"], text)), None)


def blocks(grid: Grid, specs: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """
    The tables of a sheet, from the top and the left.
    """
    for at, record in enumerate(grid):
        captions = [
            (c, t) for c, cell in enumerate(record) if _is_caption(t := squish(cell), specs)
        ]
        ends = [c for c, _ in captions[1:]] + [len(record)]
        for (left, text), right in zip(captions, ends, strict=False):
            found = _block(grid, at, left, right, text, specs)
            if found:
                yield found


def _is_caption(text: str, specs: Sequence[Mapping[str, Any]]) -> bool:
    return bool(_CAPTION.match(text)) or spec_of(text, specs) is not None


def _block(
    grid: Grid, at: int, left: int, right: int, text: str, specs: Sequence[Mapping[str, Any]]
) -> Block | None:
    # The first header is blank in small tables, so any cell will do.
    below = range(at + 1, min(at + 1 + _BELOW, len(grid)))
    head = next((r for r in below if any(squish(c) for c in grid[r][left:right])), None)
    if head is None:
        return None
    headers = tuple((c, squish(grid[head][c])) for c in range(left, right) if squish(grid[head][c]))
    rows = []
    for r in range(head + 1, len(grid)):
        cells = [squish(c) for c in grid[r][left:right]]
        if not any(cells) or _is_caption(cells[0], specs):
            break
        rows.append(r)
    if not headers or not rows:
        return None
    if headers[0][0] != left:
        headers = ((left, ""), *headers)
    return Block(text, spec_of(text, specs), headers, tuple(rows))
