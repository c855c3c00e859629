"""
The events that a case file may hold, in the statute's words.
"""

from __future__ import annotations

from custodes.law.case._agreement_events import AGREEMENT_KINDS
from custodes.law.case._document_events import DOCUMENT_KINDS
from custodes.law.case._event_kind import EventKind
from custodes.law.case._notice_events import NOTICE_KINDS
from custodes.law.case._offense_events import OFFENSE_KINDS

__all__ = ["BY_NAME", "KINDS", "EventKind"]

_ORDERS = (
    "immigration_judge",
    "in_absentia",
    "voluntary_departure",
    "administrative",
    "expedited",
    "final",
)
_REVIEWS = ("90_day", "headquarters", "annual", "interim", "after_revocation")

KINDS = (
    EventKind(
        "order_entered",
        "order entered",
        "orden dictada",
        "day",
        "order",
        words=(("kind", _ORDERS),),
        days=("departure_by",),
        required=("kind",),
    ),
    EventKind(
        "departure_bond_missed",
        "voluntary departure bond not posted",
        "fianza de salida voluntaria no pagada",
        "day",
        "order",
    ),
    EventKind("appeal_filed", "appeal filed", "apelación presentada", "day", "order"),
    EventKind("appeal_waived", "appeal waived", "renuncia a apelar", "day", "order"),
    EventKind("board_decision", "Board decision", "decisión de la Junta", "day", "order"),
    EventKind("reinstatement", "order reinstated", "orden reinstaurada", "day", "order"),
    EventKind(
        "petition_filed",
        "petition for review filed",
        "petición de revisión presentada",
        "day",
        "court",
    ),
    EventKind(
        "court_stay", "court stay of removal", "suspensión judicial de la expulsión", "day", "court"
    ),
    EventKind("court_decision", "court decision", "decisión judicial", "day", "court"),
    EventKind("mandate", "mandate issued", "mandato emitido", "day", "court"),
    EventKind("order_executable", "order can be executed", "orden ejecutable", "day", "court"),
    EventKind("habeas_filed", "habeas petition filed", "hábeas corpus presentado", "day", "court"),
    EventKind("criminal_custody", "criminal custody", "custodia penal", "span", "custody"),
    EventKind("ice_custody", "ICE custody", "custodia de ICE", "span", "custody"),
    EventKind(
        "terrorist_certification",
        "certified under INA 236A",
        "certificación conforme a INA 236A",
        "day",
        "custody",
    ),
    EventKind(
        "failure_to_comply",
        "conduct that fails to comply",
        "conducta de incumplimiento",
        "day",
        "compliance",
    ),
    EventKind(
        "notice_of_failure_to_comply",
        "notice of failure to comply",
        "notificación de incumplimiento",
        "day",
        "compliance",
        days=("conduct_from",),
    ),
    EventKind("compliance", "compliance", "cumplimiento", "day", "compliance"),
    EventKind(
        "detainee_stay",
        "stay requested by the detainee",
        "suspensión pedida por la persona detenida",
        "span",
        "compliance",
    ),
    *DOCUMENT_KINDS,
    EventKind(
        "warning_served",
        "warning I-229(a) served",
        "advertencia I-229(a) entregada",
        "day",
        "review",
    ),
    EventKind(
        "review_notice",
        "notice of review",
        "aviso de revisión",
        "day",
        "review",
        words=(("kind", _REVIEWS),),
        required=("kind",),
    ),
    EventKind(
        "review_held",
        "review held",
        "revisión realizada",
        "day",
        "review",
        words=(("kind", _REVIEWS),),
        required=("kind",),
    ),
    EventKind(
        "interim_review_requested",
        "interim review requested",
        "revisión intermedia solicitada",
        "day",
        "review",
    ),
    EventKind(
        "likelihood_request",
        "request under 8 CFR 241.13 received",
        "solicitud conforme a 8 CFR 241.13 recibida",
        "day",
        "review",
    ),
    EventKind(
        "likelihood_acknowledged",
        "request under 8 CFR 241.13 acknowledged",
        "solicitud conforme a 8 CFR 241.13 acusada",
        "day",
        "review",
    ),
    EventKind(
        "likelihood_denied",
        "request under 8 CFR 241.13 denied",
        "solicitud conforme a 8 CFR 241.13 denegada",
        "day",
        "review",
    ),
    EventKind(
        "danger_referred",
        "Form I-863 filed, specially dangerous",
        "formulario I-863 presentado, especialmente peligroso",
        "day",
        "review",
    ),
    EventKind(
        "danger_hearing_held",
        "reasonable-cause hearing held",
        "audiencia de causa razonable realizada",
        "day",
        "review",
    ),
    EventKind("release", "release", "liberación", "day", "release"),
    EventKind(
        "revocation",
        "release revoked",
        "liberación revocada",
        "day",
        "release",
        words=(("reason", ("violation", "changed_circumstances", "other")),),
    ),
    EventKind(
        "revocation_interview",
        "informal interview after revocation",
        "entrevista informal tras la revocación",
        "day",
        "release",
    ),
    EventKind(
        "detainer_lodged", "detainer lodged", "detención migratoria solicitada", "day", "jail"
    ),
    EventKind(
        "detainer_served",
        "detainer served on the person",
        "detención migratoria notificada a la persona",
        "day",
        "jail",
    ),
    EventKind(
        "would_be_release",
        "would otherwise have been released",
        "habría sido liberada",
        "instant",
        "jail",
    ),
    EventKind(
        "foia_received",
        "request for records received",
        "solicitud de registros recibida",
        "day",
        "records",
    ),
    EventKind(
        "foia_misrouted",
        "request for records received by another component",
        "solicitud recibida por otro componente",
        "day",
        "records",
    ),
    EventKind(
        "foia_extended",
        "time for the request extended",
        "plazo de la solicitud prorrogado",
        "day",
        "records",
    ),
    EventKind(
        "foia_question",
        "information asked of the requester",
        "información pedida al solicitante",
        "day",
        "records",
    ),
    EventKind(
        "foia_question_answered",
        "information given by the requester",
        "información dada por el solicitante",
        "day",
        "records",
    ),
    EventKind(
        "foia_determination",
        "determination on the request",
        "determinación sobre la solicitud",
        "day",
        "records",
    ),
    EventKind(
        "foia_appeal",
        "appeal about the request received",
        "apelación sobre la solicitud recibida",
        "day",
        "records",
    ),
    EventKind(
        "foia_appeal_decision",
        "decision on the appeal about the request",
        "decisión sobre la apelación de la solicitud",
        "day",
        "records",
    ),
    *AGREEMENT_KINDS,
    *OFFENSE_KINDS,
    *NOTICE_KINDS,
)
BY_NAME = {k.what: k for k in KINDS}
