"""Letters on their pages: planned, asked, answered, dated, ended, given to programs, printed."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from autopsy.services.direction import start_repair
from mentors.choices import ContactKind
from mentors.owner import Owner
from mentors.services.targets import record_contact
from outreach.forms.letter import LetterForm
from outreach.models import Letter
from outreach.rules.letter import Words, strength_of
from outreach.rules.letter_steps import Days, Told
from outreach.services.letter import add_letter
from smartpick.campaign.models import KeyDate, Task
from smartpick.picks.services.programs import add_program, pick_program
from smartpick.reference.models import LetterLimit, LetterRule, Season
from tests.factories import make_target

FIELD = "Orthopaedic Surgery"
TABLE = json.loads((Path(__file__).parent / "golden" / "letters.json").read_text())["truth_table"]


@pytest.fixture
def web(client, told):
    client.force_login(told.user)
    return client


def add(target, **values):
    now = timezone.now()
    told = Told(**{"specialty": FIELD, **values})
    return add_letter(target=target, told=told, by=None, now=now, today=timezone.localdate())[0]


def program(applicant, name, specialty=FIELD):
    made = add_program(
        owner=Owner(applicant=applicant), facts={"name": name, "specialty": specialty}
    )
    return pick_program(cycle=applicant.cycles.get(closed_on=None), program=made)


def typed(letter, **values):
    """The form as its page sends it, with these answers."""
    letter.refresh_from_db()
    data = {
        "kind": letter.kind, "specialty": letter.specialty, "offer": letter.offer,
        "application_service": letter.application_service, "waived": letter.waived,
        "version": letter.version, "given": list(letter.given), "words_said": letter.words_said,
    }  # fmt: skip
    for name in ("asked_on", "answered_on", "requested_on", "uploaded_on", "due_on", "ask_by"):
        data[name] = getattr(letter, name) or ""
    return data | values


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.feature("10.6", "10.8", "F5")
def test_letter_is_added_and_all_of_it_recorded_on_one_page(web, hale):
    today = timezone.localdate()
    empty = web.get("/letters/")
    assert "No letter planned yet" in text_of(empty)

    data = {"person": hale.faculty.code, "kind": "clinical", "specialty": FIELD}
    made = web.post("/letters/new/", data, follow=True)
    letter = Letter.objects.get()
    again = web.post("/letters/new/", data, follow=True)
    assert "is on your list already" in text_of(again)
    assert made.redirect_chain == again.redirect_chain
    due = today + timedelta(days=100)
    answer = web.post(
        f"/letters/{letter.code}/",
        typed(letter, offer="strong_letter", words_said="Gladly, a strong one", named="my charts",
              given=["cv", "statement"], due_on=due),
        follow=True,
    )  # fmt: skip

    letter.refresh_from_db()
    assert (letter.state, letter.asked_on, letter.answered_on, letter.due_on) == (
        "material_sent", today, today, due,
    )  # fmt: skip
    assert letter.given == {"cv": today.isoformat(), "statement": today.isoformat()}
    page = text_of(answer)
    assert "Reads as strong, with specifics" in page
    assert "They said strong and named my charts. A good sign." in page
    assert "They said strong, but have not seen you yet." in page
    assert "1 letter: 1 strong" in text_of(web.get("/letters/"))


def test_wrong_days_are_told_beside_their_fields_and_what_was_typed_stays(web, hale):
    letter, today = add(hale), timezone.localdate()
    answer = web.post(
        f"/letters/{letter.code}/",
        typed(letter, offer="a_letter", words_said="I can write one",
              answered_on=today + timedelta(days=1), due_on=today - timedelta(days=1)),
    )  # fmt: skip

    page = text_of(answer)
    assert answer.status_code == 422
    assert page.count("Use today or an earlier date.") == 2  # in the summary and at the field
    assert "That day has passed." in page
    assert "I can write one</textarea>" in page
    letter.refresh_from_db()
    assert letter.state == "planned"


def test_second_tab_is_told_and_its_text_can_be_saved_by_another_press(web, hale):
    letter = add(hale)
    old = typed(letter, wants="A CV by May")
    web.post(f"/letters/{letter.code}/", typed(letter, wants="Nothing"))

    told = web.post(f"/letters/{letter.code}/", old)

    assert "This letter was saved elsewhere since you opened it." in text_of(told)
    assert "A CV by May</textarea>" in text_of(told)
    letter.refresh_from_db()
    web.post(f"/letters/{letter.code}/", old | {"version": letter.version})
    letter.refresh_from_db()
    assert letter.wants == "A CV by May"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\u202eevil", "x" * 301],
                         ids=["script", "turned", "long"])  # fmt: skip
def test_hostile_words_are_text_or_refused(web, hale, text):
    letter = add(hale)

    answer = web.post(f"/letters/{letter.code}/", typed(letter, offer="a_letter", words_said=text),
                      follow=True)  # fmt: skip

    assert "<script>alert" not in answer.content.decode()
    assert ("over its limit" in text_of(answer)) == (len(text) > 300)


@pytest.mark.feature("F5")
def test_form_reads_each_row_of_the_truth_table_as_worked_out_by_hand(hale):
    letter, today = add(hale), timezone.localdate()
    flags = ("specifics", "hesitated", "deflected")
    read = []
    for row in TABLE:
        data = typed(letter, offer=row["offer"]) | {name: "on" for name in flags if row[name]}
        form = LetterForm(data, letter=letter, plan=Days(), today=today)
        assert form.is_valid(), form.errors
        told = {name: getattr(form.told, name) for name in ("offer", *flags)}
        read.append(strength_of(Words(**told)))

    assert read == [row["strength"] for row in TABLE]


@pytest.mark.feature("10.6")
def test_steps_of_a_row_take_today_and_are_undone(web, hale):
    letter = add(hale)
    for step, state, back in (("asked", "asked", "planned"),
                              ("requested", "requested", "planned"),
                              ("uploaded", "uploaded", "planned")):  # fmt: skip
        web.post(f"/letters/{letter.code}/{step}/today/")
        page = text_of(web.get("/letters/"))
        letter.refresh_from_db()
        assert letter.state == state
        assert f"{step} today." in page
        web.post(f"/letters/{letter.code}/{step}/undo/")
        letter.refresh_from_db()
        assert letter.state == back
    assert web.post(f"/letters/{letter.code}/burned/today/").status_code == 404


def test_writer_who_withdraws_is_said_on_the_page_and_taken_back(web, hale):
    letter = add(hale, offer="strong_letter")
    web.post(f"/letters/{letter.code}/end/", {"how": "withdrew", "on_date": "", "note": "By mail"})

    page = text_of(web.get(f"/letters/{letter.code}/"))
    assert "Letter from Jonas Hale, MD: withdrew" in page
    assert "The writer withdrew. By mail" in page
    assert "No letter planned yet" in text_of(web.get("/letters/"))

    web.post(f"/letters/{letter.code}/again/")
    letter.refresh_from_db()
    assert letter.state == "answered"
    nothing = web.post(f"/letters/{letter.code}/end/", {"how": ""})
    assert "What happened: choose one." in text_of(nothing)


def test_overdue_letter_and_late_ask_are_said_with_what_to_do(web, hale):
    today = timezone.localdate()
    for key, ago in (("PL-11", 20), ("PL-15", 3)):
        day = today - timedelta(days=ago)
        KeyDate.objects.create(cycle=hale.cycle, key=key, starts_on=day, ends_on=day)
    letter = add(hale)

    page = text_of(web.get(f"/letters/{letter.code}/"))

    assert "A short nudge is normal." in page
    assert "You meant to ask by" in page
    assert "as the plan says" in page
    assert "Ask now" in text_of(web.get("/letters/"))


def test_writer_gone_from_the_directory_keeps_their_name(web, hale):
    letter = add(hale)
    hale.faculty.delete()

    assert "Letter from Jonas Hale, MD" in text_of(web.get(f"/letters/{letter.code}/"))
    assert "Jonas Hale, MD" in text_of(web.get("/letters/"))


def test_specialty_on_another_service_and_with_its_own_form_says_so(web, hale):
    LetterRule.objects.create(specialty="Emergency Medicine", kind="SLOE (CORD)",
                              status="expected", source="CORD")  # fmt: skip
    letter = add(hale, specialty="Emergency Medicine", application_service="ResidencyCAS")

    page = text_of(web.get(f"/letters/{letter.code}/"))

    assert "Emergency Medicine expects SLOE (CORD) (expected; CORD)." in page
    assert "Request it in ResidencyCAS" in page
    assert "ResidencyCAS may want it on another day" in page


@pytest.mark.feature("10.9")
def test_matrix_gives_letters_to_programs_and_asks_which_fifth_stays_out(web, told):
    LetterLimit.objects.create(match_year=2027, application_service="ERAS", most=4,
                               status="confirmed", trust="A", source="aamc.org")  # fmt: skip
    lakeside, other = program(told, "Lakeside"), program(told, "Northgate", "")
    letters = [
        add(make_target(told, name=f"Writer {n}", email=f"w{n}@x.example"), offer="strong_letter",
            uploaded_on=timezone.localdate())
        for n in range(5)
    ]  # fmt: skip
    page = text_of(web.get("/letters/matrix/"))
    assert "Writer 0: Uploaded, but 2 programs do not have it." in page
    assert "Specialty not on record" in page

    pairs = [f"{letter.code}:{lakeside.code}" for letter in letters]
    programs = [lakeside.code, other.code]
    refused = web.post("/letters/matrix/", {"program": programs, "give": pairs})

    assert refused.status_code == 422
    assert "ERAS takes 4 a program. Which one stays out?" in text_of(refused)
    assert text_of(refused).count(" checked") == 5

    web.post("/letters/matrix/", {"program": programs, "give": pairs[:3]})
    page = text_of(web.get("/letters/matrix/"))
    assert page.count(" checked") == 3
    assert "3 of 3" in page
    assert "Writer 4: Uploaded, but 2 programs do not have it." in page
    assert "Assigned to 1 of 2 programs." in text_of(web.get(f"/letters/{letters[0].code}/"))

    web.post("/letters/matrix/", {"program": [other.code], "give": []})
    assert text_of(web.get("/letters/matrix/")).count(" checked") == 3


@pytest.mark.feature("10.9")
def test_letter_older_than_the_failed_match_is_said_everywhere(web, told):
    program(told, "Lakeside")
    told.cycles.update(failed_year=2026)
    season = Season.objects.create(service="NRMP", match_year=2026)
    season.dates.create(kind="match_day", title="Match Day", starts_on=date(2026, 3, 20),
                        status="confirmed", trust="A", source="nrmp.org")  # fmt: skip
    letter = add(make_target(told), offer="strong_letter", uploaded_on=timezone.localdate(),
                 original_on=timezone.localdate().replace(year=2024))  # fmt: skip

    for address in ("/letters/", "/letters/matrix/", f"/letters/{letter.code}/"):
        page = text_of(web.get(address))
        assert "lder than the failed Match" in page
        assert "first upload" in page


def test_without_letters_or_programs_the_matrix_says_what_is_missing(web, hale):
    assert "No letter to assign yet" in text_of(web.get("/letters/matrix/"))
    add(hale)
    assert "No program to assign to yet" in text_of(web.get("/letters/matrix/"))


@pytest.mark.feature("10.3", "X36")
def test_ask_draws_on_the_letter_and_offers_an_answer_in_one_line(web, hale):
    due = timezone.localdate() + timedelta(days=40)
    add(hale, due_on=due, application_service="ResidencyCAS")

    made = web.post(
        f"/faculty/{hale.faculty.code}/emails/new/", {"kind": "letter_ask"}, follow=True
    )

    body = made.context["message"].body
    assert "One line is enough, yes or no." in body
    assert f"I need letters by {due:%B} {due.day}" in body
    assert "from the ResidencyCAS portal" in body


@pytest.mark.feature("10.4")
def test_material_mail_thanks_for_an_agreed_letter(web, hale):
    add(hale, offer="strong_letter")

    made = web.post(f"/faculty/{hale.faculty.code}/emails/new/", {"kind": "material"}, follow=True)

    assert made.context["message"].body.count("Thank you for agreeing to write.") == 1


@pytest.mark.feature("10.7")
def test_letters_stand_in_the_week_the_agenda_and_the_second_writers_action(web, hale):
    today = timezone.localdate()
    add(hale, ask_by=today + timedelta(days=2), due_on=today + timedelta(days=50))

    assert "Ask Jonas Hale, MD for a strong letter" in text_of(web.get("/week/"))
    web.post("/timeline/lay-out/")
    assert "Letter from Jonas Hale, MD" in text_of(web.get("/timeline/"))
    letter = Letter.objects.get()
    web.post(f"/letters/{letter.code}/", typed(letter, offer="a_letter"))
    task = Task.objects.get(origin="letter")
    assert "Find a second letter writer" in text_of(web.get(f"/actions/{task.code}/"))


@pytest.mark.feature("X37")
def test_briefing_is_a_file_for_the_writer_with_facts_alone(web, hale):
    now, today = timezone.now(), timezone.localdate()
    record_contact(target=hale, kind=ContactKind.CLINIC, on_date=today, now=now, today=today)
    start_repair(cycle=hale.cycle, weakness="professionalism", by=hale.cycle.applicant.user,
                 now=now)  # fmt: skip
    letter = add(hale, words_said="not for paper", offer="a_letter")

    answer = web.get(f"/letters/{letter.code}/briefing.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert "briefing.pdf" in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF")
