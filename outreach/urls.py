from django.urls import path

from outreach.views import document, template

app_name = "outreach"
urlpatterns = [
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
