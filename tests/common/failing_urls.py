"""The addresses of the house and one that fails, for the page of errors."""

from django.urls import path

from smartpick.urls import urlpatterns as ours


def fail(request):
    raise RuntimeError("secret-of-the-house")


# Under the account library's prefix, so that the access table lets anybody ask.
urlpatterns = [*ours, path("account/fails/", fail, name="account_fails")]
