"""The dean's Monday mail, opening a school, its thresholds, invitations from a file."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from smartpick.accounts.models import Invitation, School
from smartpick.campaign.models import ViewEntry
from smartpick.dean.services import digest, rows
from smartpick.outbox.models import Intent
from smartpick.outbox.services import stop
from tests.dean.test_cohort import advisee, page
from tests.factories import make_dean, make_school

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # 10 in the morning in New York


@pytest.fixture
def dean():
    return make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")


@pytest.fixture
def park():
    return make_dean("park@riverside.example", make_school(), name="Park", role="administrator")


# --- the weekly mail ------------------------------------------------------------------------------


def test_monday_mail_lists_initials_of_those_who_need_the_dean_and_nothing_else(dean):
    quiet = advisee(dean, "Uma Vale")
    needing = advisee(dean, "Marcus Bell", opened=40)
    rows.work_out(applicants=[quiet.pk, needing.pk], now=timezone.now())

    assert digest.write_digests(now=MONDAY) == 1
    assert digest.write_digests(now=MONDAY + timedelta(hours=1)) == 0

    mail = Intent.objects.get(kind="dean_digest")
    assert mail.subject == "1 advisee needs you this week"
    assert "M. B." in mail.text
    for word in ("Marcus", "Bell", "U. V.", "logged", "alum.example", str(needing.code)):
        assert word not in mail.text
    logged = ViewEntry.objects.get(how="mailed")
    assert (logged.subject_code, logged.viewer_name) == (needing.code, "Dean Okafor")


@pytest.mark.parametrize(
    ("hours", "written"),
    [(-3, 0), (9, 0), (24, 1), (48, 0), (-72, 0)],
    ids=["before eight", "after six", "Tuesday", "Wednesday", "Friday before"],
)
def test_mail_goes_on_monday_in_the_schools_own_morning_and_never_late(dean, hours, written):
    person = advisee(dean, "Marcus Bell", opened=40)
    rows.work_out(applicants=[person.pk], now=timezone.now())

    assert digest.write_digests(now=MONDAY + timedelta(hours=hours)) == written


@pytest.mark.feature("X34")
def test_one_press_stops_the_monday_mail_of_this_dean(dean):
    person = advisee(dean, "Marcus Bell", opened=40)
    rows.work_out(applicants=[person.pk], now=timezone.now())
    digest.write_digests(now=MONDAY)
    mail = Intent.objects.get(kind="dean_digest")
    token = mail.text.split("/stop/")[1].split("/")[0]

    assert stop(token=token, now=MONDAY).pk == mail.pk

    digest.write_digests(now=MONDAY + timedelta(days=7))
    from smartpick.outbox.delivery import stops  # noqa: PLC0415

    assert stops(Intent.objects.latest("id")).exists()


def test_nobody_needs_the_dean_and_no_mail_is_written(dean):
    advisee(dean, "Uma Vale")
    rows.sweep_rows(now=timezone.now())

    assert digest.write_digests(now=MONDAY) == 0


# --- the school -----------------------------------------------------------------------------------


def settings_of(**told):
    return {
        "name": "Riverside", "time_zone": "America/Chicago", "term_ends_on": "2027-05-20",
        "retention_months": "36", "small_cell": "5", "counseling_text": "Call 988.",
        "review_days": "5", "question_days": "1", "letter_soon_days": "14", "silent_days": "21",
        "core_days": "30", "direction_days": "30", "stage_days": "90",
    } | told  # fmt: skip


def test_threshold_that_a_school_edits_moves_its_advisees(client, dean, park):
    advisee(dean, "Marcus Bell", opened=25)
    assert page(client, dean).context["page"].needing == 1
    client.force_login(park)
    shown = client.get(reverse("dean:school-settings")).content.decode()

    client.post(reverse("dean:school-settings"), settings_of(silent_days="30"))

    assert School.objects.get().thresholds == {"silent_days": 30}
    assert page(client, dean).context["page"].needing == 0
    assert "Today: fewer than 5 advisees." in shown
    assert "Marcus" not in shown


def test_settings_refuse_what_cannot_be_and_keep_what_was_typed(client, park):
    client.force_login(park)

    said = client.post(
        reverse("dean:school-settings"), settings_of(small_cell="3", silent_days="0")
    ).content.decode()

    assert "Use 5 or more." in said
    assert "between 1 and 365" in said
    assert 'value="3"' in said
    assert School.objects.get().small_cell == 5


def test_opening_page_counts_five_steps_and_sends_a_test_mail(client, park):
    client.force_login(park)
    before = client.get(reverse("dean:school")).content.decode()

    client.post(reverse("dean:test-mail"))
    client.post(reverse("dean:test-mail-arrived"), {"arrived": "yes"})

    assert "0 of 5 steps done" in before
    assert Intent.objects.get(kind="school_test").to == "park@riverside.example"
    assert School.objects.get().test_mail_arrived is True
    assert "arrived" in client.get(reverse("dean:school")).content.decode()


def test_people_page_says_who_owes_a_second_factor(client, park):
    make_dean("new@riverside.example", make_school(), name="Dean New", factor=False)
    client.force_login(park)
    from tests.access.test_matrix import prove  # noqa: PLC0415

    prove(client)

    shown = client.get(reverse("dean:school-people")).content.decode()

    assert shown.count("owes a second factor") == 1
    assert shown.count("factor set") == 1


# --- invitations ----------------------------------------------------------------------------------


def upload(client, text, **told):
    file = SimpleUploadedFile("class.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("dean:invitations"), {"addresses": "", "file": file} | told)


def test_file_of_advisees_is_read_and_its_bad_lines_are_grouped(client, dean):
    client.force_login(dean)
    text = (
        "Name,Email,Class year\nLinh Vale,linh@alum.example,2026\nMarcus Bell,marcus@alum,2026\n"
        "Uma Vale,uma@alum.example,2025\n"
    )

    asked = upload(client, text).content.decode()
    before = Invitation.objects.count()
    upload(client, text, send_good="1")

    assert "1 line hold" in asked or "1 line holds" in asked
    assert "marcus@alum" in asked
    assert before == 0
    assert sorted(Invitation.objects.values_list("name", "email", "class_year")) == [
        ("Linh Vale", "linh@alum.example", 2026), ("Uma Vale", "uma@alum.example", 2025),
    ]  # fmt: skip


def test_file_that_is_no_table_is_refused_with_the_reason(client, dean):
    client.force_login(dean)
    file = SimpleUploadedFile("class.xlsx", b"PK\x03\x04 rest")

    said = client.post(reverse("dean:invitations"), {"addresses": "", "file": file})

    assert "Save it as CSV" in said.content.decode()


def test_invitation_is_sent_again_after_a_week_and_not_before(client, dean):
    client.force_login(dean)
    client.post(reverse("dean:invitations"), {"addresses": "linh@alum.example"})
    invited = Invitation.objects.get()
    again = reverse("dean:invite-again", args=[invited.code])

    early = client.post(again, follow=True).content.decode()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=8))
    client.post(again)

    assert "after 7 days" in early
    assert Intent.objects.filter(kind="invitation").count() == 2
    invited.refresh_from_db()
    assert invited.sent_at > timezone.now() - timedelta(minutes=1)
