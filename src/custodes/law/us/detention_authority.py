"""
On what ground a person is held after an order: no release, may be held beyond day 90, certified.
"""

from __future__ import annotations

from custodes.law.citation import Citation
from custodes.law.expression import all_of, constant, has_any, known, plus_days, plus_months, when
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import facts
from custodes.law.us.removal_period import DAY_90, NONCOMPLIANCE, PENDING, START

NO_RELEASE = Citation(
    "8 USC 1231(a)(2)",
    "https://www.law.cornell.edu/uscode/text/8/1231",
    quote="Under no circumstance during the removal period",
    source="United States Code, text before Pub. L. 119-1",
)
BEYOND = Citation("8 USC 1231(a)(6)", "https://www.law.cornell.edu/uscode/text/8/1231")
CERTIFIED = Citation("8 USC 1226a", "https://www.law.cornell.edu/uscode/text/8/1226a")

_CHARGE_DAYS, _REVIEW_MONTHS = 7, 6

# Without a day 90 the period was extended and has not ended: 8 USC 1231(a)(1)(C).
_extended = when(START <= facts.AS_OF, has_any(NONCOMPLIANCE), constant(value=False))
_not_over = when(known(DAY_90), facts.AS_OF <= DAY_90, _extended)
RELEASE_BARRED = all_of(facts.NO_RELEASE_GROUND, ~PENDING, START <= facts.AS_OF, _not_over)
AFTER_DAY_90 = when(facts.BEYOND_GROUND, constant("8 USC 1231(a)(6)"), constant("none_found"))

RULE = Rule(
    id="us.detention_authority",
    title="On what ground a person is held after an order",
    means="Whether the statute bars release during the removal period, and whether a ground on "
    "which it lets the government hold a person beyond day 90 was found.",
    means_not="That no ground exists: only that none was stated. Where none applies, the statute's "
    "course is supervision, 8 USC 1231(a)(3).",
    spanish=Wording(
        title="Con qué fundamento se retiene a una persona después de una orden",
        means="Si la ley impide la liberación durante el período de expulsión, y si se halló una"
        " causal por la que permite al gobierno retener a una persona más allá del día 90.",
        means_not="Que no exista ninguna causal: solo que no se indicó ninguna. Donde ninguna se "
        "aplica, la ley prevé la supervisión, 8 USC 1231(a)(3).",
    ),
    citations=(NO_RELEASE, BEYOND, CERTIFIED),
    outputs=(
        Output(
            "release_barred",
            RELEASE_BARRED,
            "Release barred by statute",
            "Liberación impedida por la ley",
            "flag",
        ),
        Output(
            "detention_ground_after_day_90",
            AFTER_DAY_90,
            "Ground to hold beyond day 90",
            "Causal para retener más allá del día 90",
            "status",
            authority=BEYOND,
        ),
        Output(
            "charge_by",
            plus_days(facts.CERTIFIED_ON, _CHARGE_DAYS),
            "Charge by",
            "Acusar antes del",
            "target",
            needed=known(facts.CERTIFIED_ON),
            authority=CERTIFIED,
        ),
        Output(
            "certification_review",
            plus_months(facts.CERTIFIED_ON, _REVIEW_MONTHS),
            "Certification to be reviewed",
            "Revisión de la certificación",
            "target",
            needed=known(facts.CERTIFIED_ON),
            authority=CERTIFIED,
        ),
    ),
    engaged=facts.POST_ORDER,
)
