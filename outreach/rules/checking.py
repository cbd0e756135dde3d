"""WD: the live checks of a mail draft, all of them, in their order.

Rulebook of words, part A. Nothing here blocks: a person sends what they decide to send.
"""

from collections.abc import Callable
from dataclasses import dataclass

from outreach.rules.checks import asks, content, form, people, tone
from outreach.rules.facts import DEANS_OWN, MUST, Check, MailFacts
from outreach.rules.parts import Parts, take_apart
from smartpick.common.wording import CAP

SUBJECT_CAP = 300
Rule = Callable[[str, Parts, MailFacts], Check | None]
RULES: tuple[tuple[str, Rule], ...] = (
    ("01", people.check_placeholder),
    ("02", people.check_name),
    ("03", people.check_greeting),
    ("04", people.check_specialty),
    ("05", people.check_other_target),
    ("06", people.check_role),
    ("07", content.check_attachment_missing),
    ("08", content.check_attachment_unnamed),
    ("10", content.check_numbers_named),
    ("11", content.check_numbers_true),
    ("12", asks.check_ask),
    ("13", asks.check_meeting_length),
    ("14", asks.check_one_ask),
    ("15", asks.check_outcomes),
    ("16", asks.check_decisions),
    ("17", asks.check_vague),
    ("18", content.check_reason),
    ("19", content.check_gaps),
    ("20", form.check_length),
    ("21", tone.check_blame),
    ("22", tone.check_luck),
    ("23", tone.check_spin),
    ("24", tone.check_apology),
    ("25", tone.check_pressure),
    ("26", tone.check_private),
    ("27", tone.check_promise),
    ("28", asks.check_letter_early),
    ("29", asks.check_soap),
    ("30", asks.check_program_self),
    ("31", asks.check_large_ask),
    ("32", form.check_reading),
    ("33", form.check_subject),
    ("34", form.check_subject_says),
    ("35", form.check_subject_private),
    ("36", form.check_signature),
    ("37", form.check_links),
    ("38", form.check_result),
    ("39", form.check_first_mail),
    ("40", asks.check_strong),
    ("41", asks.check_ghost),
    ("42", asks.check_few_programs),
)
PASSED = {
    "first": (
        ("WD-02", "Greets the right person"),
        ("WD-18", "Says why this person"),
        ("WD-10", "Numbers included"),
        ("WD-19", "Names a gap"),
        ("WD-14", "One ask"),
        ("WD-17", "Does not ask for mentorship"),
    ),
}
PASSED_ALWAYS = (("WD-02", "Greets the right person"), ("WD-14", "One ask"))


@dataclass(frozen=True)
class Checked:
    must: tuple[Check, ...]
    consider: tuple[Check, ...]
    passed: tuple[str, ...]
    words: int
    band: tuple[int, int]

    @property
    def summary(self) -> str:
        """'2 to fix, 1 to consider', as a screen reader hears it."""
        counts = [(len(self.must), "to fix"), (len(self.consider), "to consider")]
        return ", ".join(f"{count} {what}" for count, what in counts if count) or "Nothing to fix"


def check_mail(*, subject: str, body: str, facts: MailFacts) -> Checked:
    """Every line that fires: to fix in order of id, then to consider, then what is fine."""
    parts = take_apart(body[:CAP])
    rules = RULES
    if facts.kind in DEANS_OWN:
        rules = tuple(rule for rule in RULES if rule[0] in DEANS_OWN[facts.kind])
    found = [check for _, rule in rules if (check := rule(subject, parts, facts))]
    fired = {check.id for check in found}
    must = tuple(check for check in found if check.level == MUST)
    low, high, _ = form.band_of(facts.kind, facts.judged_as)
    return Checked(
        must=must,
        consider=tuple(check for check in found if check.level != MUST),
        passed=tuple(
            says for rule, says in PASSED.get(facts.judged_as, PASSED_ALWAYS) if rule not in fired
        )
        if parts.words
        else (),
        words=parts.words,
        band=(low, high),
    )
