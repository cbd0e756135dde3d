"""Where the account library meets our house: sign-up is ours, mails go through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from smartpick.accounts import emails
from smartpick.accounts.models import User
from smartpick.accounts.services import email_change
from smartpick.common.names import name_in_mail
from smartpick.outbox.services import enqueue

KEPT_AT_SIGN_IN = ("invitation", "join_code")


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # the only way to a new account is /join/

    def login(self, request: HttpRequest, user: User) -> None:
        """Every way in ends here. Signing in empties the session of another person, so what must
        outlive it is carried over: an invitation, and the trial that may be claimed."""
        trial = getattr(request, "trial", None)
        kept = {key: request.session[key] for key in KEPT_AT_SIGN_IN if key in request.session}
        super().login(request, user)
        request.session.update(kept)
        if trial is not None and trial.pk != user.pk:
            request.session["trial"] = trial.pk

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Guesses count for an account and an address together, and for an address: the library's
        own count, for an account alone, would let anybody lock out anybody."""
        if not self._count_guess(request, credentials, dry_run=True):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Only what was wrong counts: a right password neither costs a guess nor forgives one."""
        self._count_guess(request, credentials, dry_run=False)

    def _count_guess(
        self, request: HttpRequest, credentials: dict[str, Any], *, dry_run: bool
    ) -> bool:
        key = f"{self.get_client_ip(request)} {str(credentials.get('email', '')).lower()}"
        return bool(ratelimit.consume(request, action="guess", key=key, dry_run=dry_run))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if "user_agent" in context:  # typed by whoever signed in; it must not read as a link
            context = {**context, "user_agent": name_in_mail(context["user_agent"] or "")}
        message = self.render_mail(template_prefix, email, context)
        mail = emails.from_library(
            template=template_prefix.rsplit("/", 1)[-1],
            to=email,
            subject=message.subject,
            text=message.body,
            now=timezone.now(),
        )
        enqueue(mail, now=timezone.now())

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        """An address that somebody else has gets the truth, not a code that will be refused."""
        address = emailconfirmation.email_address
        taken = EmailAddress.objects.filter(email__iexact=address.email, verified=True).exclude(
            user_id=address.user_id
        )
        if taken.exists():
            self.send_account_already_exists_mail(address.email)
            return
        super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: str | None = None
    ) -> None:
        if template_prefix == "account/email/email_changed" and email:
            email_change.offer_objection(user=user, old_email=email, now=timezone.now())
            return
        super().send_notification_mail(template_prefix, user, context, email)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Passkey first; somebody with neither password nor factor proves by a mailed code."""
        methods = super().get_reauthentication_methods(user)
        methods.sort(key=lambda method: "webauthn" not in method["id"])
        return methods or [
            {
                "id": "mailed_code",
                "description": "Use a mailed code",
                "url": reverse("accounts:confirm"),
            }
        ]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if "invitation" in request.session:
            return reverse("accounts:accept-invitation")
        if "trial" in request.session:
            return reverse("home:claim")
        return "/"


class SocialAdapter(DefaultSocialAccountAdapter):
    """The school's sign-on: it signs in people who have an account with that verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        verified = {a.email.lower() for a in sociallogin.email_addresses if a.verified}
        if sociallogin.is_existing:
            return
        user = User.objects.filter(email__in=verified, is_guest=False, is_active=True).first()
        if user is None:
            raise PermissionDenied(
                "No account here has the address that your school names. Create one first."
            )
        sociallogin.connect(request, user)
