"""
The facts of a travel document: the last request for one, and what followed it.
"""

from custodes.law.expression import bool_fact, date_fact

REQUESTED = bool_fact(
    "travel_document_requested", "a travel document was requested", "se pidió un documento de viaje"
)
REQUESTED_ON = date_fact(
    "travel_document_requested_on",
    "the travel document was requested",
    "se pidió el documento de viaje",
)
INTERVIEWED = bool_fact(
    "consular_interview", "the consulate interviewed the person", "hubo entrevista consular"
)
INTERVIEWED_ON = date_fact(
    "consular_interview_on", "the consular interview", "la entrevista consular"
)
ANSWERED = bool_fact("travel_document_answered", "the consulate answered", "el consulado respondió")
ANSWERED_ON = date_fact(
    "travel_document_answered_on", "the consulate answered", "el consulado respondió"
)
ISSUED = bool_fact(
    "travel_document_issued", "the travel document was issued", "se emitió el documento de viaje"
)
ISSUED_ON = date_fact(
    "travel_document_issued_on",
    "the travel document was issued",
    "se emitió el documento de viaje",
)
EXPIRES_ON = date_fact(
    "travel_document_expires_on", "the travel document expires", "vence el documento de viaje"
)
EXPIRED = bool_fact(
    "travel_document_expired", "the travel document expired", "venció el documento de viaje"
)
REFUSED = bool_fact(
    "travel_document_refused",
    "the travel document was refused",
    "se denegó el documento de viaje",
)
REFUSED_ON = date_fact(
    "travel_document_refused_on",
    "the travel document was refused",
    "se denegó el documento de viaje",
)
UNANSWERED = bool_fact(
    "travel_document_no_response",
    "it was recorded that no response came",
    "se registró que no hubo respuesta",
)
UNANSWERED_ON = date_fact(
    "travel_document_no_response_on",
    "it was recorded that no response came",
    "se registró que no hubo respuesta",
)
TRAVEL_SCHEDULED = bool_fact("travel_scheduled", "travel was scheduled", "se programó el viaje")
TRAVEL_ON = date_fact("travel_on", "travel is booked for", "viaje reservado para")
DEPARTED = bool_fact("departure", "the person departed", "la persona salió")
