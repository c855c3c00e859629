"""
The travel document: where the last request stands and how long it has been silent.
"""

from __future__ import annotations

from datetime import date
from functools import reduce

from custodes.law.citation import Citation
from custodes.law.expression import (
    Expr,
    all_of,
    any_of,
    constant,
    days_between,
    latest,
    no_date,
    same,
    when,
)
from custodes.law.rule import Output, Rule, Wording
from custodes.law.us import facts
from custodes.law.us import travel_document_facts as document

PRACTICE = Citation("ICE forms I-217, I-241 and I-229(a); practice, from memory")
_LONG_AGO = constant(date(1900, 1, 1))

Happened = tuple[Expr[bool], Expr[date]]
_REQUEST: Happened = (document.REQUESTED, document.REQUESTED_ON)
_INTERVIEW: Happened = (document.INTERVIEWED, document.INTERVIEWED_ON)
_ANSWER: Happened = (document.ANSWERED, document.ANSWERED_ON)
_ISSUE: Happened = (document.ISSUED, document.ISSUED_ON)
_REFUSAL: Happened = (document.REFUSED, document.REFUSED_ON)
_SILENCE: Happened = (document.UNANSWERED, document.UNANSWERED_ON)


def _last(*items: Happened) -> Expr[date]:
    """
    The day of the last that happened; a day long ago where none did.
    """
    return latest(*(when(happened, on, _LONG_AGO) for happened, on in items))


_stages = (_ISSUE, _REFUSAL, _SILENCE, _INTERVIEW, _REQUEST)
_last_stage = _last(*_stages)
_expired = any_of(document.EXPIRED, document.EXPIRES_ON < facts.AS_OF)
_words = (
    when(_expired, constant("EXPIRED"), constant("ISSUED")),
    constant("DENIED"),
    constant("NO_RESPONSE"),
    constant("CONSULAR_INTERVIEW"),
    constant("REQUESTED"),
)


def _stage(otherwise: Expr[str], stage: tuple[Happened, Expr[str]]) -> Expr[str]:
    (happened, on), word = stage
    return when(all_of(happened, same(on, _last_stage)), word, otherwise)


_reached = reduce(_stage, reversed(list(zip(_stages, _words, strict=True))), constant("UNKNOWN"))
STATE = when(
    document.DEPARTED,
    constant("REMOVED"),
    when(
        all_of(document.TRAVEL_SCHEDULED, facts.AS_OF <= document.TRAVEL_ON),
        constant("TRAVEL_SCHEDULED"),
        when(
            any_of(*(happened for happened, _ in _stages)), _reached, constant("TD_NOT_REQUESTED")
        ),
    ),
)

_any_answer = any_of(document.ANSWERED, document.ISSUED, document.REFUSED)
LAST_ANSWER_ON = when(_any_answer, _last(_ANSWER, _ISSUE, _REFUSAL), no_date())

RULE = Rule(
    id="us.travel_document",
    title="The travel document",
    means="Where the last request for a travel document stands, and how many days since it was made "
    "and since the last answer.",
    means_not="How likely removal is, or that silence is a refusal. The law sets no day by which a "
    "consulate answers: NO_RESPONSE is said only where someone recorded it.",
    spanish=Wording(
        title="El documento de viaje",
        means="En qué estado se halla la última solicitud de un documento de viaje, y cuántos "
        "días han pasado desde que se hizo y desde la última respuesta.",
        means_not="Cuán probable es la expulsión, ni que el silencio sea una negativa. La ley no "
        "fija día para que un consulado responda: NO_RESPONSE se dice solo donde alguien "
        "lo registró.",
        uncertain=(("Los formularios y los estados de una solicitud son práctica, de memoria."),),
    ),
    citations=(PRACTICE,),
    outputs=(
        Output("document_state", STATE, "Travel document", "Documento de viaje", "status"),
        Output(
            "days_since_request",
            days_between(facts.AS_OF, document.REQUESTED_ON),
            "Days since the request",
            "Días desde la solicitud",
            "days",
            needed=document.REQUESTED,
        ),
        Output(
            "days_since_answer",
            days_between(facts.AS_OF, LAST_ANSWER_ON),
            "Days since the last answer",
            "Días desde la última respuesta",
            "days",
            needed=_any_answer,
        ),
        Output(
            "expires_before_travel",
            document.EXPIRES_ON < document.TRAVEL_ON,
            "Expires before travel",
            "Vence antes del viaje",
            "flag",
            needed=all_of(document.ISSUED, document.TRAVEL_SCHEDULED),
        ),
    ),
    uncertain=("The forms and the states of a request are practice, from memory.",),
    engaged=any_of(
        *(happened for happened, _ in _stages), document.ANSWERED, document.TRAVEL_SCHEDULED
    ),
)
