"""
The names of places: counties, States and areas of responsibility.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from custodes.records import code_lists

_KIND = re.compile(
    r" (county|parish|borough|census area|municipality|municipio|city and borough|city)$"
)
_CITY = 510
"""Cities that are in no county are numbered from here within their State."""


@dataclass(frozen=True, slots=True)
class County:
    """
    A county or what stands for one.
    """

    fips: str
    state: str
    """Two-letter postal code."""
    name: str
    area: str
    """Code of its area of responsibility. Empty: in none that ICE lists."""
    drawn: bool
    """Whether the projection has room for it. The territories are not drawn."""


@cache
def counties() -> Mapping[str, County]:
    """
    Every county by its FIPS code.
    """
    text = (files("custodes.site.geometry") / "counties.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        r["fips"]: County(r["fips"], r["state"], r["county"], r["area"], r["drawn"] == "yes")
        for r in rows
    }


def area_code(text: str) -> str | None:
    """
    The code of an area as a release names it; null where no list of ours has it.

    >>> area_code("St. Paul Area of Responsibility")
    'SPM'
    """
    return _spellings("area_of_responsibility").get(text.strip().casefold())


def area_name(code: str) -> str:
    """
    The name of an area by its code: ``SPM`` is ``St. Paul``.
    """
    return _labels("area_of_responsibility")[code]


def state_code(text: str) -> str | None:
    """
    The postal code of a State by name, postal or FIPS code; null where it is none.

    >>> state_code("MINNESOTA"), state_code("27"), state_code("Ontario")
    ('MN', 'MN', None)
    """
    plain = text.strip().casefold()
    return _spellings("state").get(plain) or _by_fips().get(plain)


def state_name(code: str) -> str:
    """
    The name of a State by its postal code.
    """
    return _labels("state")[code]


def county_fips(state: str, name: str) -> str | None:
    """
    The FIPS code of a county by its State and its name; null where none or two have it.

    A county and a city that is in no county can share a name: the word ``city`` at
    the end chooses the city, its absence the county.

    >>> county_fips("Minnesota", "Hennepin County"), county_fips("MO", "St. Louis city")
    ('27053', '29510')
    """
    plain = name.strip().casefold()
    code = state_code(state) or ""
    tries = (_plain(plain), _plain(_KIND.sub("", plain)))
    found = next((f for t in tries if (f := _by_name().get((code, t)))), ())
    if len(found) > 1:
        city = plain.endswith(" city")
        found = tuple(f for f in found if (int(f[2:]) >= _CITY) == city)
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    return re.sub(r"[^a-zñáéíóúü]", "", re.sub(r"^(saint|st\.?) ", "st", name.casefold()))


@cache
def _by_name() -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for c in counties().values():
        key = (c.state, _plain(c.name))
        found[key] = (*found.get(key, ()), c.fips)
    return found


@cache
def _by_fips() -> Mapping[str, str]:
    return {c.fips[:2]: c.state for c in counties().values()}


@cache
def _spellings(name: str) -> Mapping[str, str]:
    return code_lists()[name].spellings()


@cache
def _labels(name: str) -> Mapping[str, str]:
    return {c.code: c.label for c in code_lists()[name].codes}
