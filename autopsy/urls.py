from django.urls import path

from autopsy.views import answer, diagnosis, page, sections, versions

app_name = "autopsy"
urlpatterns = [
    path("", sections.show_sections, name="sections"),
    path("review/", sections.check_answers, name="review"),
    path("submit/", versions.submit_version, name="submit"),
    path("diagnosis/", diagnosis.show_diagnosis, name="diagnosis"),
    path("diagnosis/<slug:cause>/", diagnosis.disagree, name="disagree"),
    path("versions/", versions.show_versions, name="versions"),
    path("versions/<int:number>/", versions.show_version, name="version"),
    path("versions/<int:number>/withdraw/", versions.withdraw_version, name="withdraw"),
    path("history/", versions.show_history, name="history"),
    path("history/forget/", versions.forget_history, name="forget"),
    path("history/<uuid:code>/restore/", versions.restore_revision, name="restore"),
    path("comments/<uuid:code>/reply/", versions.reply_to_comment, name="comment-reply"),
    path("comments/<uuid:code>/close/", versions.close_comment, name="comment-close"),
    path("answer/", answer.write_answer, name="answer"),
    path("answer/check/", answer.check_answer, name="check-answer"),
    path("answer/rehearse/", answer.rehearse, name="rehearse"),
    path("summary/", page.show_summary, name="summary"),
    path("summary/lines/", page.edit_page, name="edit-page"),
    path("summary/download/", page.download_summary, name="download"),
    path("summary.pdf", page.show_summary_pdf, name="summary-pdf"),
    path("summary/kit/", page.choose_kit, name="kit"),
    path("summary/kit.pdf", page.show_kit_pdf, name="kit-pdf"),
    path("programs-ranked/", sections.edit_private_rank, name="private-rank"),
    path("<slug:slug>/", sections.edit_section, name="edit-section"),
    path("<slug:slug>/save/", sections.autosave_section, name="autosave-section"),
]
