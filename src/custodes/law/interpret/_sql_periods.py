"""
Counting days over stretches with pauses, for a column.

A table has a fixed number of slots for each kind of stretch, in the order of
their beginnings, so that no join and no window is needed: days are whole
numbers counted from the start of the period, and what pauses take is
subtracted on the way in and added back on the way out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from custodes.law.interpret._stages import Sql, Stages, level_of

FAR = "DATE '9999-12-31'"
_BEYOND = 1_000_000
"""
More days than any clock runs: an open pause stands before the mark.
"""


@dataclass(frozen=True, slots=True)
class Slots:
    """
    Stretches as columns, in order, never null; an empty slot lies at `FAR`.

    Attributes:
        known: Whether the stretches are known at all; None: always.
        every: All days: the slots are not used.
    """

    froms: tuple[Sql, ...] = ()
    tos: tuple[Sql, ...] = ()
    known: Sql | None = None
    every: bool = False

    @property
    def pairs(self) -> list[tuple[Sql, Sql]]:
        return list(zip(self.froms, self.tos, strict=True))


@dataclass(frozen=True, slots=True)
class SqlPeriod:
    """
    A period whose parts are written; see `custodes.law.expression.Period`.
    """

    length: Sql
    unit: str
    counting: Slots
    pauses: Slots
    restarted_by: Slots
    ended_by: Slots
    less: Sql

    @property
    def known(self) -> list[Sql]:
        slots = (self.counting, self.pauses, self.restarted_by, self.ended_by)
        return [s.known for s in slots if s.known is not None]


@dataclass(frozen=True, slots=True)
class _Run:
    begin: Sql
    end: Sql


class Periods:
    """
    Writes periods into stages.
    """

    def __init__(self, stages: Stages) -> None:
        self._stages = stages

    def mark(self, since: Sql, period: SqlPeriod) -> Sql:
        """
        The mark, restarts and what ends it minded.
        """
        start = self.start(since, period)
        mark = self._mark_from(start, period)
        if not period.ended_by.froms:
            return mark
        mark = self._share(mark)
        ends = " OR ".join(
            f"({end} > {start} AND {begin} <= {mark})" for begin, end in period.ended_by.pairs
        )
        level = level_of((start, mark, *period.ended_by.froms, *period.ended_by.tos))
        return Sql(f"CASE WHEN {ends} THEN NULL ELSE {mark} END", level)

    def start(self, since: Sql, period: SqlPeriod) -> Sql:
        """
        The start after all restarts.
        """
        return self.put_back(since, period.restarted_by, lambda s: self._mark_from(s, period))

    def put_back(self, start: Sql, by: Slots, mark_of: Callable[[Sql], Sql] | None) -> Sql:
        """
        The start put back to the end of each stretch in its way.
        """
        for begin, end in by.pairs:
            start = self._share(start)
            mark = self._share(mark_of(start)) if mark_of else Sql("NULL")
            passed = f" OR {mark} < {begin}" if mark_of else ""
            start = Sql(
                f"CASE WHEN {start} IS NULL THEN NULL WHEN {begin} = {FAR} OR {end} <= {start}"
                f"{passed} THEN {start} WHEN {end} = {FAR} THEN NULL ELSE {end} END",
                level_of((start, begin, end, mark)),
            )
        return self._share(start)

    def counted(self, since: Sql, period: SqlPeriod, until: Sql) -> Sql:
        """
        The days that count up to a day.
        """
        start, until = self.start(since, period), self._share(until)
        pauses = self._runs(period.pauses, start)
        reach = self._share(Sql(f"datediff({until}, {start})", level_of((start, until))))
        upto = self._share(Sql(f"greatest(0, {reach})", reach.level))
        if period.counting.every:
            days = [self._active(upto, pauses)]
        else:
            days = []
            for run in self._runs(period.counting, start):
                ends = [
                    self._share(Sql(f"least({p}, {upto})", level_of((p, upto))))
                    for p in (run.begin, run.end)
                ]
                days += [
                    Sql(
                        f"{self._active(ends[1], pauses)} - ({self._active(ends[0], pauses)})",
                        level_of([*ends, *(x for r in pauses for x in (r.begin, r.end))]),
                    )
                ]
        counted = Sql(" + ".join(f"({d})" for d in days) or "0", level_of(days))
        if period.less.text != "0":
            first = self._share(self._back(self._first(start, period, pauses), pauses))
            counted = Sql(
                f"{counted} + CASE WHEN {reach} >= {first} THEN {period.less} ELSE 0 END",
                level_of((counted, first, reach, period.less)),
            )
        return Sql(
            f"CASE WHEN {start} IS NOT NULL AND {until} IS NOT NULL THEN {counted} END",
            level_of((start, until, counted)),
        )

    def last_start(self, slots: Slots) -> Sql:
        """
        When the last unbroken run began; null where there is none.
        """
        if not slots.froms:
            return Sql("CAST(NULL AS DATE)")
        begin, end = slots.froms[0], slots.tos[0]
        for later, its_end in slots.pairs[1:]:
            parts = (begin, end, later, its_end)
            begin, end = (
                self._share(
                    Sql(
                        f"CASE WHEN {later} = {FAR} OR {later} <= {end} THEN {begin} ELSE {later} END",
                        level_of(parts),
                    )
                ),
                self._share(
                    Sql(
                        f"CASE WHEN {later} = {FAR} THEN {end} ELSE greatest({end}, {its_end}) END",
                        level_of(parts),
                    )
                ),
            )
        return Sql(f"CASE WHEN {begin} < {FAR} THEN {begin} END", begin.level)

    def union(self, first: Slots, second: Slots) -> Slots:
        """
        Both, in order of their beginnings.
        """
        known = _both(first.known, second.known)
        pairs = first.pairs + second.pairs
        if first.froms and second.froms:
            for last in range(len(pairs) - 1, 0, -1):
                for i in range(last):
                    pairs[i], pairs[i + 1] = self._sorted(pairs[i], pairs[i + 1])
        return Slots(
            tuple(p[0] for p in pairs),
            tuple(p[1] for p in pairs),
            known,
            first.every or second.every,
        )

    def _sorted(
        self, one: tuple[Sql, Sql], two: tuple[Sql, Sql]
    ) -> tuple[tuple[Sql, Sql], tuple[Sql, Sql]]:
        (a, a_end), (b, b_end) = one, two
        level = level_of((a, b, a_end, b_end))
        texts = (
            f"least({a}, {b})",
            f"CASE WHEN {a} <= {b} THEN {a_end} ELSE {b_end} END",
            f"greatest({a}, {b})",
            f"CASE WHEN {a} <= {b} THEN {b_end} ELSE {a_end} END",
        )
        c, c_end, d, d_end = (self._share(Sql(t, level, sure=True)) for t in texts)
        return (c, c_end), (d, d_end)

    def _mark_from(self, since: Sql, period: SqlPeriod) -> Sql:
        since = self._share(since)
        less = "" if period.less.text == "0" else f" - {period.less}"
        if period.counting.every and not period.pauses.froms:
            parts = (since, period.length, period.less)
            if period.unit == "days":
                return Sql(f"date_add({since}, {period.length}{less})", level_of(parts))
            months = f"add_months({since}, {period.length})"
            return Sql(f"date_add({months}, 0{less})" if less else months, level_of(parts))
        pauses = self._runs(period.pauses, since)
        needed = self._days_needed(since, period, pauses, less)
        place = self._share(self._place(needed, since, period, pauses))
        back = self._share(self._back(place, pauses))
        return Sql(
            f"CASE WHEN {since} IS NOT NULL AND {back} < {_BEYOND} THEN date_add({since}, {back}) END",
            level_of((since, back)),
        )

    def _days_needed(self, since: Sql, period: SqlPeriod, pauses: Sequence[_Run], less: str) -> Sql:
        if period.unit == "days":
            return self._share(
                Sql(f"({period.length}{less})", level_of((period.length, period.less)))
                if less
                else period.length
            )
        back = self._share(self._back(self._first(since, period, pauses), pauses))
        first = self._share(
            Sql(
                f"CASE WHEN {back} < {_BEYOND} THEN date_add({since}, {back}) END",
                level_of((since, back)),
            )
        )
        return self._share(
            Sql(
                f"datediff(add_months({first}, {period.length}), {first}){less}",
                level_of((first, period.length, period.less)),
            )
        )

    def _first(self, since: Sql, period: SqlPeriod, pauses: Sequence[_Run]) -> Sql:
        """
        The first point that counts, pauses not counted.
        """
        if period.counting.every:
            return Sql("0", 0, sure=True)
        runs = self._active_runs(since, period, pauses)
        if not runs:
            return Sql("CAST(NULL AS INT)")
        whens = " ".join(f"WHEN {r.end} > {r.begin} THEN {r.begin}" for r in runs)
        return self._share(Sql(f"CASE {whens} END", _run_level(runs)))

    def _place(self, needed: Sql, since: Sql, period: SqlPeriod, pauses: Sequence[_Run]) -> Sql:
        """
        The point at which the days needed are complete, pauses not counted.
        """
        if period.counting.every:
            return needed
        runs = self._active_runs(since, period, pauses)
        whens = []
        before: Sql = Sql("0", 0)
        for i, run in enumerate(runs):
            upto = self._share(
                Sql(
                    f"{before} + {run.end} - {run.begin}" if i else f"{run.end} - {run.begin}",
                    level_of((before, run.end, run.begin)),
                )
            )
            whens.append(f"WHEN {needed} <= {upto} THEN {run.begin} + {needed} - {before}")
            before = upto
        if not whens:
            return Sql("CAST(NULL AS INT)")
        return Sql(f"CASE {' '.join(whens)} END", max(_run_level(runs), needed.level, before.level))

    def _active_runs(self, since: Sql, period: SqlPeriod, pauses: Sequence[_Run]) -> list[_Run]:
        return [
            _Run(
                self._share(self._active(run.begin, pauses)),
                self._share(self._active(run.end, pauses)),
            )
            for run in self._runs(period.counting, since)
        ]

    def _runs(self, slots: Slots, since: Sql) -> list[_Run]:
        """
        Disjoint runs in order, in days from a start and none before it.
        """
        runs: list[_Run] = []
        for begin, end in slots.pairs:
            before = runs[-1].end if runs else Sql("0")
            first = self._share(
                Sql(
                    f"greatest({before}, datediff({begin}, {since}))",
                    level_of((before, begin, since)),
                )
            )
            last = self._share(
                Sql(
                    f"greatest({first}, datediff({end}, {since}))",
                    level_of((first, end, since)),
                )
            )
            runs.append(_Run(first, last))
        return runs

    def _active(self, point: Sql, pauses: Sequence[_Run]) -> Sql:
        """
        A point, with the pauses before it taken out.
        """
        taken = "".join(f" - greatest(0, least({point}, {p.end}) - {p.begin})" for p in pauses)
        return Sql(f"{point}{taken}", max(point.level, _run_level(pauses)))

    def _back(self, place: Sql, pauses: Sequence[_Run]) -> Sql:
        """
        The point again, with the pauses that begin by it put back in.
        """
        text, before = f"{place}", ""
        for p in pauses:
            text += f" + CASE WHEN {p.begin}{before} <= {place} THEN {p.end} - {p.begin} ELSE 0 END"
            before += f" - ({p.end} - {p.begin})"
        return Sql(text, max(place.level, _run_level(pauses)))

    def _share(self, sql: Sql) -> Sql:
        return self._stages.share(sql)


def _run_level(runs: Sequence[_Run]) -> int:
    return level_of([p for r in runs for p in (r.begin, r.end)])


def _both(one: Sql | None, two: Sql | None) -> Sql | None:
    if one is None or two is None:
        return one or two
    return Sql(f"({one} AND {two})", level_of((one, two)))
