"""
What is hidden, and that no published sum gives it back.
"""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.site.hiding import Sum, Why, hidden


def test_one_to_ten_are_hidden_and_zero_and_eleven_are_shown():
    found = hidden({"zero": 0, "one": 1, "ten": 10, "eleven": 11})
    assert found == {"one": Why.SMALL, "ten": Why.SMALL}


def test_the_next_smallest_is_hidden_where_a_total_would_give_the_small_one_back():
    values = {"all": 103, "a": 3, "b": 40, "c": 60}
    found = hidden(values, [Sum("all", ("a", "b", "c"))])
    assert found == {"a": Why.SMALL, "b": Why.PROTECTS}


def test_two_small_ones_are_enough_only_where_their_sum_leaves_them_open():
    wide = {"all": 112, "a": 6, "b": 6, "c": 100}
    assert set(hidden(wide, [Sum("all", ("a", "b", "c"))])) == {"a", "b"}
    # 1 + 1: the sum 2 says what both are.
    narrow = {"all": 102, "a": 1, "b": 1, "c": 100}
    assert set(hidden(narrow, [Sum("all", ("a", "b", "c"))])) == {"a", "b", "c"}


def test_a_total_goes_where_no_part_is_left_to_hide():
    found = hidden({"all": 3, "a": 3, "b": 0}, [Sum("all", ("a", "b"))])
    assert set(found) == {"all", "a"}


def test_what_protects_in_one_sum_is_protected_in_the_others():
    values = {"row": 53, "a": 3, "b": 50, "column": 120, "c": 70}
    found = hidden(values, [Sum("row", ("a", "b")), Sum("column", ("b", "c"))])
    assert {"a", "b", "c"} == set(found)


def test_linked_numbers_are_hidden_together():
    found = hidden({"in": 3, "out": 300, "any": 900}, linked=[("in", "out", "any")])
    assert found == {"in": Why.SMALL, "out": Why.PROTECTS, "any": Why.PROTECTS}


def test_a_sum_over_days_is_small_when_its_average_day_is():
    found = hidden({"month": 300, "year": 4015}, days={"month": 30, "year": 365})
    assert found == {"month": Why.SMALL}


@settings(max_examples=25)
@given(st.lists(st.integers(0, 30), min_size=12, max_size=12))
def test_no_row_or_column_of_a_table_with_totals_gives_a_hidden_count_back(cells):
    rows, columns = range(3), range(4)
    values = {(r, c): cells[r * 4 + c] for r in rows for c in columns}
    values |= {("row", r): sum(values[r, c] for c in columns) for r in rows}
    values |= {("column", c): sum(values[r, c] for r in rows) for c in columns}
    sums = [Sum(("row", r), tuple((r, c) for c in columns)) for r in rows]
    sums += [Sum(("column", c), tuple((r, c) for r in rows)) for c in columns]
    found = hidden(values, sums)
    assert all(k in found for k, v in values.items() if 0 < v < 11)
    for each in sums:
        unseen = [p for p in each.parts if p in found]
        if each.total in found or not unseen:
            continue
        rest = values[each.total] - sum(values[p] for p in each.parts if p not in found)
        ranges = [range(1, 11) if found[p] is Why.SMALL else range(rest + 1) for p in unseen]
        fits = [t for t in itertools.product(*ranges) if sum(t) == rest]
        for place, p in enumerate(unseen):
            could = {t[place] for t in fits}
            assert values[p] in could
            assert len(could) >= 5
