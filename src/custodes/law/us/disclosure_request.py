"""
A request for records: the clocks of the Freedom of Information Act.
"""

from __future__ import annotations

from datetime import date

from custodes.law.calendar import Calendar
from custodes.law.choice import Choice
from custodes.law.citation import Citation
from custodes.law.expression import (
    Expr,
    business_days_between,
    constant,
    earliest,
    either,
    known,
    less,
    named,
    no_date,
    pick,
    plus_business_days,
    plus_days,
    when,
)
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import facts
from custodes.law.us.calendars import on_federal

STATUTE = Citation(
    "5 USC 552(a)(6)",
    "https://www.law.cornell.edu/uscode/text/5/552",
    quote="excepting Saturdays, Sundays, and legal public holidays",
    source="United States Code",
)
DHS = Citation("6 CFR 5.8(a); from memory")

MISROUTING_DAYS = Choice(
    id="misrouting_days",
    asks="Are the ten days in which a component must pass a request on working days?",
    asks_spanish="¿Son hábiles los diez días en que un componente debe remitir una solicitud?",
    readings={"working": "as the twenty are", "calendar": "the text says days"},
    default="working",
    note="Not verified.",
    note_spanish="Sin verificar.",
)
FOIA_APPEAL_UNIT = Choice(
    id="foia_appeal_unit",
    asks="Are the ninety days to appeal calendar days or working days?",
    asks_spanish="Los noventa días para apelar, ¿son días corridos o días hábiles?",
    readings={
        "calendar": "5 USC 552(a)(6)(A)(i)(III): not less than 90 days, a floor",
        "dhs_working": "6 CFR 5.8(a), for the Department of Homeland Security",
    },
    default="dhs_working",
)

_DAYS, _MORE, _ROUTING, _APPEAL = 20, 10, 10, 90

# (a)(6)(A): received by the right component, or ten days after any.
_routed = pick(
    MISROUTING_DAYS,
    {
        "working": on_federal(lambda c: plus_business_days(facts.FOIA_RECEIVED_ON, _ROUTING, c)),
        "calendar": plus_days(facts.FOIA_RECEIVED_ON, _ROUTING),
    },
)
STARTS = named(
    when(known(facts.FOIA_RIGHT_ON), earliest(facts.FOIA_RIGHT_ON, _routed), _routed),
    "the clock starts",
    "comienza el plazo",
)


def _due(days: Expr[int]) -> Expr[date]:
    return on_federal(lambda c: _with_question(days, c))


def _with_question(days: Expr[int], calendar: Calendar) -> Expr[date]:
    """
    The days between a question and its answer are not counted, both ends are: (a)(6)(A)(ii).
    """
    plain = plus_business_days(STARTS, days, calendar)
    before = business_days_between(facts.FOIA_ASKED_ON, STARTS, calendar)
    later = plus_business_days(plus_days(facts.FOIA_ANSWERED_ON, -1), less(days, before), calendar)
    in_time = (plain > facts.FOIA_ASKED_ON) & (facts.FOIA_ASKED_ON >= STARTS)
    return when(
        facts.FOIA_ASKED,
        when(in_time, when(known(facts.FOIA_ANSWERED_ON), later, no_date()), plain),
        plain,
    )


DUE = named(
    when(facts.FOIA_EXTENDED, _due(constant(_DAYS + _MORE)), _due(constant(_DAYS))),
    "the determination is due",
    "vence la determinación",
)
DUE_IF_EXTENDED = _due(constant(_DAYS + _MORE))
_floor = plus_days(facts.FOIA_DETERMINED_ON, _APPEAL)
APPEAL_BY = pick(
    FOIA_APPEAL_UNIT,
    {
        "calendar": _floor,
        "dhs_working": on_federal(
            lambda c: plus_business_days(facts.FOIA_DETERMINED_ON, _APPEAL, c)
        ),
    },
)
APPEAL_DUE = on_federal(lambda c: plus_business_days(facts.FOIA_APPEALED_ON, _DAYS, c))
_appeal_days = on_federal(
    lambda c: business_days_between(
        either(facts.FOIA_APPEAL_DECIDED_ON, facts.AS_OF), facts.FOIA_APPEALED_ON, c
    )
)
# A missed deadline: 5 USC 552(a)(6)(C)(i).
EXHAUSTED_SINCE = when(
    either(facts.FOIA_DETERMINED_ON, facts.AS_OF) <= DUE, no_date(), plus_days(DUE, 1)
)

RULE = Rule(
    id="us.disclosure_request",
    title="A request for records: twenty working days",
    means="When an agency's determination, an appeal and its decision are due, and since when a "
    "requester counts as having exhausted the agency's own remedies.",
    means_not="That records will come by then, or that a court will order it.",
    spanish=Wording(
        title="Una solicitud de registros: veinte días hábiles",
        means="Cuándo vencen la determinación de una agencia, la apelación y su decisión, y "
        "desde cuándo se considera que el solicitante agotó los recursos ante la propia "
        "agencia.",
        means_not="Que los registros lleguen para entonces, ni que un tribunal lo ordene.",
        uncertain=(
            ("Los noventa días hábiles del Departamento (6 CFR 5.8(a)) se escribieron de memoria."),
        ),
    ),
    citations=(STATUTE, DHS),
    outputs=(
        Output("foia_starts", STARTS, "Clock starts", "Comienza el plazo", "day"),
        Output(
            "foia_due",
            DUE,
            "Determination due",
            "Vence la determinación",
            "target",
            done=facts.FOIA_DETERMINED_ON,
        ),
        Output(
            "foia_due_if_extended",
            DUE_IF_EXTENDED,
            "Determination due if extended",
            "Vence la determinación si se prorroga",
            "day",
        ),
        Output(
            "foia_exhausted_since",
            EXHAUSTED_SINCE,
            "Remedies exhausted since",
            "Vía administrativa agotada desde",
            "day",
        ),
        Output(
            "foia_appeal_by",
            APPEAL_BY,
            "Appeal by",
            "Apelar antes del",
            "target",
            done=facts.FOIA_APPEALED_ON,
            needed=known(facts.FOIA_DETERMINED_ON),
            authority=DHS,
        ),
        Output(
            "foia_appeal_floor",
            _floor,
            "Appeal by, at the least",
            "Apelar antes del, como mínimo",
            "day",
            needed=known(facts.FOIA_DETERMINED_ON),
        ),
        Output(
            "foia_appeal_due",
            APPEAL_DUE,
            "Decision on the appeal due",
            "Vence la decisión de la apelación",
            "target",
            done=facts.FOIA_APPEAL_DECIDED_ON,
            needed=known(facts.FOIA_APPEALED_ON),
        ),
        Output(
            "foia_appeal_days",
            _appeal_days,
            "Working days on appeal",
            "Días hábiles en apelación",
            "days",
            needed=known(facts.FOIA_APPEALED_ON),
        ),
    ),
    uncertain=("The Department's ninety working days (6 CFR 5.8(a)) were written from memory.",),
    engaged=known(facts.FOIA_RECEIVED_ON),
)
