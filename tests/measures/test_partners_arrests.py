"""
Arrests through 287(g), by hand on eight arrests and against a plain count.
"""

import math
import random

import pytest
from optimizers_off import without_optimizers
from test_priorities import PARTNER, arrest, table

from custodes.measures import catalog
from custodes.measures.partners_arrests import REASONS
from small_datasets import every_table_empty, manifest, moment, view

PROGRAM = "287(g) Program"
TASK_FORCE = "287G Task Force"
CAP = "ERO Criminal Alien Program"
EIGHT = [
    # moment, office, method, program
    ("2024-10-01 08:00", "Atlanta", PARTNER, PROGRAM),  # the first day of FY2025
    ("2024-09-30 23:59", "Atlanta", PARTNER, CAP),  # FY2024; credited to another program
    ("2025-03-01 08:00", "Atlanta", "Located", TASK_FORCE),  # program only
    ("2025-03-02 08:00", "Atlanta", "Located", CAP),
    ("2025-03-03 08:00", "Atlanta", "CAP Local Incarceration", None),
    ("2025-03-04 08:00", "Boston", None, PROGRAM),  # no method
    ("2025-03-05 08:00", "Boston", None, None),
    ("2025-03-06 08:00", "Boston", "Located", CAP),
]
COUNTS = ("arrests", "with_method", "by_method", "with_program", "by_program", "by_either")


def made(at, office, method, program, **more):
    return arrest(at, office, method, final_program=program, **more)


def measured(folder, arrests, by=None, where=None, releases=None):
    return catalog()["partners_arrests"].compute(
        view(folder, table(arrests), releases), by=by, where=where
    )


def eight(folder, by=None, where=None):
    return measured(folder, [made(*a) for a in EIGHT], by, where)


def counts(findings):
    return [tuple(r[n] for n in (*findings.by, *COUNTS)) for r in findings.table.to_pylist()]


def test_eight_arrests_by_fiscal_year_and_by_office(tmp_path):
    # FY2025: seven arrests, five with a method, one of them 287(g); five with a program, three
    # 287(g); one is both, one by program only, one by program without a method: three by either.
    assert counts(eight(tmp_path)) == [(2024, 1, 1, 1, 1, 0, 1), (2025, 7, 5, 1, 5, 3, 3)]
    assert counts(eight(tmp_path, ["office"])) == [
        ("Atlanta", 5, 5, 2, 4, 2, 3),
        ("Boston", 3, 1, 0, 2, 1, 1),
    ]


def test_a_share_is_of_the_arrests_that_say_with_the_score_interval(tmp_path):
    row = eight(tmp_path, ["office"]).table.to_pylist()[0]
    assert (row["share_method"], row["share_program"]) == (2 / 5, 2 / 4)
    # Around a half the interval reaches z / (2 sqrt(n + z^2)) to either side.
    z = 1.959963984540054
    reach = z / (2 * math.sqrt(4 + z * z))
    assert row["share_program_low"] == pytest.approx(0.5 - reach, abs=1e-12)
    assert row["share_program_high"] == pytest.approx(0.5 + reach, abs=1e-12)


def test_where_no_arrest_says_there_is_no_share(tmp_path):
    found = measured(tmp_path, [made("2025-03-05 08:00", "Boston", None, None)])
    row = found.table.to_pylist()[0]
    assert row["arrests"] == 1
    assert [row[n] for n in row if n.startswith("share")] == [None] * 6


@pytest.mark.parametrize(
    ("program", "is_partners"),
    [("287(g) Program", 1), ("287G Task Force", 1), ("287g", 1), ("Fugitive Operations 287", 0)],
)
def test_any_spelling_of_the_program_is_read(tmp_path, program, is_partners):
    found = measured(tmp_path, [made("2025-03-05 08:00", "Boston", None, program)])
    assert found.table.column("by_program").to_pylist() == [is_partners]


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("no_date", {"apprehension_date": None}),
        ("after_extract", {"apprehension_date": moment("2026-03-11 00:00")}),
        ("repeated", {"episode_first": 0}),
    ],
)
def test_an_arrest_that_is_not_counted_says_why(tmp_path, why, changed):
    one = made("2025-03-05 08:00", "Boston", PARTNER, None)
    part = measured(tmp_path, [{**one, **changed}, one]).ledger.parts[0]
    assert [(x.why, x.rows) for x in part.losses] == [(REASONS[why], 1)]
    assert part.counted == 1


def test_a_release_of_one_area_is_no_part_of_a_national_count(tmp_path):
    releases = manifest(
        {"ice-2026-03": "2026-03-10", "seattle": None}, scopes={"seattle": "Seattle"}
    )
    one = made("2025-03-05 08:00", "Boston", PARTNER, None)
    given = [one, one, {**one, "release": "seattle"}]
    assert measured(tmp_path, given, releases=releases).ledger.counted == 2
    # Asked for by release, all of them are counted.
    found = measured(tmp_path, given, ["release"], releases=releases)
    assert [r["arrests"] for r in found.table.to_pylist()] == [2, 1]


@pytest.mark.parametrize("seed", range(5))
def test_any_rows_give_what_a_plain_count_gives(tmp_path, seed):
    draw = random.Random(seed)
    given = [
        made(
            f"2025-{draw.randint(1, 12):02}-{draw.randint(1, 28):02} 08:00",
            draw.choice(["Atlanta", "Boston", None]),
            draw.choice([PARTNER, "Located", None]),
            draw.choice([PROGRAM, TASK_FORCE, CAP, None]),
            first=draw.choice([1, 1, 0]),
        )
        for _ in range(200)
    ]
    expected = {}
    for a in given:
        if not a["episode_first"]:
            continue
        cell = expected.setdefault(a["apprehension_aor"], dict.fromkeys(COUNTS, 0))
        method = a["apprehension_method"] == PARTNER
        program = a["final_program"] in (PROGRAM, TASK_FORCE)
        for name, yes in zip(
            COUNTS,
            (
                True,
                a["apprehension_method"] is not None,
                method,
                a["final_program"] is not None,
                program,
                method or program,
            ),
            strict=True,
        ):
            cell[name] += yes
    found = measured(tmp_path, given, ["office"]).table.to_pylist()
    assert expected == {r["office"]: {n: r[n] for n in COUNTS} for r in found}
    again = measured(tmp_path, draw.sample(given, len(given)), ["office"])
    assert again.table.to_pylist() == found


def test_a_second_split_does_not_judge_the_rows_again(tmp_path, monkeypatch):
    data = view(tmp_path, table([made(*a) for a in EIGHT]))
    measure = catalog()["partners_arrests"]
    measure.compute(data, ["office"])
    ran = []
    monkeypatch.setattr(data.engine, "run", lambda steps, values=None: ran.append(steps))
    assert counts(measure.compute(data, ["fiscal_year"])) == counts(eight(tmp_path))
    assert ran == []


def test_no_optimizer_changes_a_cell(tmp_path):
    data = view(tmp_path, table([made(*a) for a in EIGHT]))
    by = ["office", "program"]
    plain = catalog()["partners_arrests"].compute(data, by)
    assert plain.table.equals(without_optimizers("partners_arrests", data, by).table)


def test_a_filter_that_leaves_nothing_and_empty_tables_say_so(tmp_path):
    found = eight(tmp_path, where={"office": "Nowhere"})
    assert found.empty
    assert "Nothing is left to count after the filter." in found.caveats
    empty = catalog()["partners_arrests"].compute(every_table_empty(tmp_path))
    assert empty.empty
    assert any("no row of it can be counted" in c for c in empty.caveats)
