"""
How many rows files and tables have: one number, under however many names pages print it.

The page of sources says it of each file, completeness of each field, a ledger as all rows
that it begins with. Whoever sees one of them knows the others, so each is an equation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from custodes.disclosure import Key, Publication, cell
from custodes.measures import catalog
from custodes.provenance import Coverage, InputFile, Manifest, SetAside
from custodes.site._spec import spec

_REPEATS = ("the row repeats ", "the list shows the same agreement twice")
"""How a ledger begins to say that a row is there twice."""
_GIVEN_WAY = "another release is trusted for their period"
_NAMES = ("about", "event", "table")
"""What a number of all rows may call the table that they are of."""


def of_file(file: InputFile) -> Key:
    """
    The key of all rows of a file.
    """
    return cell("rows.file", file=file.sha256)


def of_copy(copy: SetAside) -> Key:
    """
    The key of the rows of what was set aside.
    """
    return cell("rows.set_aside", file=copy.name, sheet=copy.sheet, copy_of=copy.copy_of)


def of_period(period: Coverage) -> Key:
    """
    The key of the rows of a release that gave way to another.
    """
    return cell(
        "rows.gave_way",
        table=period.table,
        release=period.release,
        superseded_by=period.superseded_by,
        first=period.first,
    )


def say_rows(publication: Publication, manifest: Manifest) -> None:
    """
    Say the rows of all files and tables, and which numbers of the pages are the same.

    To be called when every page has said its numbers, and what lies between them is said.
    """
    known = _say_files(publication, manifest)
    _say_tables(publication, manifest, known)
    _say_aside(publication, manifest)
    _same(publication)
    _pass(publication)


def _say_files(publication: Publication, manifest: Manifest) -> set[str]:
    """
    The rows of each file by table and release, and their totals; the tables found.
    """
    values: dict[Key, float] = defaultdict(float)
    parts: dict[tuple[Key, str], dict[Key, None]] = defaultdict(dict)
    for file in manifest.inputs:
        for p in file.parts:
            one = cell("rows.file", file=file.sha256, table=p.table, release=p.release)
            release = cell("rows.read", table=p.table, release=p.release)
            table = cell("rows.read", table=p.table)
            for key in (one, release, table, of_file(file)):
                values[key] += p.rows
            parts[of_file(file), "parts"][one] = None
            parts[release, "files"][one] = None
            parts[table, "releases"][release] = None
    for key, value in values.items():
        publication.add(key, value)
    for (total, _), each in parts.items():
        publication.total(total, each)
    return {p.table for file in manifest.inputs for p in file.parts}


def _say_tables(publication: Publication, manifest: Manifest, known: set[str]) -> None:
    """
    The rows of tables that no file holds: those that were worked out of others.
    """
    for table in manifest.tables:
        if table.name not in known:
            publication.add(cell("rows.read", table=table.name), table.rows)


def _say_aside(publication: Publication, manifest: Manifest) -> None:
    """
    The rows of copies, and of periods for which another release is trusted.
    """
    files = {f.name: of_file(f) for f in manifest.inputs}
    for copy in manifest.set_aside:
        publication.add(of_copy(copy), copy.rows)
        for name, key in files.items():
            if copy.copy_of.startswith(name) and publication.values[key] == copy.rows:
                publication.total(of_copy(copy), [key])
    gave_way: dict[str, list[Key]] = defaultdict(list)
    for period in manifest.coverage:
        publication.add(of_period(period), period.rows)
        gave_way[period.table].append(of_period(period))
    for table, keys in gave_way.items():
        whole = cell("rows.gave_way", table=table)
        publication.add(whole, sum(publication.values[k] for k in keys))
        publication.total(whole, keys)


def _same(publication: Publication) -> None:
    """
    Equations between numbers of all rows of a table that are equal.
    """
    said = publication.values
    for key in list(said):
        at = dict(key[1])
        table = next((str(at[n]) for n in _NAMES if n in at), None)
        if table is None or key[0].startswith("rows."):
            continue
        release = {"release": at["release"]} if "release" in at else {}
        rows = cell("rows.read", table=table, **release)
        if _of_all(key[0], at) and said.get(rows) == said[key]:
            publication.total(key, [rows])
        elif at.get("why") == _GIVEN_WAY:
            away = cell("rows.gave_way", table=table)
            if said.get(away) == said[key]:
                publication.total(key, [away])


def _of_all(fact: str, at: Mapping[str, object]) -> bool:
    whole = fact in ("ledger.all", "ledger.counted", "ledger.source", "completeness.cells")
    return whole or (fact.startswith("flows.") and at.keys() == {"event"})


def _pass(publication: Publication) -> None:
    """
    What is of the files and not of persons: rows that are there twice, and the ledgers of
    lists that the agency itself published.
    """
    lists = {name for name, measure in catalog().items() if spec(measure).passed}
    for key in publication.values:
        at = dict(key[1])
        twice = key[0] in ("completeness.repeated", "flows.repeated")
        twice |= str(at.get("why", "")).startswith(_REPEATS)
        twice |= key[0].startswith("flows.row_count beyond ")
        own = key[0].startswith("ledger.") and at["measure"] in lists
        if twice or own:
            publication.passed.add(key)
