"""
Answers for a calendar; importing twice updates.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from custodes.law.clock._answers import Answer, Answers
from custodes.law.clock._text import WORDS, label


def to_ics(*cases: Answers, language: str = "en") -> str:
    """
    Every mark and every target that is not done, of all cases, as iCalendar text.

    An entry's id is made of the case's name, the rule and the answer, so a
    second import of the same case moves what was there, in whichever language.

    Args:
        cases: From `read_case`, asked in the same language.
        language: ``en`` or ``es``.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Custodes//clock//{language.upper()}")
    calendar.add("version", "2.0")
    for answers in cases:
        for answer in answers.answers:
            if answer.output.role in {"mark", "target", "instant"} and not answer.done:
                _add(calendar, answers, answer, language)
    return str(calendar.to_ical().decode("utf-8"))


def _add(calendar: object, answers: Answers, answer: Answer, language: str) -> None:
    from icalendar import Calendar, Event

    assert isinstance(calendar, Calendar)  # noqa: S101 - for the type alone
    value = answer.value
    if not isinstance(value, date):
        return
    event = Event()
    event.add("uid", f"{answers.name}.{answer.rule.id}.{answer.output.id}@custodes")
    event.add("dtstamp", datetime.combine(answers.as_of, time(), UTC))
    event.add("sequence", answers.as_of.toordinal())
    event.add("summary", f"{answers.name}: {label(answer, language)}")
    event.add("dtstart", value)
    if not isinstance(value, datetime):
        event.add("dtend", value + timedelta(1))
    told = f"{WORDS[language]['not']}: {answer.rule.wording(language).means_not}"
    event.add("description", "\n".join((*answer.why, told)))
    calendar.add_component(event)
