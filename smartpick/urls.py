from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "smartpick.common.http.refused_request"
urlpatterns = [
    path("", include("smartpick.home.urls")),
    path("", include("smartpick.accounts.urls")),
    path("autopsy/", include("autopsy.urls")),
    path("", include("mentors.urls")),
    path("", include("outreach.urls")),
    path("", include("timeline.urls")),
    path("", include("smartpick.picks.urls")),
    path("", include("smartpick.dean.urls")),
    path("", include("smartpick.records.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/3rdparty/", include("allauth.socialaccount.urls")),
    path("admin/", admin.site.urls),
]
if apps.is_installed(settings.OPENID_CONNECT):
    urlpatterns.append(path("account/sign-on/", include(f"{settings.OPENID_CONNECT}.urls")))
