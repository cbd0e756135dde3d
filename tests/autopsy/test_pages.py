"""Pages around the record: priorities, repairs as briefings, the line of the school."""

import html

import pytest
from django.urls import reverse

from smartpick.accounts.models import School
from tests.factories import autopsy_of, fill, link_to, make_applicant, make_dean, make_school
from tests.pdf_text import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def wren(client):
    person = make_applicant("wren@alum.example", name="Wren Vale")
    client.force_login(person.user)
    fill(autopsy_of(person), "specialty", asked_type="us_md", primary_specialty="Neurology")
    return person


def text_of(answer):
    return html.unescape(answer.content.decode())


@pytest.mark.feature("6.2")
def test_priorities_are_drafted_kept_and_printed_on_the_page_and_in_the_kit(client, wren):
    told = {"do_1": "Two letters by May", "do_2": "One case report", "avoid_1": "A third lane"}
    offered = text_of(client.get(reverse("autopsy:edit-page")))
    client.post(reverse("autopsy:edit-page"), told)

    page = text_of(client.get(reverse("autopsy:summary")))
    paper = words_of(client.get(reverse("autopsy:kit-pdf")).content)

    assert "First priority" in offered
    assert [text for text in ("Two letters by May", "One case report") if text not in page] == []
    assert [t for t in told.values() if t.replace(" ", "") not in paper] == []


@pytest.mark.feature("6.2")
def test_priority_over_its_budget_is_named_and_kept(client, wren):
    answer = client.post(reverse("autopsy:edit-page"), {"do_1": "x" * 95})

    assert "First priority is 5 characters over its limit of 90." in text_of(answer)
    assert "x" * 95 in text_of(answer)


@pytest.mark.feature("9.3", "9.4")
def test_repair_of_scores_offers_the_highlight_a_writer_may_use(client, wren):
    page = text_of(client.get(reverse("mentors:repair", args=["scores"])))

    assert "A highlight a writer may use: after an early stumble in an exam" in page


@pytest.mark.feature("9.5", "9.7")
def test_repair_of_professionalism_briefs_the_writer_on_three_things_and_writes_no_letter(
    client, wren
):
    page = text_of(client.get(reverse("mentors:repair", args=["professionalism"])))

    assert "a briefing for its writer" in page
    for point in ("What the concern was", "What you did about it", "would trust you with patients"):
        assert point in page


@pytest.mark.feature("X42")
def test_well_being_names_the_schools_own_line_and_blocks_nothing(client, wren):
    fallback = text_of(client.get(reverse("autopsy:diagnosis")))
    School.objects.filter(pk=make_school().pk).update(counseling_text="Call Riverside at 555-0100.")
    link_to(wren, make_dean("okafor@riverside.example", make_school()))

    page = client.get(reverse("autopsy:diagnosis"))

    assert page.status_code == 200
    assert "Call Riverside at 555-0100. 988 by phone or text" in text_of(page)
    assert "your school's counseling line" in fallback
    assert "555-0100" not in fallback
