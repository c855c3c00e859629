"""
Made-up rows as the agency's kind of workbooks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from custodes.synthetic._columns import cells
from custodes.synthetic._frame import Column, Moment
from custodes.synthetic._layouts import EVENT, Layout
from custodes.synthetic._random import Ints
from custodes.synthetic._sinks import ALL_YEARS, NOTICE, NOWHERE, Written

HEADER_ROW = 7
"""Row of a sheet (from 1) with the headers, under a preamble."""
CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no zones
TELL = 2_000
"""Rows after which a workbook says how far it is."""
DATE_FORMAT = "m/d/yyyy h:mm"


@dataclass
class _Book:
    path: Path
    book: Any
    date: Any


@dataclass
class _Sheet:
    place: int
    sheet: Any
    date: Any
    columns: list[int]
    """Columns of the layout that the sheet has."""
    rows: int = 0

    def fill(self, every: list[list[Any]], moments: list[bool], rows: Ints) -> None:
        """
        Add rows; a blank is no cell at all.
        """
        listed = [every[c] for c in self.columns]
        dated = [moments[c] for c in self.columns]
        text, number = self.sheet.write_string, self.sheet.write_number
        line = HEADER_ROW + self.rows
        for row in rows.tolist():
            for place, column in enumerate(listed):
                value = column[row]
                if value is None:
                    continue
                if isinstance(value, str):
                    text(line, place, value)
                elif dated[place]:
                    number(line, place, value, self.date)
                else:
                    number(line, place, value)
            line += 1
        self.rows += len(rows)


@dataclass
class WorkbookSink:
    """
    A workbook a fiscal year (or one for all), a sheet for so many rows of a year.
    """

    folder: Path
    layout: Layout
    table: str
    facts: Mapping[str, str]
    rows_per_sheet: int
    one_workbook: bool
    places: list[tuple[str, str | None]] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    last: Written = NOWHERE
    _books: dict[str, _Book] = field(default_factory=dict)
    _sheets: dict[int, list[_Sheet]] = field(default_factory=dict)

    def write(self, columns: list[Column]) -> Iterator[int]:
        """
        Write rows, each under the fiscal year of its event.
        """
        event = columns[self.layout.fields(self.table).index(EVENT[self.table])]
        assert isinstance(event, Moment)  # noqa: S101
        years = np.maximum(fiscal_year(event.values), self._first_year() - 1)
        place = np.zeros(len(years), np.int64)
        row = np.zeros(len(years), np.int64)
        listed = [cells(c) for c in columns]
        dated = [isinstance(c, Moment) for c in columns]
        for year in np.unique(years).tolist():
            for sheet, rows in self._parts(year, np.flatnonzero(years == year)):
                place[rows] = sheet.place
                row[rows] = HEADER_ROW + 1 + sheet.rows + np.arange(len(rows))
                for first in range(0, len(rows), TELL):
                    sheet.fill(listed, dated, rows[first : first + TELL])
                    yield min(TELL, len(rows) - first)
        self.last = Written(place, row)

    def close(self) -> None:
        """
        Zip the workbooks.
        """
        for book in self._books.values():
            book.book.close()

    def _first_year(self) -> int:
        return int(fiscal_year(np.array([self.layout.window.start]))[0])

    def _parts(self, year: int, rows: Ints) -> Iterator[tuple[_Sheet, Ints]]:
        """
        The rows of a year over its last sheet and new ones.
        """
        sheets = self._sheets.setdefault(year, [])
        while len(rows):
            if not sheets or sheets[-1].rows >= self.rows_per_sheet:
                sheets.append(self._new_sheet(year, len(sheets)))
            room = self.rows_per_sheet - sheets[-1].rows
            yield sheets[-1], rows[:room]
            rows = rows[room:]

    def _new_sheet(self, year: int, number: int) -> _Sheet:
        prior = year < self._first_year()
        short = f"PriorFY{(year + 1) % 100:02d}" if prior else f"FY{year % 100:02d}"
        name = f"Prior FY{year + 1}" if prior else f"FY{year}"
        name = name if number == 0 else f"{name} ({number + 1})"
        year_of_file = ALL_YEARS if self.one_workbook else short
        book = self._book(year_of_file)
        sheet = book.book.add_worksheet(name)
        self.places.append((book.path.name, name))
        for line, text in enumerate(self._preamble(name)):
            sheet.write_string(line, 0, text)
        headers = self.layout.sheet_headers(self.table, year_of_file)
        for column, header in enumerate(headers.values()):
            sheet.write_string(HEADER_ROW - 1, column, header)
        return _Sheet(len(self.places) - 1, sheet, book.date, list(headers))

    def _preamble(self, name: str) -> tuple[str, ...]:
        told = (f"{key.rpartition('.')[2]} {value}" for key, value in sorted(self.facts.items()))
        return (
            NOTICE,
            f"In the layout of {self.layout.foia}, but no production of any agency",
            f"{self.layout.names[self.table]} {name}",
            f"{self.layout.window.start} through {self.layout.window.end}",
            "; ".join(told),
        )

    def _book(self, year: str) -> _Book:
        import xlsxwriter

        if year not in self._books:
            path = self.folder / f"{self.layout.stem(self.table, year)}.xlsx"
            book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
            told = {"title": NOTICE, "author": "Custodes", "keywords": "SYNTHETIC"}
            book.set_properties({**told, "comments": NOTICE, "created": CREATED})
            date = book.add_format({"num_format": DATE_FORMAT})
            self._books[year] = _Book(path, book, date)
            self.paths.append(path)
        return self._books[year]


def fiscal_year(days: Any) -> Ints:
    """
    Fiscal year of each day: it begins in October of the year before.
    """
    month = np.asarray(days).astype("datetime64[M]").astype(np.int64) + 1970 * 12
    found: Ints = (month + 3) // 12
    return found
