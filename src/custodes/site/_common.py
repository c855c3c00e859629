"""
What the pages of all measures share.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence

from custodes.disclosure import Key, Publication, cell
from custodes.measures import Findings, Measure
from custodes.measures._findings import Source
from custodes.measures._view import NATIONAL
from custodes.provenance import Manifest
from custodes.site._shown import (
    Headline,
    Judged,
    LedgerLine,
    LedgerShown,
    MeasurePage,
    Section,
)
from custodes.site._translate import told, told_plain
from custodes.site._words import day_words, limit, say, words

OCTOBER = 10
_LOST = "ledger.left_out"
_COUNT = re.compile(
    r"(?<![\w.,-])\d{1,4}(?= (?:are|is|were|was|have|has|had|of|name|no|stays|stints|rows|"
    r"arrests|releases|removals|detainers|agencies|stops|people)\b)"
)
"""A count in a sentence: a number before what is counted or a verb."""


def page(
    measure: Measure,
    first: Findings,
    judged: Judged,
    *,
    lead: str,
    sections: Sequence[Section],
    headlines: Sequence[Headline] = (),
    sentences: Sequence[str] = (),
) -> MeasurePage:
    """
    The page of a measure from its findings, which say how it was made.
    """
    by = " ".join(f"--by {b}" for b in first.by if b in measure.choices)
    return MeasurePage(
        name=measure.name,
        title=told_plain(measure.title),
        question=told(measure.question),
        lead=lead,
        sections=tuple(sections),
        caveats=tuple(told(counts_hidden(c)) for c in first.caveats),
        ledger=ledger(first, judged),
        sources=sources(first, judged),
        definition=measure.definition,
        sql=first.sql,
        command=f"custodes measure {measure.name} DIR {by}".rstrip(),
        means=means(measure.name),
        headlines=tuple(headlines),
        sentences=tuple(sentences),
    )


def of_the_nation(manifest: Manifest, findings: Findings) -> bool:
    """
    Whether any of it was counted from a release of the whole country.

    A figure of one State or of a sample says nothing on the front page, which is read
    without its caveats.
    """
    areas = {r.id for r in manifest.releases if r.scope not in (NATIONAL, None)}
    return not findings.sources or any(s.release not in areas for s in findings.sources)


def only_of_the_nation(manifest: Manifest, findings: Findings) -> bool:
    """
    Whether all of it was counted from releases of the whole country.

    Only then does a State that no row names have none.
    """
    areas = {r.id for r in manifest.releases if r.scope not in (NATIONAL, None)}
    return not any(s.release in areas for s in findings.sources)


def counts_hidden(text: str) -> str:
    """
    A sentence of a measure whose small counts are hidden.

    >>> counts_hidden("Of all that is counted, 7 are weakly known; 400 are not.")
    'Of all that is counted, <11 are weakly known; 400 are not.'
    """
    least = limit()
    return _COUNT.sub(lambda m: f"<{least}" if 0 < int(m[0]) < least else m[0], text)


def means(name: str) -> str:
    """
    What the figures of a measure mean.
    """
    return str(words().get(name, {}).get("means") or words()["measure"]["means_any"])


def missing(measure: Measure, why: str) -> MeasurePage:
    """
    The page of a measure whose tables are not in the dataset.
    """
    return MeasurePage(
        name=measure.name,
        title=told_plain(measure.title),
        question=told(measure.question),
        lead="",
        sections=(),
        caveats=(),
        ledger=(),
        sources=(),
        definition=measure.definition,
        sql="",
        command=f"custodes measure {measure.name} DIR",
        missing=told(why),
    )


def declare(publication: Publication, findings: Findings, counted: Collection[Key] = ()) -> None:
    """
    Say the numbers of a ledger and of the releases it rests on.

    Args:
        publication: Of all pages.
        findings: Whose ledger.
        counted: The keys that make up all that is counted, where the page has them.
    """
    name = findings.measure
    for part in findings.ledger.parts:
        whole, kept = _keys(name, part.about)
        publication.add(whole, part.all_rows)
        publication.add(kept, part.counted)
        said = [publication.values[k] for k in counted if k in publication.values]
        if said and sum(said) == part.counted:
            publication.total(kept, counted)
        losses = [cell(_LOST, measure=name, about=part.about, why=x.why) for x in part.losses]
        for key, loss in zip(losses, part.losses, strict=True):
            publication.add(key, loss.rows)
        publication.total(whole, [kept, *losses])
        known = [s for s in findings.sources if s.about == part.about]
        for source in known:
            publication.add(_source(name, source), source.rows)
        if sum(s.rows for s in known) == part.counted:
            publication.total(kept, [_source(name, s) for s in known])


def ledger(findings: Findings, judged: Judged) -> tuple[LedgerShown, ...]:
    """
    The ledger as printed.
    """
    w = words()["measure"]
    shown = []
    for part in findings.ledger.parts:
        whole, kept = _keys(findings.measure, part.about)
        lines = [
            LedgerLine(
                w["all_rows"].format(unit=told_plain(part.unit)), judged.number(whole), total=True
            )
        ]
        for loss in part.losses:
            key = cell(_LOST, measure=findings.measure, about=part.about, why=loss.why)
            lines.append(LedgerLine(told(loss.why), judged.number(key)))
        lines.append(LedgerLine(w["counted"], judged.number(kept), total=True))
        shown.append(LedgerShown(say("measure", "caption", about=label(part.about)), tuple(lines)))
    return tuple(shown)


def sources(findings: Findings, judged: Judged) -> tuple[tuple[str, str], ...]:
    """
    The releases each input rests on: their titles, and rows and days.
    """
    said = []
    for source in findings.sources:
        rows = judged.number(_source(findings.measure, source)).text
        when = (
            say("measure", "source_line", rows=rows, day=day_words(source.extract))
            if source.extract
            else say("measure", "source_unknown", rows=rows)
        )
        said.append((f"{label(source.about)}: {source.title}", when))
    return tuple(said)


def _keys(measure: str, about: str) -> tuple[Key, Key]:
    return (
        cell("ledger.all", measure=measure, about=about),
        cell("ledger.counted", measure=measure, about=about),
    )


def _source(measure: str, source: Source) -> Key:
    return cell("ledger.source", measure=measure, about=source.about, release=source.release)


def source_line(findings: Findings, about: str) -> str:
    """
    The releases a headline rests on, the first two by rows by name.
    """
    found = sorted((s for s in findings.sources if s.about == about), key=lambda s: -s.rows)
    titles = list(dict.fromkeys(s.title for s in found))
    name = "source_more" if titles[2:] else "source"
    return say("front", name, title="; ".join(titles[:2]))


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


def unfinished(findings: Findings, time: str, value: object) -> bool:
    """
    Whether a year was not over when the last of the releases was drawn.
    """
    ends = {"fiscal_year": (9, 30), "year": (12, 31)}
    drawn = [s.extract for s in findings.sources if s.extract]
    if time not in ends or not isinstance(value, int) or not drawn:
        return False
    return max(drawn) <= dt.date(value, *ends[time])


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
