"""
How long a jail may hold a person on a detainer: forty-eight hours, counted two ways.
"""

from __future__ import annotations

from datetime import date, datetime

from custodes.law.choice import Choice
from custodes.law.citation import Citation
from custodes.law.expression import (
    Expr,
    constant,
    either,
    known,
    named,
    no_instant,
    pick,
    plus_elapsed,
    plus_minutes,
    same,
    when,
)
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import facts
from custodes.law.us.calendars import on_jails

REGULATION = Citation(
    "8 CFR 287.7(d)",
    quote="for a period not to exceed 48 hours, excluding Saturdays, Sundays, and holidays",
    source="the regulation",
)
FORM = Citation(
    "DHS Form I-247A (effective 2 April 2017)",
    quote="beyond the time he or she would otherwise have been released",
    source="the form",
)
MINNESOTA = Citation("Minn. Stat. 629.30, 629.34; opinion of the Attorney General, 6 February 2025")

DETAINER_CLOCK = Choice(
    id="detainer_clock",
    asks="Are the forty-eight hours those of the regulation or those of the form?",
    asks_spanish="¿Son las cuarenta y ocho horas las del reglamento o las del formulario?",
    readings={
        "reg_excl_weekends_holidays": "8 CFR 287.7(d)",
        "form_flat_48h": "Form I-247A: no weekend and no holiday is excluded",
    },
    default="form_flat_48h",
    note="Both are always shown; the shorter is the safe one for the jail.",
    note_spanish="Siempre se muestran ambas; la más corta es la segura para la cárcel.",
)
STATE_OVERRIDE = Choice(
    id="state_override",
    asks="Does the law of the State forbid any hold?",
    asks_spanish="¿Prohíbe la ley del estado toda retención?",
    readings={
        "minnesota_zero": "Minnesota: opinion of the Attorney General, 6 February 2025 (advisory)",
        "none": "the detainer alone is looked at",
    },
    default="minnesota_zero",
)

MINUTES = 48 * 60

# Minnesota forbids a hold on a detainer alone.
_forbidden = pick(
    STATE_OVERRIDE,
    {
        "minnesota_zero": either(same(facts.STATE, "MN"), constant(value=False)),
        "none": constant(value=False),
    },
)
_released = facts.WOULD_BE_RELEASE_AT


def _limit(until: Expr[datetime]) -> Expr[datetime]:
    return when(facts.DETAINER_SERVED, when(_forbidden, _released, until), no_instant())


BY_REGULATION = named(
    _limit(on_jails(lambda c: plus_minutes(_released, MINUTES, c))),
    "the hold ends under the regulation",
    "la retención termina según el reglamento",
)
BY_FORM = named(
    _limit(plus_elapsed(_released, MINUTES, facts.ZONE)),
    "the hold ends under the form",
    "la retención termina según el formulario",
)
HOLD_UNTIL = pick(
    DETAINER_CLOCK, {"reg_excl_weekends_holidays": BY_REGULATION, "form_flat_48h": BY_FORM}
)
EFFECT = when(
    facts.DETAINER_SERVED,
    when(_forbidden, constant("NO_HOLD_UNDER_STATE_LAW"), constant("HOLD_REQUESTED")),
    constant("NEVER_TOOK_EFFECT"),
)

RULE = Rule(
    id="us.detainer",
    title="Forty-eight hours on a detainer",
    means="Until when a jail may hold a person on a detainer, from the minute in which the person "
    "would otherwise have been released.",
    means_not="That the jail must hold, that the hold is lawful, or that probable cause was found: "
    "a detainer is a request, and holding on it is a new arrest.",
    spanish=Wording(
        title="Cuarenta y ocho horas por una solicitud de detención migratoria",
        means="Hasta cuándo puede una cárcel retener a una persona por una solicitud de "
        "detención migratoria, desde el minuto en que la persona habría sido liberada.",
        means_not="Que la cárcel deba retener, que la retención sea legal ni que se hallara causa "
        "probable: es una solicitud, y retener por ella es un nuevo arresto.",
        uncertain=(
            ("El reglamento no dice a qué días feriados se refiere."),
            ("El formulario y el reglamento cuentan de modo distinto; cuál rige no está resuelto."),
        ),
    ),
    citations=(REGULATION, FORM, MINNESOTA),
    outputs=(
        Output("hold_until", HOLD_UNTIL, "Hold ends", "Termina la retención", "instant"),
        Output(
            "hold_until_regulation",
            BY_REGULATION,
            "Hold ends, 8 CFR 287.7(d)",
            "Termina la retención, 8 CFR 287.7(d)",
            "instant",
            authority=REGULATION,
        ),
        Output(
            "hold_until_form",
            BY_FORM,
            "Hold ends, Form I-247A",
            "Termina la retención, formulario I-247A",
            "instant",
            authority=FORM,
        ),
        Output("effect", EFFECT, "Effect of the detainer", "Efecto de la solicitud", "status"),
    ),
    in_force=(date(1997, 4, 1), None),
    uncertain=(
        "The regulation does not say which holidays it means.",
        "The form and the regulation count differently; which governs is not settled.",
    ),
    engaged=known(_released),
)
