"""
When an order of removal becomes final, and the ninety days that follow.
"""

from __future__ import annotations

from datetime import date

from custodes.law.expression import (
    Choice,
    Expr,
    Period,
    Stretches,
    all_of,
    any_of,
    constant,
    day_reached,
    has_any,
    is_open,
    last_start,
    latest,
    named,
    no_date,
    no_days,
    parameter,
    period,
    pick,
    plus_business_days,
    plus_days,
    put_back,
    rolled,
    when,
)
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import choices, facts
from custodes.law.us.calendars import on_federal
from custodes.law.us.citations import CFR_241_4_G, CFR_1241_1, USC_1231_A1
from custodes.law.us.parameters import BIA_APPEAL_DAYS

APPEAL_PERIOD_ROLLS = Choice(
    id="appeal_period_rolls",
    asks="Does an appeal period that ends on a weekend or holiday run to the next business day?",
    asks_spanish="Un plazo de apelación que vence en fin de semana o día feriado, ¿se extiende al "
    "siguiente día hábil?",
    readings={"yes": "8 CFR 1003.38(b)", "no": "thirty days and no more"},
    default="yes",
)
DEPARTURE_FINAL = Choice(
    id="departure_final",
    asks="Is an overstayed voluntary departure an order on its last day or on the day after?",
    asks_spanish="Vencida la salida voluntaria, ¿hay orden desde su último día o desde el día "
    "siguiente?",
    readings={
        "day_after": "the first day on which the person has overstayed",
        "last_day": "the last day of the period",
    },
    default="day_after",
)

_BOND_DAYS = 5

# 8 CFR 1003.38(b), 1241.1(c)
_thirtieth = plus_days(facts.ORDER_ON, parameter(BIA_APPEAL_DAYS, facts.ORDER_ON))
APPEAL_PERIOD_ENDS = named(
    pick(
        APPEAL_PERIOD_ROLLS,
        {"yes": on_federal(lambda c: rolled(_thirtieth, c)), "no": _thirtieth},
    ),
    "the appeal period ended",
    "venció el plazo de apelación",
)

# 8 CFR 1241.1(a), (d): the Board or the Attorney General has the last word.
_board = when(facts.BOARD_DECIDED, facts.BOARD_DECIDED_ON, no_date())


def _after_appeal(unappealed: Expr[date]) -> Expr[date]:
    return when(any_of(facts.BOARD_DECIDED, facts.APPEALED), _board, unappealed)


# 8 CFR 1241.1(f)
_departure = when(
    facts.DEPARTURE_BOND_MISSED,
    on_federal(lambda c: plus_business_days(facts.ORDER_ON, _BOND_DAYS, c)),
    facts.DEPARTURE_BY,
)
_overstayed = pick(DEPARTURE_FINAL, {"day_after": plus_days(_departure, 1), "last_day": _departure})

# INA 241(a)(5)
_reinstated = pick(
    choices.REINSTATEMENT_START,
    {
        "reinstatement_date": facts.REINSTATED_ON,
        "ice_custody_date": last_start(facts.ICE_CUSTODY),
        "original_order_date": facts.ORDER_ON,
    },
)

FINAL_ON = named(
    when(
        facts.order_is("immigration_judge"),
        _after_appeal(when(facts.APPEAL_WAIVED, facts.ORDER_ON, APPEAL_PERIOD_ENDS)),
        when(
            facts.order_is("voluntary_departure"),
            _overstayed,
            when(facts.order_is("reinstated"), _reinstated, facts.ORDER_ON),
        ),
    ),
    "the order became final",
    "la orden quedó firme",
)

# 8 USC 1231(a)(1)(B)(ii): both review and a stay.
STAYED_REVIEW = all_of(facts.PETITIONED, facts.COURT_STAYED)
_court_ended = pick(
    choices.STAY_END_EVENT,
    {
        "court_decision": facts.COURT_DECIDED,
        "mandate_issued": facts.MANDATE_ISSUED,
        "order_executable": facts.EXECUTABLE,
    },
)
_court_final_on = when(
    _court_ended,
    pick(
        choices.STAY_END_EVENT,
        {
            "court_decision": facts.COURT_DECIDED_ON,
            "mandate_issued": facts.MANDATE_ON,
            "order_executable": facts.EXECUTABLE_ON,
        },
    ),
    no_date(),
)
_stay_stands = all_of(STAYED_REVIEW, ~_court_ended)
_after_court = when(STAYED_REVIEW, latest(FINAL_ON, _court_final_on), FINAL_ON)
_begun = pick(
    choices.STAY_AUTHORITY,
    {"1226": _after_court, "1231": when(_stay_stands, FINAL_ON, _after_court)},
)


def only_under(choice: Choice, reading: str, stretches: Expr[Stretches]) -> Expr[Stretches]:
    """
    Stretches that count under one reading of a question.
    """
    return pick(choice, {r: stretches if r == reading else no_days() for r in choice.readings})


LESS = pick(
    choices.COUNT_CONVENTION, {"exclude_event_day": constant(0), "include_event_day": constant(1)}
)
NONCOMPLIANCE = pick(
    choices.FTC_START,
    {
        "conduct_date": facts.NONCOMPLIANCE,
        "notice_I229b_date": facts.NONCOMPLIANCE_NOTICED,
    },
)
FTC_PAUSES = only_under(choices.FTC_EFFECT, "pause_and_resume", NONCOMPLIANCE)
FTC_RESTARTS = only_under(choices.FTC_EFFECT, "restart_on_compliance", NONCOMPLIANCE)
FTC_ENDS = only_under(choices.FTC_EFFECT, "open_ended_reasonable_time", NONCOMPLIANCE)


def ninety_days(less: Expr[int]) -> Period:
    """
    8 USC 1231(a)(1)(A), extended under (C).
    """
    return period(
        90,
        "days",
        pauses=FTC_PAUSES,
        restarted_by=FTC_RESTARTS,
        ended_by=FTC_ENDS,
        less=less,
    )


# 8 USC 1231(a)(1)(B)(iii)
START = named(
    pick(
        choices.CRIMINAL_CUSTODY_AFTER_RP,
        {
            "restarts": put_back(_begun, facts.CRIMINAL_CUSTODY),
            "no_effect": when(
                has_any(facts.CRIMINAL_CUSTODY),
                put_back(_begun, facts.CRIMINAL_CUSTODY, ninety_days(LESS)),
                _begun,
            ),
        },
    ),
    "the removal period began",
    "comenzó el período de expulsión",
)
DAY_90 = named(
    day_reached(START, ninety_days(LESS)),
    "day 90, the last of the removal period",
    "día 90, el último del período de expulsión",
)

_appeal_pending = all_of(facts.order_is("immigration_judge"), facts.APPEALED, ~facts.BOARD_DECIDED)
_stay_holds = pick(choices.STAY_AUTHORITY, {"1226": _stay_stands, "1231": constant(value=False)})
PENDING = any_of(_appeal_pending, _stay_holds, is_open(facts.CRIMINAL_CUSTODY))
"""
The period has not begun, and why is known.
"""

AUTHORITY = when(
    _appeal_pending,
    constant("8 USC 1226 or 1225(b), no final order"),
    when(
        _stay_holds,
        constant("8 USC 1226"),
        when(
            START <= facts.AS_OF,
            constant("8 USC 1231(a)"),
            constant("8 USC 1226 or 1225(b), no final order"),
        ),
    ),
)

RULE = Rule(
    id="us.removal_period",
    title="The removal period: ninety days from the latest of three events",
    means="When the order became final, when the removal period began and when its ninety days end.",
    means_not="That anyone was removed, could be removed, or must be released on day 90. "
    "A weekend or a holiday does not move day 90.",
    spanish=Wording(
        title="El período de expulsión: noventa días desde el último de tres hechos",
        means="Cuándo quedó firme la orden, cuándo comenzó el período de expulsión y cuándo "
        "terminan sus noventa días.",
        means_not="Que alguien fuera expulsado, pudiera serlo o deba ser liberado el día 90. Ni el "
        "fin de semana ni el día feriado mueven el día 90.",
        uncertain=(
            ("Cuándo queda firme una orden (8 CFR 1241.1) se escribió de memoria."),
            (
                "No se ha verificado, circuito por circuito, si la orden final del tribunal es"
                " su decisión o su mandato."
            ),
        ),
    ),
    citations=(USC_1231_A1, CFR_1241_1, CFR_241_4_G),
    outputs=(
        Output("final_on", FINAL_ON, "Order final", "Orden firme", "day", authority=CFR_1241_1),
        Output(
            "removal_period_starts",
            START,
            "Removal period begins",
            "Comienza el período de expulsión",
            "day",
        ),
        Output("day_90", DAY_90, "Day 90", "Día 90", "mark"),
        Output("authority", AUTHORITY, "Held under", "Detención conforme a", "status"),
    ),
    uncertain=(
        "When an order becomes final (8 CFR 1241.1) was written from memory.",
        "Whether the court's final order is its decision or its mandate is not verified by circuit.",
    ),
    engaged=facts.POST_ORDER,
)
