"""
A share with its interval, as three columns beside the counts it rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.measures._intervals import wilson
from custodes.measures._measure import Figure

if TYPE_CHECKING:
    import pyarrow as pa

_ENDS = {"": "", "_low": ", lower end", "_high": ", upper end"}


def add_share(table: pa.Table, name: str, hits: str, of: str) -> pa.Table:
    """
    Append a share, and the lower and upper end of its 95 percent Wilson score interval.

    Args:
        table: With the counts.
        name: Of the share; ``<name>_low`` and ``<name>_high`` follow it.
        hits: The column of the numerator.
        of: The column of the denominator; where it is 0 all three are null.
    """
    import pyarrow as pa

    found = wilson(table.column(hits).to_numpy(), table.column(of).to_numpy())
    for end, values in zip(_ENDS, found, strict=True):
        table = table.append_column(name + end, pa.array(values, pa.float64(), from_pandas=True))
    return table


def share_figures(name: str, title: str, hits: str, of: str) -> tuple[Figure, ...]:
    """
    The figures of what `add_share` appends.
    """
    return tuple(
        Figure(name + end, title + said, "share", rests_on=(hits, of))
        for end, said in _ENDS.items()
    )
