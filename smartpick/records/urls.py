from django.urls import path

from smartpick.records.views import mail, operator, stop

app_name = "records"
urlpatterns = [
    path("account/mail/", mail.show_mail, name="mail"),
    path("account/mail/<uuid:code>/again/", mail.send_again, name="mail-again"),
    path("account/mail/<uuid:code>/arrived/", mail.confirm_arrival, name="mail-arrived"),
    path("account/mail/<uuid:code>/let-go/", mail.let_go, name="mail-let-go"),
    path("operator/", operator.show_health, name="operator"),
    path("operator/mail/", operator.show_mail, name="operator-mail"),
    path("operator/mail/release/", operator.release, name="release"),
    path("operator/mail/drop/", operator.drop_held, name="drop-held"),
    path("operator/mail/go-on/", operator.end_restore, name="end-restore"),
    path("operator/mail/try/", operator.try_line, name="try-line"),
    path("stop/<str:token>/", stop.stop_mails, name="stop"),
]
