"""
Arrests: those that led to a stay, those that did not, and the rows that repeat them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from custodes.synthetic._block import Block
from custodes.synthetic._cases import add_case
from custodes.synthetic._frame import Frame
from custodes.synthetic._people import CONVICTED
from custodes.synthetic._person_columns import add_person, leave_blank
from custodes.synthetic._places import places
from custodes.synthetic._random import MINUTES_A_DAY, Ints, Minutes
from custodes.synthetic._shapes import people_choice, world
from custodes.synthetic._window import Window

ARREST_REPEATS = ("", "reprocessed", "second row", "chained", "identical")
"""Why a row repeats an arrest: every kind but the last lies within 24 hours of the row before."""
REPROCESSED, SECOND, CHAINED, IDENTICAL = 1, 2, 3, 4


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
    led: np.ndarray


def arrests(block: Block) -> Arrests:
    """
    All arrest rows of a block.
    """
    rng = block.streams.of("arrests")
    stays, people = block.stays, block.people
    own = ~people.border[stays.person] & (rng.random(stays.size) < 0.92)
    kind = people.kind[stays.person]
    bare = (stays.turn < 0) & ((kind == 0) | (kind == 1))
    stay = np.flatnonzero((own & (stays.turn >= 0)) | bare)
    lag = _lags(rng, len(stay))
    time = stays.start[stay] - np.where(stays.turn[stay] >= 0, lag, 0)
    n = len(stay)
    u = rng.random(n)
    later = rng.integers(20, 1410, n)
    parts = [(np.arange(n), np.zeros(n, np.int64), 0)]
    for low, high, why in ((0.0, 0.032, REPROCESSED), (0.032, 0.05, SECOND)):
        chosen = np.flatnonzero((u >= low) & (u < high))
        parts.append((chosen, later[chosen], why))
    chain = np.flatnonzero((u >= 0.05) & (u < 0.053))
    parts += [(chain, np.full(len(chain), k * 20 * 60), CHAINED) for k in (1, 2)]
    same = np.flatnonzero((u >= 0.053) & (u < 0.0533))
    parts.append((same, np.zeros(len(same), np.int64), IDENTICAL))
    arrest = np.concatenate([p[0] for p in parts])
    shift = np.concatenate([p[1] for p in parts])
    why = np.concatenate([np.full(len(p[0]), p[2]) for p in parts])
    order = np.lexsort((shift, arrest))
    arrest, shift, why = arrest[order], shift[order], why[order]
    return Arrests(
        arrest, stay[arrest], time[arrest] + shift, why, (stays.turn >= 0)[stay[arrest]]
    )


def _lags(rng: np.random.Generator, n: int) -> Ints:
    """
    Minutes from the arrest to the book-in: mostly hours; paperwork turns some about.
    """
    usual = 5 + rng.exponential(300.0, n)
    u = rng.random(n)
    days = rng.uniform(1.0, 9.0, n) * MINUTES_A_DAY
    turned = -rng.uniform(1.0, 720.0, n)
    long = rng.uniform(11.0, 60.0, n) * MINUTES_A_DAY
    return np.select([u < 0.9, u < 0.945, u < 0.985], [usual, days, turned], long).astype(np.int64)


def arrest_columns(block: Block, window: Window, rows: Arrests) -> Frame:
    """
    Every column that any layout has, for all rows.
    """
    rng = block.streams.of("arrest columns")
    frame = Frame(len(rows.arrest))
    n = int(rows.arrest.max()) + 1 if frame.size else 0
    person = block.stays.person[rows.stay]
    add_person(frame, block, person)
    ended = (block.stays.end < window.closes)[rows.stay]
    add_case(frame, block.stays, block.cases, rows.stay, window.end, ended)
    frame.moment("apprehension_date", rows.time)
    _how(frame, block, rows, rng, n)
    office = block.people.office[person]
    all_places = places()
    state = np.arange(len(all_places.offices))[office]
    frame.text("state", state, all_places.office_state)
    frame.same("county", None)
    frame.text("apprehension_aor", office, [f"{o} Area of Responsibility" for o in all_places.offices])
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
    method = methods.draw(rng, n)[rows.arrest]
    again = rows.repeat == REPROCESSED
    method = np.where(again, len(methods.values), method)
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
