"""
Arrests and stays one to one: against every assignment there is, and by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from people_made import histories, ledger, stint, values

from custodes.histories.people._solve import Pair, best_pairs


def _every_assignment(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, ...]]:
    if not pairs:
        yield ()
        return
    first, rest = pairs[0], pairs[1:]
    yield from _every_assignment(rest)
    free = [p for p in rest if p.left != first.left and p.right != first.right]
    for chosen in _every_assignment(free):
        yield (first, *chosen)


def _worth(chosen: Sequence[Pair]) -> tuple[int, int]:
    return -len(chosen), sum(abs(p.right_at - p.left_at) for p in chosen)


def _pairs(lefts: Sequence[int], rights: Sequence[int], low: int, high: int) -> list[Pair]:
    return [
        Pair(1, i, j, left, right)
        for i, left in enumerate(sorted(lefts))
        for j, right in enumerate(sorted(rights))
        if low <= right - left <= high
    ]


times = st.lists(st.integers(0, 12), max_size=4, unique=True)


@given(times, times, st.integers(-5, 0), st.integers(0, 8))
def test_no_assignment_keeps_more_pairs_or_as_many_at_less_distance(
    lefts: list[int], rights: list[int], low: int, high: int
) -> None:
    pairs = _pairs(lefts, rights, low, high)
    found = list(best_pairs(pairs))
    assert len({p.left for p in found}) == len({p.right for p in found}) == len(found)
    assert _worth(found) == min(map(_worth, _every_assignment(pairs)))


@given(times, times, st.randoms(use_true_random=False))
def test_the_order_in_which_pairs_come_changes_nothing(lefts, rights, random) -> None:
    pairs = _pairs(lefts, rights, -5, 8)
    shuffled = random.sample(pairs, len(pairs))
    assert list(best_pairs(shuffled)) == list(best_pairs(pairs))


def test_of_equal_assignments_the_earliest_stay_and_arrest_are_served() -> None:
    one_stay = _pairs([0, 10], [5], -5, 10)
    one_arrest = _pairs([5], [0, 10], -5, 10)
    assert [(p.left_at, p.right_at) for p in best_pairs(one_stay)] == [(0, 5)]
    assert [(p.left_at, p.right_at) for p in best_pairs(one_arrest)] == [(5, 0)]


def _made(tmp_path: Path, arrests: Sequence[str], stays: Sequence[str], **limits: int):
    return histories(
        tmp_path,
        {
            "arrests": [{"id": "p", "arrested": a} for a in arrests],
            "stints": [stint(s, at=f"F{n}") for n, s in enumerate(stays)],
        },
        **limits,
    )


def test_a_stay_that_loses_its_closest_arrest_keeps_its_second(tmp_path: Path) -> None:
    # The stay of 5 March is closest to the arrest of the 4th, as the stay of the 4th
    # is; the two-step rule leaves it with nothing, though the 1st is free.
    made = _made(
        tmp_path, ["2025-03-01 08:00", "2025-03-04 08:00"], ["2025-03-04 09:00", "2025-03-05 08:00"]
    )
    assert values(made["arrest_stays"], "apprehension_date", "diff_hours", "contested") == [
        (datetime(2025, 3, 1, 8), 73.0, 1),
        (datetime(2025, 3, 4, 8), 24.0, 1),
    ]
    assert ledger(made, "arrests", "comparison") == {"pairs_greedy": 1, "pairs_optimal": 2}
    assert ledger(made, "arrests", "stays") == {"matched": 2}


def test_the_window_holds_both_its_ends_and_nothing_beyond(tmp_path: Path) -> None:
    cases = {
        "2025-03-11 08:00": [240.0],
        "2025-03-11 08:01": [],
        "2025-02-24 08:00": [-120.0],
        "2025-02-24 07:59": [],
    }
    for n, (stay, expected) in enumerate(cases.items()):
        made = _made(tmp_path / str(n), ["2025-03-01 08:00"], [stay])
        assert values(made["arrest_stays"], "diff_hours") == expected
    made = _made(tmp_path / "short", ["2025-03-01 08:00"], ["2025-03-03 09:00"], hours_after=48)
    assert made["arrest_stays"] == []


def test_an_episode_is_matched_by_the_row_that_stands_for_it(tmp_path: Path) -> None:
    made = _made(tmp_path, ["2025-03-01 20:00", "2025-03-01 08:00"], ["2025-03-01 21:00"])
    assert values(made["arrest_stays"], "diff_hours", "episode_id", "row") == [
        (13.0, "a" * 16 + ":S:9", 9)
    ]
    assert ledger(made, "arrests", "stays") == {"matched": 1, "duplicate": 1}


def test_null_ids_other_people_other_releases_and_superseded_rows_never_match(
    tmp_path: Path,
) -> None:
    when = "2025-03-01 08:00"
    made = histories(
        tmp_path,
        {
            "arrests": [
                {"id": None, "arrested": when},
                {"id": "q", "arrested": when},
                {"id": "p", "arrested": when, "release": "r2"},
                {"id": "s", "arrested": when, "superseded_by": "newer"},
                {"id": "t", "arrested": when},
                {"id": "p"},
            ],
            "stints": [
                stint(when, id=None),
                stint(when),
                stint(when, id="s"),
                stint(when, id="t", superseded_by="newer"),
            ],
        },
    )
    assert made["arrest_stays"] == []
    assert ledger(made, "arrests", "stays") == {
        "no_identifier": 1,
        "no_stay_in_window": 3,
        "superseded": 1,
        "no_date": 1,
    }


def test_an_arrest_whose_only_stay_went_to_another_is_counted_so(tmp_path: Path) -> None:
    made = _made(tmp_path, ["2025-03-01 08:00", "2025-03-04 08:00"], ["2025-03-04 09:00"])
    assert ledger(made, "arrests", "stays") == {"matched": 1, "stay_went_to_another": 1}
    assert values(made["arrest_stays"], "apprehension_date") == [datetime(2025, 3, 4, 8)]
