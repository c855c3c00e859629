"""
custodes check-published
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli._show import lines, progress, quiet_option

if TYPE_CHECKING:
    from custodes.measures.published import Compared, Property, Unchecked


@click.command("check-published")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@quiet_option
def command(folder: Path, as_json: bool, quiet: bool) -> None:
    """
    Compare a dataset with figures that others published of the same releases.

    Ends with 1 where one lies outside its tolerance, or where a property that any
    correct build has does not hold. Made-up releases are compared with nobody's figures.
    """
    import json
    from dataclasses import asdict

    from custodes.measures import View
    from custodes.measures.published import compare_published, properties, published_figures
    from custodes.provenance import Dataset

    view = View.of(Dataset.open(folder))
    with progress(quiet=quiet) as tell:
        done, left = compare_published(view, published_figures(), tell)
        held = properties(view)
    if as_json:
        said = {
            "compared": [asdict(c) for c in done],
            "unchecked": [asdict(u) for u in left],
            "properties": [asdict(p) for p in held],
        }
        click.echo(json.dumps(said, indent=1, ensure_ascii=False))
    else:
        click.echo(_text(done, left, held))
    outside = sum(not c.within for c in done)
    broken = sum(p.broken > 0 for p in held)
    if outside or broken:
        click.echo(
            f"{folder}: {outside} figures outside their tolerance, {broken} properties broken; "
            "check that the files are whole, else report it.",
            err=True,
        )
        raise click.exceptions.Exit(1)


def _text(
    done: tuple[Compared, ...], left: tuple[Unchecked, ...], held: tuple[Property, ...]
) -> str:
    said = []
    if done:
        heads = ["figure", "of", "release", "ours", "theirs", "difference", "percent", "within"]
        said.append(lines([_row(c) for c in done], heads))
        said += [f"note: {c.id}: {c.why}; {c.source}" for c in _first_of_each(done)]
    else:
        said.append("no published figure is of a release in this dataset.")
    said += ["", lines([_kept(p) for p in held], ["property", "looked at", "broken"])]
    if left:
        needs: dict[str, list[str]] = {}
        for one in left:
            needs.setdefault(one.needs, [])
            if one.id not in needs[one.needs]:
                needs[one.needs].append(one.id)
        said += ["", f"{len(left)} figures cannot be checked; they need:"]
        said += [f"  {n}: {', '.join(ids)}" for n, ids in needs.items()]
    return "\n".join(said)


def _row(one: Compared) -> list[object]:
    apart = one.difference
    return [
        one.what,
        one.key,
        one.release,
        _number(one.ours),
        _number(one.theirs),
        None if apart is None else f"{apart:+,.10g}",
        None if one.percent is None else f"{one.percent:+.3f}",
        "yes" if one.within else "NO",
    ]


def _number(value: float | str) -> object:
    return value if isinstance(value, str) else f"{value:,.10g}"


def _first_of_each(done: tuple[Compared, ...]) -> list[Compared]:
    """
    One of each series that may differ, for the note on why.
    """
    return list({c.id: c for c in reversed(done) if c.why and c.difference}.values())[::-1]


def _kept(one: Property) -> list[object]:
    return [one.what, one.checked or "nothing there", one.broken]
