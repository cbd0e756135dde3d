from django.urls import path

from mentors.views import direction

app_name = "mentors"
urlpatterns = [
    path("direction/", direction.edit_direction, name="direction"),
    path("repairs/", direction.show_repairs, name="repairs"),
    path("repairs/steps/<uuid:code>/", direction.save_step, name="repair-step"),
    path("repairs/<slug:weakness>/", direction.edit_repair, name="repair"),
]
