"""
Which days count: weekends, holidays with the first day each was law, closures.
"""

from custodes.law.calendar._calendar import FIRST, LAST, Calendar
from custodes.law.calendar._holidays import Holiday, read_closures, read_holidays
from custodes.law.calendar._zones import ZONES, add_elapsed, exists, zone_rows

__all__ = [
    "FIRST",
    "LAST",
    "ZONES",
    "Calendar",
    "Holiday",
    "add_elapsed",
    "exists",
    "read_closures",
    "read_holidays",
    "zone_rows",
]
