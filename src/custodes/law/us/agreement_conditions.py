"""
The nine conditions of 8 USC 1357(g), as a checklist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from custodes.errors import LawError
from custodes.law.citation import Citation
from custodes.law.expression import Expr, all_of, bool_fact
from custodes.law.interpret import Unknown, evaluate

_URL = "https://www.law.cornell.edu/uscode/text/8/1357"


@dataclass(frozen=True, eq=False)
class Condition:
    """
    One condition.

    Attributes:
        id: Name of the fact that answers it.
        paragraph: Of 8 USC 1357(g).
        asks: What to find out; the answer yes meets the condition.
        text: What the paragraph says, in our words.
    """

    id: str
    paragraph: str
    asks: str
    text: str

    @property
    def citation(self) -> Citation:
        return Citation(f"8 USC 1357(g){self.paragraph}", _URL)

    @property
    def fact(self) -> Expr[bool]:
        return bool_fact(self.id, self.asks)


CONDITIONS = (
    Condition(
        "written_agreement_with_qualified_officers",
        "(1)",
        "Is there a written agreement, carried out by officers found qualified, at the cost of "
        "the State or locality and within its own law?",
        "A written agreement lets an officer whom the department finds qualified investigate, "
        "apprehend or detain, at the State's or locality's expense, so far as its law allows.",
    ),
    Condition(
        "training_certified",
        "(2)",
        "Does the agreement hold a written certification that the officers were trained in "
        "federal immigration law?",
        "Officers know and follow federal law; the agreement certifies adequate training in writing.",
    ),
    Condition(
        "federally_supervised",
        "(3)",
        "Do the officers act under the direction and supervision of the department?",
        "Officers are directed and supervised by the department.",
    ),
    Condition(
        "property_as_agreed",
        "(4)",
        "Is federal property used only as the agreement says?",
        "Officers may use federal property and facilities as the agreement provides.",
    ),
    Condition(
        "officer_terms_stated",
        "(5)",
        "Does the agreement state, for each officer, powers and duties, how long the authority "
        "lasts, and the position of the supervisor?",
        "For each officer the agreement states powers and duties, the duration of the authority "
        "and the supervising position.",
    ),
    Condition(
        "no_federal_employee_displaced",
        "(6)",
        "Was no federal employee displaced?",
        "Nobody may be accepted for the work if that displaces a federal employee.",
    ),
    Condition(
        "status_limited",
        "(7)-(8)",
        "Are the officers treated as federal employees for compensation for injury and tort "
        "claims only, and as acting under color of federal authority?",
        "Officers are federal employees for compensation and tort claims alone, and act under "
        "color of federal authority where liability and immunity are in question.",
    ),
    Condition(
        "entered_freely",
        "(9)",
        "Did the State or locality sign without being required to by this section?",
        "The section requires no State or locality to sign.",
    ),
    Condition(
        "other_cooperation_left_free",
        "(10)",
        "Is other cooperation, such as talking about a person's status, treated as needing no "
        "agreement?",
        "No agreement is needed to communicate about status or to cooperate otherwise.",
    ),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """
    How an agreement stands against the statute.

    Attributes:
        met: Whether all nine are met; None: not known.
        failed: The conditions answered no.
        open: The conditions that nobody answered.
    """

    met: bool | None
    failed: tuple[Condition, ...]
    open: tuple[Condition, ...]


def check_conditions(answers: Mapping[str, bool | None]) -> Checked:
    """
    Hold the answers against the nine conditions.

    Says nothing of what a court would hold: the statute gives no remedy here.

    Args:
        answers: From a condition's id to yes or no; absent or None: not known.

    Raises:
        LawError: An answer belongs to no condition.
    """
    facts = {c.id: answers[c.id] for c in CONDITIONS if answers.get(c.id) is not None}
    strange = sorted(set(answers) - {c.id for c in CONDITIONS})
    if strange:
        raise LawError(f"{strange[0]} is no condition; drop it.")
    met = evaluate({"met": all_of(*(c.fact for c in CONDITIONS))}, facts)["met"]
    return Checked(
        None if isinstance(met, Unknown) else met is True,
        tuple(c for c in CONDITIONS if facts.get(c.id) is False),
        tuple(c for c in CONDITIONS if c.id not in facts),
    )
