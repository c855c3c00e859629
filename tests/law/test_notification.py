"""
Who may be told: the text restated, one case, a column; what the outside can learn.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from law_columns import column, plain

from custodes.law.interpret import Program
from custodes.law.us.notification import RULE
from custodes.law.us.notification_channels import CHANNELS, GATES

OUTPUTS = RULE.expressions
PROGRAM = Program(OUTPUTS)


def no(value):
    return None if value is None else not value


def both(*values):
    return False if False in values else None if None in values else True


def one(*values):
    return True if True in values else None if None in values else False


def choose(steps, otherwise):
    for test, value in steps:
        if test is None:
            return None
        if test:
            return value
    return otherwise


def gates(f):
    """
    Shut or open, in their order.
    """
    return {
        "1367": both(
            f.get("protected_application"),
            no(f.get("protected_application_denied_for_good")),
            no(f.get("protected_exception_recorded")),
        ),
        "asylum": both(f.get("fear_claim"), no(f.get("fear_claim_consent"))),
        "privacy": no(f.get("privacy_cleared")),
        "sealed": f.get("sealed_or_juvenile"),
    }


def who(f, *names):
    return None if f.get("recipient") is None else f["recipient"] in names


def bases(f):
    victim = both(who(f, "victim"), f.get("harmed_or_stands_for_victim"))
    told = f.get("tell_on")
    return {
        "federal_victim_services": both(victim, f.get("federal_agency_works_crime")),
        "state_victim_notice": both(victim, f.get("state_custody"), f.get("state_notice_law")),
        "dhs_vine": both(who(f, "victim", "registrant"), f.get("registered")),
        "lens": both(
            who(f, "law_enforcement"),
            f.get("convicted_of_listed_crime"),
            None if told is None else told >= date(2015, 6, 1),
        ),
    }


def channel(f):
    return choose([(v, k) for k, v in bases(f).items()], "none")


def duty_basis(f):
    found = bases(f)
    statutory = one(found["federal_victim_services"], found["state_victim_notice"])
    return choose(
        [
            (statutory, "statutory"),
            (found["dhs_vine"], "opt_in_registration"),
            (found["lens"], "interagency_policy"),
        ],
        "none",
    )


def may_tell(f):
    over = f.get("trial_over")
    return {
        None: None,
        "federal_victim_services": None
        if over is None
        else ("ESCAPE_OR_LEAVING_CUSTODY" if over else "STATUS_DURING_THE_CASE"),
        "state_victim_notice": "AS_STATE_LAW_SAYS",
        "dhs_vine": "CUSTODY_STATUS",
        "lens": "LEAVING_CUSTODY",
        "none": "NOTHING",
    }[channel(f)]


def gate(f):
    return choose([(v, k) for k, v in gates(f).items()], "none")


def disclosure(f):
    shut = gates(f)
    basis = duty_basis(f)
    none = None if basis is None else basis == "none"
    steps = [
        (shut["1367"], "BLOCKED_DO_NOT_CONFIRM"),
        (one(*shut.values()), "BLOCKED"),
        (none, "NO_BASIS"),
    ]
    return choose(steps, "MAY_BE_TOLD")


def answer_outside(f):
    told = may_tell(f) if disclosure(f) == "MAY_BE_TOLD" else None
    return told or "NO_INFORMATION"


RESTATED = {
    "answer_outside": answer_outside,
    "disclosure": disclosure,
    "gate": gate,
    "duty_basis": duty_basis,
    "channel": channel,
    "may_tell": may_tell,
}
maybe = st.booleans()
FACTS = {
    "tell_on": st.dates(date(2015, 5, 25), date(2015, 6, 7)),
    "recipient": st.sampled_from(["victim", "victim", "law_enforcement", "registrant", "other"]),
    "harmed_or_stands_for_victim": maybe,
    "federal_agency_works_crime": maybe,
    "state_custody": maybe,
    "state_notice_law": maybe,
    "registered": maybe,
    "convicted_of_listed_crime": maybe,
    "trial_over": maybe,
    "protected_application": maybe,
    "protected_application_denied_for_good": maybe,
    "protected_exception_recorded": maybe,
    "fear_claim": maybe,
    "fear_claim_consent": maybe,
    "privacy_cleared": maybe,
    "sealed_or_juvenile": maybe,
}
OPEN = {
    "protected_application": False,
    "fear_claim": False,
    "privacy_cleared": True,
    "sealed_or_juvenile": False,
}


@st.composite
def cases(draw):
    left_out = draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=4))
    found = {name: draw(values) for name, values in FACTS.items() if name not in left_out}
    return found | OPEN if draw(maybe) else found


@given(st.lists(cases(), min_size=4, max_size=30))
def test_the_text_one_case_and_a_column_agree(rows):
    answers = column(OUTPUTS, rows)

    assert set(RESTATED) == set(OUTPUTS)
    for row, answer in zip(rows, answers, strict=True):
        expected = {name: use(row) for name, use in RESTATED.items()}
        assert expected == plain(PROGRAM.run(row))
        assert expected == answer


@given(cases())
def test_a_protected_applicant_and_no_record_look_the_same_outside(row):
    protected = row | {
        "protected_application": True,
        "protected_application_denied_for_good": False,
        "protected_exception_recorded": False,
    }

    assert PROGRAM.run({})["answer_outside"] == PROGRAM.run(protected)["answer_outside"]


@given(cases(), st.sampled_from(["protected_application", "fear_claim", "privacy_cleared"]))
def test_nothing_is_told_while_a_gate_is_not_known(row, gate):
    row = {**row, **OPEN}
    del row[gate]
    row.pop("protected_application_denied_for_good", None)
    row.pop("protected_exception_recorded", None)
    row.pop("fear_claim_consent", None)

    assert PROGRAM.run(row)["answer_outside"] == "NO_INFORMATION"


@given(cases())
def test_the_outside_answer_is_always_known(row):
    assert isinstance(PROGRAM.run(row)["answer_outside"], str)


def test_1367_is_the_first_gate():
    assert next(iter(GATES)) == "1367"


def test_the_notice_between_agencies_is_not_for_victims():
    assert CHANNELS["lens"].basis == "interagency_policy"
    assert "not victims" in CHANNELS["lens"].who


def test_no_channel_is_called_avid():
    assert not any("avid" in c.id for c in CHANNELS.values())


def test_a_channel_that_closed_says_when():
    first, again = CHANNELS["voice"].running

    assert (first.since, first.until) == (date(2017, 4, 26), date(2021, 6, 10))
    assert (again.since.year, again.exact) == (2025, False)


def test_nothing_here_claims_to_be_compared_with_its_text():
    assert not any(c.citation.verified for c in (*CHANNELS.values(), *GATES.values()))
