"""
Threat levels: never without a scheme and a date, for four things at least are called Level 1.

Nothing here says how dangerous anyone is. A level is a word that an agency gave
to a record under a scheme of its day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from custodes.law.choice import Choice
from custodes.law.expression import (
    Expr,
    all_of,
    any_of,
    constant,
    known,
    pick,
    same,
    total,
    when,
)
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import severity_facts as facts
from custodes.law.us.severity_offenses import IS_HOMICIDE, IS_SEXUAL_ASSAULT, NCIC, OFFENSE_GROUP
from custodes.law.us.severity_schemes import SCHEMES, Scheme, Span

THREAT_SCHEME = Choice(
    id="threat_scheme",
    asks="Under which scheme is the level read?",
    asks_spanish="¿Según qué esquema se lee el nivel?",
    readings={
        "as_stated": "no default: say it, or give the fact for each record",
        **{s.id: s.title for s in SCHEMES.values()},
    },
    default="as_stated",
    note="Levels of different schemes cannot be compared.",
    note_spanish="No pueden compararse los niveles de esquemas distintos.",
)
ONE_YEAR_EXACT = Choice(
    id="one_year_exact",
    asks="Does a crime punishable by exactly one year count with those punishable by less?",
    asks_spanish="Un delito punible con exactamente un año, ¿cuenta entre los punibles con menos?",
    readings={
        "misdemeanor": "the sensible reading: no felony, for that takes more than one year",
        "unknown": "neither more nor less than one year: the memorandum names no place for it",
    },
    default="misdemeanor",
)

NO_LEVEL = constant("NO_LEVEL")
_FEW, _PAIR = 3, 2
_PEP_SINCE = date(2014, 1, 1)


def _in_span(span: Span) -> Expr[bool]:
    day = facts.THREAT_ON
    can_be = [constant(span.since) <= day]
    surely = [constant(span.since_by) <= day]
    if span.until is not None and span.until_at_least is not None:
        can_be.append(day <= constant(span.until))
        surely.append(day <= constant(span.until_at_least))
    return all_of(*can_be, when(all_of(*surely), constant(value=True), facts.SCHEME_IN_FORCE))


def _at_least(count: Expr[int], many: int) -> Expr[bool]:
    return constant(many) <= count


# ICE2010: by convictions.
_with_exact = total(facts.UNDER_ONE_YEAR, facts.EXACTLY_ONE_YEAR)


def _minor(many: int) -> Expr[bool]:
    """
    So many crimes punishable by less than one year, as one reads exactly one year.
    """
    surely = _at_least(facts.UNDER_ONE_YEAR, many)
    at_most = _at_least(_with_exact, many)
    return pick(
        ONE_YEAR_EXACT,
        {
            "misdemeanor": at_most,
            "unknown": any_of(surely, all_of(at_most, facts.COUNTS_AS_UNDER)),
        },
    )


_BY_CONVICTIONS = when(
    any_of(facts.AGGRAVATED_FELONY, _at_least(facts.OVER_ONE_YEAR, _PAIR)),
    constant("LEVEL_1"),
    when(
        any_of(_at_least(facts.OVER_ONE_YEAR, 1), _minor(_FEW)),
        constant("LEVEL_2"),
        when(_minor(1), constant("LEVEL_3"), NO_LEVEL),
    ),
)

# PEP2014: priorities.
_BY_PRIORITIES = when(
    any_of(
        facts.NATIONAL_SECURITY, facts.BORDER, facts.GANG, facts.FELONY, facts.AGGRAVATED_FELONY
    ),
    constant("PRIORITY_1"),
    when(
        any_of(
            _at_least(facts.MISDEMEANORS, _FEW),
            facts.SIGNIFICANT_MISDEMEANOR,
            facts.RECENT_ENTRANT,
            facts.VISA_ABUSER,
        ),
        constant("PRIORITY_2"),
        when(
            all_of(facts.FINAL_ORDER, constant(_PEP_SINCE) <= facts.FINAL_ORDER_ON),
            constant("PRIORITY_3"),
            NO_LEVEL,
        ),
    ),
)


def _by_type(scheme: Scheme) -> Expr[str]:
    found = constant("NO_SUCH_OFFENSE_TYPE")
    for level, types in scheme.levels.items():
        named = any_of(*(same(facts.OFFENSE_TYPE, constant(t)) for t in types))
        found = when(named, constant(level.upper()), found)
    return found


def _level(scheme: Scheme) -> Expr[str]:
    if scheme.id == "MOA2009":
        return when(any_of(facts.CONVICTED, facts.ARRESTED), _by_type(scheme), NO_LEVEL)
    by_kind: Mapping[str, Expr[str]] = {
        "convictions": _BY_CONVICTIONS,
        "priorities": _BY_PRIORITIES,
        "code_table": facts.NCIC_LEVEL,
        "no_levels": NO_LEVEL,
    }
    return by_kind.get(scheme.kind) or _by_type(scheme)


_IN_FORCE = {s.id: any_of(*map(_in_span, s.spans)) for s in SCHEMES.values()}
_LEVELS = {
    s.id: when(_IN_FORCE[s.id], _level(s), constant("SCHEME_NOT_IN_FORCE"))
    for s in SCHEMES.values()
}


def _as_stated(readings: Mapping[str, Expr[str]]) -> Expr[str]:
    found: Expr[str] = constant("NO_SUCH_SCHEME")
    for scheme, expression in readings.items():
        found = when(same(facts.THREAT_SCHEME, constant(scheme)), expression, found)
    return found


THREAT_LEVEL = pick(THREAT_SCHEME, {"as_stated": _as_stated(_LEVELS), **_LEVELS})

RULE = Rule(
    id="us.severity",
    title="Threat levels, each under the scheme of its day",
    means="Which level or priority a scheme that was in force on a day gives to what a record says, "
    "and to which group an offense code belongs.",
    means_not="How dangerous anyone is, or was. Levels of two schemes cannot be compared. A level that "
    "is missing in a release does not mean that there was no conviction.",
    spanish=Wording(
        title="Niveles de amenaza, cada uno según el esquema de su fecha",
        means="Qué nivel o prioridad da un esquema vigente en una fecha a lo que dice un "
        "registro, y a qué grupo pertenece un código de delito.",
        means_not="Cuán peligroso es o fue alguien. No pueden compararse los niveles de dos "
        "esquemas. Que falte un nivel en una publicación de datos no significa que no "
        "hubiera condena.",
        uncertain=(
            (
                "No se leyó la tabla de niveles por código de delito que siguen los sistemas "
                "de ICE (FOIA 13-15734)."
            ),
            ("Los esquemas de 2008 y 2009 y los grupos de códigos de delito son de memoria."),
            ("El terrorismo no tiene grupo propio: requiere una lista expresa de códigos."),
        ),
    ),
    citations=(*(s.citation for s in SCHEMES.values()), NCIC),
    outputs=(
        Output("threat_level", THREAT_LEVEL, "Level", "Nivel", "status"),
        Output("offense_group", OFFENSE_GROUP, "Offense group", "Grupo de delitos", "status"),
        Output("is_homicide", IS_HOMICIDE, "Homicide", "Homicidio", "flag"),
        Output("is_sexual_assault", IS_SEXUAL_ASSAULT, "Sexual assault", "Agresión sexual", "flag"),
    ),
    in_force=(date(2008, 1, 1), None),
    uncertain=(
        "The table of levels by offense code that ICE's systems follow (FOIA 13-15734) was not read.",
        "The schemes of 2008 and 2009 and the groups of offense codes come from memory.",
        "Terrorism has no group of its own: it takes an explicit list of codes.",
    ),
    engaged=any_of(known(facts.THREAT_ON), known(facts.NCIC_CODE)),
)
