"""
The events of a 287(g) agreement, of an officer under it and of a complaint.
"""

from custodes.law.case._event_kind import EventKind
from custodes.law.us.agreement_lifecycle import AgreementState
from custodes.law.us.agreement_templates import TEMPLATES

_TEMPLATE = ("template", tuple(TEMPLATES))

AGREEMENT_KINDS = (
    EventKind(
        "agreement_became",
        "287(g) agreement became",
        "el acuerdo 287(g) pasó a",
        "day",
        "agreement",
        words=(("state", tuple(s.value for s in AgreementState)), _TEMPLATE),
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
