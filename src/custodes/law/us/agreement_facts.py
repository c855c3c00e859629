"""
The facts of a 287(g) agreement, of an officer under it and of a complaint.
"""

from custodes.law.expression import bool_fact, date_fact, instant_fact, text_fact

AGREEMENT_TEMPLATE = text_fact(
    "agreement_template", "the version of the agreement", "la versión del acuerdo"
)
AGREEMENT_STATE = text_fact(
    "agreement_state", "the last state of the agreement", "el último estado del acuerdo"
)
SIGNED_ON = date_fact("agreement_signed_on", "the agreement was signed", "se firmó el acuerdo")
NOTICE_ON = date_fact(
    "agreement_notice_given_on", "notice to end it was given", "se dio aviso de terminación"
)
OFFICER_TEMPLATE = text_fact(
    "officer_template",
    "the version under which the officer was authorized",
    "la versión conforme a la cual se autorizó al agente",
)
AUTHORIZED_ON = date_fact(
    "officer_authorized_on", "the officer was last authorized", "se autorizó al agente"
)
REVOKED = bool_fact("officer_revoked", "the authority was revoked", "se revocó la autoridad")
REVOKED_ON = date_fact("officer_revoked_on", "the authority was revoked", "se revocó la autoridad")
COMPLAINT_TEMPLATE = text_fact(
    "complaint_template",
    "the version under which the complaint was made",
    "la versión conforme a la cual se presentó la queja",
)
COMPLAINT_AT = instant_fact(
    "complaint_received_at", "the complaint was received", "se recibió la queja"
)
REPORTED_ON = date_fact(
    "complaint_reported_on", "the complaint was reported to ICE", "se comunicó la queja a ICE"
)
RESOLVED_ON = date_fact(
    "complaint_resolved_on", "the complaint was resolved", "se resolvió la queja"
)
RESULT_ON = date_fact(
    "complaint_result_given_on", "the result was given", "se comunicó el resultado"
)

AGREEMENT_STANDS = bool_fact(
    "agreement_stands", "the agreement still stands", "el acuerdo sigue vigente"
)
