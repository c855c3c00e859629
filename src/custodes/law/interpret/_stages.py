"""
SQL in stages: a shared sub-result is a column of an inner query.

The fence against DuckDB's common-subexpression elimination leaves repeated
text computed each time it stands there, so what is used twice is staged once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from custodes.law.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Sql:
    """
    A piece of SQL.

    Attributes:
        text: The expression.
        level: The stage whose columns it needs; 0 is the table itself.
        sure: Never null.
    """

    text: str
    level: int = 0
    sure: bool = False

    @property
    def simple(self) -> bool:
        """
        A name or a literal: repeating it costs nothing.
        """
        return " " not in self.text.removeprefix("DATE ") and "(" not in self.text

    def __str__(self) -> str:
        return self.text


def level_of(parts: Iterable[Sql]) -> int:
    """
    The stage that has every column these pieces need.
    """
    return max((p.level for p in parts), default=0)


@dataclass
class _Stage:
    columns: dict[str, str] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)


class Stages:
    """
    The stages of one query, filled while its expressions are written.
    """

    def __init__(self) -> None:
        self.calendars: dict[str, Calendar] = {}
        self.zones = False
        self._stages: list[_Stage] = []
        self._names = 0

    def share(self, sql: Sql) -> Sql:
        """
        The same as a column, computed once.
        """
        return sql if sql.simple else self.column(sql)

    def column(self, sql: Sql) -> Sql:
        stage = self._stage(sql.level)
        name = stage.columns.get(sql.text)
        if name is None:
            name = stage.columns[sql.text] = self.name("v")
        return Sql(name, sql.level + 1, sql.sure)

    def join(self, join: str, text: str, level: int) -> Sql:
        """
        A column from a table joined to the stage of a level; text names the joined columns.
        """
        stage = self._stage(level)
        if join not in stage.joins:
            stage.joins.append(join)
        name = stage.columns.get(text)
        if name is None:
            name = stage.columns[text] = self.name("v")
        return Sql(name, level + 1)

    def name(self, letter: str) -> str:
        self._names += 1
        return f"{letter}{self._names}"

    def calendar(self, calendar: Calendar) -> str:
        """
        The name of a calendar's table, which the query will need.
        """
        self.calendars[calendar.id] = calendar
        return f"calendar_{calendar.id}"

    def query(self, source: str, keep: Iterable[str], outputs: Mapping[str, Sql]) -> str:
        """
        The whole query.
        """
        inner = source
        for number, stage in enumerate(self._stages):
            table = inner if number == 0 else f"(\n{inner}\n)"
            columns = "".join(f",\n  {text} AS {name}" for text, name in stage.columns.items())
            joins = "".join(f"\n{join}" for join in stage.joins)
            inner = f"SELECT s.*{columns}\nFROM {table} AS s{joins}"
        table = f"(\n{inner}\n)" if self._stages else inner
        listed = ",\n  ".join([*keep, *(f"{sql} AS {name}" for name, sql in outputs.items())])
        return f"SELECT\n  {listed}\nFROM {table} AS s"

    def _stage(self, level: int) -> _Stage:
        while len(self._stages) <= level:
            self._stages.append(_Stage())
        return self._stages[level]
