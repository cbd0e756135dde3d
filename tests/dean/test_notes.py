"""Notes about an advisee: private for linked deans, shared for both sides, never mixed up."""

import pytest
from django.urls import reverse

from smartpick.dean.models import DeanNote
from tests.access.test_matrix import address_of, enter

pytestmark = pytest.mark.django_db


def write(client, cast, kind, text):
    enter(client, cast, "dean_okafor")
    return client.post(address_of("dean:notes", cast), {"kind": kind, "text": text})


@pytest.mark.feature("X23")
def test_shared_note_is_read_by_the_applicant_and_a_private_one_is_not(client, cast):
    write(client, cast, "private", "Call her in two weeks")
    write(client, cast, "shared", "We agreed on two letters by May")

    enter(client, cast, "maya")
    page = client.get(reverse("dean:shared-notes")).content.decode()
    bell = client.get(reverse("home:notifications")).content.decode()

    assert "We agreed on two letters by May" in page
    assert "Dean Okafor" in page
    assert "Call her in two weeks" not in page + bell
    assert f'href="{reverse("dean:shared-notes")}"' in bell


@pytest.mark.feature("X23")
def test_shared_note_of_one_applicant_is_nobody_elses(client, cast):
    write(client, cast, "shared", "We agreed on two letters by May")

    for person in ("noor", "ivo", "both"):
        enter(client, cast, person)
        assert b"We agreed" not in client.get(reverse("dean:shared-notes")).content


@pytest.mark.feature("X43")
def test_guide_stands_inside_the_note_box_and_says_who_may_read_it(client, cast):
    enter(client, cast, "dean_okafor")

    page = client.get(address_of("dean:notes", cast)).content.decode()

    assert "Facts, dates, what was agreed. No diagnosis, no guess at motives." in page
    assert "former students can ask to see" in " ".join(page.split())


@pytest.mark.parametrize(("kind", "text"), [("private", ""), ("shared", "x" * 4001),
                                            ("gossip", "text")])  # fmt: skip
def test_note_that_cannot_be_kept_is_named_and_stays_typed(client, cast, kind, text):
    before = DeanNote.objects.count()

    answer = write(client, cast, kind, text)

    assert (answer.status_code, DeanNote.objects.count()) == (200, before)
    assert b"There is a problem" in answer.content
    assert text.encode() in answer.content
