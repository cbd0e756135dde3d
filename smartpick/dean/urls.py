from django.urls import path

from smartpick.dean.views import advisees, school

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
    path("dean/advisees/<uuid:code>/notes/", advisees.edit_notes, name="notes"),
    path("school/", school.show_school, name="school"),
    path("school/people/", school.edit_people, name="school-people"),
    path("school/people/<uuid:code>/end/", school.end_role, name="end-role"),
    path("school/settings/", school.edit_settings, name="school-settings"),
]
