"""Guessing a way in: how often, from where, and what the answers give away (quality S1-S3, S5)."""

import re
from datetime import timedelta

import pytest
from allauth.core.internal import ratelimit
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartpick.accounts import middleware
from smartpick.outbox.models import Intent
from tests.accounts.test_sign_in import code_of, sign_in
from tests.factories import make_applicant, make_dean, make_school

pytestmark = pytest.mark.django_db
WREN = "wren@alum.example"
HERE, THERE = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def wren():
    return make_applicant(WREN, name="Wren")


@pytest.fixture
def checked(monkeypatch):
    """How many passwords were compared with a hash."""
    count = []
    whole = hashers.verify_password

    def counting(*args, **named):
        count.append(1)
        return whole(*args, **named)

    monkeypatch.setattr(hashers, "verify_password", counting)
    return count


def guess(where, *, email=WREN, password="wrong horse battery staple", **headers):  # noqa: S107
    client = Client(REMOTE_ADDR=where, headers=headers)
    return sign_in(client, email, password)


def is_in(answer):
    return answer.status_code == 302


@pytest.mark.proof("S1")
def test_ten_guesses_in_a_quarter_of_an_hour_and_nobody_else_is_locked_out(
    wren, checked, monkeypatch, told
):
    tries = 60
    for number in range(tries):
        guess(HERE, **{"X-Forwarded-For": f"203.0.113.{number}"})
    count = len(checked)

    assert count == 10
    assert not is_in(guess(HERE, password="correct horse battery"))
    assert is_in(guess(THERE, password="correct horse battery"))

    later = ratelimit.time.time() + 15 * 60 + 1
    monkeypatch.setattr(ratelimit.time, "time", lambda: later)
    assert is_in(guess(HERE, password="correct horse battery"))
    with told.control("without a limit"):
        monkeypatch.setattr(ratelimit, "get_rates", lambda **_: [])
        before = len(checked)
        for _ in range(tries):
            guess(HERE)
        assert len(checked) - before == count
    told.figure(f"{tries} guesses with made-up headers: {count} checked, 0 others locked out")


@pytest.mark.proof("S1")
def test_one_address_checks_thirty_passwords_whatever_accounts_it_tries(told):
    answers = [guess(HERE, email=f"nobody{n}@x.example").content.decode() for n in range(40)]
    refused = ["Too many" in answer for answer in answers]

    assert refused == [False] * 30 + [True] * 10
    assert "Too many" not in guess(THERE, email="nobody39@x.example").content.decode()
    told.figure("40 accounts tried from one address: 30 checked, 10 refused")


def same(page):
    """A page without what was typed and what is new each time."""
    text = re.sub(r'value="[^"]*"|[\w.]+@[\w.]+|X-CSRFToken": "\w+', "", page.content.decode())
    return page.status_code, page.headers.get("Location", ""), text


@pytest.mark.proof("S2")
@pytest.mark.parametrize(("name", "field"), [
    ("account_login", "login"), ("account_reset_password", "email"),
    ("account_request_login_code", "email"), ("accounts:join", "email"),
])  # fmt: skip
def test_known_and_unknown_address_get_the_same_answer(wren, name, field, told):
    answers = {}
    for email in (WREN, "nobody@x.example"):
        words = {"password": "wrong horse battery", "password1": "wrong horse battery staple"}
        answers[email] = same(Client().post(reverse(name), {field: email} | words))

    assert answers[WREN] == answers["nobody@x.example"]
    told.figure(f"{name}: equal for a known and an unknown address")


@pytest.mark.proof("S3")
def test_reset_link_leads_to_the_configured_address_whatever_the_request_says(wren, settings, told):
    settings.SITE_URL = "https://smartpick.riverside.example"
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    client = Client(headers=forged)
    client.post(reverse("account_reset_password"), {"email": WREN})

    text = Intent.objects.get(to=WREN).text
    assert "evil" not in text
    assert "gopher" not in text
    assert Client(headers={"Host": "evil.example"}).get("/").status_code == 400
    told.figure("2 forged headers: the link is ours; a foreign host: 400")


def office(client):
    dean = make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")
    sign_in(client, "okafor@riverside.example")
    client.post(reverse("mfa_authenticate"), {"code": code_of(dean)})
    return dean


@pytest.mark.proof("S5")
@pytest.mark.parametrize(("who", "seconds", "stays"), [
    ("office", 29 * 60, True), ("office", 31 * 60, False),
    ("shared", 19 * 60, True), ("shared", 21 * 60, False),
    ("own", 13 * 24 * 3600, True),
])  # fmt: skip
def test_session_lives_as_long_as_its_person_and_computer_allow(
    client, wren, monkeypatch, who, seconds, stays
):
    if who == "office":
        office(client)
    else:
        sign_in(client, WREN, **({"shared_computer": "on"} if who == "shared" else {}))
    assert client.get(reverse("home:notifications")).status_code == 200

    later = middleware.time.time() + seconds
    monkeypatch.setattr(middleware.time, "time", lambda: later)

    assert (client.get(reverse("home:notifications")).status_code == 200) == stays


@pytest.mark.proof("S5")
def test_office_is_signed_out_after_twelve_hours_however_busy(client, monkeypatch):
    office(client)
    began = middleware.time.time()
    for minutes in range(20, 12 * 60, 25):
        moment = began + minutes * 60
        monkeypatch.setattr(middleware.time, "time", lambda moment=moment: moment)
        assert client.get(reverse("home:notifications")).status_code == 200, minutes

    monkeypatch.setattr(middleware.time, "time", lambda: began + 12 * 3600 + 60)

    assert client.get(reverse("home:notifications")).status_code == 302


@pytest.mark.proof("S5")
def test_session_of_an_applicant_ends_after_fourteen_days(client, wren):
    sign_in(client, WREN)
    session = Session.objects.get(session_key=client.session.session_key)

    left = session.expire_date - timezone.now()
    assert timedelta(days=13, hours=23) < left <= timedelta(days=14)
