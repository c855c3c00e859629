"""
What the shares of an outcome over time tell of those that compete with it.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from custodes.disclosure import Publication, protect
from custodes.measures import Measure
from custodes.measures._findings import Findings, Ledger, Source
from custodes.measures._intervals import wilson
from custodes.measures._measure import Figure
from custodes.measures._survival import Course
from custodes.site._shown import Judged
from custodes.site._spec import Spec
from custodes.site._split import split


def estimate(ends: list[tuple[int, str]], horizon: int = 90) -> tuple[float, ...]:
    """
    Share removed and its interval, as a file prints them, of people who end so.
    """
    rows = [(0, "begun", len(ends)), *((day, what, 1) for day, what in ends)]
    day, what, n = zip(*rows, strict=True)
    course = Course.of(np.array(day), what, np.array(n))
    return tuple(round(e, 4) for e in course.incidence("removed", [horizon])[0])


def measured(figures: tuple[Figure, ...], table: pa.Table) -> tuple[Measure, Findings]:
    made = Measure("made", "Made up", "Is it?", (), (), (), (), "", lambda *_: None, figures)
    source = Source("r", "Release r", dt.date(2025, 6, 30), False, 4, "rows")
    found = Findings("made", "Made up", (), {}, "rows", table, Ledger(), (), "", "", (source,))
    return made, found


@pytest.mark.parametrize("seed", range(20))
def test_where_all_are_seen_to_the_day_no_share_tells_who_was_released_or_died(seed: int) -> None:
    random = np.random.default_rng(seed)
    removed = [(int(d), "removed") for d in random.integers(0, 90, 15)]
    prints = set()
    for others in range(31):
        rest = [(int(random.integers(0, 90)), str(random.choice(["released", "died"])))] * others
        later = [(120, "removed")] * (30 - others)
        prints.add(estimate([*removed, *rest, *later])[0])

    # Whatever happened to the others: 15 of 45.
    assert prints == {0.3333}


@pytest.mark.parametrize("seed", range(50))
def test_a_share_tells_no_more_than_the_least_that_went_unseen(seed: int) -> None:
    random = np.random.default_rng(seed)
    how = random.choice(["removed", "released", "unseen"], 60, p=(0.4, 0.2, 0.4)).tolist()
    ends = [*zip(random.integers(1, 80, 60).tolist(), how, strict=True), *[(120, "released")] * 5]
    stay, gone = [(99, "released")] * 20, [(85, "unseen")] * 20
    share = estimate([*ends, *stay])[0]

    assert 85 * share - how.count("removed") <= how.count("unseen") + 0.01
    # And the most is open: whoever went unseen after the last removal changes nothing.
    assert estimate([*ends, *stay]) == estimate([*ends, *gone])


def test_the_interval_of_none_tells_how_many_went_unseen_so_it_is_not_shown() -> None:
    people = [*[(40, "unseen")] * 3, *[(120, "removed")] * 47]
    share, low, high = estimate(people)
    readers = [n for n in range(1, 51) if round(float(wilson(0, n)[2]), 4) == high]
    assert (share, readers) == (0, [47])

    figures = (
        Figure("stays", "Stays", additive=True),
        *(
            Figure(f"share{end}", "Share", "share", rests_on=("stays", "unseen", "died"))
            for end in ("", "_low", "_high")
        ),
    )
    found = {"stays": [50], "share": [share], "share_low": [low], "share_high": [high]}
    table = pa.table(found)
    said = Publication()
    made = split(said, *measured(figures, table), Spec((), aside=frozenset({"unseen", "died"})))
    judged = Judged(protect(said))

    shown = {f.name: made.number(judged, f, {}).plain for f in made.figures}
    ends = {"share_low": "hidden", "share_high": "hidden"}
    assert shown == {"stays": "50", "share": "0.0000", **ends}
    assert made.whole(judged, figures[1], {}).text == "0.0%"
