"""
Reviews of custody after an order: 8 CFR 241.4, 241.13 and 241.14.

The regulation's words are soft ("ordinarily", "approximately"), so what comes
out is a target and days late.
"""

from __future__ import annotations

from datetime import date

from custodes.law.choice import Choice, Default
from custodes.law.citation import Citation
from custodes.law.expression import (
    Expr,
    all_of,
    constant,
    days_counted,
    either,
    is_open,
    known,
    latest,
    named,
    parameter,
    period,
    pick,
    plus_business_days,
    plus_days,
    plus_months,
)
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import choices, facts
from custodes.law.us.calendars import on_offices
from custodes.law.us.parameters import PROMPT_INTERVIEW_DAYS, REVIEW_NOTICE_DAYS
from custodes.law.us.removal_period import DAY_90, PENDING, START

CFR_241_4 = Citation("8 CFR 241.4(h), (i), (k); from memory")
CFR_241_4_L = Citation("8 CFR 241.4(l); partly read in an Order of Supervision")
CFR_241_13 = Citation("8 CFR 241.13(d), (e), (i), (j); from memory")
CFR_241_14 = Citation("8 CFR 241.14(f) to (k); from memory, low confidence")
MEMO_2007 = Citation("ICE memorandum on post-order custody reviews (2007)")
EMAIL_2025 = Citation("ICE e-mail of 18 February 2025; policy, as reported")

SPECIALLY_DANGEROUS_REG_VALID = Choice(
    id="specially_dangerous_reg_valid",
    asks="Does 8 CFR 241.14(f) validly let the government hold the specially dangerous?",
    asks_spanish="¿Permite válidamente 8 CFR 241.14(f) que el gobierno retenga a las personas "
    "especialmente peligrosas?",
    readings={
        "true": "Hernandez-Carrera v. Carlson (10th Cir. 2008), which rested on Chevron",
        "false": "Tuan Thai v. Ashcroft (9th Cir. 2004); Tran v. Mukasey (5th Cir. 2008)",
        "unknown": "no decision was found",
    },
    default=Default("circuit", {"5": "false", "9": "false", "10": "true"}, "unknown"),
)

_DAY_30, _ANSWER, _ACKNOWLEDGE, _HEARING = 30, 90, 10, 10
_YEAR, _HALF_YEAR = 12, 6


def _three_months(day: Expr[date]) -> Expr[date]:
    return pick(
        choices.THREE_MONTHS,
        {"calendar_months": plus_months(day, 3), "90_days": plus_days(day, 90)},
    )


def _notice(target: Expr[date]) -> Expr[date]:
    """
    About thirty days before: 241.4(h)(2).
    """
    return plus_days(target, parameter(REVIEW_NOTICE_DAYS, target))


# Three months after the ninety days: 8 CFR 241.4(k)(1)(ii), (k)(2).
HQ_REVIEW = named(
    _three_months(DAY_90), "three months after day 90", "tres meses después del día 90"
)
_held = is_open(facts.ICE_CUSTODY)
_in_period = constant(0) < days_counted(
    START, period(0, "days", counting=facts.ICE_CUSTODY), DAY_90
)
_ordinary = all_of(_held, ~PENDING, ~facts.REVOKED, _in_period)

# A year after each denial: 8 CFR 241.4(k)(2)(iii).
ANNUAL = plus_months(facts.REVIEW_LAST_ON, _YEAR)
INTERIM_FROM = either(
    latest(_three_months(facts.REVIEW_LAST_ON), _three_months(facts.INTERIM_ASKED_ON)),
    _three_months(facts.REVIEW_LAST_ON),
)

# Consideration may wait for the ninety days: 8 CFR 241.13(d)(3), (e)(1).
ACKNOWLEDGE_BY = on_offices(
    lambda c: plus_business_days(latest(facts.LIKELIHOOD_ON, DAY_90), _ACKNOWLEDGE, c)
)
ACKNOWLEDGE_AT_ONCE = on_offices(lambda c: plus_business_days(facts.LIKELIHOOD_ON, _ACKNOWLEDGE, c))

# Back in custody: 8 CFR 241.4(l).
_interview = plus_days(facts.REVOKED_ON, parameter(PROMPT_INTERVIEW_DAYS, facts.REVOKED_ON))
_after_revocation = _three_months(facts.REVOKED_ON)

# Before an immigration judge: 8 CFR 241.14(g) to (i).
_hearing = on_offices(lambda c: plus_business_days(facts.DANGER_REFERRED_ON, _HEARING, c))
_valid = pick(
    SPECIALLY_DANGEROUS_REG_VALID,
    {"true": constant("VALID"), "false": constant("INVALID"), "unknown": constant("UNSETTLED")},
)


def _target(
    id: str,
    expression: Expr[date],
    english: str,
    spanish: str,
    done: Expr[date] | None,
    needed: Expr[bool],
    authority: Citation = CFR_241_4,
) -> Output:
    return Output(
        id,
        expression,
        english,
        spanish,
        "target",
        done=done,
        needed=needed,
        approximate=True,
        authority=authority,
    )


_likelihood = known(facts.LIKELIHOOD_ON)
_revoked = all_of(_held, facts.REVOKED)
_referred = known(facts.DANGER_REFERRED_ON)

RULE = Rule(
    id="us.custody_review",
    title="Reviews of custody after an order",
    means="By when each review, notice, interview and acknowledgement is to happen, and how many "
    "days late it is.",
    means_not="That a late review makes the detention unlawful: the regulation says ordinarily and "
    "approximately.",
    spanish=Wording(
        title="Revisiones de la custodia después de una orden",
        means="Para cuándo debe hacerse cada revisión, aviso, entrevista y acuse de recibo, y "
        "cuántos días de atraso lleva.",
        means_not="Que una revisión tardía haga ilegal la detención: el reglamento dice "
        "ordinariamente y aproximadamente.",
        uncertain=(
            (
                "No se tuvo a la vista el texto de 8 CFR 241.4, 241.13 y 241.14: los avisos, "
                "el acuse de recibo, los tres meses, la nueva solicitud y los seis meses más "
                "son de memoria."
            ),
        ),
    ),
    citations=(CFR_241_4, CFR_241_4_L, CFR_241_13, CFR_241_14, MEMO_2007, EMAIL_2025),
    outputs=(
        _target(
            "warning_by",
            plus_days(START, _DAY_30),
            "Warning I-229(a) and travel packet",
            "Advertencia I-229(a) y paquete de viaje",
            facts.WARNED_ON,
            _ordinary,
            MEMO_2007,
        ),
        _target(
            "review_90_notice",
            _notice(DAY_90),
            "Notice of the 90-day review",
            "Aviso de la revisión de 90 días",
            facts.REVIEW_90_NOTICE_ON,
            _ordinary,
        ),
        _target(
            "review_90",
            DAY_90,
            "90-day review, before",
            "Revisión de 90 días, antes del",
            facts.REVIEW_90_ON,
            _ordinary,
        ),
        _target(
            "review_hq_notice",
            _notice(HQ_REVIEW),
            "Notice of headquarters review",
            "Aviso de la revisión de la sede",
            facts.REVIEW_HQ_NOTICE_ON,
            _ordinary,
        ),
        _target(
            "review_hq",
            HQ_REVIEW,
            "Headquarters review",
            "Revisión de la sede",
            facts.REVIEW_HQ_ON,
            _ordinary,
        ),
        _target(
            "review_annual",
            ANNUAL,
            "Next annual review",
            "Próxima revisión anual",
            None,
            all_of(_held, known(facts.REVIEW_LAST_ON)),
        ),
        Output(
            "interim_from",
            INTERIM_FROM,
            "Interim request possible from",
            "Solicitud intermedia posible desde",
            "day",
            needed=all_of(_held, known(facts.REVIEW_LAST_ON)),
            approximate=True,
        ),
        _target(
            "interim_answer",
            plus_days(facts.INTERIM_ASKED_ON, _ANSWER),
            "Answer to the interim request",
            "Respuesta a la solicitud intermedia",
            facts.INTERIM_HELD_ON,
            known(facts.INTERIM_ASKED_ON),
        ),
        _target(
            "likelihood_acknowledge",
            ACKNOWLEDGE_BY,
            "Acknowledge the 241.13 request",
            "Acusar recibo de la solicitud 241.13",
            facts.LIKELIHOOD_ACKNOWLEDGED_ON,
            _likelihood,
            CFR_241_13,
        ),
        Output(
            "likelihood_acknowledge_unpostponed",
            ACKNOWLEDGE_AT_ONCE,
            "The same, if it is not postponed",
            "Lo mismo, si no se aplaza",
            "day",
            needed=_likelihood,
            authority=CFR_241_13,
        ),
        Output(
            "likelihood_release_not_before",
            plus_months(START, _HALF_YEAR),
            "Headquarters may take until",
            "La sede puede tomar hasta",
            "day",
            needed=_likelihood,
            authority=CFR_241_13,
        ),
        Output(
            "likelihood_next_from",
            plus_months(facts.LIKELIHOOD_DENIED_ON, _HALF_YEAR),
            "Next 241.13 request from",
            "Próxima solicitud 241.13 desde",
            "day",
            needed=known(facts.LIKELIHOOD_DENIED_ON),
            authority=CFR_241_13,
        ),
        _target(
            "revocation_interview",
            _interview,
            "Interview after revocation",
            "Entrevista tras la revocación",
            facts.REVOCATION_INTERVIEW_ON,
            _revoked,
            EMAIL_2025,
        ),
        _target(
            "revocation_review",
            _after_revocation,
            "Review after revocation",
            "Revisión tras la revocación",
            facts.REVOCATION_REVIEW_ON,
            _revoked,
            CFR_241_4_L,
        ),
        _target(
            "revocation_annual",
            plus_months(either(facts.REVOCATION_REVIEW_ON, _after_revocation), _YEAR),
            "Annual review after that",
            "Revisión anual posterior",
            None,
            _revoked,
            CFR_241_4_L,
        ),
        Output(
            "violation_six_months",
            plus_months(facts.REVOKED_ON, _HALF_YEAR),
            "Six more months for a violation",
            "Seis meses más por una violación",
            "day",
            needed=all_of(_revoked, facts.REVOKED_FOR_VIOLATION),
            authority=CFR_241_13,
        ),
        _target(
            "danger_hearing",
            _hearing,
            "Reasonable-cause hearing",
            "Audiencia de causa razonable",
            facts.DANGER_HEARING_ON,
            _referred,
            CFR_241_14,
        ),
        Output(
            "danger_regulation",
            _valid,
            "8 CFR 241.14(f) in this circuit",
            "8 CFR 241.14(f) en este circuito",
            "status",
            needed=_referred,
            authority=CFR_241_14,
        ),
    ),
    in_force=(date(2000, 12, 21), None),
    uncertain=(
        (
            "The wording of 8 CFR 241.4, 241.13 and 241.14 was not at hand: notices, "
            "acknowledgement, three months, re-request and six more months are from memory."
        ),
    ),
    engaged=facts.POST_ORDER,
)
