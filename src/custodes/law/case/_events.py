"""
The events that a case file may hold, in the statute's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["day", "span", "instant"]
Part = Literal["order", "court", "custody", "compliance", "document", "review", "release", "jail"]


@dataclass(frozen=True, slots=True)
class EventKind:
    """
    One kind of event.

    Attributes:
        what: Its name in a case file.
        english: What a person calls it.
        spanish: The same in Spanish.
        shape: A day (`on`), a span (`from`, and `to` unless it lasts) or an instant (`at`).
        part: What the event is part of.
        words: Other fields that are words, and the words they take; none: any.
        days: Other fields that are days, which may lie ahead.
        required: Which of those fields must be there.
    """

    what: str
    english: str
    spanish: str
    shape: Shape
    part: Part
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    days: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


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
    EventKind(
        "travel_document_requested",
        "travel document requested",
        "documento de viaje solicitado",
        "day",
        "document",
        words=(("country", ()),),
    ),
    EventKind(
        "travel_document_answered",
        "answer about the travel document",
        "respuesta sobre el documento de viaje",
        "day",
        "document",
        words=(("country", ()),),
    ),
    EventKind(
        "travel_document_issued",
        "travel document issued",
        "documento de viaje emitido",
        "day",
        "document",
        words=(("country", ()),),
        days=("expires_on",),
    ),
    EventKind(
        "travel_document_refused",
        "travel document refused",
        "documento de viaje denegado",
        "day",
        "document",
        words=(("country", ()),),
    ),
    EventKind(
        "travel_document_expired",
        "travel document expired",
        "documento de viaje vencido",
        "day",
        "document",
        words=(("country", ()),),
    ),
    EventKind(
        "travel_scheduled",
        "travel scheduled",
        "viaje programado",
        "day",
        "document",
        days=("travel_on",),
    ),
    EventKind(
        "departure",
        "departure from the United States",
        "salida de los Estados Unidos",
        "day",
        "document",
    ),
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
    EventKind("revocation", "release revoked", "liberación revocada", "day", "release"),
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
)
BY_NAME = {k.what: k for k in KINDS}
