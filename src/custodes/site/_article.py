"""
The page of the article of 2014: what it printed, claim by claim, beside today's records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from custodes.disclosure import Key, Publication, cell
from custodes.measures import Findings, catalog
from custodes.site._common import declare, page
from custodes.site._draft import Draft, Draw
from custodes.site._shown import Cell, Heading, Judged, MeasurePage, Section, Table
from custodes.site._translate import told, told_plain
from custodes.site._words import say, words

_PARTS = ("counted", "others", "unknown")
_NESTED = (
    ("homicide", "homicide_without_negligent"),
    ("sexual_assault_or_sex_offense", "sexual_assault"),
)
"""A claim and another that is a part of it."""
_KIND = "supervision_no_slrrff"
_GROUPS = {"homicide": "homicide", "sexual_assault": "sexual_assault"}
"""Claims that are an offense group of the measure of releases."""


def build(draft: Draft) -> Draw:
    """
    Say each claim of each fiscal year, and how claims hold one another.
    """
    measure = catalog()["article_2014"]
    yearly = measure.compute(draft.view, by=["fiscal_year"])
    whole = measure.compute(draft.view, by=[])
    _say(draft.publication, yearly)
    declare(draft.publication, yearly)

    def draw(judged: Judged) -> MeasurePage:
        rows: list[dict[str, Any]] = whole.table.to_pylist()
        if not rows:
            lead = say("split", "empty")
            return page(measure, yearly, judged, lead=lead, sections=[])
        sections = [_beside(rows, judged), _years(yearly, rows, judged), _notes(rows)]
        lead = str(words()["article"]["lead"])
        return page(measure, yearly, judged, lead=lead, sections=sections)

    return draw


def _key(part: str, claim: str, **at: object) -> Key:
    return cell(f"article_2014.{part}", claim=claim, **at)


def _say(publication: Publication, found: Findings) -> None:
    rows: list[dict[str, Any]] = found.table.to_pylist()
    for part in ("total", *_PARTS):
        # No page prints the others, but whoever sees the rest of a row knows them.
        publication.cube(
            f"article_2014.{part}",
            rows,
            ("claim", "fiscal_year"),
            part,
            apart=("claim",),
            printed=part != "others",
        )
    claims = list(dict.fromkeys(r["claim"] for r in rows))
    times: list[dict[str, object]] = [{"fiscal_year": r["fiscal_year"]} for r in rows]
    for at in ({}, *times):
        for claim in claims:
            if _key("total", claim, **at) in publication.values:
                publication.total(
                    _key("total", claim, **at), [_key(p, claim, **at) for p in _PARTS]
                )
                _same(publication, claim, at)
        for outer, inner in _NESTED:
            _nest(publication, _key("counted", outer, **at), _key("counted", inner, **at))


def _same(publication: Publication, claim: str, at: Mapping[str, Any]) -> None:
    """
    Numbers that are the same as another's, here or on the page of releases.
    """
    parent = "st_paul" if claim.startswith("st_paul_") else "convicted"
    counted, unknown = (_key(p, parent, **at) for p in ("counted", "unknown"))
    _equal(publication, _key("total", claim, **at), [counted])
    _equal(publication, _key("total", claim, **at), [counted, unknown])
    _equal(
        publication,
        _key("counted", claim, **at),
        [cell("releases.releases", kind=_KIND, **_group(claim), **at)],
    )


def _group(claim: str) -> dict[str, object]:
    return {"offense_group": _GROUPS[claim]} if claim in _GROUPS else {}


def _equal(publication: Publication, total: Key, parts: Iterable[Key]) -> None:
    said = publication.values
    parts = list(parts)
    there = total not in parts and all(k in said for k in (total, *parts))
    if there and said[total] == sum(said[p] for p in parts):
        publication.total(total, parts)


def _nest(publication: Publication, outer: Key, inner: Key) -> None:
    """
    What is left of a claim without the one it holds: whoever sees both knows it.
    """
    said = publication.values
    if outer in said and inner in said:
        rest = (f"{outer[0]} without {dict(inner[1])['claim']}", outer[1])
        publication.add(rest, said[outer] - said[inner], printed=False)
        publication.total(outer, [inner, rest])


def _beside(rows: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["article"]
    heads = (
        Heading(w["claim"], "claim", number=False),
        Heading(w["article"], "article", number=False),
        Heading(w["counted"], "counted"),
        Heading(w["unknown"], "unknown"),
        Heading(w["of"], "of"),
        Heading(w["share"], "share"),
    )
    table = Table(
        "article-table",
        w["caption"],
        heads,
        tuple(_row(r, judged) for r in rows),
        download="article-2014.csv",
    )
    return Section(
        "beside", w["beside"], (w["text"], told(rows[0]["article_period"])), None, (table,)
    )


def _row(r: dict[str, Any], judged: Judged) -> tuple[Cell, ...]:
    claim = r["claim"]
    counted, unknown, total = (_key(p, claim) for p in ("counted", "unknown", "total"))
    share = judged.worked_out(r["share"], "share", [counted, unknown, total])
    return (
        _name(claim),
        told_plain(r["article"]),
        judged.count(counted),
        judged.count(unknown),
        judged.count(total),
        share,
    )


def _name(claim: str) -> str:
    return str(words()["article"].get(f"claim_{claim}", claim.replace("_", " ").capitalize()))


def _years(found: Findings, rows: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["article"]
    years = sorted({r["fiscal_year"] for r in found.table.to_pylist() if r["fiscal_year"]})
    heads = (
        Heading(w["claim"], "claim", number=False),
        *(Heading(str(y), f"fiscal_year_{y}") for y in years),
    )
    table = Table(
        "article-years-table",
        w["years_caption"],
        heads,
        tuple(
            (
                _name(r["claim"]),
                *(judged.count(_key("counted", r["claim"], fiscal_year=y)) for y in years),
            )
            for r in rows
        ),
        download="article-2014-by-fiscal-year.csv",
    )
    return Section("years", w["years"], (w["years_text"],), None, (table,))


def _notes(rows: list[dict[str, Any]]) -> Section:
    w = words()["article"]
    heads = (
        Heading(w["claim"], "claim", number=False),
        Heading(w["note"], "note", number=False),
    )
    told_rows = tuple((_name(r["claim"]), told_plain(r["note"])) for r in rows)
    return Section(
        "notes", w["notes"], (), None, (Table("article-notes", w["notes"], heads, told_rows),)
    )
