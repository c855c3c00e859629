"""
Lists of agreements that wait, with none in force beside them, have a page.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from read_pages import read

from custodes.site import write
from small_datasets import rows, view


def test_pending_lists_alone_have_a_page_without_a_drawing(tmp_path: Path) -> None:
    listed = {
        "snapshot_date": dt.date(2025, 11, 4), "list_kind": "pending", "state": "TEXAS",
        "state_code": "TX", "agency": "A County", "agency_key": "TX a county",
        "support_type": "Warrant Service Officer",
    }  # fmt: skip
    made = view(tmp_path, {"agreements": rows("agreements", [listed])})

    write(made, tmp_path / "site")

    page = read(tmp_path / "site/agreements.html")
    assert "2025-11-04" in [c.text for c in page.all("th")] + [c.text for c in page.all("td")]
