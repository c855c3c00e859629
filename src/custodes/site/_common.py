"""
What the pages of all measures share.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from custodes.measures import Findings, Measure
from custodes.site._shown import (
    Cell,
    Headline,
    Judged,
    LedgerLine,
    LedgerShown,
    MeasurePage,
    Number,
    Section,
    day_text,
)
from custodes.site._words import say, words
from custodes.site.hiding import Sum, hidden

OCTOBER = 10

Values = dict[Any, float]


def page(
    measure: Measure,
    findings: Sequence[Findings],
    *,
    lead: str,
    sections: Sequence[Section],
    headlines: Sequence[Headline] = (),
    sentences: Sequence[str] = (),
) -> MeasurePage:
    """
    The page of a measure from its findings, the first of which says how it was made.
    """
    first = findings[0]
    by = " ".join(f"--by {b}" for b in first.by if b in measure.choices)
    return MeasurePage(
        name=measure.name,
        title=measure.title,
        question=measure.question,
        lead=lead,
        sections=tuple(sections),
        caveats=first.caveats,
        ledger=ledger(first),
        sources=sources(first),
        definition=measure.definition,
        sql=first.sql,
        command=f"custodes measure {measure.name} DIR {by}".rstrip(),
        headlines=tuple(headlines),
        sentences=tuple(sentences),
    )


def missing(measure: Measure, why: str) -> MeasurePage:
    """
    The page of a measure whose tables are not in the dataset.
    """
    return MeasurePage(
        name=measure.name,
        title=measure.title,
        question=measure.question,
        lead="",
        sections=(),
        caveats=(),
        ledger=(),
        sources=(),
        definition=measure.definition,
        sql="",
        command=f"custodes measure {measure.name} DIR",
        missing=why,
    )


def ledger(findings: Findings) -> tuple[LedgerShown, ...]:
    """
    The ledger as printed: its small steps hidden, and what would give them back.
    """
    w = words()["measure"]
    shown = []
    for part in findings.ledger.parts:
        values: Values = {"all": part.all_rows, "counted": part.counted}
        values |= {i: loss.rows for i, loss in enumerate(part.losses)}
        whole = Sum("all", ("counted", *range(len(part.losses))))
        judged = Judged(values, hidden(values, [whole]))
        lines = [LedgerLine(w["all_rows"].format(unit=part.unit), judged.number("all"), total=True)]
        lines += [LedgerLine(loss.why, judged.number(i)) for i, loss in enumerate(part.losses)]
        lines.append(LedgerLine(w["counted"], judged.number("counted"), total=True))
        shown.append(LedgerShown(say("measure", "caption", about=label(part.about)), tuple(lines)))
    return tuple(shown)


def sources(findings: Findings) -> tuple[tuple[str, str], ...]:
    """
    The releases each input rests on: their titles, and rows and days.
    """
    values: Values = {(s.about, s.release): s.rows for s in findings.sources}
    parts: dict[str, list[Any]] = {}
    for source in findings.sources:
        parts.setdefault(source.about, []).append((source.about, source.release))
    for part in findings.ledger.parts:
        values[part.about] = part.counted
    sums = [Sum(about, tuple(keys)) for about, keys in parts.items()]
    judged = Judged(values, hidden(values, sums))
    said = []
    for source in findings.sources:
        rows = judged.number((source.about, source.release)).text
        told = (
            say("measure", "source_line", rows=rows, day=day_text(source.extract))
            if source.extract
            else say("measure", "source_unknown", rows=rows)
        )
        said.append((f"{label(source.about)}: {source.title}", told))
    return tuple(said)


def source_line(findings: Findings, about: str) -> str:
    """
    The releases a headline rests on, the first two by rows by name.
    """
    found = sorted((s for s in findings.sources if s.about == about), key=lambda s: -s.rows)
    titles = list(dict.fromkeys(s.title for s in found))
    told = "; ".join(titles[:2])
    name = "source_more" if titles[2:] else "source"
    return say("front", name, title=told)


def label(name: str) -> str:
    """
    A table's or an event's name in words.
    """
    found = words()["events"].get(name)
    return str(found) if found else name.replace("_", " ").capitalize()


def office(name: str | None) -> str:
    """
    An office without the words that all of them end in.
    """
    if not name:
        return str(words()["flows"]["not_stated"])
    return name.removesuffix(" Area of Responsibility")


def fiscal_year(day: dt.date) -> int:
    """
    The fiscal year of a day: October to September, by the later year.
    """
    return day.year + (day.month >= OCTOBER)


def change(now: float | None, before: float | None) -> str | None:
    """
    How much more or fewer, in words; null where either is hidden or not known.
    """
    if now is None or not before:
        return None
    part = round(now / before - 1, 2)
    if part == 0:
        return say("front", "same")
    return say("front", "more" if part > 0 else "fewer", percent=f"{abs(part):.0%}")


def count_or_zero(judged: Judged, key: Any) -> Cell:
    """
    The count of a key; zero where nothing was counted under it.
    """
    number = judged.number(key)
    return Number(0) if number.value is None and number.why is None else number
