from django.urls import path

from timeline.views import calendar, reminders

app_name = "timeline"
urlpatterns = [
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
