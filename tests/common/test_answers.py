"""Headers of every answer, pages of errors, forms that take only what they list."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from smartpick.access_table import TABLE
from tests.access.test_matrix import address_of, enter

ROOT = Path(settings.ROOT)
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'",
    "img-src": "'self' data:", "font-src": "'self'", "connect-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def lacking(answer):
    """What this answer does not say, or says wrongly."""
    found = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        found.append("Cache-Control")
    if not answer.headers.get("Permissions-Policy"):
        found.append("Permissions-Policy")
    told = answer.headers.get("Content-Security-Policy", "")
    if told.startswith("default-src 'none'; sandbox"):
        return found
    given = dict(part.strip().split(" ", 1) for part in told.split(";") if " " in part.strip())
    return found + [name for name, value in POLICY.items() if given.get(name) != value]


@pytest.mark.django_db
def test_each_answer_carries_every_header(cast):
    client = Client(raise_request_exception=False)
    wrong, seen = {}, set()
    for person in ("signed_out", "maya", "dean_okafor", "dean_elsewhere", "admin_park"):
        enter(client, cast, person)
        for name, line in TABLE.items():
            if name in ("home:try", "home:clear-trial"):
                continue  # they would sign this person in or out
            asked = "get" if "GET" in line.methods else "post"
            for method in {asked, "delete"}:
                answer = getattr(client, method)(address_of(name, cast))
                seen.add(answer.status_code)
                if lacking(answer):
                    wrong[person, name, method] = lacking(answer)

    assert wrong == {}
    assert {200, 302, 401, 403, 404, 405} <= seen


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/autopsy/%00/", 400),
                                              ("/help/?q=%00", 400)])  # fmt: skip
def test_page_of_an_error_is_plain_words_with_a_way_on(client, path, status):
    answer = client.get(path)

    page = answer.content.decode()
    assert (answer.status_code, lacking(answer)) == (status, [])
    assert page.count("<h1>") == 1
    assert '<a href="/">' in page
    assert not re.search(r"Traceback|Exception|Error \d|django", page)


@pytest.mark.django_db
def test_unforeseen_error_is_told_in_plain_words(settings, cast):
    """A view that fails: the page of errors, its headers, and no word of the cause."""
    settings.ROOT_URLCONF = "tests.common.failing_urls"
    client = Client(raise_request_exception=False)

    answer = client.get("/account/fails/")

    page = answer.content.decode()
    assert (answer.status_code, lacking(answer)) == (500, [])
    assert "What you saved before is safe" in page
    assert "secret-of-the-house" not in page
    assert "Traceback" not in page


@pytest.mark.django_db
@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_form_that_is_too_large_is_refused_in_plain_words(client, cast):
    enter(client, cast, "maya")

    answer = client.post(reverse("autopsy:edit-section", args=["research"]), {"line": "x" * 2000})

    assert (answer.status_code, lacking(answer)) == (413, [])
    assert b"That was too large" in answer.content


@pytest.mark.django_db
def test_stale_form_of_our_own_page_keeps_what_was_typed(cast):
    client = Client(enforce_csrf_checks=True)
    enter(client, cast, "maya")

    answer = client.post(
        reverse("autopsy:edit-section", args=["research"]),
        {"line": "typed for an hour", "publications": "2", "tab": "abcdefgh12", "turn": "3"},
        headers={"origin": "http://testserver"},
    )

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "typed for an hour" in page
    assert '<label class="form-label" for="kept_1">Line</label>' in page
    assert 'type="hidden" name="tab"' in page


def sources(*patterns):
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            if not {"migrations", "tests", ".venv", ".venv-test"} & set(path.parts):
                yield path


def test_no_form_takes_fields_that_it_does_not_list():
    found = []
    for path in sources("*/**/forms/*.py", "*/**/forms.py", "*/**/views/*.py", "*/**/views.py"):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and any(
                getattr(t, "id", "") == "exclude" for t in node.targets
            ):
                found.append((path.name, "exclude"))
            if isinstance(node, ast.Constant) and node.value == "__all__":
                found.append((path.name, "__all__"))
            if isinstance(node, ast.keyword) and node.arg is None:
                given = ast.unparse(node.value)
                found += [(path.name, given)] if "POST" in given or given.endswith(".data") else []

    assert found == []


@pytest.mark.django_db
def test_field_that_is_not_on_the_form_is_not_taken(client, cast):
    """Each own form of Maya's, with every column of every record model added to the POST."""
    enter(client, cast, "maya")
    maya, noor = cast.applicants["maya"], cast.applicants["noor"]
    more = {
        "user": noor.user.pk, "user_id": noor.user.pk, "applicant": noor.pk, "id": noor.pk,
        "pk": noor.pk, "autopsy": 1, "autopsy_id": 1, "cycle": 1, "cycle_id": 1, "code": maya.code,
        "is_staff": "on", "is_superuser": "on", "is_guest": "on", "is_active": "",
        "email": "x@x.example", "password": "x", "guest_until": "2030-01-01", "school": 1,
        "role": "dean", "state": "active",
        "owner": noor.pk, "closed_on": "2020-01-01", "share_key": "any", "by": noor.user.pk,
    }  # fmt: skip
    for name, line in TABLE.items():
        if line.of == "own record" and "POST" in line.methods and name != "home:clear-trial":
            client.post(address_of(name, cast), more)
    client.post(reverse("accounts:profile"), more | {"print_name": "Maya New"})

    maya.refresh_from_db()
    user = maya.user
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser, user.is_guest, user.is_active) == (
        False, False, False, True,
    )  # fmt: skip
    assert (user.email, maya.user_id, user.check_password("x")) == (
        "maya@alum.example", user.pk, False,
    )  # fmt: skip
    assert maya.cycles.get().closed_on is None
