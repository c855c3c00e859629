"""
The events of a 287(g) agreement, of an officer under it and of a complaint.
"""

from custodes.law.case._event_kind import EventKind

TEMPLATES = ("MOA2009", "WSO2019", "JEM2020", "TFM2025")
AGREEMENT_STATES = (
    "INQUIRY",
    "APPLIED",
    "UNDER_NEGOTIATION",
    "SIGNED",
    "TRAINING",
    "OPERATIONAL",
    "SUSPENDED",
    "TERMINATED",
    "EXPIRED",
    "REMOVED_FROM_LIST",
    "DENIED",
    "WITHDRAWN",
)
_TEMPLATE = ("template", TEMPLATES)

AGREEMENT_KINDS = (
    EventKind(
        "agreement_became",
        "287(g) agreement became",
        "el acuerdo 287(g) pasó a",
        "day",
        "agreement",
        words=(("state", AGREEMENT_STATES), _TEMPLATE),
        required=("state",),
    ),
    EventKind(
        "agreement_notice_given",
        "notice to end the 287(g) agreement",
        "aviso de terminación del acuerdo 287(g)",
        "day",
        "agreement",
        words=(_TEMPLATE,),
    ),
    EventKind(
        "officer_authorized",
        "officer authorized under 287(g)",
        "agente autorizado conforme a 287(g)",
        "day",
        "agreement",
        words=(_TEMPLATE,),
    ),
    EventKind(
        "officer_revoked",
        "officer's authority revoked",
        "autoridad del agente revocada",
        "day",
        "agreement",
    ),
    EventKind(
        "complaint_received",
        "complaint about the 287(g) work received",
        "queja sobre la labor 287(g) recibida",
        "instant",
        "agreement",
        words=(_TEMPLATE,),
    ),
    EventKind(
        "complaint_reported",
        "complaint reported to ICE",
        "queja comunicada a ICE",
        "day",
        "agreement",
    ),
    EventKind("complaint_resolved", "complaint resolved", "queja resuelta", "day", "agreement"),
    EventKind(
        "complaint_result_given",
        "result of the complaint given",
        "resultado de la queja comunicado",
        "day",
        "agreement",
    ),
)
