"""Hostile and awkward text in every field, on every page of its person and of their dean."""

import pytest
from django.db import transaction
from django.template import Context, Template
from django.test import Client

from smartpick.access_table import TABLE
from tests.access.test_matrix import address_of, enter, whole
from tests.cast import make_cast
from tests.hostile import AWKWARD, SCRIPTS, live_markup, put_everywhere, shown

READERS = ("maya", "dean_okafor")


def pages_with(payloads, *, shift=0):
    """(person, address name) -> status and text of each page, with a payload in every field."""
    client, told = Client(raise_request_exception=False), {}
    with transaction.atomic():
        cast = make_cast()
        put = put_everywhere("maya", payloads, shift=shift)
        for person in READERS:
            enter(client, cast, person)
            for name, line in TABLE.items():
                if "GET" in line.methods:
                    answer = client.get(address_of(name, cast))
                    kind = answer.headers.get("Content-Type", "")
                    body = whole(answer)
                    told[person, name] = (answer.status_code, kind, body.decode("utf-8", "replace"))
        transaction.set_rollback(True)
    return put, told


def failed(pages):
    return {key: status for key, (status, _, _) in pages.items() if status >= 500}


def html_of(pages):
    return {key: body for key, (_, kind, body) in pages.items() if kind.startswith("text/html")}


@pytest.mark.django_db
@pytest.mark.proof("I3")
def test_script_in_every_field_stays_text_on_every_page(told):
    put, pages = pages_with(SCRIPTS)

    assert len(put) > 80
    assert failed(pages) == {}
    alive = {key: live_markup(body) for key, body in html_of(pages).items()}
    assert {key: found for key, found in alive.items() if found} == {}
    seen = set().union(*(shown(body, SCRIPTS) for body in html_of(pages).values()))
    assert len(seen) > 50, set(SCRIPTS) - seen
    with told.control("one text taken for markup"):
        page = Template("<p>{{ x|safe }}</p>").render(Context({"x": "<xss-1>"}))
        assert live_markup(page) == []
    told.figure(
        f"{len(put)} fields, {len(html_of(pages))} pages, {len(seen)} payloads read as text"
    )


@pytest.mark.django_db
@pytest.mark.proof("I2")
def test_awkward_text_in_every_field_breaks_no_page_file_or_feed(told):
    put, pages = pages_with(AWKWARD)

    assert failed(pages) == {}
    assert {key for key, body in html_of(pages).items() if live_markup(body)} == set()
    seen = set().union(*(shown(body, AWKWARD) for body in html_of(pages).values()))
    assert len(seen) > 40, set(AWKWARD) - seen
    told.figure(f"{len(put)} fields, {len(pages)} answers without a failure")


@pytest.mark.parametrize("payload", [
    "<xss-1>", "<script>xss()</script>", "<img src=x onerror=xss()>", "<svg/onload=xss()>",
    "<iframe src=javascript:xss()>", "<a href=javascript:xss()>x</a>", "<base href=//x.example>",
    "<style>*{background:url(//x.example)}</style>", "<x hx-on:load=xss()>", "<<xss-9>>",
    "</textarea><xss-2>", "<form action=javascript:xss()>",
])  # fmt: skip
def test_what_is_looked_for_is_found_when_nobody_escapes_it(payload):
    assert payload in SCRIPTS
    assert live_markup(f"<textarea></textarea><p>{payload}</p>") != []
