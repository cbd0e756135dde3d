import uuid
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from mentors.models import Contact
from outreach.models import Message
from outreach.queries.facts import mail_facts, record_of
from outreach.queries.message import mail_list
from outreach.rules.checking import check_mail
from outreach.services import draft as drafts
from outreach.services import send as sending
from outreach.services.answer import record_answer
from outreach.services.document import add_document
from outreach.tasks import read_outcomes
from smartpick.campaign.services import record_progress
from smartpick.common.errors import RuleBroken, StaleEdit
from smartpick.outbox.choices import State as IntentState
from smartpick.outbox.models import Intent
from smartpick.outbox.services import suppress
from tests.factories import autopsy_of, plain_pdf

TODAY = timezone.localdate


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def draft(hale, now):
    return drafts.begin(target=hale, kind="first", now=now)


def send(message, now, **more):
    return sending.send(message=message, nonce=message.nonce, now=now, **more)


def came_out(message, state, outcome="", at=None):
    Intent.objects.filter(unique_key=message.intent_key).update(
        state=state, outcome=outcome, updated_at=at or timezone.now()
    )
    read_outcomes()
    message.refresh_from_db()
    return message


@pytest.mark.feature("5.4", "5.5", "5.6", "5.8", "5.9", "5.12")
def test_draft_stands_on_the_record_and_nothing_is_typed_twice(draft):
    assert draft.subject == ("Unmatched in orthopedics: 20-30 minutes for feedback and priorities")
    assert "I chose you because you supervised my sub-internship in August." in draft.body
    assert "- Applied to 62 programs; 4 interviews offered, 3 attended" in draft.body
    assert "no letter from the specialty" in draft.body
    assert draft.body.endswith("Best regards,\nMaya Chen\n555-0143")


def test_draft_that_was_begun_is_gone_on_with(draft, hale, now):
    assert drafts.begin(target=hale, kind="first", now=now).pk == draft.pk


@pytest.mark.feature("5.12")
def test_ticking_changes_its_own_line_and_leaves_what_was_edited(told, draft, now):
    add_document(
        applicant=told, cycle=draft.target.cycle, kind="cv", name="a.pdf", content=plain_pdf(),
        by=told.user, now=now,
    )  # fmt: skip
    edited = draft.body.replace("I chose you because", "I write because")
    drafts.save_text(
        message=draft, subject=draft.subject, body=edited, expected_version=draft.version, now=now
    )

    drafts.change_facts(
        message=draft, typed={}, length="full", kinds=["cv"], reply_to_theirs=False, now=now
    )

    assert "I write because you supervised" in draft.body
    assert "My CV is attached. Thank you for reading this" in draft.body


def test_two_tabs_keep_both_texts(draft, now):
    version = draft.version
    drafts.save_text(message=draft, subject="S", body="Mine", expected_version=version, now=now)

    with pytest.raises(StaleEdit) as stale:
        drafts.save_text(message=draft, subject="S", body="Other", expected_version=version,
                         now=now)  # fmt: skip
    assert stale.value.current == {"subject": "S", "body": "Mine"}


# --- out of the house -----------------------------------------------------------------------------


@pytest.mark.feature("X39")
def test_what_leaves_is_what_the_preview_shows(client, told, draft, now, settings):
    add_document(
        applicant=told, cycle=draft.target.cycle, kind="cv", name="Mein Lebenslauf.pdf",
        content=plain_pdf(), by=told.user, now=now,
    )  # fmt: skip
    drafts.change_facts(message=draft, typed={}, length="full", kinds=["cv"],
                        reply_to_theirs=False, now=now)  # fmt: skip
    client.force_login(told.user)
    shown = client.get(f"/emails/{draft.code}/preview/")

    send(draft, now)

    intent = Intent.objects.get(unique_key=draft.intent_key)
    assert intent.text == shown.context["text"]
    assert (intent.to, intent.cc, intent.reply_to) == (
        "hale@riverside.example", "maya@alum.example", "maya@alum.example",
    )  # fmt: skip
    assert [(file.name, bytes(file.content)) for file in intent.attachments.all()] == [
        ("CV.pdf", plain_pdf())
    ]
    assert (intent.due_at - now).total_seconds() == 20
    assert mail.outbox == []


def test_fifty_presses_are_one_mail(draft, now):
    for _ in range(50):
        send(draft, now)

    assert Intent.objects.filter(kind="outreach").count() == 1
    assert Message.objects.get(pk=draft.pk).state == "queued"


def test_undo_makes_it_a_draft_again_and_the_old_press_sends_nothing(draft, now):
    old = draft.nonce
    queued = send(draft, now)

    assert sending.undo(message=queued, now=now)
    again = sending.send(message=queued, nonce=old, now=now)

    assert again.state == "draft"
    assert list(Intent.objects.values_list("state", flat=True)) == ["cancelled"]


def test_undo_too_late_says_so(draft, now):
    queued = send(draft, now)
    Intent.objects.update(state=IntentState.SENT)

    assert not sending.undo(message=queued, now=now)
    assert queued.state == "queued"


@pytest.mark.feature("5.15", "7.7")
def test_mail_that_the_server_took_is_sent_and_counts_as_contact(draft, now):
    message = came_out(send(draft, now), IntentState.SENT)
    read_outcomes()

    assert (message.state, message.sent_by) == ("sent", "server")
    contact = Contact.objects.get()
    assert (contact.kind, contact.message_kind, contact.origin_code) == (
        "message_sent", "first", message.code,
    )  # fmt: skip


@pytest.mark.feature("X35")
@pytest.mark.parametrize("state", ["failed", "unconfirmed"])
def test_failure_is_on_the_mail_after_one_pass_and_the_draft_can_go_again(draft, now, state):
    message = came_out(send(draft, now), state, "The mail server refused it (550).")

    assert (message.state, message.outcome) == (state, "The mail server refused it (550).")
    assert Contact.objects.count() == 0
    sending.not_sent(message=message, now=now, today=TODAY())
    assert send(message, now).state == "queued"
    assert Intent.objects.count() == 2


@pytest.mark.feature("X35")
def test_failure_is_shown_with_what_to_do(client, told, draft, now):
    queued = send(draft, now)
    client.force_login(told.user)
    Intent.objects.update(state="failed", outcome="The mail server refused it (550).")
    before = client.get(f"/emails/{queued.code}/").content.decode()
    read_outcomes()

    after = client.get(f"/emails/{queued.code}/").content.decode()

    assert "Not delivered. The mail server refused it (550)." in before
    assert "The mail server refused it (550). Check the address with their office" in after
    assert "Not delivered (1)" in client.get("/emails/").content.decode()


def test_suppressed_address_and_somebody_who_asked_for_none_get_nothing(draft, now):
    suppress(address="hale@riverside.example", reason="asked")

    with pytest.raises(RuleBroken, match="Nothing was sent"):
        send(draft, now)
    assert Intent.objects.count() == 0


def test_same_words_to_the_same_person_ask_first(hale, draft, now):
    came_out(send(draft, now), IntentState.SENT)
    second = drafts.begin(target=hale, kind="first", now=now)
    second.body = draft.body.upper().replace(" ", "  ")
    second.save()

    with pytest.raises(sending.AskFirst) as asked:
        send(second, now)

    assert asked.value.field == "again"
    assert send(second, now, said=["again"]).state == "queued"


def test_file_replaced_while_a_draft_names_it_is_asked_about(told, draft, now):
    def add(pages):
        return add_document(
            applicant=told, cycle=draft.target.cycle, kind="cv", name="CV.pdf",
            content=plain_pdf(pages), by=told.user, now=now,
        )  # fmt: skip

    add(1)
    drafts.change_facts(message=draft, typed={}, length="full", kinds=["cv"],
                        reply_to_theirs=False, now=now)  # fmt: skip
    second = add(2)

    with pytest.raises(sending.AskFirst) as asked:
        send(draft, now)
    drafts.take_newest_files(message=draft)
    send(draft, now)

    assert str(asked.value) == "CV has a newer version. Take that one?"
    assert bytes(Intent.objects.get().attachments.get().content) == plain_pdf(2)
    assert draft.attachments.get().number == second.number


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@example.org", "a\nb", "a\x0bb", "a\u2028b", "", "  "])
def test_subject_that_breaks_a_header_leaves_by_no_way(draft, now, bad):
    draft.subject = bad
    draft.save()

    with pytest.raises(RuleBroken):
        send(draft, now)
    with pytest.raises(RuleBroken):
        sending.ready(draft, now=now)
    assert Intent.objects.count() == 0


def test_erased_person_takes_mails_and_their_intents_know_no_message(told, draft, now):
    queued = send(draft, now)
    told.user.delete()

    Intent.objects.update(state=IntentState.SENT)
    assert read_outcomes() == 0
    assert not Message.objects.filter(pk=queued.pk).exists()


# --- said by the applicant ------------------------------------------------------------------------


@pytest.mark.feature("5.15", "X13")
def test_sent_is_said_with_a_day_and_can_be_taken_back_within_a_week(draft, now):
    day = TODAY() - timedelta(days=2)
    sending.hand_over(message=draft)
    sending.mark_sent(message=draft, on_date=day, now=now, today=TODAY())
    assert Contact.objects.get().on_date == day

    sending.not_sent(message=draft, now=now, today=TODAY())

    assert (draft.state, Contact.objects.count()) == ("draft", 0)
    with pytest.raises(RuleBroken, match="Use today or an earlier date"):
        sending.mark_sent(message=draft, on_date=TODAY() + timedelta(days=1), now=now,
                          today=TODAY())  # fmt: skip


@pytest.mark.feature("5.15", "X14")
def test_list_says_what_is_owed_and_a_reply_ends_it(hale, draft, now):
    day = TODAY() - timedelta(days=12)
    sending.mark_sent(message=draft, on_date=day, now=now, today=TODAY())
    cycle = hale.cycle
    owed = mail_list(cycle, today=TODAY())

    record_answer(message=draft, answer="replied", on_date=TODAY(), text="Send times", now=now,
                  today=TODAY())  # fmt: skip
    after = mail_list(cycle, today=TODAY())

    assert [row.message.pk for row in owed.due] == [draft.pk]
    assert ([row.message.pk for row in after.to_answer], after.due) == ([draft.pk], [])


@pytest.mark.feature("5.15", "X14")
def test_at_most_two_follow_ups_and_then_no_answer(hale, draft, now):
    sending.mark_sent(message=draft, on_date=TODAY() - timedelta(days=40), now=now, today=TODAY())
    for days in (28, 17):
        bump = drafts.begin(target=hale, kind="follow_up", now=now, follows=draft)
        sending.mark_sent(message=bump, on_date=TODAY() - timedelta(days=days), now=now,
                          today=TODAY())  # fmt: skip

    with pytest.raises(RuleBroken, match="Two follow-ups went out"):
        drafts.begin(target=hale, kind="follow_up", now=now, follows=draft)
    row = next(
        row for row in mail_list(hale.cycle, today=TODAY()).waiting if row.message.pk == draft.pk
    )
    assert row.silent_on == TODAY() - timedelta(days=7)


@pytest.mark.feature("5.15")
@pytest.mark.parametrize(
    ("days", "words"), [(-3, "dated before your email"), (1, "Use today or an earlier date")]
)
def test_reply_with_a_wrong_day_is_refused(draft, now, days, words):
    sending.mark_sent(message=draft, on_date=TODAY() - timedelta(days=1), now=now, today=TODAY())

    with pytest.raises(RuleBroken, match=words):
        record_answer(message=draft, answer="replied", on_date=TODAY() + timedelta(days=days),
                      text="", now=now, today=TODAY())  # fmt: skip


@pytest.mark.feature("7.9", "7.10")
def test_update_is_made_of_the_log_since_the_last_contact(told, hale, draft, now):
    sending.mark_sent(message=draft, on_date=TODAY() - timedelta(days=30), now=now, today=TODAY())
    cycle = autopsy_of(told).cycle
    for title, days in (("Finished a clinic block", 5), ("Passed an old exam", 90)):
        record_progress(cycle=cycle, kind="other", title=title, today=TODAY(),
                        done_on=TODAY() - timedelta(days=days))  # fmt: skip

    update = drafts.begin(target=hale, kind="update", now=now)

    assert "inished a clinic block" in update.body
    assert "Passed an old exam" not in update.body


def test_soap_week_locks_a_program_leader_and_lets_a_reply_through(draft, hale):
    inside = timezone.make_aware(timezone.datetime(2027, 3, 16, 12))
    with pytest.raises(RuleBroken, match="SOAP week"):
        send(draft, inside)

    draft.reply_to_theirs = True
    draft.save()

    assert send(draft, inside).state == "queued"


def test_ask_to_contact_programs_is_no_reply_in_soap_week(draft):
    inside = timezone.make_aware(timezone.datetime(2027, 3, 16, 12))
    draft.kind, draft.reply_to_theirs = "program_ask", True
    draft.save()

    with pytest.raises(RuleBroken, match="SOAP week"):
        send(draft, inside)


def test_mail_to_a_program_leader_waits_out_soap_week(draft):
    before = timezone.make_aware(timezone.datetime(2027, 3, 14, 12))

    send(draft, before)

    intent = Intent.objects.get()
    assert intent.closed_from.date() == date(2027, 3, 15)
    assert intent.closed_until > intent.closed_from


# --- the pages ------------------------------------------------------------------------------------


@pytest.mark.feature("5.2", "5.3")
def test_composer_begins_checks_keeps_and_says_what_is_wrong(client, told, hale):
    client.force_login(told.user)
    begun = client.post(f"/faculty/{hale.faculty.code}/emails/new/", {"kind": "first"})
    message = Message.objects.get()
    page = client.get(begun.url).content.decode()
    told_form = {"subject": "Quick question", "body": "Be my mentor [Name]", "version": 99}

    check = client.post(f"/emails/{message.code}/check/", told_form, headers={"HX-Request": "true"})
    plain = client.post(f"/emails/{message.code}/check/", told_form)
    stale = client.post(f"/emails/{message.code}/", told_form)
    bad = client.post(f"/emails/{message.code}/", told_form | {"subject": "a\r\nBcc: x@y.example"})

    assert "Nothing to fix" in page or "to consider" in page
    assert "A slot is still empty: [Name]" in check.content.decode()
    assert "<!doctype html>" not in check.content.decode()
    assert "Be my mentor [Name]" in plain.content.decode()
    assert stale.status_code == 409
    assert "The subject holds a line break" in bad.content.decode()
    assert "Be my mentor [Name]" in bad.content.decode()
    message.refresh_from_db()
    assert message.subject.startswith("Unmatched in orthopedics")


def test_template_that_is_nobodys_is_not_there(client, told, hale):
    client.force_login(told.user)
    new = f"/faculty/{hale.faculty.code}/emails/new/"

    garbage = client.post(new, {"kind": "first", "template": "x"})
    unknown = client.post(new, {"kind": "nonsense"})

    assert (garbage.status_code, unknown.status_code) == (404, 404)


def test_autosave_keeps_the_text_and_counts_versions(client, told, draft):
    client.force_login(told.user)

    answer = client.post(
        f"/emails/{draft.code}/save/", {"subject": "S", "body": "B", "version": draft.version}
    )

    draft.refresh_from_db()
    assert (draft.subject, draft.body) == ("S", "B")
    assert answer["X-Section-Version"] == str(draft.version)
    assert "Saved" in answer.content.decode()


def test_stale_form_sends_nothing(client, told, draft):
    client.force_login(told.user)
    told_form = {"subject": draft.subject, "body": draft.body, "version": draft.version}

    client.post(f"/emails/{draft.code}/send/", told_form | {"nonce": str(uuid.uuid4())})
    refused = client.post(f"/emails/{draft.code}/send/", told_form | {"nonce": "x"})

    assert Intent.objects.count() == 0
    assert "This page is old." in refused.content.decode()


def test_mail_list_costs_the_same_with_one_and_with_ten(client, told, hale, draft, now,
                                                        django_assert_max_num_queries):  # fmt: skip
    def count():
        with django_assert_max_num_queries(60) as captured:
            client.get("/emails/")
        return len(captured)

    client.force_login(told.user)
    sending.mark_sent(message=draft, on_date=TODAY(), now=now, today=TODAY())
    one = count()
    Message.objects.bulk_create(
        Message(target=hale, kind="first", subject=f"S{n}", body="B", state="sent",
                sent_on=TODAY()) for n in range(10)
    )  # fmt: skip

    assert count() == one


@pytest.mark.feature("5.15")
def test_sent_mails_are_paged_by_fifty(client, told, hale):
    Message.objects.bulk_create(
        Message(target=hale, kind="thanks_recap", subject=f"S{n}", body="B", state="sent",
                sent_on=TODAY() - timedelta(days=n)) for n in range(120)
    )  # fmt: skip
    client.force_login(told.user)

    first, last = client.get("/emails/"), client.get("/emails/?page=3")
    beyond = client.get("/emails/?page=99x")

    assert [len(page.context["sent"]) for page in (first, last, beyond)] == [50, 20, 50]
    assert "Page 3 of 3" in last.content.decode()
    assert 'href="?page=2#sent"' in first.content.decode()


@pytest.mark.feature("5.2")
def test_ticked_reply_quiets_soap_for_a_mail_but_not_for_an_ask_to_contact_programs(draft, now):
    inside = timezone.make_aware(timezone.datetime(2027, 3, 16, 12))
    record = record_of(draft.target.cycle)
    draft.reply_to_theirs = True

    def soap_fires():
        facts = mail_facts(draft, record, now=inside)
        checked = check_mail(subject="S", body="Would you call two directors?", facts=facts)
        return "WD-29" in [check.id for check in checked.must]

    reply = soap_fires()
    draft.kind = "program_ask"

    assert (reply, soap_fires()) == (False, True)
