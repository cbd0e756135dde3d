"""Two mails of a demo person that went wrong, so that the try-out shows what they would decide."""

from datetime import datetime

from smartpick.accounts.models import User
from smartpick.outbox.choices import Purpose, State
from smartpick.outbox.models import Intent
from smartpick.outbox.services import Mail, enqueue

WENT_WRONG = (
    ("okonkwo@faculty.example", "A question about your trauma study", State.UNCONFIRMED, None,
     "The mail server's answer was not seen."),
    ("reyes@faculty.exmaple", "Thank you for the clinic day", State.FAILED, 550,
     "There is no such mailbox (550). Check the address."),
)  # fmt: skip


def mail_that_went_wrong(*, user: User, now: datetime) -> None:
    for number, (to, subject, state, code, outcome) in enumerate(WENT_WRONG):
        text = f"Dear Doctor,\n\nI am writing about this: {subject.lower()}.\n\n{user.name}\n"
        mail = Mail(
            f"demo:{user.code}:{number}", "outreach", to, subject, text,
            owner_code=user.code, purpose=Purpose.OUTREACH, reply_to=user.email, cc=user.email,
        )  # fmt: skip
        intent = enqueue(mail, now=now)
        Intent.objects.filter(pk=intent.pk).update(
            state=state, outcome=outcome, code_answered=code, attempts_count=1
        )
