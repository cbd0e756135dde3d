from django.urls import path

from mentors.views import direction, directory, imports

app_name = "mentors"
urlpatterns = [
    path("faculty/directory/", directory.show_directory, name="directory"),
    path("faculty/new/", directory.add_person, name="add-person"),
    path("faculty/widen/", directory.show_widen, name="widen"),
    path("faculty/import/", imports.upload_own, name="import"),
    path("faculty/import/template.csv", imports.own_template, name="import-template"),
    path("faculty/import/<uuid:run>/", imports.show_own, name="import-run"),
    path("faculty/import/<uuid:run>/rejected.csv", imports.own_rejected, name="import-rejected"),
    path("faculty/import/<uuid:run>/columns/", imports.save_own_columns, name="import-columns"),
    path("faculty/import/<uuid:run>/people/", imports.save_own_people, name="import-people"),
    path("faculty/import/<uuid:run>/add/", imports.add_own, name="import-add"),
    path("faculty/import/<uuid:run>/undo/", imports.undo_own, name="import-undo"),
    path("faculty/import/<uuid:run>/leave/", imports.leave_own, name="import-leave"),
    path(
        "faculty/recommended/<uuid:said>/aside/",
        directory.set_recommendation_aside,
        name="recommendation-aside",
    ),
    path("faculty/<uuid:person>/edit/", directory.edit_person, name="edit-person"),
    path("faculty/<uuid:person>/remove/", directory.remove_person, name="remove-person"),
    path("faculty/<uuid:person>/use-school/", directory.take_school_entry, name="use-school"),
    path("direction/", direction.edit_direction, name="direction"),
    path("repairs/", direction.show_repairs, name="repairs"),
    path("repairs/steps/<uuid:code>/", direction.save_step, name="repair-step"),
    path("repairs/<slug:weakness>/", direction.edit_repair, name="repair"),
]
