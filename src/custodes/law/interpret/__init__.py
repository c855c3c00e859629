"""
Ways to read one expression: for a case, for all readings at once, for a column, in words.
"""

from custodes.law.interpret._every import AllReadings, Spread, every_reading
from custodes.law.interpret._order import choices_in, facts_in, in_order, resolved, series_in
from custodes.law.interpret._prose import tell
from custodes.law.interpret._python import Program, evaluate
from custodes.law.interpret._sql import CalendarTable, Query, Shape, to_sql, widened
from custodes.law.interpret._values import NOTHING, Unknown, Value
from custodes.law.interpret._words import spoken

__all__ = [
    "NOTHING",
    "AllReadings",
    "CalendarTable",
    "Program",
    "Query",
    "Shape",
    "Spread",
    "Unknown",
    "Value",
    "choices_in",
    "evaluate",
    "every_reading",
    "facts_in",
    "in_order",
    "resolved",
    "series_in",
    "spoken",
    "tell",
    "to_sql",
    "widened",
]
