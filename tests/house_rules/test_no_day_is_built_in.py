"""
The last day that a release can know of is data: no day stands in what builds, follows or counts.
"""

from __future__ import annotations

import re
from pathlib import Path

import custodes

SOURCE = Path(custodes.__file__).parent
ROOMS = ("build", "histories", "measures", "site")
DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b|\bdate(?:time)?\((?:19|20)\d\d,")
KNOWN = {
    # The first day of Unix time, which days are counted from.
    ("histories/people/timelines.sql", "1970-01-01"),
    ("measures/_waiting_steps.py", "1970-01-01"),
    ("measures/_waiting_days.py", "date(1970,"),
    # What the Deportation Data Project wrote into its code, named so as to be compared with.
    ("histories/ddp/_run.py", "datetime(2025,"),
    ("histories/ddp/_run.py", "datetime(2026,"),
}


def test_no_day_stands_in_what_builds_follows_counts_or_shows() -> None:
    found = {
        (str(path.relative_to(SOURCE)), day)
        for room in ROOMS
        for kind in ("*.py", "*.sql")
        for path in (SOURCE / room).rglob(kind)
        for day in DAY.findall(without_remarks(path.read_text("utf-8")))
    }

    assert found - KNOWN == set()


def without_remarks(text: str) -> str:
    """
    Code without docstrings and comments, which may give a day as an example.
    """
    bare = re.sub(r'(?s)""".*?"""', "", text)
    return re.sub(r"(?m)(#|--) .*$", "", bare)
