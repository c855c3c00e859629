"""
Authorities that more than one rule rests on.

None has a stored quotation with the day on which a person compared it, so none
counts as verified. The note after a semicolon says how far it was read.
"""

from custodes.law.citation import Citation

USC_1231_A1 = Citation(
    "8 USC 1231(a)(1), INA 241(a)(1)",
    "https://www.law.cornell.edu/uscode/text/8/1231",
    quote="within a period of 90 days",
    source="United States Code, text before Pub. L. 119-1",
)
CFR_1241_1 = Citation("8 CFR 1241.1; INA 101(a)(47)(B); from memory")
CFR_241_4_G = Citation("8 CFR 241.4(g); from memory")
ZADVYDAS = Citation(
    "Zadvydas v. Davis, 533 U.S. 678, 701 (2001)",
    "https://www.law.cornell.edu/supct/html/99-7791.ZO.html",
    quote="for the sake of uniform administration in the federal courts, we recognize that period",
    source="the opinion",
)
CLARK = Citation("Clark v. Martinez, 543 U.S. 371 (2005)")
