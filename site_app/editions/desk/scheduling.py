"""Publishing at a time: what was decided is done when its time comes, or refused aloud."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from site_app.editions import lifecycle
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Revision, Scheduled


@transaction.atomic
def schedule(*revisions: Revision, seen: Mapping[int, int | None], significance: str, at: datetime, by) -> Scheduled:
    """These revisions will go live together at that time. Refuses at once what could not go live now."""
    if at <= timezone.now():
        raise Refused(_("That time has passed. Choose a later one, or publish now."))
    for planned in Scheduled.objects.pending().filter(revisions__edition__in=[one.edition_id for one in revisions]):
        raise Refused(
            _("Something is already planned for this page, at %(time)s. Cancel that first.")
            % {"time": timezone.localtime(planned.at).strftime("%-d %B %Y, %H:%M")}
        )
    with transaction.atomic():
        lifecycle.publish(*revisions, seen=seen, significance=significance, by=by)
        transaction.set_rollback(True)
    planned = Scheduled.objects.create(
        seen={str(k): v for k, v in seen.items()}, significance=significance, at=at, by=by
    )
    planned.revisions.set(revisions)
    return planned


@transaction.atomic
def cancel(planned: Scheduled, *, by) -> Scheduled:
    """Called off; or, where it was refused, taken note of."""
    planned = Scheduled.objects.select_for_update().get(pk=planned.pk)
    if planned.done_at:
        raise Refused(_("This has been published already."))
    if planned.cancelled_at:
        raise Refused(_("This was cancelled already."))
    planned.cancelled_at, planned.cancelled_by = timezone.now(), by
    planned.save(update_fields=["cancelled_at", "cancelled_by"])
    return planned


def publish_due() -> list[Scheduled]:
    """Publishes what is due, oldest first, each in a transaction of its own. Twice does no harm."""
    return [
        done for pk in Scheduled.objects.due().order_by("at", "pk").values_list("pk", flat=True) if (done := _do(pk))
    ]


@transaction.atomic
def _do(pk: int) -> Scheduled | None:
    planned = Scheduled.objects.select_for_update(of=("self",)).select_related("by").get(pk=pk)
    if planned.cancelled_at or planned.done_at or planned.refused_at:
        return None  # somebody else was faster
    try:
        _publish(planned)
    except Refused as refused:
        planned.refused_at, planned.refusal = timezone.now(), str(refused)
    else:
        planned.done_at = timezone.now()
    planned.save(update_fields=["done_at", "refused_at", "refusal"])
    return planned


def _publish(planned: Scheduled) -> None:
    if not planned.by.is_active:
        raise Refused(_("The account of %(who)s is closed.") % {"who": planned.by.display_name})
    if not planned.by.may_publish:
        raise Refused(_("%(who)s may not publish any more.") % {"who": planned.by.display_name})
    seen = {int(edition): live for edition, live in planned.seen.items()}
    revisions = planned.revisions.select_related("edition")
    if revisions.given_back().exists():
        raise Refused(_("It was sent back to its writer after it was planned."))
    lifecycle.publish(*revisions, seen=seen, significance=planned.significance, by=planned.by)
