"""Sessions, passwords, second factors, fresh proof, cookies: who is in, and when no longer."""

import re
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartpick.access_table import LIBRARY_STEP_UP, TABLE, Who
from smartpick.accounts.models import EmailObjection, User
from smartpick.accounts.services import email_change, schools
from smartpick.machine.environment import PROJECT
from smartpick.outbox.models import Intent
from tests.access.test_matrix import address_of, enter
from tests.factories import PASSWORD, make_applicant, make_dean, make_school, make_user

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def code_of(user):
    secret = Authenticator.objects.get(user=user, type="totp").wrap()
    _, counter, _ = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret.instance.data["secret"], counter))


def is_alive(key):
    return Session.objects.filter(session_key=key).exists()


# --- S4: a new session key at each step ---------------------------------------------------------


def test_session_key_changes_at_sign_in_and_the_old_one_is_dead(client):
    make_applicant("wren@alum.example")
    client.post(reverse("home:try"))  # a trial has a session of its own
    planted = client.session.session_key

    sign_in(client, "wren@alum.example")

    assert client.session["_auth_user_id"]
    assert client.session.session_key != planted
    assert not is_alive(planted)


def test_session_key_changes_at_password_change_and_sign_out(client):
    wren = make_applicant("wren@alum.example").user
    sign_in(client, "wren@alum.example")
    prove(client, wren)
    first = client.session.session_key

    told = {"oldpassword": PASSWORD, "password1": "four other words here",
            "password2": "four other words here"}  # fmt: skip
    client.post(reverse("account_change_password"), told)
    second = client.session.session_key
    client.post(reverse("account_logout"))

    wren.refresh_from_db()
    assert wren.check_password("four other words here")
    assert len({first, second, client.session.session_key}) == 3
    assert not is_alive(first)
    assert not is_alive(second)


@pytest.mark.feature("X1")
def test_session_key_changes_when_the_second_factor_is_given(client):
    dean = make_dean("okafor@riverside.example", make_school())
    sign_in(client, dean.email)
    before = client.session.session_key
    assert client.get(reverse("dean:cohort")).status_code == 302

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(dean)})

    assert answer.status_code == 302
    assert client.get(reverse("dean:cohort")).status_code == 200
    assert client.session.session_key != before


# --- S6: passwords ------------------------------------------------------------------------------

GOOD = [
    "four invented words here", "correct horse battery", "x7!kQ2#mW9@pL4$z", "ein langer satz ja",
    "пароль из четырёх слов", "東京の夜空に光る星が流れる今夜も", "a" + "bcdefghij klmnop" * 8,
    "tab and  two   spaces", "ünïcödé pässwörds", "UPPER CASE ONLY WORDS", "lower case only words",
    "emoji 🙂 are letters too", "blue kettle 1987 sings", "no digits at all in here",
    "ends with a space here ",
]  # fmt: skip
BAD = [
    "", "short", "fourteen chars", "12345678901234567890", "aaaaaaaaaaaaaaaaaaaa",
    "passwordpassword", "abcabcabcabcabcabc", "smartpicksmartpick", "smartpick2026!!!",
    "residency match 1", "matchmatchmatch12", "qwertyqwertyqwerty", "abababababababab",
    "1111111111111112", "SmartPick Match!",
]  # fmt: skip


@pytest.mark.parametrize("password", GOOD)
def test_long_password_is_taken_whatever_it_is_made_of(password):
    validate_password(password)
    user = make_user("wren@alum.example")
    user.set_password(password)

    assert user.check_password(password)


@pytest.mark.parametrize("password", BAD)
def test_short_or_common_password_is_refused_with_what_to_do(password):
    with pytest.raises(ValidationError, match=r"15 characters or more|Choose another"):
        validate_password(password)


def test_real_passwords_are_hashed_with_argon2id():
    from smartpick.settings import base  # noqa: PLC0415

    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


# --- S7: second factor --------------------------------------------------------------------------


@pytest.mark.feature("X1")
@pytest.mark.parametrize("who", ["dean", "administrator", "operator"])
def test_office_without_a_factor_reaches_the_page_that_sets_one_and_nothing_else(client, cast, who):
    if who == "operator":
        user = make_user("new@smartpick.example", is_staff=True)
    else:
        user = make_dean("new@riverside.example", make_school(), factor=False, role=who)
    client.force_login(user)
    open_pages = {
        name
        for name, line in TABLE.items()
        if "GET" in line.methods
        and line.who not in ("anyone", "anyone, on the try-out's own computer")
        and client.get(address_of(name, cast)).status_code == 200
    }

    assert open_pages == {"accounts:sign-in-settings", "accounts:confirm"}
    assert b"Add a passkey" in client.get(reverse("accounts:sign-in-settings")).content
    assert client.get("/admin/").status_code in (302, 404)


@pytest.mark.feature("X1", "X3")
def test_mailed_code_signs_in_but_is_never_the_second_factor(client):
    dean = make_dean("okafor@riverside.example", make_school())
    client.post(reverse("account_request_login_code"), {"email": dean.email})
    code = re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", Intent.objects.latest("pk").text, re.M)[0]

    answer = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("dean:cohort")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("dean:cohort")).status_code == 302


@pytest.mark.feature("X1")
def test_code_of_the_authenticator_works_once():
    dean = make_dean("okafor@riverside.example", make_school())
    code = code_of(dean)
    told = []
    for _ in range(2):
        client = Client()
        sign_in(client, dean.email)
        client.post(reverse("mfa_authenticate"), {"code": code})
        told.append(client.get(reverse("dean:cohort")).status_code)

    assert told == [200, 302]


@pytest.mark.feature("X1")
def test_ten_recovery_codes_come_with_the_first_factor_and_each_works_once(client):
    wren = make_applicant("wren@alum.example").user
    sign_in(client, wren.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page.headers
    secret = re.search(r"<code>\s*(\S+)\s*</code>", page.content.decode())[1]
    _, counter, _ = yield_hotp_counters_from_time()
    client.post(
        reverse("mfa_activate_totp"), {"code": format_hotp_value(hotp_value(secret, counter))}
    )
    codes = Authenticator.objects.get(user=wren, type="recovery_codes").wrap().get_unused_codes()
    told = []
    for _ in range(2):
        other = Client()
        sign_in(other, wren.email)
        other.post(reverse("mfa_authenticate"), {"code": codes[0]})
        told.append(other.get(reverse("autopsy:sections")).status_code)

    assert (len(codes), told) == (10, [200, 302])


# --- S8: fresh proof ----------------------------------------------------------------------------


def prove(client, user, *, ago=0):
    session = client.session
    at = int(timezone.now().timestamp()) - ago
    session["proved"] = [user.pk, at]
    session["account_authentication_methods"] = [{"method": "password", "at": at}]
    session.save()


STEP_UP = [name for name, line in TABLE.items() if line.step_up]


@pytest.mark.feature("X3")
@pytest.mark.parametrize("ago", [None, 601])
def test_dangerous_act_asks_for_a_fresh_proof_and_keeps_what_was_typed(client, cast, ago):
    told = {}
    for name in STEP_UP:
        line = TABLE[name]
        person = {Who.DEAN: "dean_okafor", Who.ADMINISTRATOR: "admin_park"}.get(line.who, "maya")
        enter(client, cast, person)
        if ago:
            prove(client, cast.people[person], ago=ago)
        if "GET" in line.methods:
            told[name, "GET"] = client.get(address_of(name, cast))
        if "POST" in line.methods:
            answer = client.post(address_of(name, cast), {"email": "typed@lakeside.example"})
            told[name, "POST"] = answer
            assert b"typed@lakeside.example" in answer.content, name

    assert len(told) >= 3
    assert {a.status_code for (_, m), a in told.items() if m == "GET"} == {302}
    assert {a.status_code for (_, m), a in told.items() if m == "POST"} == {403}
    assert not Intent.objects.filter(to="typed@lakeside.example").exists()


@pytest.mark.feature("X3")
def test_dangerous_act_goes_through_within_ten_minutes_of_a_proof(client, cast):
    enter(client, cast, "admin_park")
    prove(client, cast.admin_park, ago=590)

    assert client.get(reverse("dean:school-people")).status_code == 200


@pytest.mark.parametrize("name", sorted(LIBRARY_STEP_UP))
def test_change_of_a_factor_password_or_address_asks_for_a_fresh_proof(client, name):
    wren = make_applicant("wren@alum.example").user
    TOTP.activate(wren, generate_totp_secret())
    client.force_login(wren)
    args = [1] if name in ("mfa_remove_webauthn", "mfa_edit_webauthn") else []

    answer = client.get(reverse(name, args=args))

    assert answer.status_code == 302
    assert re.search(r"reauthenticate|confirm", answer["Location"])


# --- S9: cookies ---------------------------------------------------------------------------------

COOKIES = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE,
      s.CSRF_COOKIE_SAMESITE, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH)
"""


def test_cookies_of_a_real_server_are_bound_to_host_and_hidden_from_scripts():
    told = subprocess.run(
        [sys.executable, "-c", COOKIES], cwd=PROJECT, capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "smartpick.settings.production", "SECRET_KEY": "x" * 60,
             "ALLOWED_HOSTS": "match.example", "SITE_URL": "https://match.example",
             "MAIL_FROM": "a@match.example", "DATABASE_URL": "postgres://u@h/d",
             "REDIS_URL": "redis://h/0", "EMAIL_URL": "smtp://h:25", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip

    assert told.stdout.split() == [
        "__Host-session", "__Host-csrf", "True", "True", "True", "True", "Lax", "Lax", "None",
        "/", "/",
    ]  # fmt: skip


# --- S11: dead on the next request ---------------------------------------------------------------


def test_account_that_was_deactivated_is_out_on_the_next_request(client):
    wren = make_applicant("wren@alum.example").user
    sign_in(client, wren.email)
    assert client.get(reverse("autopsy:sections")).status_code == 200

    User.objects.filter(pk=wren.pk).update(is_active=False)

    assert client.get(reverse("autopsy:sections")).status_code == 302
    again = Client()
    sign_in(again, wren.email)
    assert "_auth_user_id" not in again.session


def test_ended_sessions_are_out_on_the_next_request_and_ones_own_stays():
    wren = make_applicant("wren@alum.example").user
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, wren.email)
        assert client.get(reverse("autopsy:sections")).status_code == 200
    assert UserSession.objects.filter(user=wren).count() == 2

    here.post(reverse("accounts:end-sessions"))

    assert here.get(reverse("autopsy:sections")).status_code == 200
    assert there.get(reverse("autopsy:sections")).status_code == 302


def test_ended_role_is_out_on_the_next_request(client):
    school = make_school()
    make_dean("park@riverside.example", school, role="administrator")
    dean = make_dean("okafor@riverside.example", school)
    client.force_login(dean)
    assert client.get(reverse("dean:cohort")).status_code == 200

    schools.end_role(membership=dean.memberships.get(), now=timezone.now())

    assert client.get(reverse("dean:cohort")).status_code == 403


def test_devices_page_and_passkey_list_open(client):
    wren = make_applicant("wren@alum.example").user
    sign_in(client, wren.email)
    prove(client, wren)

    for name in ("usersessions_list", "mfa_index", "mfa_list_webauthn"):
        assert client.get(reverse(name)).status_code == 200, name


# --- X4: the address changes, the account stays ---------------------------------------------------


@pytest.mark.feature("X4")
def test_old_address_can_take_a_change_back_for_seven_days_and_all_sessions_end(client):
    wren = make_applicant("wren@alum.example", name="Wren").user
    sign_in(client, wren.email)
    now = timezone.now()
    email_change.offer_objection(user=wren, old_email="wren@alum.example", now=now)
    User.objects.filter(pk=wren.pk).update(email="thief@else.example")
    told = Intent.objects.latest("pk")
    token = re.search(r"token=([\w-]+)", told.text)[1]
    stranger = Client()
    page = stranger.get(reverse("accounts:email-objection"), {"token": token})
    assert User.objects.get(pk=wren.pk).email == "thief@else.example"  # looking does not act

    answer = stranger.post(reverse("accounts:email-objection"), {"token": token})

    wren.refresh_from_db()
    assert (told.to, page.status_code, answer.status_code) == ("wren@alum.example", 200, 302)
    assert wren.email == "wren@alum.example"
    assert client.get(reverse("autopsy:sections")).status_code == 302
    assert stranger.post(reverse("accounts:email-objection"), {"token": token}).status_code == 403


@pytest.mark.feature("X4")
def test_objection_is_void_after_seven_days(client):
    wren = make_applicant("wren@alum.example").user
    email_change.offer_objection(user=wren, old_email="old@alum.example", now=timezone.now())
    token = re.search(r"token=([\w-]+)", Intent.objects.latest("pk").text)[1]
    EmailObjection.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.post(reverse("accounts:email-objection"), {"token": token}).status_code == 403
    assert User.objects.get(pk=wren.pk).email == "wren@alum.example"


@pytest.mark.feature("X4")
def test_school_address_is_swapped_for_a_personal_one_with_a_code_and_a_notice(client):
    wren = make_applicant("wren@school.example").user
    sign_in(client, wren.email)
    prove(client, wren)

    client.post(reverse("account_email"), {"email": "wren@home.example", "action_add": ""})
    told = Intent.objects.filter(to="wren@home.example").latest("pk")
    code = re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", told.text, re.M)[0]
    client.post(reverse("account_email_verification_sent"), {"code": code})

    wren.refresh_from_db()
    assert wren.email == "wren@home.example"
    notice = Intent.objects.filter(to="wren@school.example").latest("pk")
    assert "token=" in notice.text
    assert hasattr(wren, "applicant")


# --- I13: no way off the site --------------------------------------------------------------------

OFF_SITE = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "http:evil.example", "https:/evil.example", "https:///evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x",
    "http://testserver@evil.example", "http://testserver.evil.example", "//testserver@evil.example",
    "https://evil.example/testserver", "http://evil.example#testserver", "%2f%2fevil.example/..",
    "/%09/evil.example", "/\t/evil.example", "\t//evil.example", "//evil.example/%2f..",
    "http://[::1]/", "http://0x7f000001/", "//evil%E3%80%82example", "ftp://evil.example",
    "mailto:a@evil.example", "////evil.example//", "http:\\\\evil.example", "\x01//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", OFF_SITE)
def test_next_never_leads_off_the_site(target):
    wren = make_applicant("wren@alum.example").user
    client = Client()
    told = [sign_in(client, wren.email, next=target)]
    prove(client, wren)
    told.append(client.post(reverse("account_reauthenticate"),
                            {"password": PASSWORD, "next": target}))  # fmt: skip
    told.append(client.get(reverse("accounts:confirm"), {"next": target}))
    told.append(client.post(reverse("accounts:confirm"), {"send": "1", "next": target}))
    told.append(client.post(reverse("home:try"), {"next": target}))

    led = [a["Location"] for a in told if a.status_code == 302]
    assert len(led) >= 3
    # A browser reads a backslash as a slash and drops tabs.
    read = [
        urljoin("http://testserver/account/x/", re.sub(r"[\t\n]", "", to).replace("\\", "/"))
        for to in led
    ]
    assert {urlsplit(to)[:2] for to in read} == {("http", "testserver")}
