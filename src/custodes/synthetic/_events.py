"""
Detainers, encounters and removals.
"""

from __future__ import annotations

import numpy as np

from custodes.synthetic._arrests import Arrests, world_states
from custodes.synthetic._block import Block
from custodes.synthetic._cases import add_case
from custodes.synthetic._frame import Frame
from custodes.synthetic._people import MET_ONLY, NAMED_ONLY, NO_RECORD
from custodes.synthetic._person_columns import add_conviction, add_person, leave_blank
from custodes.synthetic._places import places
from custodes.synthetic._random import Days, Ints
from custodes.synthetic._shapes import people_choice, share, third, world
from custodes.synthetic._window import Window


def detainers(block: Block, window: Window) -> Frame:
    """
    Detainers: before the arrest of people with a record, or never followed by one.
    """
    rng = block.streams.of("detainers")
    stays, people = block.stays, block.people
    record = people.texts["criminality"][stays.person] != NO_RECORD
    asked = (
        record
        & ~people.border[stays.person]
        & (rng.random(stays.size) < share("events", "detainer"))
    )
    only = people.kind[stays.person] == NAMED_ONLY
    stay = np.flatnonzero(asked | only)
    stay = np.concatenate([stay, stay[rng.random(len(stay)) < share("events", "detainer_twice")]])
    wait = 1 + rng.exponential(share("events", "detainer_days"), len(stay))
    day: Days = stays.start[stay].astype("datetime64[D]")
    day = day - np.where(only[stay], 0.0, wait).astype(np.int64)
    frame = _common(block, window, stay, "detainers")
    frame.moment("detainer_prepare_date", day)
    frame.moment("apprehension_date", np.where(only, np.datetime64("NaT", "m"), stays.start)[stay])
    frame.blank("apprehension_date", stays.start[stay] >= window.closes)
    _detainer_place(frame, block, rng, stay)
    _detainer_form(frame, rng)
    leave_blank(frame, block, "detainers", np.arange(frame.size))
    return _inside(frame, window, day)


def _detainer_place(frame: Frame, block: Block, rng: np.random.Generator, stay: Ints) -> None:
    spots = places()
    office = block.people.office[block.stays.person[stay]]
    facility = spots.near(rng, office)
    own = spots.office_of[facility]
    frame.text("detention_facility", facility, spots.names)
    frame.text("detention_facility_code", facility, spots.codes)
    frame.text("facility_state", facility, spots.states)
    frame.text("facility_aor", own, [f"{o} Area of Responsibility" for o in spots.offices])
    frame.same("facility_city", "SYNTHETIC CITY")
    sites = [f"{o.upper()}, {s}, SYNTHETIC DOCKET CONTROL OFFICE"
             for o, s in zip(spots.offices, world_states(), strict=True)]  # fmt: skip
    frame.text("tod_current_duty_site", own, sites)


_DETAINER_FLAGS = (
    "prior_felony", "multiple_prior_misd", "violent_misdemeanor", "illegal_entry",
    "illegal_reentry", "immigration_fraud", "significant_risk", "other_removal_reason",
    "criminal_street_gang", "aggravated_felony", "deportation_ordered", "order_show_cause_served",
    "biometric_match", "statements_made", "unlawful_attempt", "unlawful_entry", "visa",
    "federal_interest", "active_investigation", "notify_release_request",
)  # fmt: skip


def _detainer_form(frame: Frame, rng: np.random.Generator) -> None:
    for name in _DETAINER_FLAGS:
        frame.flag(f"{name}_yes_no", rng, 0.35)
    frame.flag("resume_custody_yes_no", rng, 0.01)
    kinds = people_choice("detainer_types")
    frame.text("detainer_type", kinds.draw(rng, frame.size), kinds.values)
    lifts = people_choice("lift_reasons")
    lifted = lifts.draw(rng, frame.size)
    lifted[rng.random(frame.size) < world("missing")["detainers"]["detainer_lift_reason"]] = -1
    frame.text("detainer_lift_reason", lifted, third("lift_reasons"))
    frame.text("detainer_lift_reason_code", lifted, lifts.values)
    methods = people_choice("methods")
    frame.text("apprehension_method", methods.draw(rng, frame.size), methods.values)
    frame.columns["detainer_prepared_criminality"] = frame.columns["criminality"]
    frame.columns["detainer_prep_threat_level"] = frame.columns["case_threat_level"]
    frame.same("other_removal_reason", None)
    frame.moment("order_show_cause_served_date", np.full(frame.size, np.datetime64("NaT", "D")))
    frame.moment("arrest_warrant_served_date", frame.columns["detainer_prepare_date"].values)  # type: ignore[arg-type]


def encounters(block: Block, window: Window, arrest: Arrests) -> Frame:
    """
    Encounters: most arrests had one, and some led to nothing.
    """
    rng = block.streams.of("encounters")
    stays, people = block.stays, block.people
    met = np.flatnonzero(
        (arrest.repeat == 0) & (rng.random(len(arrest.arrest)) < share("events", "encounter"))
    )
    border = (
        people.border[stays.person]
        & (stays.turn >= 0)
        & (rng.random(stays.size) < share("events", "encounter_border"))
    )
    alone = np.flatnonzero((people.kind[stays.person] == MET_ONLY) | border)
    stay = np.concatenate([arrest.stay[met], alone])
    at_once = rng.random(len(stay)) < share("events", "encounter_same_day")
    wait = 1 + rng.exponential(share("events", "encounter_days"), len(stay))
    base = np.concatenate([arrest.time[met], stays.start[alone]]).astype("datetime64[D]")
    day = base - np.where(at_once, 0.0, wait).astype(np.int64)
    twice = np.flatnonzero(rng.random(len(stay)) < share("events", "encounter_twice"))
    stay, day = np.concatenate([stay, stay[twice]]), np.concatenate([day, day[twice]])
    frame = _common(block, window, stay, "encounters")
    frame.moment("event_date", day)
    office = people.office[stays.person[stay]]
    spots = places()
    frame.text("responsible_aor", office, [f"{o} Area of Responsibility" for o in spots.offices])
    frame.text(
        "responsible_site", office, [f"ERO - SYNTHETIC {o} Sub-Office" for o in spots.offices]
    )
    frame.text("event_landmark", office, [f"SYNTHETIC {o.upper()} JAIL" for o in spots.offices])
    for name, source in (
        ("event_type", "event_types"),
        ("lead_event_type", "lead_types"),
        ("lead_source", "lead_sources"),
    ):
        choice = people_choice(source)
        frame.text(name, choice.draw(rng, frame.size), choice.values)
    frame.same("operation", "SYNTHETIC OPERATION")
    leave_blank(frame, block, "encounters", np.arange(frame.size))
    return _inside(frame, window, day)


def removals(block: Block, window: Window) -> Frame:
    """
    Removals: every departure, a few of them in two rows.
    """
    rng = block.streams.of("removals")
    stays = block.stays
    stay = np.flatnonzero(~np.isnat(stays.departed))
    day = stays.departed[stay]
    twice = np.flatnonzero(rng.random(len(stay)) < share("events", "removal_twice"))
    stay, day = np.concatenate([stay, stay[twice]]), np.concatenate([day, day[twice]])
    frame = _common(block, window, stay, "removals")
    frame.moment("departed_date", day)
    office = block.people.office[stays.person[stay]]
    spots = places()
    frame.text("case_aor", office, [f"{o} Area of Responsibility" for o in spots.offices])
    frame.text("state", office, spots.office_state)
    frame.same("county", None)
    frame.same("apprehension_city", "SYNTHETIC CITY")
    charge = block.people.texts["final_charge"][stays.person[stay]]
    frame.text("final_charge_code", charge, third("final_charge"))
    frame.text("final_charge_section", charge, people_choice("final_charge").values)
    frame.flag("prior_deport_yes_no", rng, 0.35)
    frame.moment("latest_apprehension_date", stays.start[stay].astype("datetime64[D]"))
    program = frame.columns["final_program"]
    frame.columns["latest_apprehension_final_program"] = program
    frame.columns["latest_arresting_agency"] = frame.columns["arresting_agency"]
    frame.moment("latest_person_departed_date", day)
    leave_blank(frame, block, "removals", np.arange(frame.size))
    return _inside(frame, window, day)


def _common(block: Block, window: Window, stay: Ints, table: str) -> Frame:
    """
    Person, conviction and case of rows that each belong to one case.
    """
    rng = block.streams.of(f"common columns of {table}")
    frame = Frame(len(stay))
    person = block.stays.person[stay]
    add_person(frame, block, person)
    add_conviction(frame, block, person)
    add_case(frame, block.stays, block.cases, stay, window)
    agencies = people_choice("arresting_agency")
    frame.text("arresting_agency", agencies.draw(rng, frame.size), agencies.values)
    codes = tuple(_code(p) for p in people_choice("programs").values)
    frame.text("final_program_code", block.people.texts["programs"][person], codes)
    frame.columns["arrest_time_case_category"] = frame.columns["case_category"]
    frame.columns["arrest_time_current_program"] = frame.columns["final_program"]
    for flag, often in (("known_terrorist_yes_no", 0.0002), ("suspected_gang_yes_no", 0.004)):
        frame.flag(flag, rng, often)
    return frame


def _code(program: str) -> str:
    return "".join(word[0] for word in program.replace("(", " ").replace("-", " ").split()).upper()


def _inside(frame: Frame, window: Window, day: Days) -> Frame:
    rows = np.flatnonzero(window.holds(day))
    return frame.take(rows[np.argsort(day[rows], kind="stable")])
