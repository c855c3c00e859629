"""
What is hidden has no part in a page: change it once it is judged, and the page is the same.
"""

from __future__ import annotations

from pathlib import Path

from made_up_tables import made_up

from custodes.disclosure import protect
from custodes.site._draft import Draft
from custodes.site._places import KINDS, index_table, place_page, places
from custodes.site._shown import Judged
from custodes.site._words import FIRST, speaking
from custodes.site._write import draft

# The nearest percent of many rows is drawn of hidden counts too: `test_shares_of_hidden_counts`.
ROUNDED = "completeness"


def drawn(made: Draft, judged: Judged) -> list[object]:
    with speaking(FIRST):
        pages: list[object] = [d(judged) for n, d in made.pages.items() if n != ROUNDED]
        for kind in KINDS:
            found = places(made.splits, kind, judged)
            pages.append(index_table(found, kind, [], judged))
            pages += [place_page(p, judged) for p in found]
    return pages


def poison(made: Draft, judged: Judged) -> int:
    """
    Make every hidden number another, and all that rests on one; how many.
    """
    hidden = judged.judgement.hidden
    said = made.publication
    for key in (*hidden, *said.unprinted):
        said.values[key] = 777_777
    changed = 0
    for split in made.splits:
        for row in split.rows:
            at = {b: row[b] for b in split.by}
            lost = {f.name for f in split.figures if split.key(f, at) in hidden}
            for f in split.figures:
                if f.name in lost or lost.intersection(f.rests_on):
                    row[f.name] = 777_777
                    changed += 1
    return changed


def test_no_page_is_drawn_from_what_is_hidden(tmp_path: Path) -> None:
    made = draft(made_up(tmp_path))
    judged = Judged(protect(made.publication))
    before = drawn(made, judged)

    assert poison(made, judged) > 100
    assert drawn(made, judged) == before
