from django.urls import path

from smartpick.accounts.views import invitations, join, privacy, settings

app_name = "accounts"
urlpatterns = [
    path("join/", join.join, name="join"),
    path("join/<str:code>/", invitations.join_by_code, name="join-by-code"),
    path("verify/", join.verify, name="verify"),
    path("verify/again/", join.send_again, name="verify-again"),
    path("invitation/<str:token>/", invitations.open_invitation, name="invitation"),
    path("invitations/accept/", invitations.accept_invitation, name="accept-invitation"),
    path("account/", settings.show_settings, name="settings"),
    path("account/sign-in/", settings.show_sign_in_settings, name="sign-in-settings"),
    path("account/sign-in/end/", settings.end_other_sessions, name="end-sessions"),
    path("account/profile/", settings.edit_profile, name="profile"),
    path("account/confirm/", settings.confirm_by_code, name="confirm"),
    path("account/email/not-me/", settings.object_to_email, name="email-objection"),
    path("account/privacy/ask/", privacy.ask_dean, name="ask-dean"),
    path("account/privacy/<uuid:code>/", privacy.edit_link, name="link"),
    path("account/privacy/<uuid:code>/accept/", privacy.accept_link, name="link-accept"),
    path("account/privacy/<uuid:code>/end/", privacy.end_link, name="link-end"),
]
