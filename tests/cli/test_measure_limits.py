"""
A limit that cannot hold is refused in a sentence that says what can; an empty answer is explained.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from custodes.build import build
from custodes.cli._main import main
from custodes.provenance import Dataset
from custodes.synthetic import make
from datasets import dataset, table_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("limits")
    return build([make(150, 8, to / "made").folder], to / "set").dataset.folder


def run(capfd: pytest.CaptureFixture[str], *call: str | Path) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as left:
        main([str(c) for c in call])
    out, err = capfd.readouterr()
    return left.value.code, out, err


@pytest.mark.parametrize("command", ["measure", "trace"])
@pytest.mark.parametrize(
    ("name", "limit", "wrong"),
    [
        ("flows", "month=March", "the month 'March'; write it as YYYY-MM"),
        ("flows", "month=2025-13", "the month '2025-13'; write it as YYYY-MM"),
        ("flows", "month=2025-03-10", "the month '2025-03-10'; write it as YYYY-MM"),
        ("flows", "day=10/03/2025", "the day '10/03/2025'; write it as YYYY-MM-DD"),
        ("flows", "day=20250310", "the day '20250310'; write it as YYYY-MM-DD"),
        ("releases", "fiscal_year=FY25", "the fiscal year 'FY25'; write it as YYYY"),
        ("releases", "year=25", "the year '25'; write it as YYYY"),
        ("population", "from=soon", "limited from that day; write YYYY-MM-DD"),
    ],
)
def test_a_period_written_otherwise_is_refused(
    made: Path, capfd: pytest.CaptureFixture[str], command: str, name: str, limit: str, wrong: str
) -> None:
    both = (name, made) if command == "measure" else (made, name)
    status, out, err = run(capfd, command, *both, "--where", limit)

    assert (status, out) == (2, "")
    assert wrong in err
    assert len(err.splitlines()) == 1


def test_a_month_may_be_written_as_its_first_day(
    made: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    call = ("measure", "flows", made, "--format", "csv", "--where")
    short = run(capfd, *call, "month=2025-03")

    assert short == run(capfd, *call, "month=2025-03-01")
    assert len(short[1].splitlines()) > 1


def test_of_few_values_all_are_told(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capfd, "measure", "flows", made, "--where", "event=deaths")

    assert status == 2
    assert (
        "'flows' has nothing whose event is 'deaths' in this dataset; there is "
        "'arrests', 'book_ins', 'detainers', 'encounters', 'removals'.\n"
    ) in err


def test_of_many_values_the_nearest_are_told(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    call = ("measure", "flows", made, "--where")
    _, _, part = run(capfd, *call, "office=dallas")
    _, _, misspelled = run(capfd, *call, "country=Hunduras")

    assert "spelled most alike: 'Dallas Area of Responsibility'" in part
    assert "'HONDURAS'" in misspelled
    assert "there are " in misspelled


def test_a_year_with_nothing_says_from_when_to_when_there_is_something(
    made: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _, _, err = run(capfd, "measure", "flows", made, "--where", "month=1999-01")

    assert "to 2026-03." in err


def test_where_no_row_has_any_value_that_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = [{"detainer_prepare_date": dt.datetime(2025, 1, 5), "facility_state": None}]
    bare = dataset(tmp_path / "set", {"detainers": table_of("detainers", found)}).folder
    status, _, err = run(capfd, "measure", "detainers", bare, "--where", "state=TEXAS")

    assert status == 2
    assert "no row that it counts tells its state." in err


def test_a_release_that_is_not_there_is_refused(
    made: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capfd, "measure", "population", made, "--where", "release=ice-1999")

    assert status == 2
    assert "'synthetic-2026-03'" in err


def test_values_that_occur_but_not_together_leave_an_answer_that_says_so(
    made: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from custodes.measures import View, catalog

    facilities = catalog()["flows"].compute(View.of(Dataset.open(made)), ["facility"]).table
    one = next(f for f in facilities.column("facility").to_pylist() if f)
    call = ("--where", "event=removals", "--where", f"facility={one}", "--format", "csv")
    status, out, err = run(capfd, "measure", "flows", made, *call)

    assert status == 0
    assert len(out.splitlines()) == 1
    assert "Nothing is left to count after the filter." in err


def test_one_name_with_two_values_is_refused(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    call = ("--where", "event=arrests", "--where", "event=removals")
    status, _, err = run(capfd, "measure", "flows", made, *call)

    assert status == 2
    assert "--where gives 'event' two values" in err


def test_an_empty_table_is_explained(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    empty = dataset(tmp_path / "set", {"detainers": table_of("detainers", [])}).folder
    status, out, _ = run(capfd, "measure", "detainers", empty)
    again = run(capfd, "measure", "detainers", empty, "--where", "state=TEXAS")

    assert status == 0
    assert "nothing was counted." in out
    assert "Nothing was read into detainers: the dataset has no row of it." in out
    assert again[0] == 0
    assert "the dataset has no row of it" in again[1]


def test_an_unknown_measure_is_told_which_there_are(
    made: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capfd, "trace", made, "relases")

    assert status == 2
    assert "no measure 'relases'; there are flows, population" in err
