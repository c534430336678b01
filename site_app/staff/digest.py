"""What waits for somebody, as a short message: by e-mail once a day, or to copy for WhatsApp.

It says how much waits and where the desk is. It carries no word of any text: messages lie about on phones.
"""

from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from site_app.staff.needs_me import Section


def desk_address() -> str:
    return f"{settings.SITE_ADDRESS}{reverse('keeping:first')}"


def message(sections: list[Section]) -> str:
    """A line for each kind of thing, or that nothing waits."""
    if not sections:
        return _("Nothing waits at the desk. %(desk)s") % {"desk": desk_address()}
    lines = [f"• {section.title}: {len(section.lines)}" for section in sections]
    return "\n".join([_("What waits at the desk:"), *lines, desk_address()])


def subject(sections: list[Section]) -> str:
    total = sum(len(section.lines) for section in sections)
    return ngettext("%(n)d thing waits at the desk", "%(n)d things wait at the desk", total) % {"n": total}


def letter(name: str, sections: list[Section]) -> str:
    """The same, as a mail to one person."""
    return "\n\n".join(
        [
            _("Hello %(name)s,") % {"name": name},
            message(sections),
            _("This comes once a day, and only when something waits."),
        ]
    )


def whatsapp_address(text: str) -> str:
    """Opens WhatsApp with the message written and nobody chosen yet. A plain link: nothing of theirs is loaded."""
    return f"https://wa.me/?text={quote(text)}"
