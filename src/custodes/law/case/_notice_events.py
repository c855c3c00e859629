"""
The events of telling someone that a person is released.

What opens a gate is written down as a look at the record: that nobody wrote of a
protected application does not mean that there is none.
"""

from custodes.law.case._event_kind import EventKind
from custodes.law.us.notification_facts import RECIPIENTS

YES_NO = ("yes", "no")
ASKED = {
    "harmed": "harmed_or_stands_for_victim",
    "federal_crime": "federal_agency_works_crime",
    "state_custody": "state_custody",
    "state_notice_law": "state_notice_law",
    "listed_crime": "convicted_of_listed_crime",
    "trial_over": "trial_over",
}
"""
Words of a question of notice, and the facts that they answer.
"""

NOTICE_KINDS = (
    EventKind(
        "notice_asked",
        "question whether someone may be told",
        "consulta sobre si puede informarse a alguien",
        "day",
        "notice",
        words=(("recipient", RECIPIENTS), *((name, YES_NO) for name in ASKED)),
        required=("recipient",),
    ),
    EventKind(
        "registration",
        "registered to be told",
        "inscripción para recibir avisos",
        "day",
        "notice",
    ),
    EventKind(
        "protected_application_checked",
        "looked for an application under 8 USC 1367",
        "búsqueda de una solicitud conforme a 8 USC 1367",
        "day",
        "notice",
        words=(("found", ("none", "pending", "denied_for_good", "exception_recorded")),),
        required=("found",),
    ),
    EventKind(
        "fear_claim_checked",
        "looked for an asylum or fear claim",
        "búsqueda de una solicitud de asilo o de temor",
        "day",
        "notice",
        words=(("found", ("none", "shown", "consented")),),
        required=("found",),
    ),
    EventKind(
        "privacy_checked",
        "looked for consent or a routine use",
        "búsqueda de consentimiento o uso rutinario",
        "day",
        "notice",
        words=(("found", ("covered", "not_covered")),),
        required=("found",),
    ),
    EventKind(
        "sealed_record_checked",
        "looked for a juvenile's or sealed record",
        "búsqueda de un registro de menor o sellado",
        "day",
        "notice",
        words=(("found", ("none", "sealed")),),
        required=("found",),
    ),
)
