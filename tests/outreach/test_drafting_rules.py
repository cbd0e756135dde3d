from dataclasses import replace
from datetime import date

import pytest

from outreach.rules.checking import check_mail
from outreach.rules.drafting import DraftFacts, Offer, Part, short_subject
from outreach.rules.drafts.kinds import BUILDERS, build, changed_parts, put_back
from tests.outreach.golden_mails import CASES, facts_of

TODAY = date(2026, 5, 11)
FULL = DraftFacts(
    today=TODAY,
    family_name="Hale",
    applicant_name="Linh Nguyen",
    graduation_year=2026,
    school="Riverside College of Medicine",
    specialty="orthopedics",
    match_year=2026,
    target="orthopedics",
    other_lane="family medicine",
    reason="you supervised my sub-internship in August and sit on the selection committee",
    applied=62,
    received=4,
    attended=4,
    strengths=("honors in surgery", "steady ward evaluations"),
    gaps=("no orthopedic publication", "a list with one region"),
    attachments=("CV", "ERAS application"),
    cell="555-0143",
    last_contact_on=date(2026, 4, 20),
    results=(
        "Submitted the tibia fracture abstract with Dr. Ito (May 8)",
        "Finished a clinic block",
    ),
    priorities=("First draft of the paper", "Weekly clinic with your group"),
    priority_on=date(2026, 6, 15),
    thanks_for="pointing me to the clinic block",
    first_subject="Unmatched in orthopedics: 20-30 minutes for feedback and priorities",
    first_sent_on=date(2026, 4, 30),
    meeting_on=date(2026, 4, 20),
    meeting_minutes=30,
    told_do=("a paper with Dr. Ito", "two letters by next June"),
    told_avoid=("applying to one region again",),
    promise="speak with Dr. Ito this week",
    update_weeks=6,
    work_together="the Thursday clinic and two chart reviews",
    work_since_on=date(2025, 7, 1),
    letters_due_on=date(2026, 8, 15),
    is_letter_agreed=True,
    reference_until="March",
    submission_on=date(2026, 9, 1),
    programs=("Lakeside", "North Valley"),
    programs_marked_on=date(2026, 5, 2),
    offer=Offer(
        project="fracture registry",
        problem="the fracture registry is behind",
        problem_on=date(2026, 4, 20),
        task="the 2024 charts",
        deliverable="120 charts abstracted and checked",
        deliver_on=date(2026, 7, 31),
        hours=8,
        similar="the same work for a wrist study last year",
    ),
)  # fmt: skip
GOOD = {case["kind"]: case for case in CASES if case["id"] == "good-first-full"}


def checks_of(kind, draft):
    """The checks of a golden mail's own record, with the files this draft names."""
    case = dict(CASES[0], kind=kind)
    files = {"material": {"cv", "eras"}, "summary_before_meeting": {"summary"}}
    attached = {"cv", "eras"} if kind in ("first", "exploratory") else files.get(kind, set())
    facts = replace(
        facts_of(case), attachments=frozenset(attached), seen_count=9, days_known=200,
        is_letter_agreed=kind != "letter_ask",
    )  # fmt: skip
    return check_mail(subject=draft.subject, body=draft.body, facts=facts)


@pytest.mark.feature("5.3", "5.12", "7.5", "7.8")
@pytest.mark.parametrize("length", ["full", "short"])
@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_draft_with_all_facts_has_nothing_to_fix(kind, length):
    draft = build(kind, FULL, length)

    checked = checks_of(kind, draft)

    assert [(check.id, check.says) for check in checked.must] == []
    assert [item.key for item in draft.missing if item.is_needed] == []


@pytest.mark.feature("5.12")
@pytest.mark.parametrize("length", ["full", "short"])
@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_draft_with_no_facts_holds_no_blank_and_names_what_is_missing(kind, length):
    bare = DraftFacts(
        today=TODAY, family_name="Hale", applicant_name="Linh", specialty="orthopedics"
    )

    draft = build(kind, bare, length)

    text = f"{draft.subject}\n{draft.body}"
    assert not any(mark in text for mark in ("[", "]", "None", "TBD", "{", "}", "  ", "()", ",,"))
    assert text == text.strip()
    assert draft.missing


@pytest.mark.feature("5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "5.11")
def test_first_mail_reads_as_the_model_mail():
    facts = replace(
        FULL, strengths=("honors in surgery", "Step 2 CK 244", "steady ward evaluations")
    )

    draft = build("first", facts, "full")

    golden = GOOD["first"]
    assert draft.subject == golden["subject"]
    assert draft.body == golden["body"].replace("applied in orthopedic surgery", "applied in "
        "orthopedics").replace("apply again, and", "apply again in orthopedics, and")  # fmt: skip


@pytest.mark.feature("7.9", "7.10", "7.11", "7.12")
def test_update_takes_its_lines_from_the_log():
    draft = build("update", FULL, "full")

    assert draft.body == (
        "Dr. Hale,\n\nA short update since we spoke on April 20.\n\nDone since then:\n"
        "- Submitted the tibia fracture abstract with Dr. Ito (May 8)\n"
        "- Finished a clinic block\n\n"
        "To the end of July:\n- First draft of the paper\n- Weekly clinic with your group\n\n"
        "Thank you for pointing me to the clinic block. If one of these looks like the wrong use of"
        " time from a program director's seat, I would be glad to hear it.\n\n"
        "Best regards,\nLinh Nguyen\n555-0143"
    )


@pytest.mark.feature("7.8", "7.9")
def test_update_after_a_long_silence_counts_the_weeks_and_does_not_apologize():
    draft = build("update", replace(FULL, last_contact_on=date(2026, 2, 20)), "full")

    assert "It has been 11 weeks since my last update; here is where things stand." in draft.body
    assert checks_of("update", draft).must == ()


@pytest.mark.feature("7.8")
def test_update_with_nothing_new_says_so_in_three_lines():
    draft = build("update", replace(FULL, results=()), "short")

    assert "Since we spoke on April 20 there are no new results. I am on track for" in draft.body
    assert draft.subject == "Update and next steps"


@pytest.mark.feature("7.5")
@pytest.mark.parametrize("gone", ["task", "deliverable", "deliver_on"])
def test_offer_without_task_deliverable_or_day_asks_for_it_and_drafts_nothing(gone):
    offer = replace(FULL.offer, **{gone: None if gone == "deliver_on" else ""})

    draft = build("offer_of_work", replace(FULL, offer=offer), "full")

    assert [item.key for item in draft.missing if item.is_needed] == [gone]
    assert [part.key for part in draft.parts] == ["greeting", "signature"]


def test_subject_over_seventy_characters_loses_what_follows_the_last_comma():
    assert short_subject("Update: " + "x" * 60 + ", next steps") == "Update: " + "x" * 60
    assert len(short_subject("y" * 200)) == 70


@pytest.mark.feature("5.12")
def test_put_back_replaces_the_edited_sentence_alone():
    draft = build("first", FULL, "full")
    edited = draft.body.replace("I chose you because", "Because").replace("62", "60")

    assert [part.key for part in changed_parts(edited, draft.parts)] == ["reason", "numbers"]
    once = put_back(edited, draft.parts, "reason")
    assert once == draft.body.replace("62", "60")
    assert put_back(once, draft.parts, "numbers") == draft.body


@pytest.mark.feature("5.12")
def test_put_back_keeps_what_was_typed_between_two_changed_parts():
    parts = (Part("a", "One."), Part("b", "Two."), Part("c", "Three."), Part("d", "Four."))

    text = put_back("One.\n\nMine.\n\nAlso mine.\n\nFour.", parts, "b")

    assert text == "One.\n\nMine.\n\nAlso mine.\n\nTwo.\n\nFour."
