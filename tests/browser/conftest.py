"""Chromium on a server of the test's own, with the published figures loaded."""

import os

import pytest
from django.conf import settings
from django.core.management import call_command

from smartpick.machine import walker

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium():
    with walker.chromium() as browser:
        yield browser


@pytest.fixture
def site(live_server, transactional_db):
    call_command("load_reference", verbosity=0)
    return live_server.url


@pytest.fixture
def open_browser(chromium):
    """A context as a person has it: a size, with scripts or without. Closed at the end."""
    opened = []

    def open_one(size="laptop", *, scripts=True):
        context = chromium.new_context(viewport=walker.SIZES[size], java_script_enabled=scripts)
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def signed_in(client, site, open_browser):
    """A context that holds this user's session."""

    def sign_in(user, size="laptop", **kwargs):
        client.force_login(user)
        context = open_browser(size, **kwargs)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        return context

    return sign_in
