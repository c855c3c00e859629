"""
Who may be told that someone is released: on what basis, and whether anything forbids it.

Unknown is never permission. To the outside every refusal reads the same, whether
it comes from a gate, from a missing basis or from there being no record at all.
"""

from __future__ import annotations

from custodes.law.expression import (
    Expr,
    all_of,
    any_of,
    constant,
    either,
    known,
    same,
    when,
)
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import notification_facts as facts
from custodes.law.us.notification_channels import CHANNELS, GATES

REFUSED = constant("NO_INFORMATION")
_LENS_SINCE = CHANNELS["lens"].running[0].since


def _told(who: str) -> Expr[bool]:
    return same(facts.RECIPIENT, constant(who))


# Gates, 8 USC 1367 before all others.
SHUT_1367 = all_of(facts.APPLIED_1367, ~facts.DENIED_1367, ~facts.EXCEPTED_1367)
SHUT_FEAR = all_of(facts.FEAR_CLAIM, ~facts.FEAR_CONSENT)
SHUT_SEALED = facts.SEALED
SHUT_PRIVACY = ~facts.ROUTINE_USE
GATE = when(
    SHUT_1367,
    constant("1367"),
    when(
        SHUT_FEAR,
        constant("asylum"),
        when(
            SHUT_PRIVACY,
            constant("privacy"),
            when(SHUT_SEALED, constant("sealed"), constant("none")),
        ),
    ),
)

# Bases.
_FEDERAL = all_of(_told("victim"), facts.VICTIM_OR_PROXY, facts.FEDERAL_CRIME)
_STATE = all_of(_told("victim"), facts.VICTIM_OR_PROXY, facts.STATE_CUSTODY, facts.STATE_NOTICE_LAW)
_VINE = all_of(any_of(_told("victim"), _told("registrant")), facts.REGISTERED)
_LENS = all_of(_told("law_enforcement"), facts.LISTED_CRIME, constant(_LENS_SINCE) <= facts.TELL_ON)
CHANNEL = when(
    _FEDERAL,
    constant("federal_victim_services"),
    when(
        _STATE,
        constant("state_victim_notice"),
        when(_VINE, constant("dhs_vine"), when(_LENS, constant("lens"), constant("none"))),
    ),
)
DUTY_BASIS = when(
    any_of(_FEDERAL, _STATE),
    constant("statutory"),
    when(
        _VINE,
        constant("opt_in_registration"),
        when(_LENS, constant("interagency_policy"), constant("none")),
    ),
)
MAY_TELL = when(
    same(CHANNEL, constant("federal_victim_services")),
    when(
        facts.TRIAL_OVER,
        constant("ESCAPE_OR_LEAVING_CUSTODY"),
        constant("STATUS_DURING_THE_CASE"),
    ),
    when(
        same(CHANNEL, constant("state_victim_notice")),
        constant("AS_STATE_LAW_SAYS"),
        when(
            same(CHANNEL, constant("dhs_vine")),
            constant("CUSTODY_STATUS"),
            when(same(CHANNEL, constant("lens")), constant("LEAVING_CUSTODY"), constant("NOTHING")),
        ),
    ),
)

# All gates must be open, and there must be a basis.
_shut = any_of(SHUT_1367, SHUT_FEAR, SHUT_PRIVACY, SHUT_SEALED)
DISCLOSURE = when(
    SHUT_1367,
    constant("BLOCKED_DO_NOT_CONFIRM"),
    when(
        _shut,
        constant("BLOCKED"),
        when(same(DUTY_BASIS, constant("none")), constant("NO_BASIS"), constant("MAY_BE_TOLD")),
    ),
)
ANSWER = either(
    when(same(DISCLOSURE, constant("MAY_BE_TOLD")), MAY_TELL, REFUSED),
    REFUSED,
)

_1367 = GATES["1367"].citation
RULE = Rule(
    id="us.notification",
    title="Who may be told, what, and on which basis",
    means="Whether a person or an agency may be told of someone's custody or release, what they may "
    "be told, what that rests on, and which gate forbids it.",
    means_not="That anyone was told, or had to be: where the basis is registration or a policy between "
    "agencies no statute requires it. For a State crime and a person in ICE custody no "
    "statute obliged ICE to tell the victim. An unknown fact is never permission.",
    spanish=Wording(
        title="A quién puede informarse, de qué y con qué fundamento",
        means="Si puede informarse a una persona o agencia de la custodia o liberación de "
        "alguien, qué puede decírsele, en qué se funda y qué barrera lo prohíbe.",
        means_not="Que se informara a alguien, ni que hubiera que hacerlo: donde el fundamento es un"
        " registro o una política entre agencias, ninguna ley lo exige. Por un delito "
        "estatal y una persona en custodia de ICE, ninguna ley obligaba a ICE a avisar a "
        "la víctima. Un hecho desconocido nunca es permiso.",
        uncertain=(
            (
                "Las barreras sobre asilo, expedientes sellados y la Ley de Privacidad son de "
                "memoria."
            ),
            (
                "No se leyeron las leyes estatales sobre aviso a las víctimas: si alguna exige"
                " aviso es un hecho por averiguar."
            ),
        ),
    ),
    citations=(
        _1367,
        *(c.citation for c in CHANNELS.values()),
        *(g.citation for g in GATES.values() if g.citation is not _1367),
    ),
    outputs=(
        Output(
            "answer_outside",
            ANSWER,
            "What is said to the outside",
            "Lo que se dice hacia fuera",
            "status",
        ),
        Output(
            "disclosure",
            DISCLOSURE,
            "Inside: may it be told",
            "Uso interno: si puede comunicarse",
            "status",
            authority=_1367,
        ),
        Output(
            "gate", GATE, "Inside: the gate that is shut", "Uso interno: qué lo impide", "status"
        ),
        Output("duty_basis", DUTY_BASIS, "Basis", "Fundamento", "status"),
        Output("channel", CHANNEL, "Channel", "Vía", "status"),
        Output("may_tell", MAY_TELL, "What this channel tells", "Qué comunica esta vía", "status"),
    ),
    uncertain=(
        "The gates for asylum, for sealed records and for the Privacy Act are from memory.",
        "State laws on notice to victims were not read: whether one gives notice is a fact to find.",
    ),
    engaged=known(facts.RECIPIENT),
)
