"""People who press buttons on their mails: what the house tells of them, and the browser's end."""

import http.client
import urllib.parse
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from mentors.models import Target
from outreach.models import Message
from outreach.services import draft, send
from outreach.tasks import read_outcomes
from smartpick.outbox.delivery import deliver
from smartpick.outbox.models import Intent
from tests.factories import make_applicant, make_target

CSRF = "c" * 32


# --- in the house ---------------------------------------------------------------------------------


def desk(name, count):
    """A person with so many drafts to one reader; their session, and each draft's form."""
    maya = make_applicant(f"{name}@alum.example", name="Maya Chen")
    target = make_target(maya, email=reader(name), name=f"Jonas {name.title()}")
    client = Client()
    client.force_login(maya.user)
    client.get("/emails/")  # what a web server loads at its first page, each fork then holds
    return {
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "person": str(target.faculty.code),
        "forms": [again(name, f"Question {n}", f"Typed before {n}.") for n in range(count)],
    }


def reader(name):
    return f"reader-{name}@riverside.example"


def target_of(name):
    return Target.objects.get(faculty__email=reader(name))


def again(name, subject, body):
    """One more draft to the same reader, and the form with its text as it is typed now."""
    one = Message.objects.create(target=target_of(name), kind="first", subject=subject, body="Old")
    return {"code": str(one.code), "nonce": str(one.nonce), "version": one.version,
            "subject": subject, "body": body}  # fmt: skip


def hand_over(name):
    """A mail of the person that waits for 'Yes, sent'."""
    one = draft.begin(target=target_of(name), kind="update", now=timezone.now())
    send.hand_over(message=one)
    return str(one.code)


def rows(name):
    """Of each mail its state, its text, and how many sendings the outbox holds of it."""
    held = Counter(Intent.objects.exclude(state="cancelled").values_list("subject_code", flat=True))
    return {
        str(one.code): (str(one.state), one.body, held[str(one.code)])
        for one in Message.objects.filter(target=target_of(name))
    }


def counts(name):
    """What a press twice would have made twice."""
    target = target_of(name)
    return {"mails": target.messages.count(), "contacts": target.contacts.count(),
            "intents": Intent.objects.filter(to=reader(name)).count()}  # fmt: skip


def send_all():
    """The 20 seconds of undo go by; everything leaves, and its outcome is read."""
    deliver(clock=lambda: timezone.now() + timedelta(seconds=30))
    return read_outcomes()


DEEDS = {"desk": desk, "again": again, "hand_over": hand_over, "rows": rows,
         "counts": counts, "send_all": send_all}  # fmt: skip


# --- in front of the screen -----------------------------------------------------------------------


class Browser:
    """One person's browser, without a picture: `browser.press("/emails/", {"said": "again"})`."""

    def __init__(self, port, session):
        self.port = port
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session};"
                      f" {settings.CSRF_COOKIE_NAME}={CSRF}",
        }  # fmt: skip

    def press(self, path, form):
        """(status, where it leads, the page); None when the server died meanwhile."""
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": CSRF})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body, self.headers | kind)

    def look(self, path):
        return self._ask("GET", path, None, self.headers)

    def _ask(self, method, path, body, headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
