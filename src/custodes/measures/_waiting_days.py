"""
The days that `waiting` covers, cut into periods.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from custodes.measures._view import View

_DAY = dt.timedelta(days=1)
_EPOCH = dt.date(1970, 1, 1)
_OCTOBER = 10


def _fiscal(day: dt.date) -> int:
    return day.year + (day.month >= _OCTOBER)


def _label(day: dt.date, period: str) -> dt.date | int:
    if period in {"day", "month"}:
        return day if period == "day" else day.replace(day=1)
    return day.year if period == "year" else _fiscal(day)


def _number(day: dt.date, period: str | None) -> int:
    """
    Number of the day's period, as `custodes.measures._waiting_steps.INDEX` has it.
    """
    if period is None:
        return 0
    return {
        "day": (day - _EPOCH).days,
        "month": day.year * 12 + day.month,
        "year": day.year,
        "fiscal_year": _fiscal(day),
    }[period]


@dataclass(frozen=True, slots=True)
class Span:
    """
    The first and the last day; no day where either is null.
    """

    first: dt.date | None
    last: dt.date | None

    @classmethod
    def of(cls, view: View) -> Span:
        """
        All the days that ``waiting_span`` gives.
        """
        found = view.engine.fetch("SELECT * FROM waiting_span").to_pylist()[0]
        return cls(found["first_day"] or found["first_seen"], found["last_day"])

    @property
    def days(self) -> list[dt.date]:
        """
        Every day, in order.
        """
        if self.first is None or self.last is None:
            return []
        return [self.first + i * _DAY for i in range((self.last - self.first).days + 1)]

    @property
    def bound(self) -> dict[str, object]:
        """
        What the SQL binds; of no day, one before all.
        """
        none = dt.date.min if self.first is None or self.last is None else None
        return {"first_day": none or self.first, "last_day": none or self.last}

    def within(self, where: Mapping[str, str]) -> Span:
        """
        The days of a limit by day, month, year or fiscal year.
        """
        days = self.days
        for name in ("day", "month", "year", "fiscal_year"):
            if name in where:
                asked = where[name][:7] if name == "month" else where[name]
                size = len(asked) if name == "month" else None
                days = [d for d in days if str(_label(d, name))[:size] == asked]
        return Span(days[0], days[-1]) if days else Span(None, None)


def register_periods(view: View, name: str, span: Span, period: str | None) -> None:
    """
    Register the periods: ``n``, ``label`` (as other measures give it) and ``last_day``.
    """
    import pyarrow as pa

    last = {_number(d, period): d for d in span.days}
    dated = period in {"day", "month"}
    labels = [_label(d, period) if period else None for d in last.values()]
    view.engine.register(
        name,
        pa.table(
            {
                "n": pa.array(last, pa.int32()),
                "label": pa.array(labels, pa.date32() if dated else pa.int64()),
                "last_day": pa.array(last.values(), pa.date32()),
            }
        ),
    )
