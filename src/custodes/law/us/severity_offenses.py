"""
Groups of offenses by NCIC code, with what is doubtful about them as questions.
"""

from __future__ import annotations

from collections.abc import Iterable

from custodes.errors import LawError
from custodes.law.choice import Choice
from custodes.law.citation import Citation
from custodes.law.expression import Expr, all_of, any_of, constant, pick, same, when
from custodes.law.expression import _nodes as n
from custodes.law.us import severity_facts as facts
from custodes.law.us._data import cited, read_table

_RAW = read_table("severity_offense_groups.toml")
NCIC: Citation = cited("severity_offense_groups.toml", _RAW)

GROUPS: dict[str, str] = {g["code"]: g["name"] for g in _RAW["group"]}
"""
From the first two digits of a code to the group's name.
"""

HOMICIDE_INCLUDES_NEGLIGENT = Choice(
    id="homicide_includes_negligent",
    asks="Does negligent manslaughter count as homicide?",
    asks_spanish="¿Cuenta como homicidio el homicidio por negligencia?",
    readings={
        "as_stated": "no default: say it, or give the fact",
        "true": "codes 0909 and 0910 are in the group",
        "false": "they are left out",
    },
    default="as_stated",
)
SEXUAL_ASSAULT_GROUPS = Choice(
    id="sexual_assault_groups",
    asks="Which groups count as rape and sexual assault?",
    asks_spanish="¿Qué grupos cuentan como violación y agresión sexual?",
    readings={
        "as_stated": "no default: say it, or give the fact",
        "11": "group 11 alone",
        "11,36": "with other sex offenses, group 36",
    },
    default="as_stated",
)

_DIGITS = 4
_nothing: Expr[str] = n.made(n.Constant("text", None))


def group_of(code: str) -> str | None:
    """
    The name of an offense code's group; None: the group is not known.

    Raises:
        LawError: The code is not four digits; a leading zero may have been lost.
    """
    if len(code) != _DIGITS or not code.isdecimal() or not code.isascii():
        raise LawError("An NCIC offense code has four digits; restore its leading zero.")
    return GROUPS.get(code[:2])


def in_group(group: str) -> Expr[bool]:
    """
    Whether the code belongs to a group of two digits.
    """
    first, last = constant(f"{group}00"), constant(f"{group}99")
    return all_of(first <= facts.NCIC_CODE, last >= facts.NCIC_CODE)


def is_terrorism(codes: Iterable[str]) -> Expr[bool]:
    """
    Whether the code is one of a list; no single group is terrorism, so give the codes.

    Raises:
        LawError: The list is empty, or one of its items is no code.
    """
    listed = sorted(set(codes))
    if not listed:
        raise LawError("Terrorism has no group of its own; give the list of codes that count.")
    for code in listed:
        group_of(code)
    return any_of(*(same(facts.NCIC_CODE, constant(c)) for c in listed))


def _group() -> Expr[str]:
    found = _nothing
    for code, name in reversed(GROUPS.items()):
        found = when(in_group(code), constant(name), found)
    return found


OFFENSE_GROUP = _group()

_NEGLIGENT: tuple[str, ...] = tuple(_RAW["negligent_homicide"])
_negligent = any_of(*(same(facts.NCIC_CODE, constant(c)) for c in _NEGLIGENT))
_yes, _no = constant(value=True), constant(value=False)
IS_HOMICIDE = all_of(
    in_group("09"),
    when(
        _negligent,
        pick(
            HOMICIDE_INCLUDES_NEGLIGENT,
            {"as_stated": facts.INCLUDES_NEGLIGENT, "true": _yes, "false": _no},
        ),
        _yes,
    ),
)
IS_SEXUAL_ASSAULT = any_of(
    in_group("11"),
    all_of(
        in_group("36"),
        pick(
            SEXUAL_ASSAULT_GROUPS,
            {
                "as_stated": same(facts.SEXUAL_GROUPS, constant("11,36")),
                "11": _no,
                "11,36": _yes,
            },
        ),
    ),
)
