"""
A State that some releases name and others give by its code.
"""

from __future__ import annotations

import datetime as dt

from read_pages import read

from custodes.site import write
from small_datasets import rows, view


def test_a_state_by_its_name_and_by_its_code_is_one_place(tmp_path):
    arrests = [
        {
            "unique_identifier": f"{i:040x}",
            "apprehension_date": dt.datetime(2025, 3, 1 + i % 20),
            "apprehension_state": "TEXAS",
        }
        for i in range(40)
    ]
    stints = [
        {
            "unique_identifier": f"{i:040x}",
            "book_in_date_time": dt.datetime(2025, 3, 1 + i % 20),
            "stay_book_in_date_time": dt.datetime(2025, 3, 1 + i % 20),
            "detention_facility_code": "F1",
        }
        for i in range(30)
    ]
    listed = [{"detention_facility_code": "F1", "state": "TX"}]
    tables = {
        "arrests": rows("arrests", arrests, ["episode_first"]),
        "stints": rows("stints", stints),
        "facilities": rows("facilities", listed),
    }
    folder = write(view(tmp_path, tables), tmp_path / "out").index.parent
    (page,) = (folder / "states").glob("*.html")
    (flows,) = [t for t in read(page).all("table") if "event" in t.all("caption")[0].text]
    told = {tr.all("th")[0].text.strip(): tr.all("td")[-1].text for tr in flows.all("tr")[1:]}
    assert told == {"Arrests": "40", "Book-ins": "30"}
