"""Who comes first when one section is saved twice: two forms conflict, one form never does."""

import re

import pytest
from django.urls import reverse

from autopsy.models import ResearchFacts, SectionState
from tests.factories import autopsy_of, make_applicant

pytestmark = pytest.mark.django_db
EDIT = reverse("autopsy:edit-section", args=["research"])
AUTOSAVE = reverse("autopsy:autosave-section", args=["research"])


@pytest.fixture
def wren(client):
    person = make_applicant("wren@alum.example", name="Wren Vale")
    client.force_login(person.user)
    return person


@pytest.fixture
def opened(client):
    """What a freshly opened form carries unseen: its version, its tab, its turn."""

    def open_form():
        page = client.get(EDIT).content.decode()
        return dict(re.findall(r'type="hidden" name="(version|tab|turn)" value="([^"]*)"', page))

    return open_form


def line_of(person):
    return ResearchFacts.objects.get(autopsy=autopsy_of(person)).line


def in_turn(form, turn, line):
    return form | {"turn": turn, "line": line}


@pytest.mark.feature("2.6")
def test_continue_while_own_autosave_is_in_flight_is_no_conflict_with_oneself(client, wren, opened):
    form = opened()
    client.post(AUTOSAVE, in_turn(form, 1, "typed so f"))

    answer = client.post(EDIT, in_turn(form, 2, "typed so far"))

    assert (answer.status_code, line_of(wren)) == (302, "typed so far")


@pytest.mark.feature("2.6")
def test_autosave_that_arrives_after_continue_does_not_bring_old_text_back(client, wren, opened):
    form = opened()
    client.post(EDIT, in_turn(form, 2, "typed so far"))

    answer = client.post(AUTOSAVE, in_turn(form, 1, "typed so f"))

    state = SectionState.objects.get(autopsy=autopsy_of(wren), section="research")
    assert (answer.status_code, line_of(wren)) == (200, "typed so far")
    assert (state.state, state.version, answer["X-Section-Version"]) == ("done", 1, "1")


@pytest.mark.feature("2.6")
def test_late_autosave_does_not_overwrite_what_the_next_form_saved(client, wren, opened):
    before = opened()
    client.post(EDIT, in_turn(before, 2, "first form"))
    client.post(EDIT, in_turn(opened(), 1, "second form"))

    answer = client.post(AUTOSAVE, in_turn(before, 1, "first f"))

    assert (answer.status_code, line_of(wren)) == (409, "second form")


@pytest.mark.feature("2.6")
def test_two_tabs_conflict_and_show_both_texts(client, wren, opened):
    first, second = opened(), opened()
    client.post(AUTOSAVE, in_turn(first, 1, "of the first tab"))

    told = client.post(EDIT, in_turn(second, 9, "of the second tab"))

    assert (told.status_code, line_of(wren)) == (409, "of the first tab")
    assert b"of the first tab" in told.content
    assert b"of the second tab" in told.content


@pytest.mark.feature("2.6")
def test_tab_that_was_passed_by_another_conflicts_in_its_turn(client, wren, opened):
    """Mine, theirs, mine again: a save of one's own long ago is no licence."""
    first = opened()
    client.post(AUTOSAVE, in_turn(first, 1, "mine"))
    client.post(EDIT, in_turn(opened(), 1, "theirs"))

    told = client.post(EDIT, in_turn(first, 2, "mine again"))

    assert (told.status_code, line_of(wren)) == (409, "theirs")
    kept = first | {"version": "2"}
    assert client.post(EDIT, in_turn(kept, 3, "mine again")).status_code == 302
    assert line_of(wren) == "mine again"


@pytest.mark.parametrize("odd", ["", "x", "a" * 33, "<b>canary</b>", "\u202e" * 12])
def test_form_without_a_proper_tab_is_held_to_its_version(client, wren, odd):
    client.post(AUTOSAVE, {"version": "0", "tab": odd, "turn": "1", "line": "kept"})

    told = client.post(EDIT, {"version": "0", "tab": odd, "turn": "9" * 30, "line": "other"})

    assert (told.status_code, line_of(wren)) == (409, "kept")


@pytest.mark.feature("2.6")
def test_continue_that_is_sent_twice_leads_on_both_times(client, wren, opened):
    form = opened()

    told = [client.post(EDIT, in_turn(form, 1, "pressed twice")).status_code for _ in range(2)]

    assert (told, line_of(wren)) == ([302, 302], "pressed twice")
