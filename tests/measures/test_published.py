"""
Published figures beside those of a small dataset whose figures are known by hand.
"""

import dataclasses
import json

import pyarrow as pa
import pytest
from click.testing import CliRunner

from custodes.build import Options, build
from custodes.cli.check_published import command
from custodes.engine import DuckDBEngine
from custodes.measures import View
from custodes.measures.published import compare_published, properties, published_figures
from custodes.measures.published._figures import figures_of
from custodes.provenance import Coverage, InputFile, TablePart
from datasets import dataset, table_of
from small_datasets import every_table_empty, moment

EIGHT = [
    # Persons a to d; c twice; one row without an id; an arrest in each of two months.
    ("a", "2026-01-05 08:00"),
    ("b", "2026-01-06 08:00"),
    ("c", "2026-01-07 08:00"),
    ("c", "2026-01-07 08:00"),
    ("d", "2026-01-08 08:00"),
    (None, "2026-01-09 08:00"),
    ("a", "2026-02-01 08:00"),
    ("b", "2026-02-02 08:00"),
]
STINTS = [
    # Held at midnight: on the 1st a; on the 2nd a and b; on the 3rd b. In any part: 1, 2, 2, 1.
    ("a", "SPM", "2026-01-01 08:00", "2026-01-03 08:00"),
    ("b", "SPM", "2026-01-02 08:00", "2026-01-04 08:00"),
]


def input_file(name, table, release, rows):
    return InputFile(name, "0" * 64, 1, "csv", parts=(TablePart(table, release, None, 1, rows),))


def made(folder, **said):
    arrests = [
        {"unique_identifier": p, "apprehension_date": moment(at), "file": "Arrests_FY2026.csv"}
        for p, at in EIGHT
    ]
    stints = [
        {
            "unique_identifier": p,
            "detention_facility_code": f,
            "book_in_date_time": moment(i),
            "book_out_date_time": moment(o),
        }
        for p, f, i, o in STINTS
    ]
    tables = {"arrests": table_of("arrests", arrests), "stints": table_of("stints", stints)}
    inputs = (
        input_file("Arrests_FY2026.csv", "arrests", "r", 8),
        input_file("Detentions.csv", "stints", "r", 2),
    )
    return dataset(folder, tables, **{"inputs": inputs, **said})


def figure(**said):
    plain = {
        "id": "rows",
        "what": "rows of arrests",
        "release": "r",
        "table": "arrests",
        "value": 8,
        "source": "the test",
        "sql": "SELECT COUNT(*) AS ours FROM arrests WHERE release = :release",
    }
    entry = {**plain, **said}
    if "measure" in said:
        del entry["sql"]
    if "values" in said:
        del entry["value"]
    return figures_of(entry)


def compared(folder, *, said=None, **facts):
    view = View.of(made(folder, **(said or {})))
    return compare_published(view, figure(**facts))


def test_a_figure_that_ours_equals_differs_by_nothing(tmp_path):
    (one,), left = compared(tmp_path)
    assert (one.ours, one.theirs, one.difference, one.percent, one.within) == (8, 8, 0, 0.0, True)
    assert left == ()


@pytest.mark.parametrize(
    ("facts", "within"),
    [
        ({"value": 10}, False),
        ({"value": 10, "within": 0.2}, True),
        ({"value": 10, "within": 0.19}, False),
        ({"value": 7, "plus_minus": 1}, True),
        ({"value": 6, "plus_minus": 1}, False),
    ],
)
def test_the_tolerance_is_a_share_of_theirs_or_so_many(tmp_path, facts, within):
    (one,), _ = compared(tmp_path, **facts)
    assert one.within is within
    assert one.difference == 8 - facts["value"]
    assert one.percent == pytest.approx(100 * (8 - facts["value"]) / facts["value"])


def test_a_series_has_a_figure_for_each_key(tmp_path):
    found, _ = compared(
        tmp_path,
        key="month",
        values={"2026-01": 6, "2026-02": 3},
        sql="SELECT COUNT(*) AS ours FROM arrests WHERE release = :release AND "
        "SUBSTR(CAST(apprehension_date AS STRING), 1, 7) = :key",
    )
    assert [(c.key, c.ours, c.theirs, c.within) for c in found] == [
        ("2026-01", 6, 6, True),
        ("2026-02", 2, 3, False),
    ]


def test_days_are_compared_as_they_are_written(tmp_path):
    sql = "SELECT CAST(CAST(MIN(apprehension_date) AS DATE) AS STRING) AS ours FROM arrests"
    (one,), _ = compared(tmp_path / "a", value="2026-01-05", sql=sql)
    assert (one.ours, one.difference, one.within) == ("2026-01-05", None, True)
    (one,), _ = compared(tmp_path / "b", value="2026-01-06", sql=sql)
    assert one.within is False


def test_a_measure_can_give_ours_added_up_over_all_but_the_key(tmp_path):
    found, _ = compared(
        tmp_path,
        table="stints",
        measure="population",
        by=["facility", "month"],
        column="any_part",
        key="month",
        values={"2026-01": 3},
        # From 3 January, the first day that anyone left, to 4 January: 2 and 1.
    )
    assert [(c.ours, c.within) for c in found] == [(3, True)]


def needs(folder, said=None, **facts):
    done, (one,) = compared(folder, said=said, **facts)
    assert done == ()
    return one.needs


def test_what_cannot_be_checked_says_what_it_needs(tmp_path):
    assert needs(tmp_path / "a", release="2026-03") == "arrests of the release 2026-03"
    assert needs(tmp_path / "b", table="removals") == "removals of the release r"
    assert (
        needs(tmp_path / "c", file="FY2025")
        == "the file of arrests of the release r with FY2025 in its name"
    )
    assert (
        needs(tmp_path / "d", spans=["2025-01-01", "2026-01-31"])
        == "all files of arrests of the release r"
    )
    assert (
        needs(tmp_path / "e", table="ddp_stints")
        == "stints of the release r, built with --mode ddp"
    )


def test_every_table_that_a_query_reads_must_be_there(tmp_path):
    assert needs(tmp_path, also=["arrests", "removals"]) == "removals of the release r"


def test_a_release_that_reaches_beyond_both_days_is_whole(tmp_path):
    done, left = compared(tmp_path, spans=["2026-01-05", "2026-02-02"])
    assert len(done) == 1
    assert left == ()


def test_a_measure_is_not_asked_where_another_release_counts(tmp_path):
    gone = {"coverage": (Coverage("stints", "r", "newer", None, None, 2),)}
    facts = {"table": "stints", "measure": "population", "by": ["month"], "column": "any_part"}
    assert needs(tmp_path, gone, **facts).endswith("counts in its place here")


def test_every_figure_that_may_differ_says_why_and_no_other():
    for one in published_figures():
        assert bool(one.why) == (one.within > 0 or one.plus_minus > 0), one.id
        assert one.source
        assert (one.sql is None) != (one.measure is None), one.id


def test_no_figure_stands_twice():
    keys = [(f.id, f.key) for f in published_figures()]
    assert len(keys) == len(set(keys))


DDP_STAYS = """
SELECT release, 1 AS n_stints, unique_identifier, stay_book_in_date_time, stay_book_out_date_time,
       book_in_date_time AS book_in_date_time_first, book_out_date_time AS book_out_date_time_last
FROM stints"""


def test_every_query_can_be_asked(tmp_path):
    view = every_table_empty(tmp_path)
    engine = view.engine
    engine.register("ddp_stays", engine.fetch(DDP_STAYS))
    engine.register(
        "ddp_stints",
        engine.fetch(
            "SELECT release, unique_identifier, book_in_date_time, book_out_date_time, "
            "stay_book_in_date_time, 'x' AS stay_ID, TRUE AS duplicate_drop_row FROM stints"
        ),
    )
    engine.register(
        "ddp_arrest_stays",
        engine.fetch("SELECT release, TRUE AS has_detention_stay FROM arrests"),
    )
    engine.register(
        "ddp_removals",
        engine.fetch(
            "SELECT *, TRUE AS duplicate_drop_row, FALSE AS duplicate_likely FROM removals"
        ),
    )
    for one in published_figures():
        if one.sql:
            found = engine.fetch(one.sql, {"release": one.release, "key": one.key})
            assert found.column_names == ["ours"], one.id
            assert found.num_rows == 1, one.id


def by_id(found):
    return {p.id: (p.checked, p.broken) for p in found}


def test_the_properties_hold_of_whole_records(tmp_path):
    found = by_id(properties(View.of(made(tmp_path))))
    # Two days are counted, from the first on which anyone left.
    assert found["rows"] == (10, 0)
    assert found["days"] == (2, 0)
    assert found["changes"] == (1, 0)
    assert found["places"] == (2, 0)
    assert found["stints"] == (0, 0)


def test_a_lost_row_breaks_the_first(tmp_path):
    inputs = (input_file("Arrests_FY2026.csv", "arrests", "r", 9),)
    found = by_id(properties(View.of(made(tmp_path, inputs=inputs))))
    # Nine were read, and ten rows stand in the tables.
    assert found["rows"] == (9, 1)


def test_stays_that_claim_other_stints_break_the_last(tmp_path):
    stays = [{"unique_identifier": "a", "n_stints": 1}, {"unique_identifier": "b", "n_stints": 2}]
    stints = table_of("stints", [{"unique_identifier": p} for p, *_ in STINTS])
    for name, given in (("stay_id", ["a", "b"]), ("duplicate_kind", [None, None])):
        stints = stints.append_column(name, pa.array(given, pa.string()))
    tables = {"stays": table_of("stays", stays), "stints": stints}
    found = by_id(properties(View.of(dataset(tmp_path / "b", tables))))
    assert found["stints"] == (2, 1)


def pennsylvania(folder, rows):
    """
    A dataset that says it is the whole file of detainers in Pennsylvania.
    """
    name = "pennsylvania-detainers"
    detainers = table_of("detainers", [{"release": name}] * rows)
    inputs = (input_file("pa.csv", "detainers", name, rows),)
    return dataset(folder, {"detainers": detainers}, inputs=inputs)


def test_the_command_ends_with_1_where_a_figure_lies_outside(tmp_path):
    pennsylvania(tmp_path, 3)
    done = CliRunner().invoke(command, [str(tmp_path), "--quiet"])
    assert done.exit_code == 1
    assert "32,757" in done.stdout
    assert "-32,754" in done.stdout
    assert "1 figures outside their tolerance" in done.stderr


def test_the_command_ends_with_0_where_nothing_can_be_compared(tmp_path):
    made(tmp_path)
    done = CliRunner().invoke(command, [str(tmp_path), "--quiet"])
    assert done.exit_code == 0
    assert "no published figure is of a release in this dataset." in done.stdout
    assert "stints of the release 2012-2023: rows-2012-2023, vera-midnight" in done.stdout


def test_for_programs_it_says_the_same(tmp_path):
    pennsylvania(tmp_path, 3)
    done = CliRunner().invoke(command, [str(tmp_path), "--json", "--quiet"])
    said = json.loads(done.stdout)
    assert [(c["ours"], c["theirs"], c["within"]) for c in said["compared"]] == [(3, 32757, False)]
    assert len(said["compared"]) + len(said["unchecked"]) == len(published_figures())
    assert {p["id"] for p in said["properties"]} >= {"rows", "stints"}


def real(folder, *paths):
    view = View.of(build(list(paths), folder, Options(mode="records")).dataset, DuckDBEngine())
    done, _ = compare_published(view, published_figures())
    assert all(p.broken == 0 for p in properties(view))
    return {(c.id, c.key): (c.ours, c.within) for c in done}


@pytest.mark.real
@pytest.mark.slow
def test_the_files_of_2016_to_2018_give_their_published_counts(real_data, tmp_path):
    found = real(tmp_path / "set", real_data / "enforcement-fy16-19")
    assert found["arrests-2019-icfo-53623", "2017"] == (143470, True)
    assert found["arrests-287g-2019-icfo-53623", "2018"] == (10338, True)
    assert found["removals-2019-icfo-53623", "2016"] == (240255, True)
    assert found["encounters-2019-icfo-53623", "2016"] == (368645, True)
    assert len(found) == 10


@pytest.mark.real
@pytest.mark.slow
def test_smaller_real_files_give_their_published_counts(real_data, tmp_path):
    found = real(
        tmp_path / "set",
        real_data / "seattle-productions",
        real_data / "detainers-pennsylvania",
        real_data / "reference/ddp_facilities.csv",
    )
    assert {k: v[0] for k, v in found.items()} == {
        ("ddp-facilities", "listed"): 844,
        ("ddp-facilities", "with coordinates"): 709,
        ("seattle-productions", "arrests"): 32549,
        ("seattle-productions", "stints"): 36811,
        ("seattle-productions", "removals"): 26913,
        ("pennsylvania-detainers", None): 32757,
    }
    assert all(within for _, within in found.values())


def test_a_comparison_can_be_written_as_it_stands(tmp_path):
    (one,), _ = compared(tmp_path)
    assert json.loads(json.dumps(dataclasses.asdict(one)))["source"] == "the test"
