"""What allauth does differently here: nobody signs up, it never learns where somebody is, and it tells the trail."""

import hashlib
import hmac
import ipaddress
import secrets
import time

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from site_app.accounts import trail
from site_app.accounts.models import Event, User

DAY = 24 * 60 * 60
LOCKED_FOR = 30 * 60  # seconds, as in ACCOUNT_RATE_LIMITS
BEGAN = "began"  # in the session: when somebody signed in
FRESH = 10 * 60  # seconds after signing in within which nobody is asked to prove it again

What = Event.What
TOLD = {  # allauth's letters to the owner of an account, which here are entries of the trail
    "mfa/email/totp_activated": (What.FACTOR_ADDED, "authenticator app"),
    "mfa/email/totp_deactivated": (What.FACTOR_REMOVED, "authenticator app"),
    "mfa/email/webauthn_added": (What.FACTOR_ADDED, "passkey"),
    "mfa/email/webauthn_removed": (What.FACTOR_REMOVED, "passkey"),
    "mfa/email/recovery_codes_generated": (What.RECOVERY_CODES, ""),
    "account/email/password_changed": (What.PASSWORD, ""),
}


class Unnamed:
    """Tells addresses apart within one day, and cannot be turned back into one.

    The key is drawn when the process starts, which workers share, and each day replaced by its own hash; it
    is only ever in memory. So what rate limits leave in the cache says nothing about anybody, not even to
    somebody who has the database and the site's secret.
    """

    def __init__(self):
        self.key, self.day = secrets.token_bytes(32), self.today()

    @staticmethod
    def today() -> int:
        return int(time.time() // DAY)

    def __call__(self, address: str) -> str:
        while self.day < self.today():
            self.key, self.day = hashlib.sha256(self.key).digest(), self.day + 1
        return hmac.new(self.key, address.encode(), hashlib.sha256).hexdigest()


unnamed = Unnamed()


def _neighbourhood(address: str) -> str:
    """Whoever has one IPv6 address has 2**64 of them."""
    try:
        return str(ipaddress.IPv6Network(f"{ipaddress.IPv6Address(address)}/64", strict=False))
    except ValueError:
        return address


class DeskAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
        return unnamed(_neighbourhood(forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")))

    # --- signing in ---

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures are counted per name, whichever host of ours was asked; the name itself is not kept."""
        return salted_hmac("attempts", credentials.get("username", "").lower(), algorithm="sha256").hexdigest()

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._tell_lock_out(request, **credentials)
            raise

    def _tell_lock_out(self, request, **credentials) -> None:
        """Once for each lock-out, and also for names that nobody has, so that both take as long."""
        key = f"told:{self._get_login_attempts_cache_key(request, **credentials)}"
        if cache.add(key, True, LOCKED_FOR):
            person = User.objects.filter(username=credentials.get("username", "").lower()).first()
            trail.record(What.LOCKED_OUT, by=None, about=person, detail="" if person else "a name that nobody has")

    def authenticate(self, request, **credentials):
        """Somebody inactive is told what somebody unknown is told, and counted like them."""
        person = super().authenticate(request, **credentials)
        if person and not person.is_active:
            super().pre_authenticate(request, **credentials)
            return None
        return person

    def respond_user_inactive(self, request, user):
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request, user):
        super().login(request, user)
        request.session[BEGAN] = time.time()
        trail.record(What.SIGNED_IN, by=user, about=user)

    def is_reauthentication_required(self, *, app, **kwargs):
        began = self.request.session.get(BEGAN, 0)
        return time.time() - began > FRESH and super().is_reauthentication_required(app=app, **kwargs)

    # --- what happened ---

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        what, detail = TOLD[template_prefix]
        trail.record(what, by=user, about=user, detail=detail)
