"""Two answers of the account library that we note: a proof given, and a way in completed."""

import time
from typing import Any

from allauth.account.signals import authentication_step_completed, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from smartpick.accounts.middleware import begin_life


@receiver(authentication_step_completed)
def note_proof(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if kwargs.get("reauthenticated"):
        request.session["proved"] = [user.pk, int(time.time())]


@receiver(user_logged_in)
def begin_session(request: HttpRequest, **_: Any) -> None:
    begin_life(request, shared=bool(request.POST.get("shared_computer")))
