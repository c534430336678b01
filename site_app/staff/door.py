"""What stands at the door besides allauth's views, and the desk's own answers to what goes wrong."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def too_many(request):
    """The site's answer to tries without measure (`handler429`, which allauth asks for)."""
    return render(request, "staff/too_many.html", status=429)


def not_found(request, exception=None):
    return render(request, "staff/not_found.html", status=404)


def failed(request):
    """Our mistake. Knows nobody and asks nothing of the database, which may be what failed."""
    return HttpResponse(render_to_string("staff/failed.html"), status=500)
