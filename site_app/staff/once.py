"""A link that was just made: shown once, ready to copy, mailed if somebody asked for that and it can be."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from site_app.accounts.models import Link
from site_app.staff import letters


def show(request, link: Link, address: str, *, message: str, mail_to: str = "", back: str):
    """`message`: what to write beside the link, with {link} where it goes."""
    address = settings.SITE_ADDRESS + address
    text = message.replace("{link}", address)
    mailed = letters.send(mail_to, _("North West Migrants Forum: your link"), text) if mail_to else None
    context = {"link": link, "address": address, "message": text, "mail_to": mail_to, "mailed": mailed, "back": back}
    return render(request, "staff/people/link.html", context)
