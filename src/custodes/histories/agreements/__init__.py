"""
What happened to each 287(g) agreement, over every list that was read.

An agency is told by its State and name, folded for spelling; names that need more
evidence are joined by `identify`, and two agencies that stand side by side in one
list are never joined. A list that nobody kept is no drop: an agreement is dropped
only where a list of its kind was read and does not have it.
"""

from custodes.histories.agreements._identity import Identity, Listing, identify
from custodes.histories.agreements._run import run

__all__ = ["Identity", "Listing", "identify", "run"]
