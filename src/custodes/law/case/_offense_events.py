"""
The events of offenses, and of a level that is read for them.
"""

from custodes.law.case._event_kind import EventKind
from custodes.law.us.severity_schemes import SCHEMES

OFFENSE_TYPES = tuple(
    dict.fromkeys(t for s in SCHEMES.values() for types in s.levels.values() for t in types)
)
NCIC_LEVELS = ("LEVEL_1", "LEVEL_2", "LEVEL_3")
PRIORITY_GROUNDS = (
    "national_security",
    "apprehended_at_border",
    "gang",
    "recent_entrant",
    "visa_abuser",
)

OFFENSE_KINDS = (
    EventKind(
        "conviction",
        "conviction",
        "condena",
        "day",
        "offense",
        words=(
            (
                "kind",
                ("aggravated_felony", "felony", "significant_misdemeanor", "misdemeanor", "other"),
            ),
            ("punishable", ("over_one_year", "exactly_one_year", "under_one_year")),
            ("offense_type", OFFENSE_TYPES),
            ("ncic_code", ()),
            ("ncic_level", NCIC_LEVELS),
        ),
    ),
    EventKind(
        "offense_charged",
        "arrest for an offense",
        "arresto por un delito",
        "day",
        "offense",
        words=(("offense_type", OFFENSE_TYPES),),
    ),
    EventKind(
        "priority_ground",
        "ground of the priorities of 2014",
        "motivo de las prioridades de 2014",
        "day",
        "offense",
        words=(("ground", PRIORITY_GROUNDS),),
        required=("ground",),
    ),
    EventKind(
        "threat_level_read",
        "threat level read",
        "nivel de amenaza leído",
        "day",
        "offense",
        words=(("scheme", tuple(SCHEMES)),),
        required=("scheme",),
    ),
)
