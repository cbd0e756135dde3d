from django.urls import path

from smartpick.home.views import actions, own, person, public, search, week

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
    path("search/", search.show_search, name="search"),
    path("start/", own.start, name="start"),
    path("week/", week.show_week, name="week"),
    path("week/in-match/", week.answer_match, name="in-match"),
    path("week/later/", week.put_off, name="later"),
    path("week/now/", week.take_up, name="now"),
    path("week/effort/luxuries/", week.put_off_luxuries, name="put-off"),
    path("week/effort/", week.show_effort, name="effort"),
    path("week/logbook/", week.show_logbook, name="logbook"),
    path("week/logbook/new/", actions.add_progress, name="log"),
    path("week/logbook/<uuid:code>/", actions.edit_progress, name="progress"),
    path("week/logbook/<uuid:code>/remove/", actions.remove_progress, name="progress-remove"),
    path("actions/new/", actions.add_action, name="add-action"),
    path("actions/<uuid:code>/", actions.edit_action, name="action"),
    path("actions/<uuid:code>/done/", actions.finish_action, name="action-done"),
    path("actions/<uuid:code>/skip/", actions.skip_action, name="action-skip"),
    path("actions/<uuid:code>/reopen/", actions.reopen_action, name="action-reopen"),
    path("claim/", own.claim_trial, name="claim"),
    path("account/privacy/", own.show_who_sees, name="who-sees"),
    path("faculty/<uuid:code>/", person.show_person, name="person"),
    path("notifications/", own.show_notifications, name="notifications"),
]
