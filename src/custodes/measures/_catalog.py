"""
Every measure by name.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from custodes.measures._measure import Measure

# In the order in which they are shown.
_MODULES = (
    "flows",
    "population",
    "agreements",
    "completeness",
    "releases",
    "repatriation",
    "third_country",
    "returned",
    "releases_article",
    "waiting",
    "hold_rooms",
    "county_jails",
    "detainers",
    "partners",
    "partners_population",
    "partners_arrests",
    "without_agreement",
    "priorities",
    "disparity_benchmark",
    "disparity_outcome",
    "disparity_veil",
    "disparity_before_after",
    "secrecy",
    "against",
)


@cache
def catalog() -> dict[str, Measure]:
    """
    Every measure by name, in the order in which they are shown.
    """
    modules = [import_module(f"custodes.measures.{name}") for name in _MODULES]
    found: list[Measure] = [m.MEASURE for m in modules]
    return {m.name: m for m in found}
