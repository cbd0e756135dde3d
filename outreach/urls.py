from django.urls import path

from outreach.views import compose, document, exits, mail, template

app_name = "outreach"
urlpatterns = [
    path("faculty/<uuid:code>/emails/new/", compose.new_message, name="new-message"),
    path("emails/", mail.show_messages, name="messages"),
    path("emails/<uuid:code>.eml", exits.download_eml, name="message-eml"),
    path("emails/<uuid:code>/", compose.edit_message, name="message"),
    path("emails/<uuid:code>/save/", compose.autosave_message, name="autosave-message"),
    path("emails/<uuid:code>/check/", compose.check_message, name="check-message"),
    path("emails/<uuid:code>/facts/", compose.rebuild_message, name="rebuild-message"),
    path("emails/<uuid:code>/reset/<slug:key>/", compose.reset_part, name="reset-part"),
    path("emails/<uuid:code>/preview/", compose.show_preview, name="preview"),
    path("emails/<uuid:code>/remove/", compose.remove_message, name="remove-message"),
    path("emails/<uuid:code>/follow-up/", compose.follow_up, name="follow-up"),
    path("emails/<uuid:code>/handed/<slug:how>/", exits.hand_over, name="hand-over"),
    path("emails/<uuid:code>/send/", exits.send_message, name="send-message"),
    path("emails/<uuid:code>/undo/", exits.undo_sending, name="undo-sending"),
    path("emails/<uuid:code>/sent/", exits.mark_sent, name="mark-sent"),
    path("emails/<uuid:code>/not-sent/", exits.not_sent, name="not-sent"),
    path("emails/<uuid:code>/answer/", exits.record_answer, name="record-answer"),
    path("emails/<uuid:code>/answer/forget/", exits.forget_answer, name="forget-answer"),
    path("emails/<uuid:code>/wait/", exits.set_wait, name="set-wait"),
    path("emails/<uuid:code>/show/", exits.show_message, name="show-message"),
    path("documents/", document.show_documents, name="documents"),
    path("documents/<uuid:code>/", document.download_document, name="document"),
    path("documents/<uuid:code>/remove/", document.remove_document, name="remove-document"),
    path("documents/<uuid:code>/show/", document.show_document, name="show-document"),
    path("account/templates/", template.show_templates, name="templates"),
    path("account/templates/<uuid:code>/", template.edit_template, name="template"),
    path("account/templates/<uuid:code>/remove/", template.remove_template, name="remove-template"),
    path("school/templates/", template.show_school_templates, name="school-templates"),
    path("school/templates/<uuid:code>/", template.edit_school_template, name="school-template"),
    path(
        "school/templates/<uuid:code>/remove/",
        template.remove_school_template,
        name="remove-school-template",
    ),
]
