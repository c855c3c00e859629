"""
287(g): how long an officer's authority lasts, how an agreement stands, when a complaint is due.

What each version of the template requires lies in `agreement_templates`, the
moves an agreement can make in `agreement_lifecycle`, the nine conditions of the
statute in `agreement_conditions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from custodes.law.citation import Citation
from custodes.law.expression import (
    Expr,
    all_of,
    any_of,
    constant,
    day_of,
    known,
    no_date,
    plus_days,
    plus_minutes,
    plus_months,
    same,
    when,
)
from custodes.law.expression import _nodes as n
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import facts
from custodes.law.us.agreement_facts import (
    AGREEMENT_STANDS,
    AGREEMENT_STATE,
    AGREEMENT_TEMPLATE,
    AUTHORIZED_ON,
    COMPLAINT_AT,
    COMPLAINT_TEMPLATE,
    NOTICE_ON,
    OFFICER_TEMPLATE,
    REPORTED_ON,
    RESOLVED_ON,
    RESULT_ON,
    REVOKED,
    REVOKED_ON,
    SIGNED_ON,
)
from custodes.law.us.agreement_lifecycle import EXPIRING_TEMPLATES, IN_BEING
from custodes.law.us.agreement_templates import TEMPLATES, Template
from custodes.law.us.calendars import WEEKENDS

T = TypeVar("T")

_MINUTES = 60


def _by_template(
    version: Expr[str],
    field: str,
    unit: str,
    use: Callable[[int], Expr[T]],
    otherwise: Expr[T],
) -> Expr[T]:
    """
    A number of the template put to use; otherwise where the template names none.
    """
    found = otherwise
    for template in TEMPLATES.values():
        number = template.number(field, unit)
        if number is not None:
            found = when(same(version, constant(template.id)), use(number), found)
    return found


def _one_of(text: Expr[str], words: Mapping[str, object] | frozenset[str]) -> Expr[bool]:
    return any_of(*(same(text, constant(str(w))) for w in sorted(words)))


_never = constant(value=False)

# An officer: 8 USC 1357(g)(5).
AUTHORITY_ENDS = _by_template(
    OFFICER_TEMPLATE,
    "authority_length",
    "months",
    lambda months: plus_months(AUTHORIZED_ON, months),
    no_date(),
)
_lapsed = _by_template(
    OFFICER_TEMPLATE,
    "authority_length",
    "months",
    lambda months: plus_months(AUTHORIZED_ON, months) < facts.AS_OF,
    _never,
)
_revoked = all_of(REVOKED, AUTHORIZED_ON <= REVOKED_ON, REVOKED_ON <= facts.AS_OF)
OFFICER_AUTHORITY = when(
    _revoked,
    constant("REVOKED"),
    when(
        facts.AS_OF < AUTHORIZED_ON,
        constant("NOT_AUTHORIZED"),
        when(_lapsed, constant("LAPSED"), constant("IN_FORCE")),
    ),
)

# An agreement.
AGREEMENT_ENDS = _by_template(
    AGREEMENT_TEMPLATE,
    "term",
    "months",
    lambda months: plus_months(SIGNED_ON, months),
    no_date(),
)
_expires = _one_of(AGREEMENT_TEMPLATE, EXPIRING_TEMPLATES)
_in_being = _one_of(AGREEMENT_STATE, frozenset(s.value for s in IN_BEING))
AGREEMENT_STATUS = when(
    all_of(_in_being, _expires, AGREEMENT_ENDS < facts.AS_OF), constant("EXPIRED"), AGREEMENT_STATE
)
EARLIEST_END = _by_template(
    AGREEMENT_TEMPLATE,
    "notice_to_terminate",
    "days",
    lambda days: plus_days(NOTICE_ON, days),
    no_date(),
)

# An officer acts under an agreement: 8 USC 1357(g)(1).
_stands = when(
    same(AGREEMENT_STATUS, constant("REMOVED_FROM_LIST")),
    AGREEMENT_STANDS,
    _one_of(AGREEMENT_STATUS, frozenset({"SIGNED", "TRAINING", "OPERATIONAL"})),
)
MAY_ACT = all_of(same(OFFICER_AUTHORITY, constant("IN_FORCE")), _stands)

# A complaint.
_no_instant: Expr[datetime] = n.made(n.Constant("instant", None))
REPORT_BY = _by_template(
    COMPLAINT_TEMPLATE,
    "complaint_report",
    "hours_without_weekends",
    lambda hours: plus_minutes(COMPLAINT_AT, hours * _MINUTES, WEEKENDS),
    _no_instant,
)
RESOLVE_BY = _by_template(
    COMPLAINT_TEMPLATE,
    "complaint_resolution",
    "days",
    lambda days: plus_days(day_of(COMPLAINT_AT), days),
    no_date(),
)
RESULT_BY = _by_template(
    COMPLAINT_TEMPLATE,
    "complaint_result",
    "days",
    lambda days: plus_days(RESOLVED_ON, days),
    no_date(),
)

USC_1357_G = Citation("8 USC 1357(g), INA 287(g)", "https://www.law.cornell.edu/uscode/text/8/1357")


MEMORANDUM = Citation("287(g) memorandum of agreement, in the version that applies")


def _title(template: Template) -> Citation:
    return Citation(template.title)


_about_officer = known(AUTHORIZED_ON)
_about_agreement = any_of(known(AGREEMENT_STATE), known(SIGNED_ON))
_about_complaint = known(COMPLAINT_AT)

RULE = Rule(
    id="us.agreement",
    title="287(g): an officer's authority, the agreement, a complaint",
    means="How long an officer's authority lasts under the version of the agreement that gave it, how "
    "the agreement itself stands, and by when a complaint is reported and resolved.",
    means_not="That an act was lawful, or that the agreement kept to the statute: an officer's "
    "authority and the agreement's status are two things, and both are needed. "
    "An agreement gives the public no right to enforce it.",
    spanish=Wording(
        title="287(g): la autoridad de un oficial, el acuerdo, una queja",
        means="Cuánto dura la autoridad de un oficial según la versión del acuerdo que la "
        "otorgó, en qué estado se halla el propio acuerdo, y para cuándo se comunica y se "
        "resuelve una queja.",
        means_not="Que un acto fuera legal, ni que el acuerdo se ajustara a la ley: la autoridad de "
        "un oficial y el estado del acuerdo son dos cosas, y se necesitan ambas. Un "
        "acuerdo no da al público ningún derecho a exigir su cumplimiento.",
        uncertain=(
            (
                "No se leyó el modelo de 2009: sus tres años y el año de un oficial son de "
                "segunda mano."
            ),
            (
                "No se halló en el modelo para cárceles de 2020 que una queja se resuelva en "
                "noventa días."
            ),
            (
                "No está resuelto si un acuerdo que salió de la lista de ICE sigue amparando a"
                " sus oficiales."
            ),
        ),
    ),
    citations=(USC_1357_G, *(_title(t) for t in TEMPLATES.values())),
    outputs=(
        Output(
            "officer_authority_ends",
            AUTHORITY_ENDS,
            "Last day of the officer's authority",
            "Último día de la autoridad del agente",
            "mark",
            done=when(_revoked, REVOKED_ON, no_date()),
            authority=MEMORANDUM,
            needed=_about_officer,
        ),
        Output(
            "officer_authority",
            OFFICER_AUTHORITY,
            "The officer's authority",
            "Autoridad del agente",
            "status",
            needed=_about_officer,
        ),
        Output(
            "agreement_status",
            AGREEMENT_STATUS,
            "The agreement",
            "El acuerdo",
            "status",
            needed=_about_agreement,
        ),
        Output(
            "agreement_ends",
            AGREEMENT_ENDS,
            "The agreement ends by itself",
            "El acuerdo termina por sí mismo",
            "mark",
            authority=MEMORANDUM,
            needed=_about_agreement,
        ),
        Output(
            "agreement_earliest_end",
            EARLIEST_END,
            "Earliest end after the notice",
            "Terminación más temprana tras el aviso",
            "day",
            authority=MEMORANDUM,
            needed=known(NOTICE_ON),
        ),
        Output(
            "officer_may_act",
            MAY_ACT,
            "Both the authority and the agreement stand",
            "La autoridad y el acuerdo están vigentes",
            "flag",
            needed=all_of(_about_officer, known(AGREEMENT_STATE)),
        ),
        Output(
            "complaint_report_by",
            REPORT_BY,
            "Complaint to be reported to ICE by",
            "Queja por comunicar a ICE antes de",
            "target",
            done=REPORTED_ON,
            authority=MEMORANDUM,
            needed=_about_complaint,
        ),
        Output(
            "complaint_resolve_by",
            RESOLVE_BY,
            "Complaint expected to be resolved by",
            "Resolución prevista de la queja",
            "target",
            done=RESOLVED_ON,
            authority=MEMORANDUM,
            needed=_about_complaint,
            approximate=True,
        ),
        Output(
            "complaint_result_by",
            RESULT_BY,
            "Result of the complaint to be given by",
            "Resultado de la queja por comunicar antes de",
            "target",
            done=RESULT_ON,
            authority=MEMORANDUM,
            needed=all_of(_about_complaint, known(RESOLVED_ON)),
        ),
    ),
    uncertain=(
        "The 2009 template was not read: its three years and an officer's one year are second-hand.",
        "That a complaint under the 2020 jail template is resolved in ninety days was not found there.",
        "Whether an agreement that left ICE's list still carries its officers is not settled.",
    ),
    engaged=any_of(_about_officer, _about_agreement, _about_complaint),
)
