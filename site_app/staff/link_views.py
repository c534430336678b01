"""Broken links and texts to read again: two lists of what to do, each line with its way there."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from site_app.content import links as held_links
from site_app.content.models import Link
from site_app.editions.desk import confirming
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Document
from site_app.staff import places, rechecks
from site_app.staff.gate import needs
from site_app.staff.keeping_forms import WHOEVER_WRITES


@needs()
@require_safe
def links(request):
    broken = list(Link.objects.to_act_on())
    held = held_links.still_held(broken)
    for link in broken:
        link.places = [(holder, places.of_holder(holder)) for holder in held.get(link.pk, [])]
    last = Link.objects.exclude(tried_at=None).order_by("-tried_at").values_list("tried_at", flat=True).first()
    context = {
        "links": [link for link in broken if link.places],
        "last": last,
        "count": Link.objects.count(),
    }
    return render(request, "staff/keeping/links.html", context)


@needs()
@require_safe
def to_read_again(request):
    return render(request, "staff/keeping/rechecks.html", {"waiting": rechecks.waiting()})


@needs(*WHOEVER_WRITES)
@require_POST
def still_correct(request, pk):
    """Somebody read it again and it holds as it is."""
    document = get_object_or_404(Document, pk=pk)
    try:
        confirming.still_correct(document, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted: you read it again, and it is still correct."))
    return HttpResponseRedirect(reverse("keeping:rechecks"))
