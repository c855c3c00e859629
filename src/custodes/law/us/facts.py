"""
The facts that rules read, in the statute's words; a table of cases has a column of each name.
"""

from custodes.law.expression import (
    Expr,
    any_of,
    bool_fact,
    constant,
    date_fact,
    has_any,
    instant_fact,
    known,
    same,
    stretches_fact,
    text_fact,
)

AS_OF = date_fact("as_of", "the day of the reading", "el día de la consulta")

# The order and how it became final.
ORDER_KIND = text_fact("order_kind", "the kind of order", "la clase de orden")
ORDER_ON = date_fact("order_on", "the order was entered", "se dictó la orden")
APPEAL_WAIVED = bool_fact("appeal_waived", "appeal was waived", "se renunció a apelar")
APPEALED = bool_fact("appealed", "an appeal was filed", "se presentó apelación")
BOARD_DECIDED = bool_fact("board_decided", "the Board decided", "la Junta resolvió")
BOARD_DECIDED_ON = date_fact("board_decided_on", "the Board decided", "la Junta resolvió")
DEPARTURE_BY = date_fact(
    "departure_by", "voluntary departure was due", "vencía la salida voluntaria"
)
DEPARTURE_BOND_MISSED = bool_fact(
    "departure_bond_missed",
    "the voluntary departure bond was not posted",
    "no se pagó la fianza de salida voluntaria",
)
REINSTATED_ON = date_fact("reinstated_on", "the order was reinstated", "se reinstauró la orden")
WITHHOLDING_PENDING = bool_fact(
    "withholding_pending",
    "only withholding of removal is pending",
    "solo está pendiente la suspensión de expulsión",
)


def order_is(kind: str) -> Expr[bool]:
    """
    Whether the order is of a kind.
    """
    return same(ORDER_KIND, constant(kind))


ORDER_KINDS = {
    "immigration_judge": "entered by an immigration judge, open to appeal",
    "in_absentia": "entered by an immigration judge in the person's absence",
    "voluntary_departure": "voluntary departure with an alternate order of removal",
    "administrative": "a final administrative removal order, INA 238(b)",
    "expedited": "expedited removal, INA 235(b)(1)",
    "reinstated": "a prior order, reinstated under INA 241(a)(5)",
    "final": "the papers state the day on which it became final, whatever its kind",
}

# Courts.
CIRCUIT = text_fact("circuit", "the circuit", "el circuito")
PETITIONED = bool_fact("petitioned", "review was sought in court", "se pidió revisión judicial")
COURT_STAYED = bool_fact(
    "court_stayed", "a court stayed removal", "un tribunal suspendió la expulsión"
)
COURT_DECIDED = bool_fact("court_decided", "the court decided", "el tribunal resolvió")
COURT_DECIDED_ON = date_fact("court_decided_on", "the court decided", "el tribunal resolvió")
MANDATE_ISSUED = bool_fact("mandate_issued", "the mandate issued", "se emitió el mandato")
MANDATE_ON = date_fact("mandate_on", "the mandate issued", "se emitió el mandato")
EXECUTABLE_ON = date_fact(
    "executable_on", "the order could be executed", "la orden pudo ejecutarse"
)
EXECUTABLE = bool_fact("executable", "the order could be executed", "la orden pudo ejecutarse")
HABEAS_ON = date_fact("habeas_on", "the habeas petition was filed", "se presentó el hábeas corpus")

# Custody and what stops clocks.
ICE_CUSTODY = stretches_fact("ice_custody", "ICE custody", "custodia de ICE")
CRIMINAL_CUSTODY = stretches_fact(
    "criminal_custody",
    "custody that is not an immigration process",
    "custodia ajena a un proceso migratorio",
)
NONCOMPLIANCE = stretches_fact(
    "noncompliance", "failure to comply, from the conduct", "incumplimiento, desde la conducta"
)
NONCOMPLIANCE_NOTICED = stretches_fact(
    "noncompliance_noticed",
    "failure to comply, from its notice",
    "incumplimiento, desde su notificación",
)
DETAINEE_STAY = stretches_fact(
    "detainee_stay",
    "a stay that the person asked for",
    "una suspensión pedida por la persona",
)

POST_ORDER = any_of(known(ORDER_ON), has_any(ICE_CUSTODY), has_any(CRIMINAL_CUSTODY))
"""
A case about custody and an order, and not only about a jail or a request for records.
"""

# Reviews, and a request that removal is not foreseeable.
WARNED_ON = date_fact(
    "warned_on", "the warning I-229(a) was served", "se entregó la advertencia I-229(a)"
)
REVIEW_90_ON = date_fact("review_90_on", "the 90-day review was held", "revisión de 90 días")
REVIEW_90_NOTICE_ON = date_fact(
    "review_90_notice_on", "notice of the 90-day review", "aviso de la revisión de 90 días"
)
REVIEW_HQ_ON = date_fact(
    "review_hq_on", "the first headquarters review was held", "primera revisión de la sede"
)
REVIEW_HQ_NOTICE_ON = date_fact(
    "review_hq_notice_on", "notice of headquarters review", "aviso de la revisión de la sede"
)
REVIEW_LAST_ON = date_fact(
    "review_last_on",
    "the last headquarters or annual review was held",
    "última revisión de la sede o anual",
)
INTERIM_ASKED_ON = date_fact(
    "interim_asked_on", "an interim review was requested", "se pidió una revisión intermedia"
)
INTERIM_HELD_ON = date_fact("interim_held_on", "the interim review was held", "revisión intermedia")
LIKELIHOOD_ON = date_fact(
    "likelihood_on",
    "the request under 8 CFR 241.13 was received",
    "se recibió la solicitud conforme a 8 CFR 241.13",
)
LIKELIHOOD_ACKNOWLEDGED_ON = date_fact(
    "likelihood_acknowledged_on", "the request was acknowledged", "se acusó recibo"
)
LIKELIHOOD_DENIED_ON = date_fact(
    "likelihood_denied_on", "the request was denied", "se denegó la solicitud"
)
REVOKED = bool_fact("revoked", "release was revoked", "se revocó la liberación")
REVOKED_ON = date_fact("revoked_on", "release was revoked", "se revocó la liberación")
REVOKED_FOR_VIOLATION = bool_fact(
    "revoked_for_violation", "conditions were violated", "se violaron las condiciones"
)
REVOCATION_INTERVIEW_ON = date_fact(
    "revocation_interview_on", "the interview after revocation", "entrevista tras la revocación"
)
REVOCATION_REVIEW_ON = date_fact(
    "revocation_review_on", "the review after revocation", "revisión tras la revocación"
)
DANGER_REFERRED_ON = date_fact(
    "danger_referred_on", "Form I-863 was filed", "se presentó el formulario I-863"
)
DANGER_HEARING_ON = date_fact(
    "danger_hearing_on", "the reasonable-cause hearing", "audiencia de causa razonable"
)

# Grounds.
NO_RELEASE_GROUND = bool_fact(
    "no_release_ground",
    "a ground on which release is barred during the removal period",
    "una causal que impide la liberación",
)
BEYOND_GROUND = bool_fact(
    "beyond_ground",
    "a ground of 8 USC 1231(a)(6)",
    "una causal de 8 USC 1231(a)(6)",
)
CERTIFIED_ON = date_fact(
    "certified_on", "certified under INA 236A", "certificada conforme a INA 236A"
)

# A jail.
WOULD_BE_RELEASE_AT = instant_fact(
    "would_be_release_at",
    "the person would otherwise have been released",
    "la persona habría sido liberada",
)
DETAINER_SERVED = bool_fact(
    "detainer_served",
    "the detainer was served on the person",
    "la solicitud de detención fue notificada a la persona",
)
STATE = text_fact("state", "the State", "el estado")
ZONE = text_fact("zone", "the jail's time zone", "la zona horaria de la cárcel")

# A request for records.
FOIA_RECEIVED_ON = date_fact(
    "foia_received_on", "a component received the request", "un componente recibió la solicitud"
)
FOIA_RIGHT_ON = date_fact(
    "foia_right_on", "the right component received it", "la recibió el componente debido"
)
FOIA_EXTENDED = bool_fact("foia_extended", "the time was extended", "se prorrogó el plazo")
FOIA_ASKED = bool_fact("foia_asked", "information was asked for", "se pidió información")
FOIA_ASKED_ON = date_fact("foia_asked_on", "information was asked for", "se pidió información")
FOIA_ANSWERED_ON = date_fact("foia_answered_on", "the information came", "llegó la información")
FOIA_DETERMINED_ON = date_fact("foia_determined_on", "the determination", "la determinación")
FOIA_APPEALED_ON = date_fact(
    "foia_appealed_on", "the appeal was received", "se recibió la apelación"
)
FOIA_APPEAL_DECIDED_ON = date_fact(
    "foia_appeal_decided_on", "the appeal was decided", "se resolvió la apelación"
)
