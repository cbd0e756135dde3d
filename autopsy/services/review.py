"""A dean's review: pending until it is finished, tied to one version."""

from datetime import datetime, timedelta

from django.db import transaction

from autopsy.choices import ReviewState, Verdict
from autopsy.models import AutopsyVersion, Review, ReviewComment
from smartpick.accounts.models import User
from smartpick.campaign.choices import Verb
from smartpick.campaign.services import mark_campaign_changed, note_activity, notify
from smartpick.common.errors import RuleBroken

UNDO_SECONDS = 20
VERDICT_VERBS = {
    Verdict.COMMENT: Verb.COMMENTED,
    Verdict.CHANGES: Verb.ASKED_CHANGES,
    Verdict.SIGN_OFF: Verb.SIGNED_OFF,
}
VERDICT_WORDS = {
    Verdict.COMMENT: "commented on",
    Verdict.CHANGES: "asked for changes in",
    Verdict.SIGN_OFF: "signed off",
}


def pending_review(*, version: AutopsyVersion, dean: User) -> Review:
    """The dean's open review of this version; begun when there is none."""
    review, _ = Review.objects.get_or_create(
        version=version,
        dean=dean,
        state=ReviewState.PENDING,
        defaults={"dean_name": dean.shown_name[:60]},
    )
    return review


def comment(*, version: AutopsyVersion, dean: User, section: str, text: str) -> ReviewComment:
    return ReviewComment.objects.create(
        review=pending_review(version=version, dean=dean), section=section, text=text
    )


@transaction.atomic
def finish(
    *, version: AutopsyVersion, dean: User, verdict: str, message: str, now: datetime
) -> Review:
    """Shows the comments to the applicant. Side effects: activity entry, one line in the bell."""
    review = pending_review(version=version, dean=dean)
    if verdict == Verdict.CHANGES and not review.comments.exists():
        raise RuleBroken("Write at least one comment so the applicant knows what to change.")
    review.state, review.verdict = ReviewState.FINISHED, verdict
    review.message, review.finished_at = message, now
    review.save(update_fields=["state", "verdict", "message", "finished_at", "updated_at"])
    cycle = version.autopsy.cycle
    note_activity(
        cycle=cycle,
        verb=VERDICT_VERBS[Verdict(verdict)],
        noun=f"version {version.number}",
        by=dean,
        now=now,
        object_code=version.code,
    )
    notify(
        user=cycle.applicant.user,
        kind="review",
        text=f"{dean.shown_name} {VERDICT_WORDS[Verdict(verdict)]} version {version.number}.",
        target_name="autopsy:version",
        target_code=str(version.number),
        now=now,
    )
    mark_campaign_changed(cycle=cycle, now=now)
    return review


@transaction.atomic
def undo_finish(*, review: Review, now: datetime) -> None:
    """Within 20 seconds the review is pending again, as if it had not been finished."""
    if review.finished_at is None or now - review.finished_at > timedelta(seconds=UNDO_SECONDS):
        raise RuleBroken("The 20 seconds are over. Begin another review of this version.")
    review.state, review.verdict, review.finished_at = ReviewState.PENDING, "", None
    review.save(update_fields=["state", "verdict", "finished_at", "updated_at"])
    mark_campaign_changed(cycle=review.version.autopsy.cycle, now=now)


def reply(*, comment: ReviewComment, text: str, now: datetime) -> None:
    comment.reply, comment.replied_at = text, now
    comment.save(update_fields=["reply", "replied_at", "updated_at"])


def close(*, comment: ReviewComment, by_party: str, now: datetime) -> None:
    """Either side may close; a closed comment stays readable."""
    ReviewComment.objects.filter(pk=comment.pk, closed_at__isnull=True).update(
        closed_by=by_party, closed_at=now
    )


def drop_pending(*, dean: User, applicant_id: int) -> int:
    """When a link ends: what the dean had not finished is gone."""
    count, _ = Review.objects.filter(
        dean=dean,
        state=ReviewState.PENDING,
        version__autopsy__cycle__applicant_id=applicant_id,
    ).delete()
    return count
