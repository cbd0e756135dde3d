"""The operator's tables: schools, their people, users as such. Never a record."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from smartpick.accounts.models import Invitation, Membership, School, User
from smartpick.accounts.services.schools import mark_members


@admin.register(School)
class SchoolAdmin(admin.ModelAdmin):
    list_display = ("name", "time_zone", "created_at", "closed_on")
    fields = ("name", "domains", "time_zone", "closed_on")

    def save_model(self, request: HttpRequest, obj: School, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        mark_members(school=obj)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("school", "role", "user", "ended_on")
    list_filter = ("school", "role")
    raw_id_fields = ("user",)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("code", "joined_at", "is_active", "is_staff", "is_guest")
    fields = ("email", "is_active", "is_staff")
    readonly_fields = ("email",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """The operator invites a school's first administrator by the command `open_school`."""

    list_display = ("school", "role", "sent_at", "used_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
