"""
Reading a file: raw cells, headers, canonical tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custodes.errors import HeaderMismatchError, NotRecognisedError, Place
from custodes.releases._evidence import MADE_UP, Evidence, known_files
from custodes.releases._headers import fold
from custodes.releases._layout import Layout, TableLayout, layouts
from custodes.releases._model import Context, ReadFile, ReadTable
from custodes.releases._plan import fixed_by_title, headers_of, of_one_event
from custodes.releases._recognise import LOOKED_AT, Match, best_matches
from custodes.releases._sheet import Record, cells, first_records
from custodes.releases._standardize import Plan, standardize
from custodes.releases._tally import Tally
from custodes.releases._values import Rules

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.releases.raw import Limits, RawFile, RawSheet

_MANY = 1_000
"""Records of a sheet without headers from which it may be data all the same."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """
    A sheet after a first look.
    """

    sheet: RawSheet
    cells: pa.Table
    records: list[tuple[int, Record]]
    matches: list[Match]

    def above(self) -> list[str]:
        """
        The texts above the headers, or of the first records where there are none.
        """
        below = self.matches[0].index if self.matches else self.sheet.rows
        named = [self.sheet.sheet] if self.sheet.sheet else []
        return named + [c for i, r in self.records if i < below for c in r if c]


def read_file(
    path: Path,
    work: Path,
    *,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ReadFile:
    """
    Read a file of any release into canonical tables.

    Args:
        path: What was downloaded: xlsx, csv (also gzipped), parquet, dta or sav.
        work: Folder for what is written; the Parquet files stay there.
        limits: What reading may cost.
        progress: Told bytes done and bytes in all.

    Raises:
        NotRecognisedError: No sheet has headers of a known release.
        HeaderMismatchError: A sheet has them but for some.
        UnreadableFileError, LimitError: As the raw reader has it.
    """
    from custodes.releases.raw import Limits, read_raw

    work.mkdir(parents=True, exist_ok=True)
    raw = read_raw(path, work, limits=limits or Limits(), progress=progress)
    try:
        return _read(raw, work)
    finally:
        for sheet in raw.sheets:
            sheet.data.unlink(missing_ok=True)


def _read(raw: RawFile, work: Path) -> ReadFile:
    known_as = known_files().get(raw.sha256)
    seen = [_look(raw, s) for s in raw.sheets]
    if not any(s.matches and s.matches[0].fits for s in seen):
        own = _own_reader(seen)
        if own is not None:
            layout, reader = own
            made_up = _evidence_at_large(raw, known_as, seen).made_up
            tables = reader(raw, Context(layout.id, layout.facts, work, made_up))
            return ReadFile(raw.path, raw.sha256, raw.kind, known_as, tuple(tables), raw.notes)
    _complain(raw, seen)
    aside = [t for s in seen if not s.matches for t in s.above()]
    aside += [n for n in raw.notes if re.search(MADE_UP, n)]
    tables, notes = [], [*raw.notes]
    for number, sheet in enumerate(seen):
        if not sheet.matches:
            notes.append(_without_headers(sheet, seen))
            continue
        evidence = Evidence.of(raw.path, known_as, [*sheet.above(), *aside], _inside(sheet))
        match = _decide(sheet.matches, evidence)
        for layout_table in match.form.tables:
            if layout_table.set_aside:
                notes.append(f"{_called(sheet)} is set aside: {layout_table.set_aside}")
            else:
                target = work / f"{layout_table.table}.{number}.parquet"
                tables.append(_table(raw, sheet, match, layout_table, evidence, target=target))
    return ReadFile(raw.path, raw.sha256, raw.kind, known_as, tuple(tables), tuple(notes))


def _evidence_at_large(raw: RawFile, known_as: str | None, seen: Sequence[_Seen]) -> Evidence:
    """
    What a file says that a layout's own reader reads: its headers are not known here.
    """
    above = [t for s in seen for t in s.above()]
    return Evidence.of(raw.path, known_as, [*above, *raw.notes])


def _look(raw: RawFile, sheet: RawSheet) -> _Seen:
    found = cells(sheet)
    records = list(first_records(found, LOOKED_AT))
    return _Seen(sheet, found, records, best_matches(records, stata=raw.kind == "dta"))


def _own_reader(
    seen: Sequence[_Seen],
) -> tuple[Layout, Callable[[RawFile, Context], list[ReadTable]]] | None:
    for layout in layouts().values():
        if layout.quirks is None:
            continue
        module: Any = import_module(layout.quirks)
        if any(module.matches(record) for s in seen for _, record in s.records):
            return layout, module.read
    return None


def _complain(raw: RawFile, seen: Sequence[_Seen]) -> None:
    """
    Raise what keeps the file from being read: every wrong header of every sheet at once.
    """
    wrong = [s for s in seen if s.matches and not s.matches[0].fits]
    if wrong:
        said = [
            f"{_called(s)} has the headers of {_title(s.matches[0])} but for some: {s.matches[0].complaint()}"
            for s in wrong
        ]
        raise HeaderMismatchError(
            Place(raw.path.name),
            "; ".join(said),
            "a new column is news: map it in that layout, or list it there as not taken",
        )
    if not any(s.matches for s in seen):
        raise NotRecognisedError(
            Place(raw.path.name),
            "no sheet has the headers of a release that is known",
            "leave it out, or add a layout for it",
        )


def _title(match: Match) -> str:
    return f"{match.form.tables[0].stem} in layout {match.form.layout.id!r}"


def _called(seen: _Seen) -> str:
    return f"sheet {seen.sheet.sheet!r}" if seen.sheet.sheet else "the file"


def _without_headers(seen: _Seen, others: Sequence[_Seen]) -> str:
    width = {s.sheet.columns for s in others if s.matches}
    if seen.sheet.rows >= _MANY and seen.sheet.columns in width:
        return (
            f"{_called(seen)} has no headers that are known but {seen.sheet.rows} records as wide as"
            " those of another sheet; if they are data, repeat the headers above them"
        )
    return f"{_called(seen)} has no headers that are known and is set aside"


def _decide(matches: Sequence[Match], evidence: Evidence) -> Match:
    named = [m for m in matches if evidence.names(m.form.layout)]
    return (named or matches)[0]


def _inside(seen: _Seen) -> list[str]:
    """
    What the first row says of the file it is from.
    """
    match = seen.matches[0]
    wanted = {fold(str(h)) for h in match.form.layout.facts.get("evidence", ())}
    below = next((r for i, r in seen.records if i > match.index), [])
    return [c for c, s in zip(below, match.spelled, strict=False) if c and s in wanted]


def _table(
    raw: RawFile,
    seen: _Seen,
    match: Match,
    layout: TableLayout,
    evidence: Evidence,
    *,
    target: Path,
) -> ReadTable:
    release, assumed = evidence.release(match.form.layout)
    fixed, untitled = fixed_by_title(layout, seen.above())
    plan = Plan(
        table=layout.table,
        header_index=match.index,
        first_row=seen.sheet.first_row,
        headers=headers_of(match, layout, seen.sheet.columns),
        fixed=fixed,
        place={
            "release": release,
            "file": raw.path.name,
            "file_sha256": raw.sha256,
            "sheet": seen.sheet.sheet,
        },
        rules=_rules(raw, match.form.layout),
        event=of_one_event(match, layout) if match.form.layout.split else frozenset(),
    )
    tally, rejects = standardize(seen.cells, plan, target)
    return ReadTable(
        table=layout.table, release=release, layout=match.form.layout.id, file=raw.path.name,
        file_sha256=raw.sha256, sheet=seen.sheet.sheet,
        header_row=seen.sheet.first_row + match.index or None, rows=tally.rows, parquet=target,
        scope=match.form.layout.scope, extracted=evidence.extracted(match.form.layout),
        first=_day(tally.first), last=_day(tally.last),
        fields=tuple(f for f in tally.fields(plan.headers) if f.header or f.filled or f.redacted),
        rejects=rejects, rejected=dict(sorted(tally.rejected.items())),
        unmapped=tally.unmapped(layout.table), copy=match.form.layout.is_copy,
        notes=tuple(_notes(tally, assumed, untitled)),
    )  # fmt: skip


def _rules(raw: RawFile, layout: Layout) -> Rules:
    from custodes.releases.raw import FROM_1904

    # Only a text file needs a word for nothing; in a workbook NA is what the agency wrote.
    na = layout.na if raw.kind == "csv" else ()
    return Rules(frozenset(na), layout.last_year, from_1904=FROM_1904 in raw.notes)


def _day(found: Any) -> Any:
    return found.date() if hasattr(found, "date") else found


def _notes(tally: Tally, *given: str | None) -> list[str]:
    said = [n for n in given if n]
    if tally.blank_rows:
        said.append(f"blank rows left out: {tally.blank_rows:,}")
    if tally.headers_again:
        said.append(f"rows that repeat the headers left out: {tally.headers_again:,}")
    if tally.remarks:
        said.append(f"remarks below the last row left out: {tally.remarks:,}")
    if tally.repeats:
        said.append(f"records that repeat an event made once: {tally.repeats:,}")
    return said
