"""
The travel document: where the request stands and how long it has been silent.
"""

from __future__ import annotations

from custodes.law.citation import Citation
from custodes.law.expression import (
    any_of,
    constant,
    days_between,
    either,
    known,
    when,
)
from custodes.law.rule import Output, Rule
from custodes.law.us import facts

PRACTICE = Citation("ICE forms I-217, I-241 and I-229(a); practice, from memory")

_expired = facts.DOCUMENT_EXPIRES_ON < facts.AS_OF
_refused_last = either(
    facts.DOCUMENT_ISSUED_ON < facts.DOCUMENT_REFUSED_ON, known(facts.DOCUMENT_REFUSED_ON)
)

STATE = when(
    known(facts.DEPARTED_ON),
    constant("REMOVED"),
    when(
        _refused_last,
        constant("DENIED"),
        when(
            known(facts.DOCUMENT_ISSUED_ON),
            when(
                either(_expired, constant(value=False)),
                constant("EXPIRED"),
                when(known(facts.TRAVEL_ON), constant("TRAVEL_SCHEDULED"), constant("ISSUED")),
            ),
            when(
                known(facts.DOCUMENT_REQUESTED_ON),
                when(
                    known(facts.DOCUMENT_ANSWERED_ON), constant("ANSWERED"), constant("REQUESTED")
                ),
                constant("NOT_REQUESTED"),
            ),
        ),
    ),
)

RULE = Rule(
    id="us.travel_document",
    title="The travel document",
    means="Where the request for a travel document stands, and how many days since it was made and "
    "since the last answer.",
    means_not="How likely removal is.",
    citations=(PRACTICE,),
    outputs=(
        Output("document_state", STATE, "Travel document", "Documento de viaje", "status"),
        Output(
            "days_since_request",
            days_between(facts.AS_OF, facts.DOCUMENT_REQUESTED_ON),
            "Days since the request",
            "Días desde la solicitud",
            "days",
            needed=known(facts.DOCUMENT_REQUESTED_ON),
        ),
        Output(
            "days_since_answer",
            days_between(facts.AS_OF, facts.DOCUMENT_ANSWERED_ON),
            "Days since the last answer",
            "Días desde la última respuesta",
            "days",
            needed=known(facts.DOCUMENT_ANSWERED_ON),
        ),
        Output(
            "expires_before_travel",
            facts.DOCUMENT_EXPIRES_ON < facts.TRAVEL_ON,
            "Expires before travel",
            "Vence antes del viaje",
            "flag",
            needed=known(facts.TRAVEL_ON),
        ),
    ),
    engaged=any_of(
        known(facts.DOCUMENT_REQUESTED_ON),
        known(facts.DOCUMENT_ISSUED_ON),
        known(facts.DOCUMENT_REFUSED_ON),
    ),
)
