"""
Others' shares as they would be if others were where and when the partners are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from custodes.measures._intervals import difference, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

STRATA = ("stratum_office", "stratum_year")
"""Names of the columns that tell where and when."""

COUNTS = ("matched_arrests", "matched_of", "other_matched", "other_matched_of")
SHARES = (
    "matched_share",
    "standardized_share",
    "standardized_low",
    "standardized_high",
    "standardized_difference",
    "standardized_difference_low",
    "standardized_difference_high",
)

_Key = tuple[Any, ...]
_Pair = tuple[int, int]


def add_standardized(
    table: pa.Table, fine: Sequence[Mapping[str, Any]], split: Sequence[str], rest: Sequence[str]
) -> pa.Table:
    """
    Append `COUNTS` and `SHARES` to a table of groups.

    Args:
        table: A row for each group of ``split``.
        fine: The same arrests by ``split`` and `STRATA`: ``partner_arrests``, ``other_arrests``.
        split: Columns of the split.
        rest: Those of them that are no groups whose shares are compared: a total is of these.
    """
    import pyarrow as pa

    hits: dict[_Key, dict[_Key, _Pair]] = defaultdict(dict)
    of: dict[_Key, dict[_Key, _Pair]] = defaultdict(dict)
    for r in fine:
        where = tuple(r[s] for s in STRATA)
        pair = (r["partner_arrests"], r["other_arrests"])
        for sums, names in ((hits, split), (of, rest)):
            cell = sums[tuple(r[n] for n in names)]
            known = cell.get(where, (0, 0))
            cell[where] = (known[0] + pair[0], known[1] + pair[1])
    rows = [
        _compared(hits[tuple(r[n] for n in split)], of[tuple(r[n] for n in rest)])
        for r in table.to_pylist()
    ]
    for i, name in enumerate((*COUNTS, *SHARES)):
        kind = pa.int64() if name in COUNTS else pa.float64()
        table = table.append_column(name, pa.array([r[i] for r in rows], kind))
    return table


def _compared(
    hits: Mapping[_Key, _Pair], of: Mapping[_Key, _Pair]
) -> tuple[int | float | None, ...]:
    """
    Counts and shares of one group over the strata in which both sides made an arrest.
    """
    import numpy as np

    both = [k for k, (partners, others) in of.items() if partners and others]
    if not both:
        return (0, 0, 0, 0, *(None for _ in SHARES))
    n1, n0 = np.array([of[k] for k in both]).T
    x1, x0 = np.array([hits.get(k, (0, 0)) for k in both]).T
    counts = (int(x1.sum()), int(n1.sum()), int(x0.sum()), int(n0.sum()))
    weight = n1 / n1.sum()
    share, low, high = wilson(x0, n0)
    # Each stratum's own interval, its distances added as squares (Zou and Donner's MOVER).
    middle = np.asarray((weight * share).sum())
    reach_down = np.sqrt(((weight * (share - low)) ** 2).sum())
    reach_up = np.sqrt(((weight * (high - share)) ** 2).sum())
    other = (middle, middle - reach_down, middle + reach_up)
    partner = wilson(counts[0], counts[1])
    apart = difference(partner, other)
    return (*counts, *(float(v) for v in (partner[0], *other, *apart)))
