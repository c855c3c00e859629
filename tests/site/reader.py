"""
A reader who knows nothing but the files of a site, and works out what it hides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader_attack import ranges
from reader_pages import read_numbers, read_tables, shown, spoken
from reader_print import Key, Print, kind, read_csvs
from reader_sums import Sums

from custodes import measures, site

WIDTH = 5.0
"""A hidden count, or the mean of a hidden sum of nights, stays unknown by so much."""
_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)",
    re.IGNORECASE,
)
_NO_MEASURE = {"law.html", "method.html", "codebook.html", "data.html", "measures.html"}


@dataclass(frozen=True, slots=True)
class Found:
    """
    A hidden number that a reader works out, and how narrowly.
    """

    key: Key
    low: float
    high: float


def read(folder: Path) -> Print:
    """
    Every number that a site prints.
    """
    found = read_csvs(folder)
    read_tables(found, folder)
    read_numbers(found, folder)
    return found


def hidden(told: Print) -> set[Key]:
    """
    Counts and means that any print of them hides.
    """
    return {k for k, c in told.cells.items() if c.hidden and kind(k[0]) in ("count", "mean")}


def worked_out(told: Print) -> list[Found]:
    """
    Every hidden number that can be told to within less than the width.
    """
    plain = [Found(k, c.low, c.high) for k, c in told.cells.items() if c.hidden and c.exact]
    guessed = Sums(told)
    wrong: set[int] = set()
    found = _found(guessed, hidden(told), wrong)
    # Where a guess contradicts what is printed, the reader has only what is printed.
    names = {i: k for k, i in guessed.places.items()}
    again = _found(Sums(told, guess=False), {names[i] for i in wrong}, None) if wrong else []
    return [*plain, *found, *again]


def _found(sums: Sums, asked: set[Key], wrong: set[int] | None) -> list[Found]:
    places = {sums.places[k]: k for k in asked if k in sums.places}
    found = ranges(sums.facts, dict.fromkeys(places, WIDTH), wrong)
    return [Found(places[i], *ends) for i, ends in sorted(found.items())]


def said_only_in_words(folder: Path, told: Print) -> list[tuple[str, str]]:
    """
    Page and sentence with a count that no table or file shows: nothing judged it.
    """
    files = (folder / "data").rglob("*.csv")
    rows = {str(f.read_text("utf-8").count("\n") - 1) for f in files}
    known = shown(told) | _of_ours() | rows
    wrong: dict[tuple[str, str], None] = {}
    for page, text, number in spoken(folder):
        plain = number.replace(",", "")
        if page.rpartition("/")[2] in _NO_MEASURE or "%" in plain or plain in known:
            continue
        if not _round(plain) and not _date(text, number):
            wrong[page, text.strip()] = None
    return list(wrong)


def _round(number: str) -> bool:
    """
    Whether a number is one of an axis, or the last of a class of a map.
    """
    if not number.isdigit():
        return bool(re.fullmatch(r"\d\.[05]", number))
    return any(len(str(int(number) + more).rstrip("0")) <= 2 for more in (0, 1))


def _date(text: str, number: str) -> bool:
    near = rf"{number}\s+(?:de\s+)?{_MONTH.pattern}|{_MONTH.pattern}\s+(?:de\s+)?{number}"
    return bool(re.search(near, text, re.IGNORECASE)) or bool(re.fullmatch(r"(19|20)\d\d", number))


@cache
def _of_ours() -> set[str]:
    """
    Numbers of texts that were written before any data were read.
    """
    folders = [Path(str(m.__file__)).parent for m in (measures, site)]
    files = [f for d in folders for f in d.rglob("*") if f.suffix in (".py", ".toml", ".html")]
    return {n for f in files for n in re.findall(r"\d+(?:\.\d+)?", f.read_text("utf-8"))}
