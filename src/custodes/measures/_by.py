"""
Splitting and limiting, as SQL that both engines read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from custodes.engine import Step

# The federal fiscal year begins on 1 October of the year before.
PERIODS = {
    "day": "day_of",
    "month": "date_add(day_of, 1 - day(day_of))",
    "year": "year(day_of)",
    "fiscal_year": "year(day_of) + CASE WHEN month(day_of) >= 10 THEN 1 ELSE 0 END",
}
"""What a period is, of a date column ``day_of``; a month is its first day."""

_MONTH_TEXT = "SUBSTR(CAST(day_of AS STRING), 1, 7)"


def select_list(by: Iterable[str], names: Mapping[str, str]) -> str:
    """
    The columns of a split, each under its own name, with the comma that follows.
    """
    return "".join(f"{names[b]} AS {b}, " for b in by)


def condition(where: Mapping[str, str], names: Mapping[str, str]) -> str:
    """
    The condition of a limit, never null; values are bound as ``:w_<name>``.
    """
    seen = {**names, **({"month": _MONTH_TEXT} if "month" in names else {})}
    tests = [f"LOWER(CAST({seen[n]} AS STRING)) = LOWER(:w_{n})" for n in sorted(where)]
    return f"COALESCE({' AND '.join(tests)}, FALSE)" if tests else "TRUE"


def bound(where: Mapping[str, str]) -> dict[str, object]:
    """
    The values that `condition` binds.
    """
    return {f"w_{n}": v[:7] if n == "month" else v for n, v in where.items()}


def group_order(by: Iterable[str]) -> str:
    """
    Group and order by the first columns, as many as the split has.
    """
    places = ", ".join(str(i) for i, _ in enumerate(by, start=1))
    return f" GROUP BY {places} ORDER BY {places}" if places else ""


def script(steps: Iterable[Step], *queries: tuple[str, str]) -> str:
    """
    What was run, in order, as one text.
    """
    said = [(s.name, s.sql) for s in steps] + list(queries)
    return "\n\n".join(f"-- {name}\n{sql.strip()};" for name, sql in said) + "\n"
