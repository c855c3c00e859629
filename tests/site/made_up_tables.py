"""
A made-up dataset large enough to show and small enough to hide.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

from custodes.measures import View
from custodes.provenance import Manifest
from small_datasets import manifest, rows, view

HOSTILE = '<script>alert("x")</script> & Sons'
FORMULA = '=HYPERLINK("http://example.invalid","x")'
OFFICES = ("St. Paul", "Boston", "Miami", HOSTILE, FORMULA, "Dallas", "El Paso", "Seattle")
START = dt.datetime(2023, 9, 1)
DAYS = 921  # to 10 March 2026


def _events(chance: random.Random, n: int, date: str, office: str, method: str) -> list[Any]:
    found = []
    for i in range(n):
        at = START + dt.timedelta(minutes=chance.randrange(DAYS * 1440))
        place = OFFICES[min(int(chance.expovariate(0.6)), len(OFFICES) - 1)]
        found.append(
            {
                "unique_identifier": f"{chance.randrange(n):040x}",
                date: at if date != "departed_date" else at.date(),
                office: place if i % 40 else None,
                method: chance.choice(("Located", "Located", "Jail", FORMULA)),
                "citizenship_country": chance.choice(("MEXICO", "MEXICO", "CUBA", HOSTILE, None)),
                "episode_first": int(i % 90 != 0),
            }
        )
    return found


def _stints(chance: random.Random, n: int) -> list[Any]:
    found = []
    for i in range(n):
        at = START + dt.timedelta(minutes=chance.randrange(DAYS * 1440))
        out = at + dt.timedelta(hours=chance.expovariate(1 / 900))
        code = min(int(chance.expovariate(0.25)), 30)
        found.append(
            {
                "unique_identifier": f"{chance.randrange(n):040x}" if i % 50 else None,
                "book_in_date_time": at,
                "stay_book_in_date_time": at,
                "book_out_date_time": out if out < START + dt.timedelta(days=DAYS) else None,
                "detention_facility_code": f"F{code}",
                "detention_facility": {0: HOSTILE, 1: FORMULA}.get(code, f"Facility {code}"),
                "area_of_responsibility": OFFICES[code % len(OFFICES)],
            }
        )
    return found


def _agreements(chance: random.Random) -> list[Any]:
    found = []
    for month in range(1, 13):
        for state, size in (("FLORIDA", 20), ("TEXAS", 9), ("IOWA", 2), (HOSTILE, 1)):
            found += [
                {
                    "release": "ice-287g",
                    "list_kind": "participating" if i % 7 else "pending",
                    "snapshot_date": dt.date(2025, month, 15),
                    "file": f"{month:02}.xlsx",
                    "state": state,
                    "agency_key": f"{state} {i}",
                    "model": chance.choice(("Task Force Model", "Jail Enforcement Model")),
                }
                for i in range(size + month)
            ]
    return found


def _fields(chance: random.Random) -> list[Any]:
    found = []
    for table, n in (("arrests", 2400), ("stints", 5000), ("removals", 900)):
        for i in range(12):
            few = chance.choice((0, 0, 3, 11, 200))
            withheld = chance.choice((0, 0, 5, n - few))
            found.append(
                {
                    "table_name": table,
                    "header": f"Header {i}",
                    "column_name": f"field_{i}" if i else None,
                    "filled": n - few - withheld,
                    "blank": few,
                    "redacted": withheld,
                    "unreadable": 0,
                }
            )
    return found


def made_up(folder: Path, made: Manifest | None = None) -> View:
    """
    A view over every table that the four pages read, the same each time.
    """
    chance = random.Random(7)
    arrests = _events(chance, 2400, "apprehension_date", "apprehension_aor", "apprehension_method")
    removals = _events(chance, 900, "departed_date", "case_aor", "apprehension_method_code")
    known = made or manifest({"ice-2026-03": "2026-03-10", "ice-287g": None})
    given = {
        "arrests": rows("arrests", arrests, ["episode_first"]),
        "removals": rows("removals", removals),
        "stints": rows("stints", _stints(chance, 5000)),
        "agreements": rows("agreements", _agreements(chance)),
        "fields": rows("fields", _fields(chance)),
    }
    return view(folder, given, known)
