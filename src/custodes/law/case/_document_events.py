"""
The events of a travel document and of a journey.
"""

from custodes.law.case._event_kind import EventKind

DOCUMENT_KINDS = (
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
        "consular_interview",
        "consular interview",
        "entrevista consular",
        "day",
        "document",
        words=(("country", ()),),
    ),
    EventKind(
        "travel_document_no_response",
        "no response about the travel document recorded",
        "falta de respuesta sobre el documento de viaje registrada",
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
)
