from django.urls import path

from smartpick.records.views import stop

app_name = "records"
urlpatterns = [
    path("stop/<str:token>/", stop.stop_mails, name="stop"),
]
