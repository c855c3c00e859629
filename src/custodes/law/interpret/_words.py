"""
Days, numbers and spans in English and Spanish.
"""

from __future__ import annotations

from datetime import date, datetime

from custodes.law.interpret._values import Unknown, Value

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}


def day(value: date, language: str) -> str:
    """
    A day without its weekday: 3 March 2025, 3 de marzo de 2025.
    """
    month = _MONTHS[language].split()[value.month - 1]
    if language == "es":
        return f"{value.day} de {month} de {value.year}"
    return f"{value.day} {month} {value.year}"


def with_weekday(value: date, language: str) -> str:
    """
    A day with its weekday: Monday 3 March 2025, lunes 3 de marzo de 2025.
    """
    weekday = _DAYS[language].split()[value.weekday()]
    return f"{weekday} {day(value, language)}"


def spoken(value: Value, language: str) -> str:
    """
    Any value as a person reads it.
    """
    if isinstance(value, Unknown):
        if not value.missing:
            return "no date" if language == "en" else "ninguna fecha"
        names = ", ".join(sorted(value.missing))
        return f"unknown; find {names}" if language == "en" else f"desconocido; averigüe {names}"
    if isinstance(value, date):
        hour = f", {value:%H:%M}" if isinstance(value, datetime) else ""
        return with_weekday(value, language) + hour
    if isinstance(value, tuple):
        return spans(value, language)
    words = {"en": ("no", "yes"), "es": ("no", "sí")}[language]
    return words[value] if isinstance(value, bool) else str(value)


def spans(value: tuple[tuple[date, date | None], ...], language: str) -> str:
    """
    Stretches: from one day to another, or lasting.
    """
    to, lasts = ("to", "and since") if language == "en" else ("a", "en adelante")
    told = [
        f"{day(a, language)} {to} {day(b, language)}" if b else f"{day(a, language)} {lasts}"
        for a, b in value
    ]
    return ", ".join(told)
