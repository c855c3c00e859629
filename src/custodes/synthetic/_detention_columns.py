"""
Columns of the detentions table.
"""

from __future__ import annotations

import numpy as np

from custodes.synthetic._block import Block
from custodes.synthetic._cases import add_case
from custodes.synthetic._detentions import Detentions
from custodes.synthetic._faults import BOND
from custodes.synthetic._frame import Frame
from custodes.synthetic._outcomes import outcomes
from custodes.synthetic._person_columns import add_conviction, add_person, leave_blank
from custodes.synthetic._places import places
from custodes.synthetic._random import Ints
from custodes.synthetic._shapes import people_choice, third
from custodes.synthetic._stays import NEVER_DAY
from custodes.synthetic._window import Window


def detention_columns(world: Block, window: Window, rows: Detentions) -> Frame:
    """
    Every column that any layout has, for the rows of a block.
    """
    frame = Frame(len(rows.stint))
    stay = world.stints.stay[rows.stint]
    person = world.stays.person[stay]
    _times(frame, world, rows)
    add_person(frame, world, person, rows.null_id)
    add_conviction(frame, world, person)
    add_case(frame, world.stays, world.cases, stay, window)
    _bonds(frame, world, window, rows)
    _rest(frame, world, person)
    leave_blank(frame, world, "detentions", stay)
    frame.blank("final_program", world.faults.program_blank[rows.stint])
    return frame


def _times(frame: Frame, world: Block, rows: Detentions) -> None:
    stints = world.stints
    stay = stints.stay[rows.stint]
    stay_out = rows.stay_out[stay]
    reasons = (*outcomes().reasons, "Transferred")
    outcome = world.stays.outcome[stay]
    why = np.where(stints.last[rows.stint], outcome, len(reasons) - 1)
    frame.moment("stay_book_in_date_time", world.stays.start[stay])
    frame.moment("book_in_date_time", rows.book_in)
    frame.moment("book_out_date_time", rows.book_out)
    frame.moment("stay_book_out_date_time", stay_out)
    frame.moment("stay_book_out_date", stay_out.astype("datetime64[D]"))
    frame.text("detention_release_reason", np.where(np.isnat(rows.book_out), -1, why), reasons)
    frame.text("stay_release_reason", np.where(np.isnat(stay_out), -1, outcome), reasons)
    facility = stints.facility[rows.stint]
    frame.text("detention_facility", facility, places().names)
    frame.text("detention_facility_code", facility, places().codes)
    office = world.people.office[world.stays.person[stay]]
    frame.text("book_in_aor", office, [f"{o} Area of Responsibility" for o in places().offices])
    frame.text("book_in_site", office, [f"{o.upper()} FIELD OFFICE" for o in places().offices])


def _bonds(frame: Frame, world: Block, window: Window, rows: Detentions) -> None:
    """
    The bond as it stood last; in the repeated row as it stood first, twice as high.
    """
    case, stay = world.cases, world.stints.stay[rows.stint]
    first = rows.repeat == BOND
    known = case.bond_set_day[stay] <= window.end
    posted = (case.bond_posted_day[stay] <= window.end) & ~first
    amount = np.where(first, 2 * case.bond_set[stay], case.bond_set[stay])
    frame.number("initial_bond_set_amount", np.where(known, amount, np.nan))
    frame.moment("initial_bond_set_date", np.where(known, case.bond_set_day[stay], NEVER_DAY))
    frame.number("bond_posted_amount", np.where(posted, case.bond_posted[stay], np.nan))
    frame.moment("bond_posted_date", np.where(posted, case.bond_posted_day[stay], NEVER_DAY))


def _rest(frame: Frame, world: Block, person: Ints) -> None:
    rng = world.streams.of("detention columns")
    people = world.people
    charge = people.texts["final_charge"][person]
    frame.text("final_charge", charge, third("final_charge"))
    level = people.texts["classification"][person]
    frame.text("detainee_classification", level, people_choice("classification").values)
    n = people.size
    for name, share in (
        ("known_terrorist_yes_no", 0.0002),
        ("suspected_gang_yes_no", 0.004),
        ("offense_ina_236c_yes_no", 0.09),
        ("case_ina_236c_yes_no", 0.12),
    ):
        yes = rng.random(n) < share
        frame.text(name, np.where(yes, 0, 1)[person], ("YES", "NO"))
