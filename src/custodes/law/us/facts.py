"""
The facts that rules read, in the statute's words; a table of cases has a column of each name.
"""

from custodes.law.expression import (
    Expr,
    bool_fact,
    constant,
    date_fact,
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
