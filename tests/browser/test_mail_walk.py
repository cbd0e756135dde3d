"""The mail that a director answers, in clicks and characters; undone, failed, and answered."""

import pytest
from django.utils import timezone

from mentors.models import Contact
from outreach.models import Message
from outreach.services.draft import begin
from outreach.services.send import mark_sent, send
from outreach.tasks import read_outcomes
from smartpick.campaign.services import record_progress
from smartpick.outbox.models import Intent
from tests.browser.steps import Count, barriers, press
from tests.factories import autopsy_of, fill, make_applicant, make_target

pytestmark = pytest.mark.browser
WHY = "you supervised my sub-internship in August and sit on the selection committee"


def told_person():
    maya = make_applicant(
        "maya@alum.example", name="Maya Chen", phone="555-0143", school_name="Riverside College"
    )
    autopsy = autopsy_of(maya)
    fill(autopsy, "specialty", asked_type="us_md", graduation_year=2026, match_year=2026,
         match_result="unmatched", primary_specialty="Orthopaedic Surgery")  # fmt: skip
    fill(autopsy, "applications", programs_applied=62, interviews_offered=4,
         interviews_attended=3)  # fmt: skip
    fill(autopsy, "questions", own_qualification="main",
         evidence_qualification="no letter from the specialty")  # fmt: skip
    return maya


@pytest.mark.feature("5.2", "5.9", "5.12", "5.15")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_first_email_takes_four_clicks_and_one_typed_line(site, signed_in, size):
    """Task 8: at most 4 clicks from the person's page, 120 characters, nothing left to fix."""
    maya = told_person()
    target = make_target(maya)
    page = signed_in(maya.user, size).new_page()
    count = Count(page)
    page.goto(f"{site}/faculty/{target.faculty.code}/emails/new/?kind=first")
    press(page, "Write the draft", count)
    page.locator("#facts > summary").click()
    page.fill("[name=why]", WHY)
    count.clicks, count.characters = count.clicks + 1, len(WHY)
    press(page, "Update the draft", count)

    assert "I chose you because you supervised" in page.input_value("#id_body")
    assert page.locator("#checks .tag-late").count() == 0
    assert barriers(page) == []

    press(page, "Copy text", count)
    page.get_by_role("heading", name="Did you send it?").wait_for()
    assert (count.clicks <= 4, count.characters <= 120) == (True, True)

    press(page, "Yes, sent")
    page.get_by_text("Follow-up 1 from").wait_for()
    assert barriers(page) == []
    assert Contact.objects.get().message_kind == "first"


@pytest.mark.feature("7.9", "7.10", "7.11", "7.12")
def test_update_takes_three_clicks_and_types_nothing(site, signed_in):
    """Task 9: at most 3 clicks and 200 typed characters."""
    maya = told_person()
    target = make_target(maya, why=WHY)
    now, today = timezone.now(), timezone.localdate()
    first = begin(target=target, kind="first", now=now)
    mark_sent(message=first, on_date=today.replace(day=1), now=now, today=today)
    record_progress(cycle=target.cycle, kind="other", title="Finished a clinic block",
                    done_on=today, today=today)  # fmt: skip
    page = signed_in(maya.user).new_page()
    count = Count(page)
    page.goto(f"{site}/faculty/{target.faculty.code}/emails/new/?kind=update")
    press(page, "Write the draft", count)

    assert "finished a clinic block" in page.input_value("#id_body").lower()
    assert page.locator("#checks .tag-late").count() == 0

    press(page, "Copy text", count)
    press(page, "Yes, sent", count)
    page.get_by_role("heading", name="Their answer").wait_for()
    assert count.clicks <= 3
    assert Contact.objects.filter(message_kind="update", on_date=today).exists()


@pytest.mark.feature("5.2", "5.14", "X35")
def test_words_are_checked_while_typed_and_a_mail_is_undone_and_fails_in_words(site, signed_in):
    maya = told_person()
    message = begin(target=make_target(maya, why=WHY), kind="first", now=timezone.now())
    page = signed_in(maya.user).new_page()
    page.goto(f"{site}/emails/{message.code}/")
    body = page.input_value("#id_body")
    page.fill("#id_body", body.replace("Thank you for", "Would you be my mentor? Thank you for"))
    page.get_by_text("'be my mentor' leaves the work to the reader").wait_for()
    page.get_by_text("Saved").wait_for()

    page.route("**/save/", lambda route: route.abort())
    page.locator("#id_body").press("Control+End")
    page.locator("#id_body").press_sequentially(" More.")
    page.get_by_text("Not saved. Your text is still on this page.").wait_for()
    page.unroute("**/save/")
    page.get_by_role("button", name="Retry").click()
    page.locator("[data-save-line]", has_text="Saved").wait_for()

    press(page, "Send from SmartPick")
    page.get_by_text("It leaves in 20 seconds.").wait_for()
    press(page, "Undo")
    page.locator("#id_body").wait_for()
    assert list(Intent.objects.values_list("state", flat=True)) == ["cancelled"]

    message = Message.objects.get()
    assert "Would you be my mentor? Thank you for" in message.body
    assert message.body.endswith("More.")
    send(message=message, nonce=message.nonce, now=timezone.now())
    Intent.objects.filter(state="queued").update(
        state="failed", outcome="The mail server refused it (550).", updated_at=timezone.now()
    )
    read_outcomes()
    page.goto(f"{site}/emails/")
    page.get_by_text("Not delivered. The mail server refused it (550).").wait_for()
    assert barriers(page) == []
