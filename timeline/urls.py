from django.urls import path

from timeline.views import calendar, items, plan, reminders, roles, track

app_name = "timeline"
urlpatterns = [
    path("timeline/", plan.show_timeline, name="timeline"),
    path("timeline/months/", plan.show_months, name="months"),
    path("timeline.pdf", plan.show_pdf, name="pdf"),
    path("timeline/lay-out/", plan.lay_out, name="lay-out"),
    path("timeline/joined/", plan.read_line, name="read-joining"),
    path("timeline/keep-days/", plan.keep_days, name="keep-days"),
    path("timeline/done/", plan.tick_done, name="tick-done"),
    path("timeline/items/<uuid:code>/", items.show_item, name="item"),
    path("timeline/items/<uuid:code>/done/", items.finish, name="item-done"),
    path("timeline/items/<uuid:code>/skip/", items.skip, name="item-skip"),
    path("timeline/items/<uuid:code>/back/", items.take_back, name="item-back"),
    path("timeline/items/<uuid:code>/unmove/", items.unmove, name="item-unmove"),
    path("roles/", roles.show_roles, name="roles"),
    path("roles/new/", roles.add_role, name="add-role"),
    path("roles/prelim-or-research/", roles.show_lean, name="lean"),
    path("roles/<uuid:code>/", roles.edit_role, name="role"),
    path("roles/<uuid:code>/take/", roles.choose_role, name="choose-role"),
    path("roles/<uuid:code>/drop/", roles.drop_role, name="drop-role"),
    path("cycle/track/", track.choose_track, name="track"),
    path("account/notifications/", reminders.edit_reminders, name="reminders"),
    path("account/notifications/send/", reminders.send_now, name="send-now"),
    path("reminders/<str:key>/", reminders.show_reminder, name="reminder"),
    path("reminders/<str:key>/later/", reminders.snooze, name="snooze"),
    path("reminders/<str:key>/now/", reminders.end_snooze, name="end-snooze"),
    path("reminders/<str:key>/done/", reminders.finish, name="finish"),
    path("timeline/calendar/", calendar.show_calendar, name="calendar"),
    path("timeline/calendar/new/", calendar.new_address, name="new-calendar"),
    path("timeline/calendar/end/", calendar.end_address, name="end-calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
]
