"""
From files to a dataset, and what changed between two.
"""

from custodes.build._build import Built, build
from custodes.build._compare import Extent, Moved, TableChange, YearCount, compare
from custodes.build._options import Mode, Options, Progress

__all__ = [
    "Built",
    "Extent",
    "Mode",
    "Moved",
    "Options",
    "Progress",
    "TableChange",
    "YearCount",
    "build",
    "compare",
]
