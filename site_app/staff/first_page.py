"""The first page of the desk: what needs me, and how the site stands."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from site_app import languages
from site_app.staff import at_a_glance, digest, needs_me
from site_app.staff.gate import needs


@needs()
@require_safe
def first(request):
    sections = needs_me.needs_of(request.user, today=timezone.localdate())
    message = digest.message(sections)
    context = {
        "sections": sections,
        "may_write": request.user.may_write(languages.SOURCE),
        "state": at_a_glance.state(),
        "message": message,
        "whatsapp": digest.whatsapp_address(message),
    }
    return render(request, "staff/keeping/first.html", context)
