import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from smartpick.accounts.choices import Theme


class UserManager(BaseUserManager["User"]):
    """Finds people by address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username, is_guest=False)

    def create_user(self, email: str, password: str | None = None, **extra: object) -> "User":
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, or a visitor on trial: the same row before and after the account exists."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(blank=True, default="")
    name = models.CharField("name", max_length=60, blank=True, default="")
    is_guest = models.BooleanField(default=False)
    guest_until = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, blank=True, default="")
    # The zone, the address or the account changed; cleared by the sweep, whose mails follow.
    reach_changed = models.BooleanField(default=False)
    # The day on which all of theirs goes, asked for or unused for long; each page says so.
    erase_on = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    shortcuts = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="user_email_unique"
            ),
            models.CheckConstraint(
                condition=Q(is_guest=True, email="", guest_until__isnull=False)
                | (Q(is_guest=False) & ~Q(email="")),
                name="user_email_or_guest",
            ),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="user_theme"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(reach_changed=True), name="user_reach_changed")
        ]

    def __str__(self) -> str:
        return f"user {self.code}"

    @property
    def shown_name(self) -> str:
        return self.name or self.email or "You"


class EmailObjection(models.Model):
    """After a change of address: seven days in which the old one can take it back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="objections")
    old_email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"objection {self.pk}"
