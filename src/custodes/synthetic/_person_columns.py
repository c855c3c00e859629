"""
Columns about the person, the same in every table.
"""

from __future__ import annotations

import numpy as np

from custodes.synthetic._block import Block
from custodes.synthetic._frame import Frame
from custodes.synthetic._random import Bools, Days, Ints
from custodes.synthetic._shapes import people_choice, third, world

BAD_YEARS = (199, 1013, 8017)
"""Years that secondary dates of the real files carry by mistake."""


def add_person(frame: Frame, block: Block, person: Ints, null_id: Bools | None = None) -> None:
    """
    Add who the person is; the pseudonym as a position among the block's people.
    """
    people = block.people
    at = person if null_id is None else np.where(null_id, -1, person)
    frame.text("unique_identifier", at, ())
    countries = people_choice("countries").values
    frame.text("citizenship_country", people.country[person], countries)
    frame.text("birth_country", people.birth_country[person], countries)
    frame.number("birth_year", people.birth_year[person].astype(np.float64))
    for field, name in (
        ("gender", "gender"),
        ("marital_status", "marital"),
        ("ethnicity", "ethnicity"),
        ("religion", "religion"),
        ("race", "race"),
        ("entry_status", "entry_status"),
        ("felon", "felon"),
        ("final_program", "programs"),
        ("criminality", "criminality"),
        ("case_threat_level", "threat"),
    ):
        frame.text(field, people.texts[name][person], people_choice(name).values)
    group = np.where(people.border, 1, 0)[person]
    frame.text("final_program_group", group, ("ICE", "CBP"))
    frame.moment("entry_date", _spoiled(block, "entry", people.entry_day)[person])


def add_conviction(frame: Frame, block: Block, person: Ints) -> None:
    """
    Add the most serious conviction.
    """
    people = block.people
    at = people.texts["convictions"][person]
    frame.text("msc_charge", at, third("convictions"))
    frame.text("msc_charge_code", at, people_choice("convictions").values)
    frame.moment("msc_charge_date", _spoiled(block, "charge", people.charge_day)[person])
    conviction = _spoiled(block, "conviction", people.conviction_day)
    frame.moment("msc_conviction_date", conviction[person])
    for k, unit in enumerate(("years", "months", "days")):
        length = np.where(people.sentence_unit == k, people.sentence, np.nan)
        frame.number(f"msc_sentence_{unit}", length[person])
    has = np.where(at >= 0, 0, -1)
    frame.text("msc_criminal_charge_status", has, ("Convicted",))
    frame.text("msc_criminal_charge_status_code", has, ("C",))
    grave = np.where(people.sentence_unit == 0, 0, 1)[person]
    frame.text("msc_crime_class", np.where(at >= 0, grave, -1), ("Felony", "Misdemeanor"))


def leave_blank(frame: Frame, block: Block, table: str, unit: Ints) -> None:
    """
    Leave the published share of each field blank.

    Args:
        frame: Rows.
        block: Their block.
        table: Table of ``missing.toml``.
        unit: For each row what it belongs to; rows of one unit are blank together.
    """
    rng = block.streams.of(f"blanks of {table}")
    units = int(unit.max()) + 1 if len(unit) else 0
    size = max(units, block.stays.size)
    for name, share in world("missing")[table].items():
        gone = rng.random(size) < share
        if name in frame.columns:
            frame.blank(name, gone[unit])


def _spoiled(block: Block, topic: str, days: Days) -> Days:
    """
    The days, a very few of them in an impossible year.
    """
    rng = block.streams.of(f"bad years of {topic}")
    bad = rng.random(len(days)) < world("custody")["faults"]["bad_year"]
    years = rng.choice(BAD_YEARS, len(days))
    wrong = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]") + 187
    return np.where(bad & ~np.isnat(days), wrong, days)
