from django.urls import path

from smartpick.picks.views import budget, files, programs

app_name = "picks"
urlpatterns = [
    path("programs/", programs.list_programs, name="programs"),
    path("programs/new/", programs.add, name="add"),
    path("programs/budget/", budget.edit_budget, name="budget"),
    path("programs/budget/keep/", budget.keep, name="keep"),
    path("programs/import/", files.upload_own, name="import"),
    path("programs/import/<uuid:code>/", files.show_own, name="file"),
    path("programs/import/<uuid:code>/add/", files.add_own, name="file-add"),
    path("programs/import/<uuid:code>/undo/", files.take_own_back, name="file-undo"),
    path("programs/import/<uuid:code>/rejected.csv", files.own_rejected, name="file-rejected"),
    path("programs/<uuid:code>/", programs.show, name="program"),
    path("programs/<uuid:code>/edit/", programs.edit, name="edit"),
    path("programs/<uuid:code>/band/", programs.band, name="band"),
    path("programs/<uuid:code>/take/", programs.take, name="take"),
    path("programs/<uuid:code>/drop/", programs.drop, name="drop"),
    path("programs.csv", programs.export, name="csv"),
]
