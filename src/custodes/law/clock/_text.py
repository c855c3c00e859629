"""
Answers for a person: what is due and late first, then every date and why.
"""

from __future__ import annotations

from collections.abc import Iterator

from custodes.law.clock._answers import Answer, Answers
from custodes.law.interpret import Value, spoken
from custodes.law.us.spanish import authority_words, value_word

WORDS = {
    "en": {
        "due": "Due next",
        "late": "Late",
        "none": "nothing",
        "days_late": "{} days late",
        "verified": "verified",
        "unverified": "not verified",
        "reading": "read as {}",
        "if": "if {} = {}",
        "over": "over all readings: {} to {}",
        "sometimes": "no date under some readings",
        "not": "Does not mean",
        "uncertain": "Uncertain",
        "done": "done {}",
        "about": "about ",
        "as_of": "as of",
        "divided": "Questions on which authorities differ",
    },
    "es": {
        "due": "Próximo vencimiento",
        "late": "Atrasado",
        "none": "nada",
        "days_late": "{} días de atraso",
        "verified": "verificado",
        "unverified": "sin verificar",
        "reading": "leído como {}",
        "if": "si {} = {}",
        "over": "según todas las lecturas: de {} a {}",
        "sometimes": "sin fecha según algunas lecturas",
        "not": "No significa",
        "uncertain": "Incierto",
        "done": "hecho el {}",
        "about": "hacia el ",
        "as_of": "al",
        "divided": "Cuestiones en que las autoridades difieren",
    },
}


def render_text(answers: Answers, language: str = "en") -> str:
    """
    The whole reading of a case.

    Args:
        answers: From `read_case`, asked in the same language.
        language: ``en`` or ``es``.
    """
    return "\n".join(_lines(answers, language)) + "\n"


def render_brief(answers: Answers, language: str = "en") -> str:
    """
    One line: the case, what is late, what is due next.
    """
    words = WORDS[language]
    late = "; ".join(f"{label(a, language)} {_days_late(a, words)}" for a in answers.late)
    due = "; ".join(f"{label(a, language)} {spoken(a.value, language)}" for a in answers.due[:1])
    none = words["none"]
    return f"{answers.name}\t{words['late']}: {late or none}\t{words['due']}: {due or none}"


def _lines(answers: Answers, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"{answers.name}, {words['as_of']} {spoken(answers.as_of, language)}"
    yield ""
    yield f"{words['due']}:"
    for answer in answers.due[:3]:
        yield f"  {label(answer, language)}: {_value(answer, language)}"
    if not answers.due:
        yield f"  {words['none']}"
    yield f"{words['late']}:"
    for answer in answers.late:
        yield f"  {label(answer, language)}: {_value(answer, language)}, {_days_late(answer, words)}"
    if not answers.late:
        yield f"  {words['none']}"
    rule = None
    for answer in answers.answers:
        if answer.rule is not rule:
            rule = answer.rule
            told = rule.wording(language)
            yield ""
            yield told.title
            yield f"  {words['not']}: {told.means_not}"
            for text in told.uncertain:
                yield f"  {words['uncertain']}: {text}"
        yield from _whole(answer, language)
    yield from _divided(answers, language)


def _divided(answers: Answers, language: str) -> Iterator[str]:
    """
    Each question that makes a difference, once, with what else a person must know.
    """
    engaged = {i for a in answers.answers for i in a.engaged}
    choices = {c.id: c for a in answers.answers for c in a.rule.choices if c.id in engaged}
    if choices:
        yield ""
        yield f"{WORDS[language]['divided']}:"
    for choice in choices.values():
        yield f"  {choice.id}: {choice.asked(language)}"


def _whole(answer: Answer, language: str) -> Iterator[str]:
    words = WORDS[language]
    authority = answer.output.authority or answer.rule.citations[0]
    cited = authority_words(authority, language)
    checked = words["verified" if authority.verified else "unverified"]
    yield f"  {label(answer, language)}: {_value(answer, language)}  [{cited}; {checked}]"
    if answer.done:
        yield f"      {words['done'].format(spoken(answer.done, language))}"
    for choice, reading in answer.engaged.items():
        yield f"      {choice} {words['reading'].format(reading)}"
    for other in answer.varied:
        lead = words["if"].format(other.choice.id, other.reading)
        yield f"      {lead}: {spoken_code(other.value, language)}"
    if answer.earliest and answer.latest and answer.earliest != answer.latest:
        first, last = spoken(answer.earliest, language), spoken(answer.latest, language)
        yield f"      {words['over'].format(first, last)}"
    if answer.sometimes_none:
        yield f"      {words['sometimes']}"
    for step in answer.why:
        yield f"      · {step}"


def label(answer: Answer, language: str) -> str:
    """
    What an answer is called.
    """
    return answer.output.spanish if language == "es" else answer.output.english


def _value(answer: Answer, language: str) -> str:
    about = WORDS[language]["about"] if answer.output.approximate and answer.known else ""
    return about + spoken_code(answer.value, language)


def spoken_code(value: Value, language: str) -> str:
    """
    Any value as a person reads it, a code among them.
    """
    return value_word(value, language) if isinstance(value, str) else spoken(value, language)


def _days_late(answer: Answer, words: dict[str, str]) -> str:
    return words["days_late"].format(answer.days_late)
