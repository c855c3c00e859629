"""
The Mantel-Haenszel odds ratio over many small strata, with its interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.measures._intervals import _Z

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

SUMS = (
    "SUM(r) AS sum_r, SUM(s) AS sum_s, SUM(p * r) AS sum_pr, "
    "SUM(p * s + q * r) AS sum_both, SUM(q * s) AS sum_qs"
)
"""What a query adds up over strata: of counts a, b (group) and c, d (reference), n in all,
r = ad/n, s = bc/n, p = (a+d)/n, q = (b+c)/n."""

NAMES = ("sum_r", "sum_s", "sum_pr", "sum_both", "sum_qs")


def mantel_haenszel(
    r: ArrayLike, s: ArrayLike, pr: ArrayLike, both: ArrayLike, qs: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """
    Odds ratio and the two ends of its 95 percent interval, from the sums that `SUMS` names.

    The variance of its logarithm is that of Robins, Breslow and Greenland (1986), which
    holds for few large strata and for many small ones alike. NaN where one of the two
    cross products is nothing in every stratum.
    """
    import numpy as np

    sums = [np.asarray(x, dtype=np.float64) for x in (r, s, pr, both, qs)]
    told = (sums[0] > 0) & (sums[1] > 0)
    r_, s_, pr_, both_, qs_ = (np.where(told, x, np.nan) for x in sums)
    ratio = r_ / s_
    variance = pr_ / (2 * r_**2) + both_ / (2 * r_ * s_) + qs_ / (2 * s_**2)
    reach = _Z * np.sqrt(variance)
    return ratio, ratio * np.exp(-reach), ratio * np.exp(reach)
