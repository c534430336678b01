"""The one navigation of the desk: an entry per line, shown to whoever its address would let in."""

from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from site_app.staff.gate import Door, rule_of

ENTRIES = [
    (_("What needs me"), "keeping:first"),
    (_("Board"), "keeping:board"),
    (_("Texts"), "writing:texts"),
    (_("Planned"), "writing:scheduled"),
    (_("Read again"), "keeping:rechecks"),
    (_("Sign-off"), "sign_off:overview"),
    (_("Facts"), "keeping:facts"),
    (_("Organisations"), "keeping:organisations"),
    (_("Sources"), "keeping:sources"),
    (_("Broken links"), "keeping:links"),
    (_("Trail"), "keeping:trail"),
    (_("Exchange files"), "keeping:exchange"),
    (_("Languages"), "keeping:languages"),
    (_("People"), "people:everybody"),
    (_("My account"), "mfa_index"),
]


def entries_for(request) -> list[dict]:
    """[{label, address, here}] for the person of this request, in order."""
    if not request.user.is_authenticated:
        return []
    shown = []
    for label, name in ENTRIES:
        address = reverse(name)
        rule = rule_of(resolve(address).func)
        at_the_desk = request.user.has_second_factor and rule.allows(request.user, "GET", {})
        if rule.door is Door.ENROLLING or at_the_desk:
            shown.append({"label": label, "address": address, "here": request.path == address})
    return shown
