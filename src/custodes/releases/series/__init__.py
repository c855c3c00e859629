"""
Series that others counted from the same records: people held by day, removals by week.

Read only to be compared with; each is known by its headers, which the layout holds.
"""

from custodes.releases.series._read import matches, read

__all__ = ["matches", "read"]
