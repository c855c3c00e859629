"""
Arbitrary tables of text go through recognition and conversion without harm.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from raw_made import Rows
from sheets import headers, read, rows_of

from custodes.errors import FileError
from custodes.releases._layout import layouts

NASTY = st.sampled_from(
    [
        "NA",
        "(b)(6)",
        "b(6), b(7)c",
        "07/02/0999",
        "45000.5",
        " ",
        "\x00",
        "2024-02-30",
        "1e400",
        "9" * 40,
    ]
)
# No lone surrogate: a cell of a file cannot hold one.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELL = st.one_of(st.none(), NASTY, TEXT)
TABLES = [
    (x.id, t.stem) for x in layouts().values() if not x.split for t in x.tables if not t.set_aside
]


@given(st.lists(st.lists(CELL, max_size=6), max_size=12))
def test_any_table_is_read_or_refused_in_one_sentence(rows: Rows) -> None:
    with TemporaryDirectory() as folder:
        try:
            read({None: [*rows, ["x"]]}, Path(folder), kind="csv")
        except FileError as e:
            assert str(e).count("\n") == 0  # noqa: PT017 - either way is right


@given(st.data())
def test_every_record_below_known_headers_becomes_one_row(data: st.DataObject) -> None:
    layout, stem = data.draw(st.sampled_from(TABLES))
    names = headers(layout, stem)
    width = len(names)
    records = data.draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=8))
    with TemporaryDirectory() as folder:
        found = read({"S": [names, *records]}, Path(folder)).tables[0]
        rows = rows_of(found)
    full = [n for n, r in enumerate(records) if any(c and c.strip() for c in r)]
    assert [r["row"] for r in rows] == [n + 2 for n in full]
    for field in found.fields:
        counted = field.filled + field.blank + field.redacted + field.unreadable
        assert counted == found.rows
    assert sum(f.unreadable for f in found.fields) == sum(found.rejected.values())
