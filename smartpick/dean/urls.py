from django.urls import path

from smartpick.dean.views import advisees, documents, faculty, faculty_import, school

app_name = "dean"
urlpatterns = [
    path("dean/", advisees.show_cohort, name="cohort"),
    path("dean/reviews/", advisees.show_reviews, name="reviews"),
    path("dean/invitations/", school.invite_advisees, name="invitations"),
    path("dean/requests/<uuid:code>/", advisees.answer_request, name="accept-request"),
    path("dean/advisees/<uuid:code>/", advisees.show_advisee, name="advisee"),
    path("dean/advisees/<uuid:code>/autopsy/", advisees.show_autopsy, name="autopsy"),
    path("dean/advisees/<uuid:code>/autopsy.pdf", advisees.print_autopsy, name="autopsy-pdf"),
    path("dean/advisees/<uuid:code>/autopsy/comment/", advisees.write_comment, name="comment"),
    path(
        "dean/advisees/<uuid:code>/autopsy/comments/<uuid:comment>/remove/",
        advisees.remove_comment,
        name="comment-remove",
    ),
    path(
        "dean/advisees/<uuid:code>/autopsy/comments/<uuid:comment>/close/",
        advisees.close_comment,
        name="comment-close",
    ),
    path("dean/advisees/<uuid:code>/autopsy/finish/", advisees.finish_review, name="finish-review"),
    path("dean/advisees/<uuid:code>/autopsy/undo/", advisees.undo_review, name="undo-review"),
    path("dean/advisees/<uuid:code>/documents/", documents.show_documents, name="documents"),
    path(
        "dean/advisees/<uuid:code>/documents/<uuid:document>/",
        documents.download_document,
        name="document",
    ),
    path("dean/advisees/<uuid:code>/notes/", advisees.edit_notes, name="notes"),
    path("dean/faculty/", faculty.show_faculty, name="faculty"),
    path("dean/faculty/new/", faculty.add_faculty, name="add-faculty"),
    path("dean/faculty/me/", faculty.list_me, name="list-me"),
    path("dean/faculty/filters/", faculty.keep_filter, name="keep-filter"),
    path("dean/faculty/filters/<uuid:code>/drop/", faculty.drop_filter, name="drop-filter"),
    path("dean/faculty/duplicates/", faculty.show_duplicates, name="duplicates"),
    path("dean/faculty/import/", faculty_import.upload, name="import"),
    path("dean/faculty/import/template.csv", faculty_import.template, name="import-template"),
    path("dean/faculty/import/<uuid:run>/", faculty_import.show, name="import-run"),
    path(
        "dean/faculty/import/<uuid:run>/rejected.csv",
        faculty_import.rejected,
        name="import-rejected",
    ),
    path(
        "dean/faculty/import/<uuid:run>/columns/",
        faculty_import.save_columns,
        name="import-columns",
    ),
    path(
        "dean/faculty/import/<uuid:run>/people/", faculty_import.save_people, name="import-people"
    ),
    path("dean/faculty/import/<uuid:run>/add/", faculty_import.add_rows, name="import-add"),
    path("dean/faculty/import/<uuid:run>/undo/", faculty_import.undo_run, name="import-undo"),
    path("dean/faculty/import/<uuid:run>/leave/", faculty_import.leave_run, name="import-leave"),
    path("dean/faculty/<uuid:person>/", faculty.show_person, name="faculty-person"),
    path("dean/faculty/<uuid:person>/edit/", faculty.edit_faculty, name="edit-faculty"),
    path("dean/faculty/<uuid:person>/endorse/", faculty.endorse_person, name="endorse"),
    path("dean/faculty/<uuid:person>/pause/", faculty.pause_person, name="pause-endorsement"),
    path("dean/faculty/<uuid:person>/keep/", faculty.keep_person, name="keep-person"),
    path("dean/faculty/<uuid:person>/recommend/", faculty.recommend_person, name="recommend"),
    path("dean/faculty/<uuid:person>/merge/", faculty.merge_faculty, name="merge-faculty"),
    path("dean/faculty/<uuid:person>/remove/", faculty.remove_faculty, name="remove-faculty"),
    path("dean/faculty/<uuid:person>/restore/", faculty.restore_faculty, name="restore-faculty"),
    path("account/notes/", advisees.show_shared_notes, name="shared-notes"),
    path("school/", school.show_school, name="school"),
    path("school/people/", school.edit_people, name="school-people"),
    path("school/people/<uuid:code>/end/", school.end_role, name="end-role"),
    path("school/settings/", school.edit_settings, name="school-settings"),
]
