"""
custodes rules
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from custodes.cli._show import lines

if TYPE_CHECKING:
    from custodes.law import Rule


@click.command("rules")
@click.argument("name", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def command(name: str | None, as_json: bool) -> None:
    """
    List every rule with its authority and whether it was verified, or show one.

    A citation is verified when its quotation, its source and the day it was
    read are stored with it.
    """
    import json

    from custodes.errors import CallError
    from custodes.law import RULES

    chosen = [r for r in RULES if name in (None, r.id, r.family)]
    if not chosen:
        raise CallError(f"no rule {name!r}; there are {', '.join(r.id for r in RULES)}.")
    if as_json:
        click.echo(json.dumps([_plain(r) for r in chosen], indent=1, ensure_ascii=False))
    elif name is None:
        rows = [[r.id, r.title, r.citations[0].text, _checked(r.verified)] for r in chosen]
        click.echo(lines(rows, ["rule", "what", "first authority", "verified"]))
    else:
        click.echo("\n\n".join(_text(r) for r in chosen))


def _checked(verified: bool) -> str:
    return "yes" if verified else "no"


def _text(rule: Rule) -> str:
    said = [f"{rule.id}: {rule.title}", "", rule.means, f"It does not mean: {rule.means_not}", ""]
    said.append(_in_force(rule))
    said += ["", "authorities:"]
    said += [f"  {c.text} (verified: {_checked(c.verified)})" for c in rule.citations]
    said += ["", "answers:"]
    said += [f"  {o.id} ({o.role}): {o.english}" for o in rule.outputs]
    if rule.choices:
        said += ["", "parameters (custodes clock --set NAME=READING):"]
    for choice in rule.choices:
        default = choice.default if isinstance(choice.default, str) else "depends on the case"
        said.append(f"  {choice.id}: {choice.asks} (default: {default})")
        said += [f"    {reading}: {who}" for reading, who in choice.readings.items()]
    said += ["", "facts it reads:", "  " + ", ".join(sorted(f.name for f in rule.facts))]
    if rule.uncertain:
        said += ["", "not settled or not checked:", *(f"  {u}" for u in rule.uncertain)]
    return "\n".join(said)


def _in_force(rule: Rule) -> str:
    first, last = rule.in_force
    since = f"in force since {first}" if first else "in force, since when is not recorded"
    return since + (f", until {last}" if last else "")


def _plain(rule: Rule) -> dict[str, object]:
    first, last = rule.in_force
    return {
        "id": rule.id,
        "title": rule.title,
        "means": rule.means,
        "means_not": rule.means_not,
        "verified": rule.verified,
        "in_force": [first.isoformat() if first else None, last.isoformat() if last else None],
        "citations": [
            {"text": c.text, "url": c.url, "verified": c.verified} for c in rule.citations
        ],
        "answers": [{"id": o.id, "role": o.role, "label": o.english} for o in rule.outputs],
        "parameters": {c.id: list(c.readings) for c in rule.choices},
        "facts": sorted(f.name for f in rule.facts),
        "uncertain": list(rule.uncertain),
    }
