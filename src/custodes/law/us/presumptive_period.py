"""
Six months of post-order detention, presumptively reasonable: Zadvydas and Clark.
"""

from __future__ import annotations

from datetime import date

from custodes.law.choice import Choice, Default
from custodes.law.expression import (
    Expr,
    Period,
    all_of,
    constant,
    day_reached,
    days_counted,
    either,
    every_day,
    has_any,
    is_open,
    known,
    last_start,
    latest,
    named,
    period,
    pick,
    plus_days,
    union,
    when,
)
from custodes.law.interpret import resolved
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import choices, facts
from custodes.law.us.citations import CLARK, ZADVYDAS
from custodes.law.us.removal_period import (
    FINAL_ON,
    FTC_ENDS,
    FTC_PAUSES,
    FTC_RESTARTS,
    LESS,
    NONCOMPLIANCE,
    PENDING,
    START,
    ninety_days,
    only_under,
)

SIX_MONTH_UNIT = Choice(
    id="six_month_unit",
    asks="Is the six-month period counted in days or by the calendar?",
    asks_spanish="¿Se cuenta el período de seis meses en días o según el calendario?",
    readings={
        "180_days": "ICE practice; Louis v. U.S. Att'y Gen. (M.D. Fla. 2020)",
        "six_calendar_months": "Zadvydas's own word; 8 CFR 241.13",
    },
    default="180_days",
)
CLOCK_ANCHOR = Choice(
    id="clock_anchor",
    asks="Do the six months include the ninety days of the removal period?",
    asks_spanish="¿Incluyen los seis meses los noventa días del período de expulsión?",
    readings={
        "rp_start": "they do: Gardiner (S.D. Fla. 2020); 8 CFR 241.13(b)(2)(ii)",
        "rp_end": "they follow it: a minority",
    },
    default="rp_start",
)
CLOCK_COUNTS = Choice(
    id="clock_counts",
    asks="Which days count: all days detained, those of the current detention, or all days?",
    asks_spanish="¿Qué días cuentan: todos los días de detención, los de la detención actual o todos "
    "los días?",
    readings={
        "detained_days_cumulative": "every day in custody since the removal period began",
        "current_detention_only": "custody since the last time it began",
        "calendar_from_rp_start": "every day since the removal period began; it never stops",
    },
    default="detained_days_cumulative",
    note="Courts are divided and no case was verified: all three are always shown.",
    note_spanish="Los tribunales están divididos y no se verificó ninguna sentencia: siempre se "
    "muestran los tres.",
)
MARK = Choice(
    id="mark",
    asks="Are six months over on their last day or on the day after?",
    asks_spanish="¿Se cumplen los seis meses en su último día o el día siguiente?",
    readings={
        "exceeded": "Zadvydas: after this 6-month period; Akinwale: in excess of",
        "reached": "on the day itself",
    },
    default="exceeded",
)
PREMATURITY = Choice(
    id="prematurity",
    asks="May a court rule on a petition filed before the six months are over?",
    asks_spanish="¿Puede un tribunal resolver una petición presentada antes de que se cumplan los seis "
    "meses?",
    readings={
        "must_exceed_at_filing": "Akinwale v. Ashcroft (11th Cir. 2002)",
        "may_rule_earlier": "elsewhere some courts take the presumption as rebuttable",
    },
    default=Default("circuit", {"11": "must_exceed_at_filing"}, "may_rule_earlier"),
)
WITHHOLDING_ONLY = Choice(
    id="withholding_only",
    asks="Where only withholding of removal is pending, is exceeding six months enough to ask?",
    asks_spanish="Cuando solo está pendiente la suspensión de expulsión (withholding), ¿basta haber "
    "superado los seis meses para impugnar?",
    readings={
        "no_indefinite_risk": "Castaneda v. Perry (4th Cir.): the proceedings will end",
        "normal_test": "Johnson v. Guzman Chavez put it under 8 USC 1231",
    },
    default=Default("circuit", {"4": "no_indefinite_risk"}, "normal_test"),
)

_NO_DAYS_OFF = constant(0)
_stays = only_under(choices.DETAINEE_REQUESTED_STAY_TOLLS, "yes", facts.DETAINEE_STAY)
_pauses = union(FTC_PAUSES, _stays)

ANCHOR = pick(
    CLOCK_ANCHOR,
    {"rp_start": START, "rp_end": day_reached(START, ninety_days(_NO_DAYS_OFF))},
)
_current = latest(ANCHOR, last_start(facts.ICE_CUSTODY))
SINCE = named(
    pick(
        CLOCK_COUNTS,
        {
            "detained_days_cumulative": ANCHOR,
            "current_detention_only": _current,
            "calendar_from_rp_start": ANCHOR,
        },
    ),
    "the count begins",
    "comienza el cómputo",
)
_counting = pick(
    CLOCK_COUNTS,
    {
        "detained_days_cumulative": facts.ICE_CUSTODY,
        "current_detention_only": facts.ICE_CUSTODY,
        "calendar_from_rp_start": every_day(),
    },
)


def _six(unit: str) -> Period:
    return period(
        180 if unit == "180_days" else 6,
        "days" if unit == "180_days" else "months",
        counting=_counting,
        pauses=_pauses,
        restarted_by=FTC_RESTARTS,
        ended_by=FTC_ENDS,
        less=LESS,
    )


SIX_MONTHS = named(
    pick(SIX_MONTH_UNIT, {u: day_reached(SINCE, _six(u)) for u in SIX_MONTH_UNIT.readings}),
    "the six months end",
    "terminan los seis meses",
)
CHALLENGEABLE_SINCE = pick(MARK, {"exceeded": plus_days(SIX_MONTHS, 1), "reached": SIX_MONTHS})


def _days_by(until: Expr[date]) -> Expr[int]:
    return days_counted(SINCE, _six("180_days"), until)


def _by_way(way: str) -> Expr[int]:
    return resolved(_days_by(facts.AS_OF), {CLOCK_COUNTS.id: way}, rest=False)


_only_held = period(0, "days", counting=facts.ICE_CUSTODY)

# A mark that is not known waits for compliance, or for a stay to end, or for a fact.
_waits = when(
    pick(
        choices.FTC_EFFECT,
        {
            "pause_and_resume": is_open(NONCOMPLIANCE),
            "restart_on_compliance": is_open(NONCOMPLIANCE),
            "open_ended_reasonable_time": has_any(NONCOMPLIANCE),
        },
    ),
    constant("EXTENDED"),
    constant("NOT_RUNNING"),
)
_no_mark = when(is_open(_stays), _waits, _waits)  # unknown stays leave it unknown
_running = when(
    all_of(is_open(facts.ICE_CUSTODY), START <= facts.AS_OF),
    when(
        known(SIX_MONTHS),
        when(
            facts.AS_OF < CHALLENGEABLE_SINCE,
            constant("PRESUMPTIVELY_REASONABLE"),
            constant("CHALLENGEABLE"),
        ),
        _no_mark,
    ),
    constant("NOT_RUNNING"),
)
STATUS = either(
    when(PENDING, constant("NOT_RUNNING"), _running),
    constant("UNKNOWN"),
)
_petition = when(
    facts.HABEAS_ON < CHALLENGEABLE_SINCE,
    pick(
        PREMATURITY,
        {
            "must_exceed_at_filing": constant("PREMATURE"),
            "may_rule_earlier": constant("BEFORE_THE_MARK_COURT_MAY_HEAR_STRONG_PROOF"),
        },
    ),
    constant("AFTER_THE_MARK"),
)
_exceeding_is_not_enough = when(
    facts.WITHHOLDING_PENDING,
    pick(
        WITHHOLDING_ONLY,
        {"no_indefinite_risk": constant(value=True), "normal_test": constant(value=False)},
    ),
    constant(value=False),
)

RULE = Rule(
    id="us.presumptive_period",
    title="Six months of post-order detention, presumptively reasonable",
    means="Since when the detention may be challenged: the person then gives good reason to believe "
    "that removal is not reasonably foreseeable, and the government must answer with evidence.",
    means_not="A date of release. A burden shifts, and that is all. Nothing here says how likely "
    "removal is, or that anyone must be released.",
    spanish=Wording(
        title="Seis meses de detención posterior a la orden, que se presumen razonables",
        means="Desde cuándo puede impugnarse la detención: la persona da entonces buenas razones"
        " para creer que la expulsión no es razonablemente previsible, y el gobierno debe "
        "responder con pruebas.",
        means_not="Una fecha de liberación. Se desplaza una carga, y nada más. Nada aquí dice cuán "
        "probable es la expulsión, ni que alguien deba ser liberado.",
        uncertain=(
            (
                "Los tribunales están divididos sobre si cuenta la detención anterior, y no se"
                " verificó ninguna sentencia."
            ),
        ),
    ),
    citations=(ZADVYDAS, CLARK),
    outputs=(
        Output("six_months", SIX_MONTHS, "Six months end", "Terminan los seis meses", "mark"),
        Output(
            "challengeable_since",
            CHALLENGEABLE_SINCE,
            "May be challenged since",
            "Impugnable desde",
            "day",
        ),
        Output("status", STATUS, "Status", "Estado", "status"),
        Output(
            "days_cumulative",
            _by_way("detained_days_cumulative"),
            "Days so far, all detention counted",
            "Días hasta hoy, contando toda la detención",
            "days",
        ),
        Output(
            "days_current",
            _by_way("current_detention_only"),
            "Days so far, the current detention counted",
            "Días hasta hoy, contando la detención actual",
            "days",
        ),
        Output(
            "days_calendar",
            _by_way("calendar_from_rp_start"),
            "Days so far, every day counted",
            "Días hasta hoy, contando todos los días",
            "days",
        ),
        Output(
            "days_held_since_final",
            days_counted(FINAL_ON, _only_held, facts.AS_OF),
            "Days in ICE custody since the order became final, whatever restarted or paused a count",
            "Días en custodia de ICE desde que la orden quedó firme",
            "days",
        ),
        Output(
            "days_at_petition",
            _days_by(facts.HABEAS_ON),
            "Days counted when the petition was filed",
            "Días contados al presentarse la petición",
            "days",
            needed=known(facts.HABEAS_ON),
        ),
        Output(
            "petition",
            _petition,
            "Petition",
            "Petición",
            "status",
            needed=known(facts.HABEAS_ON),
        ),
        Output(
            "exceeding_is_not_enough",
            _exceeding_is_not_enough,
            "Exceeding six months alone gives no relief",
            "Superar los seis meses no basta",
            "flag",
            needed=facts.WITHHOLDING_PENDING,
        ),
    ),
    in_force=(date(2001, 6, 28), None),
    uncertain=(
        "Whether earlier detention counts is divided among courts, and no case was verified.",
    ),
    engaged=facts.POST_ORDER,
)
