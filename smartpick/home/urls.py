from django.urls import path

from smartpick.home.views import own, public

app_name = "home"
urlpatterns = [
    path("", public.landing, name="landing"),
    path("try/", public.begin_trial, name="try"),
    path("try/clear/", public.clear_trial, name="clear-trial"),
    path("try/enter/", public.enter_as, name="enter"),
    path("try/mail/", public.show_mail, name="mail"),
    path("example/", public.show_example, name="example"),
    path("help/", public.show_help, name="help"),
    path("privacy/", public.show_privacy, name="privacy"),
    path("accessibility/", public.show_accessibility, name="accessibility"),
    path("status/", public.show_status, name="status"),
    path("start/", own.start, name="start"),
    path("week/", own.show_week, name="week"),
    path("claim/", own.claim_trial, name="claim"),
    path("account/privacy/", own.show_who_sees, name="who-sees"),
    path("notifications/", own.show_notifications, name="notifications"),
]
