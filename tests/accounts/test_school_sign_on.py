"""The school's sign-on, against a small OpenID Connect server on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from smartpick.accounts.models import User
from tests.factories import make_applicant, make_dean, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.feature("X2")]
LOGIN = reverse("openid_connect_login", args=["school"])
CALLBACK = reverse("openid_connect_callback", args=["school"])


class SignOn(BaseHTTPRequestHandler):
    person: dict = {}

    def do_GET(self):
        host = f"http://localhost:{self.server.server_port}"
        told = self.person if self.path == "/userinfo" else {
            "issuer": host, "authorization_endpoint": f"{host}/authorize",
            "token_endpoint": f"{host}/token", "userinfo_endpoint": f"{host}/userinfo",
            "jwks_uri": f"{host}/keys",
        }  # fmt: skip
        self.tell(told)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.tell({"access_token": "invented", "token_type": "Bearer"})

    def tell(self, told):
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def sign_on(settings):
    """The server runs and the setting names it; `sign_on(email)` is who stands before it."""
    server = ThreadingHTTPServer(("localhost", 0), SignOn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {"provider_id": "school", "name": "Riverside", "client_id": "a", "secret": "b",
                 "settings": {"server_url": f"http://localhost:{server.server_port}"}}
            ]
        }
    }  # fmt: skip

    def stands(email, *, verified=True):
        SignOn.person = {"sub": email, "email": email, "email_verified": verified}

    yield stands
    server.shutdown()
    server.server_close()


def come_back(client):
    asked = client.get(LOGIN)
    state = parse_qs(urlsplit(asked["Location"]).query)["state"][0]
    return client.get(CALLBACK, {"code": "one", "state": state})


def test_sign_in_page_names_the_schools_sign_on(client, sign_on):
    page = client.get(reverse("account_login")).content.decode()

    assert f'href="{LOGIN}"' in page
    assert "Sign in with Riverside" in page


def test_sign_on_signs_in_the_account_with_that_verified_address(client, sign_on):
    make_applicant("wren@school.example")
    sign_on("wren@school.example")

    come_back(client)

    assert client.get(reverse("autopsy:sections")).status_code == 200


def test_sign_on_neither_makes_an_account_nor_trusts_an_unverified_address(client, sign_on):
    make_applicant("wren@school.example")
    for email, verified in (("new@school.example", True), ("wren@school.example", False)):
        sign_on(email, verified=verified)
        come_back(client)
        assert client.get(reverse("autopsy:sections")).status_code == 302

    assert User.objects.filter(is_guest=False).count() == 1


def test_sign_on_does_not_replace_a_deans_second_factor(client, sign_on):
    dean = make_dean("okafor@riverside.example", make_school())
    sign_on(dean.email)

    come_back(client)

    assert client.get(reverse("dean:cohort")).status_code == 302


def test_answer_with_a_foreign_state_signs_nobody_in(client, sign_on):
    make_applicant("wren@school.example")
    sign_on("wren@school.example")
    client.get(LOGIN)

    client.get(CALLBACK, {"code": "one", "state": "planted"})

    assert client.get(reverse("autopsy:sections")).status_code == 302
