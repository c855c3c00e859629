"""
Splitting and limiting, as SQL that both engines read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from custodes.engine import Step
from custodes.errors import CallError

# The federal fiscal year begins on 1 October of the year before.
PERIODS = {
    "day": "day_of",
    "month": "date_add(day_of, 1 - day(day_of))",
    "year": "year(day_of)",
    "fiscal_year": "year(day_of) + CASE WHEN month(day_of) >= 10 THEN 1 ELSE 0 END",
}
"""What a period is, of a date column ``day_of``; a month is its first day."""

_MONTH_TEXT = "SUBSTR(CAST(day_of AS STRING), 1, 7)"


# How each is written, and what makes a day of it.
_FORMS = {
    "day": ("YYYY-MM-DD", ""),
    "month": ("YYYY-MM", "-01"),
    "year": ("YYYY", "-01-01"),
    "fiscal_year": ("YYYY", "-01-01"),
}


def check_periods(measure: str, where: Mapping[str, str]) -> None:
    """
    Refuse what is no day, month or year before anything is computed.

    Raises:
        CallError: a period is not written as it must be; says how.
    """
    for name in sorted(set(where) & set(_FORMS)):
        form, tail = _FORMS[name]
        # A month may be written as its first day, as the answers give it.
        text = where[name].removesuffix("-01") if name == "month" else where[name]
        whole = (text if len(text) == len(form) else where[name]) + tail
        try:
            right = dt.date.fromisoformat(whole).isoformat() == whole
        except ValueError:
            right = False
        if not right:
            raise CallError(
                f"{measure!r} cannot be limited to the {name.replace('_', ' ')} {where[name]!r}; "
                f"write it as {form}."
            )


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
    text, before = [], ""
    for name, sql in said:
        # What a file says before a step stands at the end of the one above it.
        lines = sql.strip().splitlines()
        last = max(i for i, line in enumerate(lines) if line and not line.startswith("--")) + 1
        text.append(f"{before}-- {name}\n" + "\n".join(lines[:last]).rstrip(";") + ";")
        before = "".join(f"{line}\n" for line in lines[last:])
    return "\n\n".join(text) + "\n"
