"""
Intervals of shares: Wilson's score, and Newcombe's of the difference of two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

_Z = 1.959963984540054
"""Of the normal curve, 95 percent lie within as many deviations."""


def wilson(hits: ArrayLike, of: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """
    Share, and the lower and upper end of its 95 percent score interval; NaN where of none.
    """
    import numpy as np

    k, n = np.asarray(hits, dtype=np.float64), np.asarray(of, dtype=np.float64)
    n = np.where(n > 0, n, np.nan)
    share = k / n
    spread = 1 + _Z**2 / n
    middle = (share + _Z**2 / (2 * n)) / spread
    half = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / spread
    # At none and at all an end is 0 or 1 exactly, which rounding would miss.
    low = np.where(k == 0, 0 * n, middle - half)
    high = np.where(k == n, 1 + 0 * n, middle + half)
    return share, low, high


def difference(
    one: tuple[Floats, Floats, Floats], other: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats, Floats]:
    """
    First share less the second, with Newcombe's 95 percent interval, of what `wilson` gives.
    """
    import numpy as np

    (p, p_low, p_high), (q, q_low, q_high) = one, other
    apart = p - q
    low = apart - np.sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    high = apart + np.sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return apart, low, high
