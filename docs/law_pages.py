"""
A page for each rule: what it says and does not say, its readings, its scenarios, what nobody checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from custodes.law import RULES, Rule
from custodes.law.us.agreement_conditions import CONDITIONS
from custodes.law.us.agreement_templates import TEMPLATES
from custodes.law.us.inspector_general import RECOMMENDATIONS, REPORTS
from custodes.law.us.notification_channels import CHANNELS
from custodes.law.us.severity_schemes import SCHEMES
from custodes.law.us.third_country import TIMELINE

SCENARIOS = Path(__file__).resolve().parents[1] / "tests" / "law" / "scenarios"


def law_pages() -> dict[str, str]:
    """
    Page name to Markdown.
    """
    pages = {rule.family: _page(rule) for rule in RULES}
    pages["agreement_requirements"] = _requirements()
    pages["third_country"] = _timeline()
    pages["severity_and_channels"] = _listed()
    return pages


def _page(rule: Rule) -> str:
    since, until = rule.in_force
    said = [
        f"# {rule.title}",
        f"`{rule.id}`, in force from {since or 'a day that is not recorded'}"
        + (f" to {until}." if until else "."),
        rule.means,
        f"**It does not mean:** {rule.means_not}",
        "## Authorities",
        *(f"- {c.text} ({'verified' if c.verified else 'not verified'})" for c in rule.citations),
        "## Answers",
        markdown_table(
            ["answer", "kind", "in English", "in Spanish"],
            [[f"`{o.id}`", o.role, o.english, o.spanish] for o in rule.outputs],
        ),
    ]
    if rule.choices:
        said.append("## Divided questions")
    for choice in rule.choices:
        default = choice.default if isinstance(choice.default, str) else "depends on the case"
        said += [f"### {choice.id}", f"{choice.asks} Read by default as: `{default}`."]
        said += [f"- `{reading}`: {who}" for reading, who in choice.readings.items()]
    said += ["## Facts it reads", ", ".join(f"`{f.name}`" for f in rule.facts)]
    if rule.uncertain:
        said += ["## Not settled or not checked", *(f"- {u}" for u in rule.uncertain)]
    said += _scenarios(rule.family)
    return "\n\n".join(said) + "\n"


def _scenarios(family: str) -> list[str]:
    found = [
        p
        for p in (SCENARIOS / f"{family}.toml", SCENARIOS / "facts" / f"{family}.toml")
        if p.is_file()
    ]
    rows = [s for p in found for s in tomllib.loads(p.read_text("utf-8"))["scenario"]]
    if not rows:
        return []
    table = [[str(s.get("row", "")), s["why"], str(s.get("as_of", ""))] for s in rows]
    return ["## Scenarios worked by hand", markdown_table(["row", "what", "read on"], table)]


def _requirements() -> str:
    said = [
        "# What each 287(g) template requires",
        "A matter that is not listed was not found in that template.",
    ]
    for template in TEMPLATES.values():
        rows = [
            [r.field, r.says, r.citation.text, r.known_from] for r in template.requirements.values()
        ]
        said += [
            f"## {template.title}",
            markdown_table(["matter", "what it says", "where", "known from"], rows),
        ]
    rows = [[c.paragraph, c.asks] for c in CONDITIONS]
    said += [
        "## The statutory conditions, 8 USC 1357(g)",
        markdown_table(["paragraph", "to find out"], rows),
        *_recommended(),
    ]
    return "\n\n".join(said) + "\n"


def _recommended() -> list[str]:
    empty = sum(r.text is None for r in RECOMMENDATIONS)
    made = [[r.number, str(r.recommendations), r.citation.text, r.known_from] for r in REPORTS]
    told = [[str(r.number), r.text, r.citation.text] for r in RECOMMENDATIONS if r.text]
    said = [
        "## What the Inspector General recommended",
        markdown_table(["report", "recommendations", "where", "known from"], made),
        f"Of the {len(RECOMMENDATIONS)} of {REPORTS[0].number}, {empty} have no text here yet.",
    ]
    return [*said, markdown_table(["number", "text", "where"], told)] if told else said


def _timeline() -> str:
    rows = [
        [
            str(e.on) + ("" if e.exact else " (about)"),
            e.status.value,
            e.says,
            e.citation.text,
            e.known_from,
        ]
        for e in TIMELINE
    ]
    head = "# Removal to a third country: how the policy stood\n\n"
    return (
        head
        + markdown_table(["from", "status", "what happened", "where", "known from"], rows)
        + "\n"
    )


def _listed() -> str:
    said = [
        "# Threat-level schemes and ways of being told",
        "## Schemes",
        _things(SCHEMES.values()),
    ]
    said += ["## Ways of being told", _things(CHANNELS.values())]
    return "\n\n".join(said) + "\n"


def _things(things: Iterable[Any]) -> str:
    rows = []
    for thing in things:
        shown = [
            f.name
            for f in fields(thing)
            if f.name in {"id", "title", "kind", "basis", "who", "tells", "limits"}
        ]
        text = [f"{n}: {getattr(thing, n)}" for n in shown if n not in {"id", "title"}]
        rows.append(
            [f"`{thing.id}`", thing.title, "; ".join(text), thing.citation.text, thing.known_from]
        )
    return markdown_table(["id", "what", "more", "where", "known from"], rows)


def markdown_table(heads: list[str], rows: list[list[str]]) -> str:
    """
    Rows as a Markdown table.
    """
    lines = [heads, ["---"] * len(heads), *[[str(c).replace("|", "\\|") for c in r] for r in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
