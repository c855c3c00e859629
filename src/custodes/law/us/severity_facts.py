"""
The facts that threat levels and offense groups turn on.
"""

from custodes.law.expression import bool_fact, date_fact, int_fact, text_fact

THREAT_ON = date_fact(
    "threat_on", "the day for which the level is read", "el día para el que se lee el nivel"
)
THREAT_SCHEME = text_fact(
    "threat_scheme",
    "the scheme under which the level is read",
    "el esquema conforme al cual se lee el nivel",
)
SCHEME_IN_FORCE = bool_fact(
    "scheme_in_force", "the scheme was in force that day", "el esquema regía ese día"
)

# By type of offense.
OFFENSE_TYPE = text_fact("offense_type", "the gravest type of offense", "el delito más grave")
CONVICTED = bool_fact("convicted", "convicted of it", "condena por ese delito")
ARRESTED = bool_fact("arrested", "arrested for it", "arresto por ese delito")

# By convictions.
AGGRAVATED_FELONY = bool_fact(
    "aggravated_felony", "convicted of an aggravated felony", "condena por delito agravado"
)
OVER_ONE_YEAR = int_fact(
    "crimes_over_one_year",
    "convictions of crimes punishable by more than one year",
    "condenas por delitos penados con más de un año",
)
EXACTLY_ONE_YEAR = int_fact(
    "crimes_exactly_one_year",
    "convictions of crimes punishable by exactly one year",
    "condenas por delitos penados con un año exacto",
)
UNDER_ONE_YEAR = int_fact(
    "crimes_under_one_year",
    "convictions of crimes punishable by less than one year",
    "condenas por delitos penados con menos de un año",
)
COUNTS_AS_UNDER = bool_fact(
    "one_year_exact",
    "a crime punishable by exactly one year counts with those below",
    "un delito penado con un año exacto cuenta entre los menores",
)

# Business rules.
NCIC_LEVEL = text_fact(
    "ncic_level",
    "the level that the business rules give the offense code",
    "el nivel que las reglas asignan al código del delito",
)

# The priorities of 2014.
NATIONAL_SECURITY = bool_fact(
    "national_security", "a threat to national security", "amenaza a la seguridad nacional"
)
BORDER = bool_fact(
    "apprehended_at_border", "apprehended at the border", "aprehensión en la frontera"
)
GANG = bool_fact("gang", "a gang offense of the memorandum", "delito de pandilla del memorando")
FELONY = bool_fact("felony", "convicted of a felony", "condena por delito grave")
MISDEMEANORS = int_fact("misdemeanors", "convictions of misdemeanors", "condenas por delitos leves")
SIGNIFICANT_MISDEMEANOR = bool_fact(
    "significant_misdemeanor",
    "convicted of a significant misdemeanor",
    "condena por delito leve significativo",
)
RECENT_ENTRANT = bool_fact("recent_entrant", "entered recently", "entrada reciente")
VISA_ABUSER = bool_fact("visa_abuser", "abused a visa", "abuso de visado")
FINAL_ORDER = bool_fact("final_order", "has a final order", "tiene una orden firme")
FINAL_ORDER_ON = date_fact("final_order_on", "the final order", "la orden firme")

# Offense codes.
NCIC_CODE = text_fact(
    "ncic_code", "the NCIC offense code, four digits", "el código NCIC del delito, cuatro dígitos"
)
INCLUDES_NEGLIGENT = bool_fact(
    "homicide_includes_negligent",
    "negligent manslaughter counts as homicide",
    "el homicidio culposo cuenta como homicidio",
)
SEXUAL_GROUPS = text_fact(
    "sexual_assault_groups",
    "the groups that count as sexual assault",
    "los grupos que cuentan como agresión sexual",
)
