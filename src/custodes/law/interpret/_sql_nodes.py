"""
What each kind of node is in SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from custodes.errors import LawError
from custodes.law.expression import _nodes as n
from custodes.law.interpret._sql_clock import counting_minutes, elapsed, wall_minutes
from custodes.law.interpret._sql_periods import FAR, Periods, Slots, SqlPeriod
from custodes.law.interpret._stages import Sql, Stages, level_of

TYPES = {"date": "DATE", "instant": "TIMESTAMP", "int": "INT", "bool": "BOOLEAN", "text": "STRING"}
_FUNCTIONS = {"latest": "greatest", "earliest": "least"}


class Writer:
    """
    Writes nodes, parts first, into stages.
    """

    def __init__(self, stages: Stages, columns: Collection[str], slots: Mapping[str, int]) -> None:
        self.values: dict[n.Expr[Any], Sql] = {}
        self._slots: dict[n.Expr[Any], Slots] = {}
        self._stages = stages
        self._columns = columns
        self._many = slots
        self._periods = Periods(stages)

    def write(self, node: n.Expr[Any], *, shared: bool) -> None:
        """
        Write one node whose parts are written.
        """
        if node.kind == "stretches":
            self._slots[node] = self._stretches(node)
            return
        sql = self.writers[type(node)](self, node)
        self.values[node] = self._stages.share(sql) if shared else sql

    def _of(self, node: n.Expr[Any]) -> Sql:
        return self.values[node]

    def _shared(self, node: n.Expr[Any]) -> Sql:
        return self._stages.share(self.values[node])

    # Stretches

    def _stretches(self, node: n.Expr[Any]) -> Slots:
        match node:
            case n.Fact():
                return self._stretches_fact(node.name)
            case n.Constant(value=value):
                return Slots(every=bool(value))
            case n.Union():
                return self._periods.union(self._slots[node.first], self._slots[node.second])
            case n.When():
                return self._stretches_when(node)
            case n.Named():
                return self._slots[node.item]
        raise LawError(f"{type(node).__name__} is not written for stretches.")

    def _stretches_fact(self, name: str) -> Slots:
        many = self._many.get(name)
        if many is None:
            return Slots(known=Sql("FALSE"))
        froms, tos = (
            tuple(
                self._stages.share(Sql(f"coalesce({name}_{i}_{end}, {FAR})", 0, sure=True))
                for i in range(1, many + 1)
            )
            for end in ("from", "to")
        )
        known = Sql(f"{name}_known") if f"{name}_known" in self._columns else None
        return Slots(froms, tos, known)

    def _stretches_when(self, node: n.When[Any]) -> Slots:
        condition = self._shared(node.condition)
        one, two = self._slots[node.then], self._slots[node.otherwise]
        if one.every or two.every:
            raise LawError("Every day cannot be one side of a condition; put it around the period.")
        ends = []
        for end in ("froms", "tos"):
            a, b = list(getattr(one, end)), list(getattr(two, end))
            many = max(len(a), len(b))
            a += [Sql(FAR, 0, sure=True)] * (many - len(a))
            b += [Sql(FAR, 0, sure=True)] * (many - len(b))
            ends.append(
                tuple(
                    self._stages.share(
                        Sql(
                            f"CASE WHEN {condition} THEN {x} ELSE {y} END",
                            level_of((condition, x, y)),
                            sure=True,
                        )
                    )
                    for x, y in zip(a, b, strict=True)
                )
            )
        return Slots(ends[0], ends[1], self._when_known(condition, one.known, two.known))

    def _when_known(self, condition: Sql, one: Sql | None, two: Sql | None) -> Sql | None:
        if condition.sure and one is None and two is None:
            return None
        yes, no = one or Sql("TRUE"), two or Sql("TRUE")
        return self._stages.share(
            Sql(
                f"CASE {condition} WHEN TRUE THEN {yes} WHEN FALSE THEN {no} ELSE FALSE END",
                level_of((condition, yes, no)),
            )
        )

    # Plain nodes

    def _fact(self, node: n.Fact[Any]) -> Sql:
        if node.name in self._columns:
            return Sql(node.name)
        return Sql(f"CAST(NULL AS {TYPES[node.kind]})")

    def _constant(self, node: n.Constant[Any]) -> Sql:
        if node.value is None:
            return Sql(f"CAST(NULL AS {TYPES[node.kind]})")
        return Sql(literal(node.value), 0, sure=True)

    def _parameter(self, node: n.Parameter) -> Sql:
        day = self._shared(node.on)
        whens = " ".join(
            f"WHEN {day} >= {literal(v.since)} THEN {'NULL' if v.number is None else v.number}"
            for v in reversed(node.series.values)
        )
        return Sql(f"CASE {whens} END", day.level)

    def _add_days(self, node: n.AddDays) -> Sql:
        return self._call("date_add({}, {})", node.day, node.days)

    def _add_months(self, node: n.AddMonths) -> Sql:
        return self._call("add_months({}, {})", node.day, node.months)

    def _add_business_days(self, node: n.AddBusinessDays) -> Sql:
        day, days = self._shared(node.day), self._shared(node.days)
        table, a, b = self._stages.calendar(node.calendar), *self._two_names()
        level = level_of((day, days))
        nth = self._stages.join(
            f"LEFT JOIN (SELECT day AS {a}_day, nth AS {a}_nth FROM {table}) AS {a}"
            f" ON {a}_day = {day}",
            f"{a}_nth",
            level,
        )
        return self._stages.join(
            f"LEFT JOIN (SELECT day AS {b}_day, nth AS {b}_nth FROM {table} WHERE counts) AS {b}"
            f" ON {b}_nth = {nth} + {days} AND {days} >= 1",
            f"{b}_day",
            level_of((nth, days)),
        )

    def _business_days_between(self, node: n.BusinessDaysBetween) -> Sql:
        table = self._stages.calendar(node.calendar)
        nths = []
        for part in (node.later, node.earlier):
            day, a = self._shared(part), self._stages.name("j")
            nths.append(
                self._stages.join(
                    f"LEFT JOIN (SELECT day AS {a}_day, nth AS {a}_nth FROM {table}) AS {a}"
                    f" ON {a}_day = {day}",
                    f"{a}_nth",
                    day.level,
                )
            )
        return Sql(f"({nths[0]} - {nths[1]})", level_of(nths))

    def _two_names(self) -> tuple[str, str]:
        return self._stages.name("j"), self._stages.name("j")

    def _add_minutes(self, node: n.AddMinutes) -> Sql:
        at, minutes = self._shared(node.at), self._shared(node.minutes)
        if node.calendar is None:
            return wall_minutes(at, minutes)
        return counting_minutes(self._stages, at, minutes, node.calendar)

    def _add_elapsed(self, node: n.AddElapsed) -> Sql:
        return elapsed(
            self._stages, self._shared(node.at), self._shared(node.minutes), self._shared(node.zone)
        )

    def _day_of(self, node: n.DayOf) -> Sql:
        return self._call("CAST({} AS DATE)", node.at)

    def _days_between(self, node: n.DaysBetween) -> Sql:
        return self._call("datediff({}, {})", node.later, node.earlier)

    def _sum(self, node: n.Sum) -> Sql:
        return self._call("({} + {})" if node.sign > 0 else "({} - {})", node.first, node.second)

    def _extreme(self, node: n.Extreme[Any]) -> Sql:
        # greatest and least pass over nulls in both engines; the law does not.
        items = [self._shared(i) for i in node.items]
        text = f"{_FUNCTIONS[node.which]}({', '.join(map(str, items))})"
        unsure = [f"{i} IS NOT NULL" for i in items if not i.sure]
        if unsure:
            text = f"CASE WHEN {' AND '.join(unsure)} THEN {text} END"
        return Sql(text, level_of(items), not unsure)

    def _compare(self, node: n.Compare) -> Sql:
        return self._call(f"({{}} {node.sign} {{}})", node.left, node.right)

    def _logic(self, node: n.Logic) -> Sql:
        word = f" {node.word.upper()} "
        return self._call(f"({word.join(['{}'] * len(node.items))})", *node.items)

    def _not(self, node: n.Not) -> Sql:
        return self._call("(NOT {})", node.item)

    def _known(self, node: n.Known) -> Sql:
        if node.item.kind == "stretches":
            known = self._slots[node.item].known
            return known or Sql("TRUE", 0, sure=True)
        item = self._of(node.item)
        return Sql("TRUE", 0, True) if item.sure else Sql(f"({item} IS NOT NULL)", item.level, True)

    def _when(self, node: n.When[Any]) -> Sql:
        condition = self._of(node.condition)
        then, otherwise = self._of(node.then), self._of(node.otherwise)
        level = level_of((condition, then, otherwise))
        if condition.sure:
            sure = then.sure and otherwise.sure
            return Sql(f"CASE WHEN {condition} THEN {then} ELSE {otherwise} END", level, sure)
        return Sql(f"CASE {condition} WHEN TRUE THEN {then} WHEN FALSE THEN {otherwise} END", level)

    def _named(self, node: n.Named[Any]) -> Sql:
        return self._of(node.item)

    def _next_of(self, node: n.NextOf) -> Sql:
        origin, months = self._shared(node.origin), self._shared(node.months)
        after = self._shared(node.not_before)
        level = level_of((origin, months, after))
        between = f"(12 * (year({after}) - year({origin})) + month({after}) - month({origin}))"
        times = self._stages.share(
            Sql(f"greatest(1, CAST(floor({between} / {months}) AS INT))", level)
        )
        found = self._stages.share(
            Sql(f"add_months({origin}, {times} * {months})", level_of((origin, times, months)))
        )
        return Sql(
            f"CASE WHEN {found} >= {after} THEN {found}"
            f" WHEN {found} < {after} THEN add_months({origin}, ({times} + 1) * {months}) END",
            level_of((found, after, times)),
        )

    # Periods

    def _period(self, period: n.Period) -> SqlPeriod:
        return SqlPeriod(
            self._shared(period.length),
            period.unit,
            self._slots[period.counting],
            self._slots[period.pauses],
            self._slots[period.restarted_by],
            self._slots[period.ended_by],
            self._shared(period.less),
        )

    def _day_reached(self, node: n.DayReached) -> Sql:
        period = self._period(node.period)
        found = self._periods.mark(self._shared(node.since), period)
        return _guarded(found, period.known)

    def _days_counted(self, node: n.DaysCounted) -> Sql:
        period = self._period(node.period)
        found = self._periods.counted(self._shared(node.since), period, self._of(node.until))
        return _guarded(found, period.known)

    def _put_back(self, node: n.PutBack) -> Sql:
        within, by = self._period(node.within), self._slots[node.by]
        mark_of = None if node.always else lambda s: self._periods.mark(s, within)
        found = self._periods.put_back(self._shared(node.start), by, mark_of)
        return _guarded(found, [*([by.known] if by.known else []), *within.known])

    def _has_any(self, node: n.HasAny) -> Sql:
        slots = self._slots[node.stretches]
        only = f" AND {{1}} = {FAR}" if node.only_open else ""
        tests = [f"({{0}} < {FAR}{only})".format(begin, end) for begin, end in slots.pairs]
        found = Sql(
            f"({' OR '.join(tests) or 'FALSE'})",
            level_of((*slots.froms, *slots.tos)),
            sure=slots.known is None,
        )
        return _guarded(found, [slots.known] if slots.known else [])

    def _last_start(self, node: n.LastStart) -> Sql:
        slots = self._slots[node.stretches]
        return _guarded(self._periods.last_start(slots), [slots.known] if slots.known else [])

    def _call(self, text: str, *parts: n.Expr[Any]) -> Sql:
        written = [self._of(p) for p in parts]
        return Sql(text.format(*written), level_of(written), all(w.sure for w in written))

    writers: ClassVar[dict[type, Callable[[Writer, Any], Sql]]] = {
        n.Fact: _fact,
        n.Constant: _constant,
        n.Parameter: _parameter,
        n.AddDays: _add_days,
        n.AddMonths: _add_months,
        n.AddBusinessDays: _add_business_days,
        n.BusinessDaysBetween: _business_days_between,
        n.AddMinutes: _add_minutes,
        n.AddElapsed: _add_elapsed,
        n.DayOf: _day_of,
        n.DaysBetween: _days_between,
        n.Sum: _sum,
        n.Extreme: _extreme,
        n.Compare: _compare,
        n.Logic: _logic,
        n.Not: _not,
        n.Known: _known,
        n.When: _when,
        n.Named: _named,
        n.NextOf: _next_of,
        n.DayReached: _day_reached,
        n.DaysCounted: _days_counted,
        n.PutBack: _put_back,
        n.HasAny: _has_any,
        n.LastStart: _last_start,
    }


def _guarded(sql: Sql, known: list[Sql]) -> Sql:
    if not known:
        return sql
    tests = " AND ".join(dict.fromkeys(k.text for k in known))
    return Sql(f"CASE WHEN {tests} THEN {sql} END", level_of((sql, *known)))


def literal(value: object) -> str:
    """
    A value as SQL has it.
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value:%Y-%m-%d %H:%M:%S}'"
    if isinstance(value, date):
        return f"DATE '{value}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)
