"""
Lines with fewer corners.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TypeVar

Point = TypeVar("Point", tuple[float, float], tuple[int, int])
_RING = 4


def thin(line: Sequence[Point], least: float) -> list[Point]:
    """
    A line without the corners that add less area than *least*, the smallest first.

    The ends stay, and of a closed line at least a triangle: Visvalingam's way.
    """
    after = list(range(1, len(line) + 1))
    before = list(range(-1, len(line) - 1))
    gone = [False] * len(line)

    def size(i: int) -> float:
        return _triangle(line[before[i]], line[i], line[after[i]])

    now = {i: size(i) for i in range(1, len(line) - 1)}
    queue = [(s, i) for i, s in now.items()]
    heapq.heapify(queue)
    left, fewest = len(line), _RING if line[0] == line[-1] else 2
    while queue and left > fewest:
        s, i = heapq.heappop(queue)
        if gone[i] or now[i] != s:
            continue
        if s >= least:
            break
        gone[i], left = True, left - 1
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if j in now:
                now[j] = max(s, size(j))
                heapq.heappush(queue, (now[j], j))
    return [p for p, out in zip(line, gone, strict=True) if not out]


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
