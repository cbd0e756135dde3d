import pytest
from django.utils import timezone

from outreach.services.document import add_document
from outreach.services.draft import begin
from smartpick.campaign.models import ViewEntry
from tests.factories import autopsy_of, link_to, make_dean, make_school, plain_pdf


@pytest.mark.feature("X39", "X43")
def test_dean_sees_a_file_only_while_it_is_shown_and_each_opening_is_written_down(client, maya):
    dean = make_dean("okafor@r.example", make_school(), name="Dean Okafor")
    link_to(maya, dean)
    row = add_document(
        applicant=maya, cycle=autopsy_of(maya).cycle, kind="cv", name="CV.pdf",
        content=plain_pdf(), by=maya.user, now=timezone.now(),
    )  # fmt: skip
    page = f"/dean/advisees/{maya.code}/documents/"

    def as_dean():
        client.force_login(dean)
        return b"CV.pdf" in client.get(page).content, client.get(f"{page}{row.code}/").status_code

    def press():
        client.force_login(maya.user)
        client.post(f"/documents/{row.code}/show/")

    before = as_dean()
    press()
    shown = as_dean()
    press()

    assert (before, shown, as_dean()) == ((False, 404), (True, 200), (False, 404))
    assert ViewEntry.objects.filter(what="documents", how="opened").exists()


@pytest.mark.feature("X13", "X43")
def test_dean_reads_one_email_only_while_it_is_shown_and_each_opening_is_written_down(
    client, maya, hale
):  # fmt: skip
    dean = make_dean("okafor@r.example", make_school(), name="Dean Okafor")
    link_to(maya, dean)
    first = begin(target=hale, kind="first", now=timezone.now())
    other = begin(target=hale, kind="update", now=timezone.now())
    page = f"/dean/advisees/{maya.code}/emails"

    def as_dean():
        client.force_login(dean)
        listed = client.get(f"/dean/advisees/{maya.code}/documents/").content.decode()
        pages = [client.get(f"{page}/{mail.code}/") for mail in (first, other)]
        return "First email to Jonas Hale" in listed, [answer.status_code for answer in pages]

    def press():
        client.force_login(maya.user)
        client.post(f"/emails/{first.code}/show/")
        return client.get(f"/emails/{first.code}/").content.decode()

    before, said = as_dean(), press()
    shown = as_dean()
    press()

    assert (before, shown, as_dean()) == (
        (False, [404, 404]), (True, [200, 404]), (False, [404, 404]),
    )  # fmt: skip
    assert "You and your dean" in said
    assert ViewEntry.objects.filter(what="email", how="opened").count() >= 1
