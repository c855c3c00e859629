"""
Threat levels and offense groups: the text restated, one record, a column.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law_columns import column, plain

from custodes.errors import LawError, ReadingError
from custodes.law.interpret import Program, evaluate
from custodes.law.us.severity import RULE
from custodes.law.us.severity_offenses import group_of, is_terrorism
from custodes.law.us.severity_schemes import SCHEMES

OUTPUTS = RULE.expressions
CHOICES = {c.id: c for c in RULE.choices}

# Three values by hand: True, False, None.


def both(*values):
    return False if False in values else None if None in values else True


def one(*values):
    return True if True in values else None if None in values else False


def at_least(count, many):
    return None if count is None else count >= many


def choose(steps, otherwise):
    """
    The first that is true; nothing as soon as one is unknown.
    """
    for test, value in steps:
        if test is None:
            return None
        if test:
            return value
    return otherwise


# Days by hand: (can begin, surely runs, surely still runs, ends at the latest).
TIMES = {
    "SC2008": [(date(2008, 1, 1), date(2008, 12, 31), date(2010, 4, 30), date(2010, 8, 31))],
    "MOA2009": [(date(2009, 7, 1), date(2009, 7, 31), date(2012, 12, 31), date(2019, 12, 31))],
    "ICE2010": [(date(2010, 6, 30), date(2010, 6, 30), date(2015, 1, 4), date(2015, 1, 4))],
    "NCIC_RULES": [(date(2012, 1, 1), date(2012, 12, 31), date.max, date.max)],
    "PEP2014": [(date(2015, 1, 5), date(2015, 1, 5), date(2017, 2, 19), date(2017, 2, 19))],
    "none": [
        (date(2017, 1, 1), date(2017, 2, 20), date(2020, 12, 31), date(2021, 12, 31)),
        (date(2025, 1, 20), date(2025, 1, 20), date.max, date.max),
    ],
    "MAYORKAS2021": [(date(2021, 1, 1), date(2021, 12, 31), date(2024, 12, 31), date(2025, 1, 19))],
}
PROPERTY = {"burglary", "larceny", "fraud", "money_laundering", "other_property"}
FIRST = {"homicide", "manslaughter", "rape", "robbery", "kidnapping", "major_drug"}
TYPES = sorted(PROPERTY | FIRST | {"national_security", "other_drug", "other_violent", "other"})


def in_force(scheme, f):
    day, told = f.get("threat_on"), f.get("scheme_in_force")
    if day is None:
        return None
    answers = []
    for begins, surely, still, ends in TIMES[scheme]:
        if not begins <= day <= ends:
            answers.append(False)
        elif surely <= day <= still:
            answers.append(True)
        else:
            answers.append(told)
    return one(*answers)


def by_type(f, *, first, third):
    kind = f.get("offense_type")
    if kind is None:
        return None
    if kind in FIRST | first:
        return "LEVEL_1"
    if kind in PROPERTY | {"other_drug"}:
        return "LEVEL_2"
    return "LEVEL_3" if kind in third else "NO_SUCH_OFFENSE_TYPE"


def sc2008(f, r):
    return by_type(f, first={"national_security"}, third={"other_violent", "other"})


def moa2009(f, r):
    level = by_type(f, first={"other_violent"}, third={"national_security", "other"})
    return choose([(one(f.get("convicted"), f.get("arrested")), level)], "NO_LEVEL")


def ice2010(f, r):
    over, under, exact = (f.get(f"crimes_{n}_one_year") for n in ("over", "under", "exactly"))
    most = None if under is None or exact is None else under + exact

    def minor(many):
        if r["one_year_exact"] == "misdemeanor":
            return at_least(most, many)
        return one(at_least(under, many), both(at_least(most, many), f.get("one_year_exact")))

    first = one(f.get("aggravated_felony"), at_least(over, 2))
    second = one(at_least(over, 1), minor(3))
    return choose([(first, "LEVEL_1"), (second, "LEVEL_2"), (minor(1), "LEVEL_3")], "NO_LEVEL")


def pep2014(f, r):
    words = ("national_security", "apprehended_at_border", "gang", "felony", "aggravated_felony")
    first = one(*(f.get(n) for n in words))
    more = ("significant_misdemeanor", "recent_entrant", "visa_abuser")
    second = one(at_least(f.get("misdemeanors"), 3), *(f.get(n) for n in more))
    ordered = f.get("final_order_on")
    third = both(f.get("final_order"), None if ordered is None else ordered.year >= 2014)
    return choose(
        [(first, "PRIORITY_1"), (second, "PRIORITY_2"), (third, "PRIORITY_3")], "NO_LEVEL"
    )


LEVELS = {
    "SC2008": sc2008,
    "MOA2009": moa2009,
    "ICE2010": ice2010,
    "PEP2014": pep2014,
    "NCIC_RULES": lambda f, r: f.get("ncic_level"),
    "none": lambda f, r: "NO_LEVEL",
    "MAYORKAS2021": lambda f, r: "NO_LEVEL",
}


def threat_level(f, r):
    scheme = r["threat_scheme"]
    if scheme == "as_stated":
        scheme = f.get("threat_scheme")
    if scheme is None:
        return None
    if scheme not in LEVELS:
        return "NO_SUCH_SCHEME"
    return choose([(in_force(scheme, f), LEVELS[scheme](f, r))], "SCHEME_NOT_IN_FORCE")


NAMES = {"01": "sovereignty", "09": "homicide", "11": "sexual_assault", "36": "sex_offenses"}
NAMES |= {"54": "traffic", "57": "invasion_of_privacy", "64": "human_trafficking"}


def offense_group(f, r):
    return NAMES.get(f["ncic_code"][:2]) if f.get("ncic_code") else None


def is_homicide(f, r):
    code = f.get("ncic_code")
    if code is None:
        return None
    if code in {"0909", "0910"}:
        read = r["homicide_includes_negligent"]
        return f.get("homicide_includes_negligent") if read == "as_stated" else read == "true"
    return code.startswith("09")


def is_sexual_assault(f, r):
    code = f.get("ncic_code")
    if code is None:
        return None
    if code.startswith("36"):
        read = r["sexual_assault_groups"]
        read = f.get("sexual_assault_groups") if read == "as_stated" else read
        return None if read is None else read == "11,36"
    return code.startswith("11")


RESTATED = {
    "threat_level": threat_level,
    "offense_group": offense_group,
    "is_homicide": is_homicide,
    "is_sexual_assault": is_sexual_assault,
}

edges = [d for times in TIMES.values() for t in times for d in t if d != date.max]
days = st.builds(
    lambda d, n: d + timedelta(n), st.sampled_from(edges), st.integers(-1, 1)
) | st.dates(date(2007, 1, 1), date(2027, 1, 1))
few = st.integers(0, 4)
maybe = st.booleans()
FACTS = {
    "threat_on": days,
    "threat_scheme": st.sampled_from([*LEVELS, "ICE2031"]),
    "scheme_in_force": maybe,
    "offense_type": st.sampled_from([*TYPES, "jaywalking"]),
    "convicted": maybe,
    "arrested": maybe,
    "aggravated_felony": maybe,
    "crimes_over_one_year": few,
    "crimes_exactly_one_year": few,
    "crimes_under_one_year": few,
    "one_year_exact": maybe,
    "ncic_level": st.sampled_from(["LEVEL_1", "LEVEL_2", "LEVEL_3"]),
    "national_security": maybe,
    "apprehended_at_border": maybe,
    "gang": maybe,
    "felony": maybe,
    "misdemeanors": few,
    "significant_misdemeanor": maybe,
    "recent_entrant": maybe,
    "visa_abuser": maybe,
    "final_order": maybe,
    "final_order_on": st.dates(date(2013, 12, 25), date(2014, 1, 7)),
    "ncic_code": st.sampled_from(["0101", "0901", "0909", "0910", "0999", "1103", "1199"])
    | st.sampled_from(["3601", "3699", "5404", "5707", "6410", "9901", "0000"]),
    "homicide_includes_negligent": maybe,
    "sexual_assault_groups": st.sampled_from(["11", "11,36"]),
}


@st.composite
def records(draw):
    left_out = draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=6))
    found = {name: draw(values) for name, values in FACTS.items() if name not in left_out}
    if draw(st.booleans()):
        # Mostly false, so that later steps are reached.
        for name in ("felony", "aggravated_felony", "gang", "apprehended_at_border"):
            found[name] = False
    return found


readings = st.fixed_dictionaries(
    {c.id: st.sampled_from(sorted(c.readings)) for c in CHOICES.values()}
)


@settings(max_examples=100)
@given(st.lists(records(), min_size=4, max_size=25), readings)
def test_the_text_one_record_and_a_column_agree(rows, read):
    program = Program(OUTPUTS, read)

    answers = column(OUTPUTS, rows, read)

    assert set(RESTATED) == set(OUTPUTS)
    for row, answer in zip(rows, answers, strict=True):
        expected = {name: use(row, read) for name, use in RESTATED.items()}
        assert expected == plain(program.run(row))
        assert expected == answer


def test_every_parameter_of_the_dossier_is_there_with_every_value():
    assert set(CHOICES["threat_scheme"].readings) == {"as_stated", *TIMES}
    assert set(CHOICES["one_year_exact"].readings) == {"misdemeanor", "unknown"}
    assert {"true", "false"} < set(CHOICES["homicide_includes_negligent"].readings)
    assert {"11", "11,36"} < set(CHOICES["sexual_assault_groups"].readings)


@pytest.mark.parametrize(
    "required", ["threat_scheme", "homicide_includes_negligent", "sexual_assault_groups"]
)
def test_what_is_required_has_no_default_but_the_fact_of_its_name(required):
    assert CHOICES[required].default == "as_stated"
    assert required in {f.name for f in RULE.facts}


def test_a_scheme_that_nobody_knows_is_refused():
    with pytest.raises(ReadingError, match="has no reading 'ICE2031'"):
        Program(OUTPUTS, {"threat_scheme": "ICE2031"})


def test_only_the_definitions_of_2010_were_read_in_a_primary_text():
    read = {s.id for s in SCHEMES.values() if s.known_from == "primary"}

    assert read == {"ICE2010"}
    assert not any(s.citation.verified for s in SCHEMES.values())


@pytest.mark.parametrize(
    ("code", "group"),
    [("0999", "homicide"), ("5404", "traffic"), ("7399", "public_order"), ("9900", None)],
)
def test_the_first_two_digits_are_the_group(code, group):
    assert group == group_of(code)


@pytest.mark.parametrize("code", ["999", "09999", "09a9", "٠٩٠١"])
def test_a_code_that_lost_a_digit_is_refused(code):
    with pytest.raises(LawError, match="has four digits"):
        group_of(code)


def test_terrorism_without_a_list_of_codes_is_refused():
    with pytest.raises(LawError, match="give the list"):
        is_terrorism([])


def test_terrorism_is_what_the_list_says():
    asked = {"it": is_terrorism(["0101", "1602"])}

    assert evaluate(asked, {"ncic_code": "1602"})["it"] is True
    assert evaluate(asked, {"ncic_code": "1601"})["it"] is False
    assert column(asked, [{"ncic_code": "0101"}, {"ncic_code": None}]) == [
        {"it": True},
        {"it": None},
    ]
