"""The cast of 14 (architecture, permission): every access test runs over all of them.

Every text of every record holds its own canary, `cnry-<person>-<field>`, so that a leak has a name.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from autopsy.services.answers import save_page_lines, save_spoken_answer
from autopsy.services.direction import choose, start_repair, state_repair
from autopsy.services.rank import save as save_rank
from mentors.models import Authorship, FacultyRole, ImportRow, ImportRun, Paper
from mentors.owner import Owner
from mentors.services.advice import recommend
from outreach.models import Document, Message, ProgramContact
from outreach.rules.letter_steps import Told
from outreach.services.answer import record_answer
from outreach.services.asks import ask_anyway, record_ask
from outreach.services.contacts import name_contact
from outreach.services.document import add_document
from outreach.services.draft import begin, save_text
from outreach.services.letter import add_letter, end_letter
from outreach.services.send import mark_sent
from outreach.services.template import save_template
from smartpick.accounts.models import Applicant, User
from smartpick.accounts.services import advising
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.services import add_task, record_progress, save_narrative
from smartpick.dean.services import words, write_note
from smartpick.dean.services.attention import quiet_reason
from smartpick.dean.services.packets import ask_for_packet
from smartpick.dean.services.rows import sweep_rows
from smartpick.home.services import open_record
from smartpick.picks.models import ProgramFile
from smartpick.picks.services.files import keep_file
from smartpick.picks.services.programs import add_program, pick_program, set_tier
from smartpick.records.models import Export
from tests.cast_people import add_people, codes_of_people
from tests.factories import (
    autopsy_of,
    fill,
    link_to,
    make_applicant,
    make_dean,
    make_faculty,
    make_guest,
    make_school,
    make_user,
    plain_pdf,
    submitted,
)
from timeline.models import PlanItem
from timeline.services.items import skip_item
from timeline.services.plan import build_plan
from timeline.services.roles import FIELDS as ROLE_FIELDS
from timeline.services.roles import PROOFS, SAID, keep_role


def canary(person, field):
    return f"cnry-{person}-{field}"


@dataclass
class Cast:
    people: dict
    applicants: dict
    versions: dict
    links: dict
    codes: dict = field(default_factory=dict)  # address -> the code of what it opens, of Maya's

    def __getattr__(self, name):
        people = self.__dict__.get("people", {})  # a copy asks before it has any
        if name in people:
            return people[name]
        raise AttributeError(name)


def fill_record(applicant, person):
    autopsy = autopsy_of(applicant)

    def c(field):
        return canary(person, field)

    fill(
        autopsy, "specialty", asked_type="us_md", graduation_year=2026, match_year=2026,
        match_result="unmatched", primary_specialty=c("primary"), backup_1=c("backup"),
        experience_story="mixed", line=c("specialty"),
    )  # fmt: skip
    fill(autopsy, "exams", exam_series="usmle", step1_status="passed", step1_attempts=2,
         step2_status="passed", step2_attempts=1, step2_score=231, line=c("exams"))  # fmt: skip
    fill(autopsy, "class_rank", class_quartile="3", line=c("class_rank"))
    fill(autopsy, "research", publications=0, abstracts_talks=0, line=c("research"))
    fill(autopsy, "clinical", evaluation_concerns="isolated", line=c("clinical"))
    fill(autopsy, "geography", divisions=["pacific"], geo_limit="firm", reason=c("reason"),
         states=c("states"), line=c("geography"))  # fmt: skip
    fill(autopsy, "applications", programs_applied=30, interviews_offered=2,
         interviews_attended=2, letters_in_specialty=0, letters_known_well=0,
         line=c("applications"))  # fmt: skip
    fill(autopsy, "red_flags", red_flags=["leave"], leave_happened=c("happened"),
         leave_done=c("done"), leave_explained="no", on_page="full",
         line=c("red_flags"))  # fmt: skip
    fill(autopsy, "questions", own_qualification="main", evidence_qualification=c("evidence"),
         own_coherence="unlikely", disagreement_coherence=c("disagree"))  # fmt: skip
    fill(autopsy, "ratings", own_rating_competitiveness=3, line_competitiveness=c("rating"))
    save_page_lines(autopsy=autopsy, situation=c("situation"), asks=(c("ask"), ""),
                    do=[c("priority")], avoid=[c("avoid")])  # fmt: skip
    save_spoken_answer(autopsy=autopsy, text=c("spoken"), words_count=1)
    save_rank(autopsy=autopsy, programs_ranked=977, no_list_certified=True)
    direction = {
        "choice": "pivot", "target": "Family Medicine", "backup": "", "second_lane": "",
        "reason": c("dreason"), "story": c("story"), "story_experience": c("experience"),
        "what_changed": c("changed"), "decide_by": None,
    }  # fmt: skip
    now = timezone.now()
    choose(cycle=autopsy.cycle, data=direction, decided=False, by=applicant.user, now=now)
    add_task(cycle=autopsy.cycle, title=c("task"), why=c("why"), due_on=now.date(), now=now)
    record_progress(cycle=autopsy.cycle, kind="other", title=c("progress"), done_on=now.date(),
                    today=now.date(), shown_by=c("shown"), with_whom=c("whom"))  # fmt: skip
    autopsy.cycle.refresh_from_db()
    build_plan(cycle=autopsy.cycle, today=now.date(), now=now)
    skip_item(item=PlanItem.objects.get(cycle=autopsy.cycle, template_key="PL-01"),
              because=c("skipped"), today=now.date(), now=now)  # fmt: skip
    save_narrative(cycle=autopsy.cycle, facts=[], now=now, texts={
        "went_wrong": c("wrong"), "changed": c("nchanged"), "safer_now": c("safer")})  # fmt: skip
    texts = ("title", *PROOFS, *SAID, "notes")
    told = dict.fromkeys(ROLE_FIELDS, "") | {"starts_on": None, "ends_on": None}
    keep_role(cycle=autopsy.cycle, role=None, expected_version=0, now=now,
              data=told | {name: c(name) for name in texts})  # fmt: skip
    plan = start_repair(cycle=autopsy.cycle, weakness="professionalism", by=applicant.user, now=now)
    state_repair(plan=plan, statement="plan", note=c("note"), paused=False,
                 description=c("description"), today=now.date())  # fmt: skip
    add_people(applicant, c)
    return submitted(autopsy)


def fill_words(applicant, person):
    """A document and a template, whose names and texts are canaries."""
    now = timezone.now()
    held = add_document(
        applicant=applicant, cycle=autopsy_of(applicant).cycle, kind="cv",
        name=canary(person, "file") + ".pdf", content=plain_pdf(text=canary(person, "inside")),
        by=applicant.user, now=now,
    )  # fmt: skip
    if person == "maya":
        type(held).objects.filter(pk=held.pk).update(code=NAMED["document"], shown_at=now)
    save_template(
        template=None, applicant=applicant, kind="first", title=canary(person, "template"),
        subject=canary(person, "tsubject"), text=canary(person, "ttext"),
    )  # fmt: skip


def codes_of_the_year(maya):
    cycle = maya.cycles.get(closed_on=None)
    item = cycle.plan_items.get(template_key="PL-02")
    task, entry = cycle.tasks.get(origin="own"), cycle.progress.get(kind="other")
    names = {
        cycle.roles.get(): "timeline:role timeline:choose-role timeline:drop-role",
        item: "timeline:item timeline:item-done timeline:item-skip timeline:item-back "
        "timeline:item-unmove",
        task: "home:action home:action-done home:action-skip home:action-reopen",
        entry: "home:progress home:progress-remove",
        cycle: "home:cycle home:cycle-reopen",
    }
    return {name: row.code for row, told in names.items() for name in told.split()}


def fill_programs(applicant, person):
    """One program of their own on the list, and a file of others."""

    def c(field):
        return canary(person, field)

    facts = {name: c(name) for name in ("name", "institution", "city", "source", "license_note")}
    program = add_program(owner=Owner(applicant=applicant), facts=facts)
    pick = pick_program(cycle=applicant.cycles.get(closed_on=None), program=program)
    set_tier(pick=pick, tier="reach", source=c("band"), today=timezone.localdate())
    type(pick).objects.filter(pk=pick.pk).update(
        why=c("fit"), mentor_said=c("said"), dropped_because=c("dropped")
    )
    table = f"program,{c('heading')}\n,{c('row')}\n".encode()
    keep_file(owner=Owner(applicant=applicant), data=table, file_name=c("programs"))


def fill_school_programs(school):
    """A program of the school's list, and a file of its deans' on the way to it."""
    add_program(owner=Owner(school=school), facts={"name": "School cnry-riverside-program"})
    table = b"program,note\n,cnry-riverside-row\n"
    keep_file(owner=Owner(school=school), data=table, file_name="cnry-riverside-file.csv")


def codes_of_school_programs(school):
    program, file = school.programs.get(), ProgramFile.objects.get(school=school)
    told = dict.fromkeys(("edit-program", "remove-program", "restore-program"), program.code)
    pages = ("file", "file-add", "file-undo", "file-rejected")
    told |= {f"program-{page}": file.code for page in pages}
    return {f"dean:{name}": code for name, code in told.items()}


def codes_of_programs(maya):
    program, file = maya.own_programs.get(), ProgramFile.objects.get(private_to=maya)
    told = dict.fromkeys(("program", "edit", "band", "take", "drop"), program.code)
    told |= dict.fromkeys(("file", "file-add", "file-undo", "file-rejected"), file.code)
    return {f"picks:{name}": code for name, code in told.items()}


def fill_letters(applicant, person):
    """A letter with every text, one that ended, and a program that gets the first."""
    now, cycle = timezone.now(), applicant.cycles.get(closed_on=None)
    today = now.date()

    def c(field):
        return canary(person, field)

    told = Told(
        specialty=c("lspecialty"), offer="strong_letter", words_said=c("lwords"), named=c("lnamed"),
        wants=c("lwants"), due_on=today + timedelta(days=30), given={"cv": today.isoformat()},
    )  # fmt: skip
    letter, _ = add_letter(
        target=cycle.targets.get(), told=told, by=applicant.user, now=now, today=today
    )
    other, _ = add_letter(
        target=cycle.targets.get(), told=Told(kind="research"), by=applicant.user, now=now,
        today=today,
    )  # fmt: skip
    end_letter(letter=other, how="withdrew", on_date=today, note=c("lended"), now=now, today=today)
    pick = cycle.picks.first()
    if pick is not None:
        letter.assignments.create(pick=pick)


LETTER_PAGES = "letter briefing end-letter take-up-letter letter-step undo-letter-step".split()


def codes_of_letters(maya):
    letter = maya.cycles.get(closed_on=None).targets.get().letters.get(ended="")
    return dict.fromkeys((f"outreach:{page}" for page in LETTER_PAGES), letter.code)


def fill_mail(applicant, person):
    """To the person's target: a draft and an answered mail whose every text is a canary."""
    now = timezone.now()
    target = applicant.cycles.get(closed_on=None).targets.get()
    draft = begin(target=target, kind="first", now=now)
    save_text(
        message=draft, subject=canary(person, "msubject"), body=canary(person, "mbody"),
        expected_version=draft.version, now=now,
    )  # fmt: skip
    ask_anyway(target=target, level="letter", reason=canary(person, "override"), by=None, now=now)
    sent = begin(target=target, kind="letter_ask", now=now)
    mark_sent(message=sent, on_date=now.date(), now=now, today=now.date())
    record_answer(
        message=sent, answer="replied", on_date=now.date(), text=canary(person, "reply"),
        now=now, today=now.date(),
    )  # fmt: skip
    if person == "maya":
        type(sent).objects.filter(pk=sent.pk).update(
            code=NAMED["email"], subject=canary(person, "shown"), shown_at=now
        )


def fill_asks(applicant, person):
    """The person's target answered about a reference, and is named for a program."""
    cycle, now = applicant.cycles.get(closed_on=None), timezone.now()
    target, today = cycle.targets.get(), timezone.localdate()
    ask_anyway(target=target, level="reference", reason=canary(person, "before"), by=None, now=now)
    record_ask(
        target=target, level="reference", expected_version=1, by=None, now=now,
        data={"said_on": today, "answer": "yes", "answered_on": today, "route": "phone",
              "words": canary(person, "words"), "scope": canary(person, "scope"),
              "until": today + timedelta(days=90)},
    )  # fmt: skip
    name_contact(pick=cycle.picks.get(), target=target, now=now)


def codes_of_asks(maya):
    cycle = maya.cycles.get(closed_on=None)
    code, contact = cycle.targets.get().faculty.code, ProgramContact.objects.get(pick__cycle=cycle)
    told = dict.fromkeys(("ask", "ask-anyway", "say-aloud", "count-on"), code)
    told |= dict.fromkeys(("contact", "drop-contact"), contact.code)
    return {f"outreach:{name}": code for name, code in told.items()}


MAIL_PAGES = (
    "message preview message-eml autosave-message check-message rebuild-message reset-part "
    "remove-message follow-up hand-over undo-sending mark-sent not-sent record-answer "
    "forget-answer set-wait send-message show-message"
).split()


def codes_of_mail(maya):
    draft = Message.objects.belonging_to(maya.user).get(kind="first")
    person = draft.target.faculty
    told = dict.fromkeys((f"outreach:{page}" for page in MAIL_PAGES), draft.code)
    return told | {"outreach:new-message": person.code}


def codes_of_records(maya):
    """A file with everything of Maya's, as her export keeps it; its words are a canary."""
    now = timezone.now()
    held = Export(user=maya.user, state="ready", asked_at=now, ready_at=now,
                  expires_at=now + timedelta(hours=24), size=9)  # fmt: skip
    held.file.save("", ContentFile(canary("maya", "export").encode()), save=False)
    held.save()
    return {"records:export-file": held.code}


def codes_of(maya, school):
    document, template = maya.documents.get(), maya.templates.get()
    theirs = save_template(
        template=None, school=school, kind="first", title="Theirs", subject="S", text="T"
    )
    return (
        codes_of_the_year(maya)
        | codes_of_programs(maya)
        | codes_of_school_programs(school)
        | codes_of_mail(maya)
        | codes_of_letters(maya)
        | codes_of_asks(maya)
        | codes_of_records(maya)
        | {
            "outreach:document": document.code,
            "outreach:remove-document": document.code,
            "outreach:show-document": document.code,
            "outreach:template": template.code,
            "outreach:remove-template": template.code,
            "outreach:school-template": theirs.code,
            "outreach:remove-school-template": theirs.code,
        }
    )


# Maya's rows whose addresses name them by other words than `code`.
NAMED = {
    "person": "5a5a5a5a-0000-4000-8000-000000000001",
    "run": "5a5a5a5a-0000-4000-8000-000000000002",
    "said": "5a5a5a5a-0000-4000-8000-000000000003",
    "document": "5a5a5a5a-0000-4000-8000-000000000004",
    "question": "5a5a5a5a-0000-4000-8000-000000000005",
    "email": "5a5a5a5a-0000-4000-8000-000000000006",
}


def fill_people(applicant, person, dean):
    """Somebody of their own list with a paper, a file on its way, and a dean's advice."""
    codes = {key: NAMED[key] if person == "maya" else uuid.uuid4() for key in NAMED}
    own = {"private_to": applicant}
    faculty = make_faculty(
        f"Own {canary(person, 'faculty')}",
        code=codes["person"],
        email=f"{canary(person, 'mail')}@x.example",
        **own,
        **{field: canary(person, field) for field in ("institution", "city", "found_at")},
    )
    paper = Paper.objects.create(**own, pmid="1", year=2026, title=canary(person, "paper"))
    Authorship.objects.create(faculty=faculty, paper=paper, position="first")
    FacultyRole.objects.create(faculty=faculty, role="pd", specialty=canary(person, "field"))
    run = ImportRun.objects.create(
        **own, code=codes["run"], kind="csv", state="checked", size=1, problem_count=1,
        file_name=canary(person, "file"), mapping={"header": [canary(person, "header")]},
    )  # fmt: skip
    ImportRow.objects.create(
        run=run, number=2, fate="problem", problem="No name.", cells=[canary(person, "cell")]
    )
    said = recommend(
        person=make_faculty("Shared", school=dean.memberships.first().school),
        applicant=applicant,
        dean=dean,
        sentence=canary(person, "advice"),
        now=timezone.now(),
    )
    type(said).objects.filter(pk=said.pk).update(code=codes["said"])


def fill_deans_words(link, dean):
    """What stands between Maya and her dean: a question, a message, an answer to a reason."""
    now = timezone.now()
    asked = words.ask_dean(link=link, about="plan", text=canary("maya", "question"), now=now)
    type(asked).objects.filter(pk=asked.pk).update(code=NAMED["question"])
    words.write_to(link=link, subject=canary("maya", "wsubject"), text=canary("maya", "wtext"),
                   by=dean, now=now)  # fmt: skip
    quiet_reason(link=link, rule="AT-07", answer="known", because=canary("maya", "known"),
                 by=dean, now=now)  # fmt: skip
    sweep_rows(now=now)


def make_cast():
    riverside, lakeside = make_school("Riverside"), make_school("Lakeside")
    okafor = make_dean("okafor@riverside.example", riverside, name="Dean Okafor")
    ruiz = make_dean("ruiz@riverside.example", riverside, name="Dean Ruiz")
    ended = make_dean("ended@riverside.example", riverside, name="Dean Ended")
    elsewhere = make_dean("else@lakeside.example", lakeside, name="Dean Elsewhere")
    no_factor = make_dean(
        "nofactor@riverside.example", riverside, name="Dean Nofactor", factor=False
    )
    park = make_dean("park@riverside.example", riverside, name="Park", role="administrator")
    both = make_dean("both@riverside.example", riverside, name="Both")

    maya = make_applicant("maya@alum.example", name="Maya Cnryname")
    noor = make_applicant("noor@alum.example", name="Noor Other")
    ivo = make_applicant("ivo@alum.example", name="Ivo Elsewhere")
    mine = Applicant.objects.create(user=both, print_name="Both Person")
    open_record(user=both, now=timezone.now())
    applicants = {"maya": maya, "noor": noor, "ivo": ivo, "both": mine}
    versions = {name: fill_record(person, name) for name, person in applicants.items()}

    for name, person in applicants.items():
        fill_words(person, name)
        fill_mail(person, name)

    links = {"okafor": link_to(maya, okafor), "ruiz": link_to(maya, ruiz, accept=False)}
    links["ended"] = link_to(maya, ended)
    advising.end(link=links["ended"], by="applicant", now=timezone.now())
    links["no_factor"] = link_to(maya, no_factor)
    links["elsewhere"] = link_to(ivo, elsewhere, keys=list(ShareKey))
    links["both"] = link_to(noor, both)
    write_note(applicant=maya, author=okafor, kind="private", text=canary("maya", "private"),
               now=timezone.now())  # fmt: skip
    fill_deans_words(links["okafor"], okafor)

    packet = ask_for_packet(
        membership=okafor.memberships.get(), codes=[str(maya.code)], form="pdf", paper="letter",
        order="name", by=okafor, now=timezone.now(),
    )  # fmt: skip
    for name, dean in {"maya": okafor, "ivo": elsewhere, "noor": both}.items():
        fill_people(applicants[name], name, dean)
        fill_programs(applicants[name], name)
        fill_letters(applicants[name], name)
        fill_asks(applicants[name], name)
    fill_school_programs(riverside)
    make_faculty("School cnry-riverside-faculty", school=riverside, institution="cnry-riverside-in")

    gone = make_applicant("gone@alum.example", name="Gone Person").user
    User.objects.filter(pk=gone.pk).update(is_active=False)
    people = {
        "signed_out": None,
        "guest": make_guest(),
        "maya": maya.user,
        "noor": noor.user,
        "ivo": ivo.user,
        "dean_okafor": okafor,
        "dean_ruiz": ruiz,
        "dean_ended": ended,
        "dean_elsewhere": elsewhere,
        "dean_no_factor": no_factor,
        "admin_park": park,
        "operator": make_user("op@smartpick.example", name="Operator", factor=True, is_staff=True),
        "gone": gone,
        "both": both,
    }
    return Cast(
        people,
        applicants,
        versions,
        links,
        codes_of(maya, riverside)
        | codes_of_people(maya)
        | {
            "dean:ask": links["okafor"].code,
            "dean:hand-over": okafor.memberships.get().code,
            "dean:packet": packet.code,
            "dean:packet-file": packet.code,
        },
    )


def put_files_back():
    """The cast is laid anew from its rows alone; a file that a test erased is written again.

    Returns the names of all files that rows lead to.
    """
    held = [(row.file, row.applicant.user, "inside")
            for row in Document.objects.select_related("applicant__user")]  # fmt: skip
    held += [(row.file, row.user, "export") for row in Export.objects.select_related("user")]
    for file, user, word in held:
        if file and not file.storage.exists(file.name):
            with file.storage.open(file.name, "wb") as out:
                out.write(canary(user.email.partition("@")[0], word).encode())
    return {file.name for file, _, _ in held}
