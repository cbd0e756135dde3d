"""Paper for the committee: made in parts, logged for each advisee, gone on with, kept a day."""

import io
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from smartpick.accounts.models import AdvisingLink
from smartpick.accounts.services import advising
from smartpick.campaign.models import ViewEntry
from smartpick.common.claims import claim
from smartpick.dean.models import AdviseeRow, Bundle
from smartpick.dean.services import packets, rows
from tests.access.test_matrix import prove
from tests.cast import canary
from tests.dean.test_cohort import advisee, waits
from tests.factories import make_dean, make_school
from tests.pdf_text import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.feature("X18")]


@pytest.fixture
def dean():
    return make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")


def asked(dean, people, **told):
    told = {"form": "pdf", "paper": "letter", "order": "name"} | told
    rows.sweep_rows(now=timezone.now())
    return packets.ask_for_packet(
        membership=dean.memberships.get(), codes=[str(one.code) for one in people], by=dean,
        now=timezone.now(), **told,
    )  # fmt: skip


def test_packet_holds_a_page_for_each_and_each_log_says_printed(client, dean):
    people = [advisee(dean, f"{name} Vale") for name in ("Aron", "Berta", "Cleo")]
    for person in people[:2]:
        waits(person, 1)
    client.force_login(dean)
    prove(client)
    told = {"make": "1", "pick": [str(one.code) for one in people], "form": "pdf",
            "paper": "letter", "order": "name"}  # fmt: skip

    waiting = client.post(reverse("dean:print"), told, follow=True)
    packets.make_waiting()
    bundle = Bundle.objects.get()
    ready = client.get(reverse("dean:packet", args=[bundle.code])).content.decode()
    answer = client.get(reverse("dean:packet-file", args=[bundle.code]))

    assert "0 of 3 made" in waiting.content.decode()
    assert "The file is ready" in ready
    assert "nothing submitted" in ready
    with pikepdf.open(io.BytesIO(answer.content)) as whole:
        assert len(whole.pages) == 2
        with whole.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Aron Vale", "Berta Vale"]
    logged = ViewEntry.objects.filter(how="printed").values_list("subject_code", flat=True)
    assert sorted(map(str, logged)) == sorted(str(one.code) for one in people[:2])


def test_zip_holds_a_file_for_each_in_the_order_of_need(dean):
    aron, berta = advisee(dean, "Aron Vale"), advisee(dean, "Berta Vale")
    waits(aron, 1)
    waits(berta, 9)
    rows.sweep_rows(now=timezone.now())
    codes = list(AdviseeRow.objects.order_by("place").values_list("applicant_code", flat=True))
    assert codes == [berta.code, aron.code]
    bundle = asked(dean, [berta, aron], form="zip", order="need", paper="a4")

    packets.make_waiting()

    bundle.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(bytes(bundle.body))) as held:
        assert held.namelist() == ["001-berta-vale.pdf", "002-aron-vale.pdf"]
        assert "Berta" in words_of(held.read("001-berta-vale.pdf"))


def test_worker_that_takes_over_goes_on_and_prints_nobody_twice(dean, monkeypatch):
    people = [advisee(dean, f"{name} Vale") for name in ("Aron", "Berta", "Cleo")]
    for person in people:
        waits(person, 1)
    bundle = asked(dean, people)
    [mine] = claim(Bundle.objects.all(), me="first", now=timezone.now(), lease=packets.LEASE)
    mine.scope = mine.scope[:2]  # the first worker comes as far as the second page
    assert packets._make_chunk(mine, 0, "first")

    later = timezone.now() + timedelta(minutes=3)
    [taken] = claim(Bundle.objects.all(), me="second", now=later, lease=packets.LEASE)
    assert packets._keep(mine, [], "first") is False  # its lease has run out
    packets.make(taken, me="second")

    bundle.refresh_from_db()
    assert (bundle.state, bundle.done_count) == ("done", 3)
    with pikepdf.open(io.BytesIO(bytes(bundle.body))) as whole:
        assert len(whole.pages) == 3
    assert ViewEntry.objects.filter(how="printed").count() == 3


def test_who_stops_sharing_before_their_page_is_made_is_left_out(client, dean):
    aron, berta = advisee(dean, "Aron Vale"), advisee(dean, "Berta Vale")
    for person in (aron, berta):
        waits(person, 1)
    bundle = asked(dean, [aron, berta])
    link = AdvisingLink.objects.get(applicant=berta)
    advising.end(link=link, by="applicant", now=timezone.now())

    packets.make_waiting()

    bundle.refresh_from_db()
    assert bundle.left_out == [[str(berta.code), "stopped sharing"]]
    assert not ViewEntry.objects.filter(subject_code=berta.code, how="printed").exists()


def test_packet_shows_no_section_that_is_not_shared(cast):
    dean, maya = cast.dean_okafor, cast.applicants["maya"]
    link = cast.links["okafor"]
    advising.set_keys(link=link, keys=["specialty", "research"], now=timezone.now())
    bundle = asked(dean, [maya])

    packets.make_waiting()

    bundle.refresh_from_db()
    told = words_of(bytes(bundle.body))
    assert canary("maya", "exams") not in told
    assert canary("maya", "rating") not in told


def test_packet_of_somebody_else_and_one_that_expired_is_not_there(client, dean):
    person = advisee(dean, "Aron Vale")
    waits(person, 1)
    bundle = asked(dean, [person])
    packets.make_waiting()
    ruiz = make_dean("ruiz@riverside.example", make_school(), name="Dean Ruiz")
    for name in ("packet", "packet-file"):
        client.force_login(ruiz)
        prove(client)
        assert client.get(reverse(f"dean:{name}", args=[bundle.code])).status_code == 404

    assert packets.forget_expired(now=timezone.now() + timedelta(hours=25)) == 1
    client.force_login(dean)
    prove(client)
    assert client.get(reverse("dean:packet-file", args=[bundle.code])).status_code == 404


def test_packet_without_anybody_or_without_a_page_says_so(client, dean):
    person = advisee(dean, "Aron Vale")
    client.force_login(dean)
    prove(client)
    told = {"make": "1", "form": "pdf", "paper": "letter", "order": "name"}
    nobody = client.post(reverse("dean:print"), told)

    bundle = asked(dean, [person])
    packets.make_waiting()

    bundle.refresh_from_db()
    assert "Tick at least one advisee." in nobody.content.decode()
    assert bundle.state == "failed"
    shown = client.get(reverse("dean:packet", args=[bundle.code])).content.decode()
    assert "There is no page to print" in shown


def test_statements_of_a_packet_do_not_grow_with_its_pages(dean):
    people = [advisee(dean, f"Person {number}") for number in range(6)]
    for person in people:
        waits(person, 1)

    def made(chosen):
        bundle = asked(dean, chosen)
        [taken] = claim(Bundle.objects.filter(pk=bundle.pk), me="x", now=timezone.now(),
                        lease=packets.LEASE)  # fmt: skip
        with CaptureQueriesContext(connection) as caught:
            packets.make(taken, me="x")
        # A page reads the published figures of its specialty, as a single one does, and a slow
        # machine tells its progress more often; neither grows with what is read of people.
        read = [q["sql"] for q in caught if q["sql"].startswith("SELECT")]
        return len([sql for sql in read if '"reference_' not in sql])

    made(people[:1])
    few, many = made(people[:1]), made(people)
    assert few == many
