"""What allauth does differently here: nobody signs up, and it never learns where somebody is."""

import hashlib
import hmac
import secrets
import time

from allauth.account.adapter import DefaultAccountAdapter

DAY = 24 * 60 * 60
_key = {"day": None, "bytes": b""}


def unnamed(address: str) -> str:
    """Tells addresses apart within one day and one process, and cannot be turned back into one.

    The key is drawn anew each day and only ever in memory, so what rate limits leave in the cache says
    nothing about anybody, not even to somebody who has the database and the site's secret.
    """
    today = int(time.time() // DAY)
    if _key["day"] != today:
        _key.update(day=today, bytes=secrets.token_bytes(32))
    return hmac.new(_key["bytes"], address.encode(), hashlib.sha256).hexdigest()


class DeskAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return unnamed(request.META.get("REMOTE_ADDR", ""))

    def send_notification_mail(self, *args, **kwargs):
        """Nothing is mailed from here: what happened to an account is in the trail."""
