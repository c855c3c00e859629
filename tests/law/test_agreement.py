"""
287(g) agreements: the text restated, one case, a column; the templates against copied facts.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_columns import column, plain

from custodes.errors import CaseError, LawError
from custodes.law import facts_of, parse_case
from custodes.law.interpret import Program, Unknown, evaluate
from custodes.law.us.agreement import RULE
from custodes.law.us.agreement_conditions import CONDITIONS, check_conditions
from custodes.law.us.agreement_lifecycle import MOVES, AgreementState, check_states, may_move
from custodes.law.us.agreement_templates import TEMPLATES, across

DAY = timedelta(1)
OUTPUTS = RULE.expressions


class Missing(Exception):  # noqa: N818 - a fact that is missing is no error
    pass


class Facts(dict):
    def __missing__(self, name):
        raise Missing(name)


def years_on(day, years):
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


AUTHORITY_YEARS = {"MOA2009": 1, "TFM2025": 2, "JEM2020": None, "WSO2019": None}


def authority_ends(f):
    years = AUTHORITY_YEARS[f["officer_template"]]
    return years_on(f["officer_authorized_on"], years) if years else None


def officer_authority(f):
    today = f["as_of"]
    try:
        revoked = f["officer_revoked"]
    except Missing:
        # Only a revocation that lies outside the time of the authority settles it.
        revoked = None
    if revoked is not False:
        try:
            inside = f["officer_authorized_on"] <= f["officer_revoked_on"] <= today
        except Missing:
            known = {k: f[k] for k in ("officer_authorized_on", "officer_revoked_on") if k in f}
            outside = (
                known.get("officer_authorized_on", date.min)
                > known.get("officer_revoked_on", date.max)
                or known.get("officer_revoked_on", date.min) > today
            )
            if not outside:
                raise
            inside = False
        if inside:
            if revoked is None:
                raise Missing
            return "REVOKED"
    if today < f["officer_authorized_on"]:
        return "NOT_AUTHORIZED"
    ends = authority_ends(f)
    return "LAPSED" if ends and today > ends else "IN_FORCE"


def agreement_ends(f):
    if f["agreement_template"] == "MOA2009":
        return years_on(f["agreement_signed_on"], 3)
    return None


RUNNING = {"SIGNED", "TRAINING", "OPERATIONAL", "SUSPENDED"}


def agreement_status(f):
    state = f["agreement_state"]
    if state not in RUNNING:
        return state
    if f["agreement_template"] != "MOA2009":
        return state
    return "EXPIRED" if f["as_of"] > agreement_ends(f) else state


def may_act(f):
    answers = []
    for test in (
        lambda: officer_authority(f) == "IN_FORCE",
        lambda: (
            f["agreement_stands"]
            if agreement_status(f) == "REMOVED_FROM_LIST"
            else agreement_status(f) in {"SIGNED", "TRAINING", "OPERATIONAL"}
        ),
    ):
        try:
            answers.append(test())
        except Missing:
            answers.append(None)
    if False in answers:
        return False
    if None in answers:
        raise Missing
    return True


def earliest_end(f):
    if f["agreement_template"] in {"JEM2020", "WSO2019"}:
        return f["agreement_notice_given_on"] + 90 * DAY
    return None


def report_by(f):
    if f["complaint_template"] not in {"JEM2020", "WSO2019"}:
        return None
    at, hours = f["complaint_received_at"], timedelta(hours=48)
    while hours:
        midnight = datetime.combine(at.date() + DAY, time())
        if at.weekday() < 5:
            step = min(hours, midnight - at)
            at, hours = at + step, hours - step
        else:
            at = midnight
    return at


def resolve_by(f):
    if f["complaint_template"] == "MOA2009":
        return None
    return f["complaint_received_at"].date() + 90 * DAY


def result_by(f):
    if f["complaint_template"] == "JEM2020":
        return f["complaint_resolved_on"] + 30 * DAY
    return None


RESTATED = {
    "officer_authority_ends": authority_ends,
    "officer_authority": officer_authority,
    "agreement_status": agreement_status,
    "agreement_ends": agreement_ends,
    "agreement_earliest_end": earliest_end,
    "officer_may_act": may_act,
    "complaint_report_by": report_by,
    "complaint_resolve_by": resolve_by,
    "complaint_result_by": result_by,
}

days = st.dates(date(2009, 1, 1), date(2030, 12, 31))
near = st.integers(0, 40).map(lambda n: date(2012, 2, 20) + timedelta(n * 20))
versions = st.sampled_from(["MOA2009", "WSO2019", "JEM2020", "TFM2025"])
FACTS = {
    "agreement_template": versions,
    "agreement_state": st.sampled_from([s.value for s in AgreementState]),
    "agreement_stands": st.booleans(),
    "agreement_signed_on": near | days,
    "agreement_notice_given_on": days,
    "officer_template": versions,
    "officer_authorized_on": near | days,
    "officer_revoked": st.booleans(),
    "officer_revoked_on": near | days,
    "complaint_template": versions,
    "complaint_received_at": st.datetimes(datetime(2009, 1, 1), datetime(2030, 1, 1)).map(
        lambda t: t.replace(second=0, microsecond=0)
    ),
    "complaint_resolved_on": days,
}


@st.composite
def cases(draw):
    left_out = draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=3))
    found = {name: draw(values) for name, values in FACTS.items() if name not in left_out}
    return {"as_of": draw(near | days), **found}


def by_hand(row):
    answers = {}
    for name, use in RESTATED.items():
        try:
            answers[name] = use(Facts(row))
        except Missing:
            answers[name] = None
    return answers


@given(st.lists(cases(), min_size=4, max_size=30))
def test_the_text_one_agreement_and_a_column_agree(rows):
    program = Program(OUTPUTS)

    answers = column(OUTPUTS, rows)

    assert set(RESTATED) == set(OUTPUTS)
    for row, answer in zip(rows, answers, strict=True):
        assert by_hand(row) == plain(program.run(row))
        assert by_hand(row) == answer


def test_an_answer_that_turns_on_the_template_names_it():
    answers = evaluate(OUTPUTS, {"officer_authorized_on": date(2025, 2, 18)})

    assert Unknown(frozenset({"officer_template"})) == answers["officer_authority_ends"]


# Copied by hand from the table of templates.
COPIED = {
    "passing_score": {"JEM2020": 70},
    "retests": {"JEM2020": 1},
    "authority_length": {"MOA2009": 12, "TFM2025": 24},
    "term": {"MOA2009": 36},
    "notice_to_terminate": {"JEM2020": 90, "WSO2019": 90},
    "complaint_report": {"JEM2020": 48, "WSO2019": 48},
    "complaint_resolution": {"JEM2020": 90, "WSO2019": 90, "TFM2025": 90},
    "complaint_result": {"JEM2020": 30},
    "refresher": {"JEM2020": 24, "WSO2019": 12, "TFM2025": 12},
    "revocation_notice": {"TFM2025": 48},
    "training": {"MOA2009": 4, "WSO2019": 1},
    "training_hours": {"TFM2025": 40},
    "citizenship_claim": {"JEM2020": 1, "WSO2019": 1},
    "detainer_issued": {"JEM2020": 24},
    "hold": {"JEM2020": 48, "WSO2019": 48},
}


@pytest.mark.parametrize("field", COPIED)
def test_a_template_names_the_number_that_its_text_does(field):
    named = {t: r.number for t, r in across(field).items() if r and r.number is not None}

    assert COPIED[field] == named


def test_only_the_template_of_2009_requires_a_steering_committee():
    required = {t: r.required for t, r in across("steering_committee").items() if r}

    assert required == {"MOA2009": True, "WSO2019": False, "JEM2020": False, "TFM2025": False}


def test_every_requirement_is_cited_and_none_claims_to_be_compared():
    rows = [r for t in TEMPLATES.values() for r in t.requirements.values()]

    assert all(r.citation.text and r.says for r in rows)
    assert not any(r.citation.verified for r in rows)


def test_what_was_said_of_2009_was_never_read_in_its_text():
    assert "primary" not in {r.known_from for r in TEMPLATES["MOA2009"].requirements.values()}


def test_a_number_asked_for_in_another_unit_is_refused():
    with pytest.raises(LawError, match="is in months; ask for that"):
        TEMPLATES["TFM2025"].number("authority_length", "days")


def test_there_are_nine_conditions_of_the_ten_paragraphs():
    assert [c.paragraph for c in CONDITIONS] == [
        "(1)",
        "(2)",
        "(3)",
        "(4)",
        "(5)",
        "(6)",
        "(7)-(8)",
        "(9)",
        "(10)",
    ]


def test_one_condition_that_fails_settles_the_checklist_whatever_is_open():
    checked = check_conditions({"training_certified": False})

    assert checked.met is False
    assert [c.paragraph for c in checked.failed] == ["(2)"]
    assert len(checked.open) == 8


def test_a_checklist_with_an_open_condition_is_not_settled():
    answers = {c.id: True for c in CONDITIONS[1:]}

    assert check_conditions(answers).met is None
    assert check_conditions({**answers, CONDITIONS[0].id: True}).met is True


def test_an_answer_to_no_condition_is_refused():
    with pytest.raises(LawError, match="is no condition"):
        check_conditions({"friendly": True})


def test_what_has_ended_does_not_come_back():
    ended = [s for s in AgreementState if not MOVES[s]]

    assert set(ended) == {
        AgreementState.TERMINATED,
        AgreementState.EXPIRED,
        AgreementState.REMOVED_FROM_LIST,
        AgreementState.DENIED,
        AgreementState.WITHDRAWN,
    }


def test_suspended_and_operational_are_the_only_way_back():
    back = {(a, b) for a in MOVES for b in MOVES[a] if a in MOVES[b]}

    assert back == {
        (AgreementState.SUSPENDED, AgreementState.OPERATIONAL),
        (AgreementState.OPERATIONAL, AgreementState.SUSPENDED),
    }


def test_only_an_agreement_of_2009_expires():
    before, after = AgreementState.OPERATIONAL, AgreementState.EXPIRED

    assert may_move(before, after, "MOA2009")
    assert not may_move(before, after, "TFM2025")


def test_a_history_may_skip_states_that_nobody_recorded():
    check_states([AgreementState.APPLIED, AgreementState.OPERATIONAL, AgreementState.TERMINATED])


def test_a_history_that_goes_back_is_refused():
    with pytest.raises(LawError, match="that is SIGNED cannot become APPLIED"):
        check_states([AgreementState.SIGNED, AgreementState.APPLIED])


def test_a_case_whose_agreement_goes_back_is_refused_with_both_days():
    case = parse_case(
        {
            "as_of": date(2025, 9, 1),
            "event": [
                {"what": "agreement_became", "on": date(2025, 3, 3), "state": "TERMINATED"},
                {"what": "agreement_became", "on": date(2025, 6, 2), "state": "OPERATIONAL"},
            ],
        }
    )

    with pytest.raises(
        CaseError, match=r"TERMINATED on 2025-03-03 cannot be OPERATIONAL on 2025-06"
    ):
        facts_of(case)


@pytest.mark.parametrize(
    ("event", "before"),
    [
        ({"what": "officer_revoked", "on": date(2025, 9, 1)}, "officer_authorized"),
        ({"what": "complaint_resolved", "on": date(2025, 9, 1)}, "complaint_received"),
    ],
)
def test_what_follows_nothing_is_refused(event, before):
    with pytest.raises(CaseError, match=f"follows no {before}"):
        parse_case({"as_of": date(2025, 9, 1), "event": [event]})
