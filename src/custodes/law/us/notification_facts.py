"""
The facts on which it turns who may be told.
"""

from custodes.law.expression import bool_fact, date_fact, text_fact

TELL_ON = date_fact("tell_on", "the day on which someone would be told", "el día del aviso")
RECIPIENT = text_fact("recipient", "who would be told", "quién recibiría el aviso")
VICTIM_OR_PROXY = bool_fact(
    "harmed_or_stands_for_victim",
    "was harmed by the crime, or stands for a minor or someone who died",
    "sufrió daño por el delito o representa a quien lo sufrió",
)
FEDERAL_CRIME = bool_fact(
    "federal_agency_works_crime",
    "a federal agency detects, investigates or prosecutes the crime",
    "una agencia federal detecta, investiga o procesa el delito",
)
STATE_CUSTODY = bool_fact(
    "state_custody", "the State still has custody", "el estado aún tiene la custodia"
)
STATE_NOTICE_LAW = bool_fact(
    "state_notice_law",
    "the State's law gives this person notice",
    "la ley del estado da aviso a esta persona",
)
REGISTERED = bool_fact("registered", "registered to be told", "se inscribió para recibir avisos")
LISTED_CRIME = bool_fact(
    "convicted_of_listed_crime",
    "the person was convicted of a crime that the agency notice names",
    "condena por un delito que el aviso entre agencias nombra",
)
TRIAL_OVER = bool_fact("trial_over", "the trial is over", "el juicio ha terminado")

# Gates.
APPLIED_1367 = bool_fact(
    "protected_application",
    "an application for T, U or VAWA relief or under INA 240A(b)(2)",
    "una solicitud de visa T o U, VAWA o INA 240A(b)(2)",
)
DENIED_1367 = bool_fact(
    "protected_application_denied_for_good",
    "it was denied and appeals are exhausted",
    "fue denegada y se agotaron las apelaciones",
)
EXCEPTED_1367 = bool_fact(
    "protected_exception_recorded",
    "an exception of 8 USC 1367(b) applies and is recorded",
    "se registró una excepción de 8 USC 1367(b)",
)
FEAR_CLAIM = bool_fact(
    "fear_claim",
    "what would be told shows an asylum or fear claim",
    "el aviso revelaría una solicitud de asilo o de temor",
)
FEAR_CONSENT = bool_fact(
    "fear_claim_consent",
    "written consent or a listed exception for it",
    "consentimiento escrito o excepción prevista",
)
ROUTINE_USE = bool_fact(
    "privacy_cleared",
    "consent, or a routine use of the system notice, covers it",
    "lo cubre el consentimiento o un uso rutinario",
)
SEALED = bool_fact(
    "sealed_or_juvenile",
    "a juvenile's, sealed or legalization record",
    "registro de menor, sellado o de legalización",
)

RECIPIENTS = ("victim", "law_enforcement", "registrant", "other")
