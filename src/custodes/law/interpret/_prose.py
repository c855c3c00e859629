"""
How an answer came about, in sentences: the arithmetic, and the days it skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from custodes.law.expression import _nodes as n
from custodes.law.interpret._values import Unknown, Value
from custodes.law.interpret._words import day, spans, spoken

Trace = Mapping[n.Expr[Any], Value]


def tell(expression: n.Expr[Any], trace: Trace, language: str = "en") -> list[str]:
    """
    The steps to an answer, each a sentence, facts first; only what was used.

    Args:
        expression: An output of a `Program`.
        trace: What `Program.trace` gave for the case.
        language: ``en`` or ``es``.
    """
    found: dict[str, None] = {}
    _steps(expression, trace, language, set(), found)
    return list(found)


def _steps(
    node: n.Expr[Any],
    trace: Trace,
    language: str,
    seen: set[n.Expr[Any]],
    found: dict[str, None],
) -> None:
    """
    Add what a node and its parts say, each once, in the order in which it was used.
    """
    seen.add(node)
    for part in _used(node, trace):
        if part not in seen:
            _steps(part, trace, language, seen, found)
    say = _SAY.get(type(node))
    if say is not None and not isinstance(trace[node], Unknown):
        found.update(dict.fromkeys(say(node, trace, language)))


def _used(node: n.Expr[Any], trace: Trace) -> tuple[n.Expr[Any], ...]:
    """
    The parts that the value turned on.
    """
    if isinstance(node, n.When):
        taken = trace[node.condition]
        if isinstance(taken, Unknown):
            return (node.condition,)
        return (node.then if taken else node.otherwise,)
    if isinstance(node, n.Known):
        return ()
    return node.parts


def _fact(node: n.Fact[Any], trace: Trace, language: str) -> Iterator[str]:
    if node.kind not in {"date", "instant"} or node.name == "as_of":
        return
    name = node.spanish if language == "es" and node.spanish else node.english
    yield f"{_capital(name)}: {spoken(trace[node], language)}."


def _named(node: n.Named[Any], trace: Trace, language: str) -> Iterator[str]:
    name = node.spanish if language == "es" and node.spanish else node.english
    if node.kind != "stretches":
        yield f"{_capital(name)}: {spoken(trace[node], language)}."


def _add_days(node: n.AddDays, trace: Trace, language: str) -> Iterator[str]:
    yield _sum(trace[node.day], trace[node.days], "days", trace[node], language)


def _add_months(node: n.AddMonths, trace: Trace, language: str) -> Iterator[str]:
    yield _sum(trace[node.day], trace[node.months], "months", trace[node], language)


_UNITS = {
    ("en", "days"): ("day", "days"),
    ("en", "months"): ("calendar month", "calendar months"),
    ("es", "days"): ("día", "días"),
    ("es", "months"): ("mes", "meses"),
}


def _sum(begin: Any, number: Any, unit: str, end: Any, language: str) -> str:
    one, many = _UNITS[language, unit]
    minus = "menos" if language == "es" else "minus"
    sign = minus if number < 0 else "+"
    words = one if abs(number) == 1 else many
    return f"{day(begin, language)} {sign} {abs(number)} {words} = {spoken(end, language)}."


def _business(node: n.AddBusinessDays, trace: Trace, language: str) -> Iterator[str]:
    begin, number, end = trace[node.day], trace[node.days], trace[node]
    assert isinstance(begin, date)  # noqa: S101 - known, as its sum is
    assert isinstance(end, date)  # noqa: S101
    skipped = _skipped(node, begin, end, language)
    if language == "es":
        yield f"{day(begin, language)} + {number} días hábiles = {spoken(end, language)}{skipped}."
    else:
        yield f"{day(begin, language)} + {number} business days = {spoken(end, language)}{skipped}."


def _skipped(node: n.AddBusinessDays, begin: date, end: date, language: str) -> str:
    place = 2 if language == "es" else 1
    days = node.calendar.skipped(begin, end)
    weekends = sum(
        (begin + timedelta(i)).weekday() >= 5  # noqa: PLR2004
        for i in range(1, (end - begin).days + 1)
    )
    told = [f"{day(d[0], language)} ({d[place]})" for d in days]
    if weekends:
        words = "days of weekends" if language == "en" else "días de fin de semana"
        told.insert(0, f"{weekends} {words}")
    lead = "; not counted: " if language == "en" else "; no se cuentan: "
    return lead + ", ".join(told) if told else ""


def _minutes(node: n.AddMinutes | n.AddElapsed, trace: Trace, language: str) -> Iterator[str]:
    begin, number, end = trace[node.at], trace[node.minutes], trace[node]
    hours = number // 60 if isinstance(number, int) else number
    told = ""
    if isinstance(node, n.AddMinutes) and node.calendar:
        assert isinstance(begin, date)  # noqa: S101
        assert isinstance(end, date)  # noqa: S101
        place = 1 if language == "es" else 0
        first, last = _date(begin), _date(end)
        count = (last - first).days
        days = [first + timedelta(i) for i in range(count + 1)]
        out = [(d, node.calendar.why_not(d)) for d in days]
        told = ", ".join(
            f"{day(d, language)} ({why[place]})" for d, why in out if why and d != last
        )
        lead = "; the clock stands still on " if language == "en" else "; el reloj se detiene el "
        told = lead + told if told else ""
    word = "hours" if language == "en" else "horas"
    yield f"{spoken(begin, language)} + {hours} {word} = {spoken(end, language)}{told}."


def _date(value: Any) -> date:
    return date(value.year, value.month, value.day)


def _reached(node: n.DayReached, trace: Trace, language: str) -> Iterator[str]:
    period = node.period
    number = trace[period.length]
    one, many = _UNITS[language, period.unit]
    since, end = trace[node.since], trace[node]
    assert isinstance(since, date)  # noqa: S101
    counting, pauses = trace[period.counting], trace[period.pauses]
    told = ""
    every = isinstance(counting, tuple) and counting and counting[0][0] == date.min
    if isinstance(counting, tuple) and counting and not every:
        lead = ", counting " if language == "en" else ", contando "
        told += lead + spans(counting, language)
    if isinstance(pauses, tuple) and pauses:
        lead = "; not counted: " if language == "en" else "; no se cuentan: "
        told += lead + spans(pauses, language)
    restarts = trace[period.restarted_by]
    if isinstance(restarts, tuple) and restarts:
        lead = "; started again after " if language == "en" else "; recomenzado tras "
        told += lead + spans(restarts, language)
    if trace[period.less]:
        told += "; the first day is counted" if language == "en" else "; se cuenta el primer día"
    words = one if number == 1 else many
    start = "From" if language == "en" else "Desde el"
    yield f"{start} {day(since, language)}, {number} {words}{told}: {spoken(end, language)}."


def _extreme(node: n.Extreme[Any], trace: Trace, language: str) -> Iterator[str]:
    if node.kind not in {"date", "instant"}:
        return
    values = [spoken(trace[i], language) for i in node.items]
    if len(set(values)) == 1:
        return
    words = {
        ("latest", "en"): "The latest of",
        ("earliest", "en"): "The earliest of",
        ("latest", "es"): "La más tardía de",
        ("earliest", "es"): "La más temprana de",
    }
    verb = "is" if language == "en" else "es"
    lead = words[node.which, language]
    yield f"{lead} {', '.join(values)} {verb} {spoken(trace[node], language)}."


def _put_back(node: n.PutBack, trace: Trace, language: str) -> Iterator[str]:
    if trace[node] == trace[node.start]:
        return
    stretches = trace[node.by]
    assert isinstance(stretches, tuple)  # noqa: S101
    told = spans(stretches, language)
    if language == "es":
        yield f"Aplazado al fin de {told}: {spoken(trace[node], language)}."
    else:
        yield f"Put back to the end of {told}: {spoken(trace[node], language)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_SAY: dict[type, Callable[[Any, Trace, str], Iterator[str]]] = {
    n.Fact: _fact,
    n.Named: _named,
    n.AddDays: _add_days,
    n.AddMonths: _add_months,
    n.AddBusinessDays: _business,
    n.AddMinutes: _minutes,
    n.AddElapsed: _minutes,
    n.DayReached: _reached,
    n.Extreme: _extreme,
    n.PutBack: _put_back,
}
