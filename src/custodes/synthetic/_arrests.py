"""
Arrests: those that led to a stay, those that did not, and the rows that repeat them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from custodes.synthetic._block import Block
from custodes.synthetic._cases import add_case
from custodes.synthetic._frame import Frame
from custodes.synthetic._people import ARRESTED_ONLY, CONVICTED, DETAINED
from custodes.synthetic._person_columns import add_person, leave_blank
from custodes.synthetic._places import places
from custodes.synthetic._random import MINUTES_A_DAY, Bools, Floats, Ints, Minutes
from custodes.synthetic._shapes import people_choice, share, world
from custodes.synthetic._window import Window

ARREST_REPEATS = ("", "reprocessed", "second row", "chained", "identical")
"""Why a row repeats an arrest: every kind but the last lies within 24 hours of the row before."""
REPROCESSED, SECOND, CHAINED, IDENTICAL = 1, 2, 3, 4
CHAIN_MINUTES = 20 * 60
"""Rows of a chain follow each other by less than 24 hours, the first and the last by more."""


@dataclass(frozen=True)
class Arrests:
    """
    Rows of arrests of a block, by arrest; the future of any extract included.
    """

    arrest: Ints
    """Number of the arrest within the block."""
    stay: Ints
    """Position of its case among the block's stays; `led` says whether it led to a stay."""
    time: Minutes
    repeat: Ints
    """Position in `ARREST_REPEATS`; 0 is the arrest itself."""
    led: Bools
    method: Ints
    """Position in the methods of ``people.toml``, of the arrest itself."""

    @property
    def partner(self) -> Bools:
        """
        Which came about through a 287(g) agreement.
        """
        came: Bools = self.method == people_choice("methods").values.index(
            world("people")["partner"]
        )
        return came


def arrests(block: Block) -> Arrests:
    """
    All arrest rows of a block.
    """
    rng = block.streams.of("arrests")
    stays, people = block.stays, block.people
    own = ~people.border[stays.person] & (rng.random(stays.size) < share("events", "arrested"))
    kind = people.kind[stays.person]
    bare = (stays.turn < 0) & np.isin(kind, (DETAINED, ARRESTED_ONLY))
    stay = np.flatnonzero((own & (stays.turn >= 0)) | bare)
    lag = _lags(rng, len(stay))
    time = stays.start[stay] - np.where(stays.turn[stay] >= 0, lag, 0)
    n = len(stay)
    fate = np.searchsorted(world("custody")["events"]["repeat_steps"], rng.random(n), "right") + 1
    later = np.where(fate == IDENTICAL, 0, rng.integers(20, 1410, n))
    later[fate == CHAINED] = CHAIN_MINUTES
    once = np.flatnonzero(fate <= IDENTICAL)
    twice = np.flatnonzero(fate == CHAINED)
    arrest = np.concatenate([np.arange(n), once, twice])
    shift = np.concatenate([np.zeros(n, np.int64), later[once], 2 * later[twice]])
    why = np.concatenate([np.zeros(n, np.int64), fate[once], fate[twice]])
    order = np.lexsort((shift, arrest))
    arrest, shift, why = arrest[order], shift[order], why[order]
    method = _methods(block, people.office[stays.person[stay]])
    led = (stays.turn >= 0)[stay[arrest]]
    return Arrests(arrest, stay[arrest], time[arrest] + shift, why, led, method[arrest])


def _methods(block: Block, office: Ints) -> Ints:
    """
    How each arrest came about; partners make none where no agreement is.
    """
    methods = people_choice("methods")
    drawn = methods.draw(block.streams.of("arrest methods"), len(office))
    partner = methods.values.index(world("people")["partner"])
    otherwise = methods.values.index(world("people")["not_partner_method"])
    return np.where((drawn == partner) & ~places().partnered[office], otherwise, drawn)


def _lags(rng: np.random.Generator, n: int) -> Ints:
    """
    Minutes from the arrest to the book-in: mostly hours; paperwork turns some about.
    """
    usual = 5 + rng.exponential(share("events", "lag_minutes"), n)
    steps = world("custody")["events"]["lag_steps"]
    u = rng.random(n)
    days = rng.uniform(1.0, 9.0, n) * MINUTES_A_DAY
    turned = -rng.uniform(1.0, 720.0, n)
    long = rng.uniform(11.0, 60.0, n) * MINUTES_A_DAY
    drawn: Floats = np.select([u < s for s in steps], [usual, days, turned], long)
    return drawn.astype(np.int64)


def arrest_columns(block: Block, window: Window, rows: Arrests) -> Frame:
    """
    Every column that any layout has, for all rows.
    """
    rng = block.streams.of("arrest columns")
    frame = Frame(len(rows.arrest))
    n = int(rows.arrest.max()) + 1 if frame.size else 0
    person = block.stays.person[rows.stay]
    add_person(frame, block, person)
    add_case(frame, block.stays, block.cases, rows.stay, window)
    frame.moment("apprehension_date", rows.time)
    _how(frame, block, rows, rng, n)
    office = block.people.office[person]
    all_places = places()
    state = np.arange(len(all_places.offices))[office]
    frame.text("state", state, all_places.office_state)
    frame.same("county", None)
    frame.text(
        "apprehension_aor", office, [f"{o} Area of Responsibility" for o in all_places.offices]
    )
    sites = [f"{o.upper()}, {s}, SYNTHETIC DOCKET CONTROL OFFICE"
             for o, s in zip(all_places.offices, world_states(), strict=True)]  # fmt: skip
    frame.text("toa_current_duty_site", office, sites)
    marks = [f"SYNTHETIC {o.upper()} GENERAL AREA, NON-SPECIFIC" for o in all_places.offices]
    frame.text("apprehension_site_landmark", office, marks)
    frame.same("operation", "SYNTHETIC OPERATION")
    frame.same("city", "SYNTHETIC CITY")
    leave_blank(frame, block, "arrests", rows.arrest)
    return frame


def _how(frame: Frame, block: Block, rows: Arrests, rng: np.random.Generator, n: int) -> None:
    methods = people_choice("methods")
    person = block.stays.person[rows.stay]
    again = rows.repeat == REPROCESSED
    method = np.where(again, len(methods.values), rows.method)
    frame.text("apprehension_method", method, (*methods.values, world("people")["reprocessed"]))
    kinds = people_choice("apprehension_type")
    frame.text("apprehension_type", kinds.draw(rng, n)[rows.arrest], kinds.values)
    agencies = people_choice("arresting_agency")
    frame.text("arresting_agency", agencies.draw(rng, n)[rows.arrest], agencies.values)
    threat = block.people.texts["threat"][person]
    convicted = block.people.texts["criminality"][person] == CONVICTED
    frame.text("case_threat_level", np.where(convicted, threat, -1), people_choice("threat").values)


def world_states() -> tuple[str, ...]:
    """
    Code of the State of each office.
    """
    return tuple(row[2] for row in world("facilities")["offices"])
