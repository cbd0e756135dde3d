import pytest

from outreach.models import Template
from outreach.rules.tokens import filled, unknown_tokens
from tests.factories import make_applicant, make_dean, make_school

PAYLOADS = [
    "{x.__class__}", "{0.__class__}", "{family_name.__class__}", "{family_name!r}", "{}", "{0}",
    "{family_name:>10000000}", "{{ settings.SECRET_KEY }}", "{{ 7*7 }}", "{% debug %}",
    "{% include 'x' %}", "{% load static %}", "%s", "%(name)s", "%n", "${7*7}", "#{7*7}",
    "<%= 1 %>", "{{request}}", "{{''.__class__.__mro__}}", "{self}", "{__builtins__}", "{config}",
    "{request}", "{{{{}}}}", "{{{family_name", "family_name}", "{ family_name }", "{FAMILY_NAME}",
    "{family-name}", "{family_name.upper()}", "{family_name[0]}", "$family_name",
    "${family_name.x}", "\\{x\\}", "{%25}", "{\u202efamily_name}", "<script>alert(1)</script>",
    "[[x]]", "{lambda}", "{a}{b}",
]  # fmt: skip


@pytest.mark.feature("X12")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_in_a_template_stays_as_typed(payload):
    assert filled(payload, {"family_name": "Hale"}) == payload


def test_there_are_forty_payloads():
    assert len(PAYLOADS) >= 40


@pytest.mark.feature("X12")
def test_tokens_are_filled_in_one_pass_and_a_missing_fact_stays_visible():
    values = {"family_name": "{reason}", "reason": "x", "cell": ""}

    assert filled("Dr. {family_name}, {cell} {nope}", values) == "Dr. {reason}, {cell} {nope}"
    assert unknown_tokens("{family_name} {nope}") == ["{nope}"]


@pytest.mark.feature("X12")
def test_person_keeps_templates_and_the_page_shows_how_they_read(client, db):
    maya = make_applicant("maya@alum.example", name="Maya Chen")
    client.force_login(maya.user)
    told = {"kind": "first", "title": "Mine", "subject": "Unmatched in {specialty}",
            "text": "Dear {family_name}, <b>hello</b>"}  # fmt: skip

    assert client.post("/account/templates/", told).status_code == 302
    page = client.get("/account/templates/").content.decode()
    wrong = client.post("/account/templates/", told | {"text": "{nope}"})

    assert "Dear Hale, &lt;b&gt;hello&lt;/b&gt;" in page
    assert "{nope} is not on the list beside." in wrong.content.decode()
    assert Template.objects.get().text == "Dear {family_name}, <b>hello</b>"


@pytest.mark.feature("X12")
def test_schools_templates_reach_its_applicants_and_nobody_else(client, db):
    school = make_school("Riverside")
    park = make_dean("park@r.example", school, name="Park", role="administrator")
    theirs = make_applicant("a@alum.example", name="A", school=school)
    other = make_applicant("b@alum.example", name="B")
    client.force_login(park)
    client.post("/school/templates/", {"kind": "first", "title": "Riverside's own", "subject": "S",
                                       "text": "T"})  # fmt: skip
    seen = {}
    for person in (theirs, other):
        client.force_login(person.user)
        seen[person.pk] = b"Riverside&#x27;s own" in client.get("/account/templates/").content
    code = Template.objects.get().code

    assert list(seen.values()) == [True, False]
    assert client.get(f"/account/templates/{code}/").status_code == 404
    assert client.post(f"/school/templates/{code}/remove/").status_code in (302, 403, 404)
    assert Template.objects.count() == 1
