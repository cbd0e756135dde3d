from django.urls import path

from smartpick.records.views import erasure, export, mail, operator, seasons, stop

app_name = "records"
urlpatterns = [
    path("account/mail/", mail.show_mail, name="mail"),
    path("account/mail/<uuid:code>/again/", mail.send_again, name="mail-again"),
    path("account/mail/<uuid:code>/arrived/", mail.confirm_arrival, name="mail-arrived"),
    path("account/mail/<uuid:code>/let-go/", mail.let_go, name="mail-let-go"),
    path("account/export/", export.show_export, name="export"),
    path("account/export/new/", export.ask, name="ask-export"),
    path("account/export/<uuid:code>/", export.download, name="export-file"),
    path("account/delete/", erasure.show_delete, name="delete"),
    path("account/delete/ask/", erasure.ask, name="ask-erasure"),
    path("account/delete/keep/", erasure.keep, name="keep-account"),
    path("operator/", operator.show_health, name="operator"),
    path("operator/seasons/", seasons.show_seasons, name="seasons"),
    path("operator/seasons/<int:number>/", seasons.edit_date, name="season-date"),
    path("operator/mail/", operator.show_mail, name="operator-mail"),
    path("operator/mail/release/", operator.release, name="release"),
    path("operator/mail/drop/", operator.drop_held, name="drop-held"),
    path("operator/mail/go-on/", operator.end_restore, name="end-restore"),
    path("operator/mail/try/", operator.try_line, name="try-line"),
    path("stop/<str:token>/", stop.stop_mails, name="stop"),
]
