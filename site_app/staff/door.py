"""What stands at the door besides allauth's views."""

from django.shortcuts import render


def too_many(request):
    """The site's answer to tries without measure (`handler429`, which allauth asks for)."""
    return render(request, "staff/too_many.html", status=429)
