"""
The mean change over pairs of counties, with an interval that takes a pair for one observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PER = 1_000
_SIDES = ("treated", "control")
_PERIODS = ("before", "after")
_CELLS = [(s, p) for s in _SIDES for p in _PERIODS]

Key = tuple[Any, ...]


def mean_interval(values: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """
    Mean and the ends of its 95 percent interval by Student; null ends for fewer than two.

    >>> mean_interval([1.0]), mean_interval([])
    ((1.0, None, None), (None, None, None))
    """
    import numpy as np
    from scipy.special import stdtrit  # scipy.stats takes a second to import

    n = len(values)
    if n == 0:
        return None, None, None
    mean = float(np.mean(values))
    if n == 1:
        return mean, None, None
    reach = float(stdtrit(n - 1, 0.975) * np.std(values, ddof=1) / np.sqrt(n))
    return mean, mean - reach, mean + reach


def add_changes(counted: pa.Table, split: Sequence[str]) -> pa.Table:
    """
    From events by pair, side and period to the figures of each split.

    Args:
        counted: The split (``category`` last), pair, side, period, people, n.
        split: Its columns.
    """
    import pyarrow as pa

    rows = counted.to_pylist()
    groups: dict[Key, list[dict[str, Any]]] = {}
    for r in rows:
        groups.setdefault(tuple(r[b] for b in split[:-1]), []).append(r)
    made = [
        {**dict(zip(split, (*group, category), strict=True)), **_of(own, category)}
        for group, own in groups.items()
        for category in sorted({r["category"] for r in own})
    ]
    kinds = {b: counted.schema.field(b).type for b in split}
    for name in _names():
        kinds[name] = pa.float64() if "change" in name else pa.int64()
    return pa.table({n: pa.array([r[n] for r in made], k) for n, k in kinds.items()})


def _names() -> Iterable[str]:
    yield "pairs"
    for end in ("", "_of"):
        yield from (f"{s}_{p}{end}" for s, p in _CELLS)
    yield from (f"{s}_people" for s in _SIDES)
    for name in ("change", "rate_change"):
        yield from (f"{name}{end}" for end in ("", "_low", "_high"))


def _of(rows: Sequence[dict[str, Any]], category: str) -> dict[str, Any]:
    """
    The figures of one category over the pairs of a group.
    """
    hits: dict[Key, int] = {}
    of: dict[Key, int] = {}
    people: dict[Key, int] = {}
    for r in rows:
        key = (r["pair"], r["side"], r["period"])
        of[key] = of.get(key, 0) + r["n"]
        hits[key] = hits.get(key, 0) + (r["n"] if r["category"] == category else 0)
        people[r["pair"], r["side"]] = r["people"]
    pairs = sorted({r["pair"] for r in rows})
    found: dict[str, Any] = {"pairs": len(pairs)}
    for s, p in _CELLS:
        found[f"{s}_{p}"] = sum(hits[n, s, p] for n in pairs)
        found[f"{s}_{p}_of"] = sum(of[n, s, p] for n in pairs)
    for s in _SIDES:
        found[f"{s}_people"] = sum(people[n, s] for n in pairs)
    shares = [_apart(n, lambda n, s, p: hits[n, s, p] / of[n, s, p]) for n in pairs]
    rates = [_apart(n, lambda n, s, p: PER * hits[n, s, p] / people[n, s]) for n in pairs]
    for name, values in (("change", shares), ("rate_change", rates)):
        for end, value in zip(("", "_low", "_high"), mean_interval(values), strict=True):
            found[f"{name}{end}"] = value
    return found


def _apart(pair: int, figure: Any) -> float:
    """
    The change on the treated side less that on the other.
    """
    moved = {s: figure(pair, s, "after") - figure(pair, s, "before") for s in _SIDES}
    return float(moved["treated"] - moved["control"])
