"""Tries every link of ours, slowly, and keeps how it went.

Only what a person should act on is reported: a page that is gone, a link that leads to a place it must not
lead to, and what fails day after day. A time-out today is often the other side's bad hour.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import timezone

from site_app.content import links
from site_app.content.models import Link
from site_app.operations.link_fetching import Answer, Looker

Outcome = Link.Outcome
GONE = {404, 410}
FAILING = {Outcome.GONE, Outcome.REFUSED, Outcome.FAILED}


@dataclass(frozen=True)
class Budget:
    """How much of others' patience and of our time one run may take."""

    links: int = 200
    seconds: float = 20 * 60
    pause: float = 2.0  # seconds between two requests to the same host


@dataclass
class Report:
    tried: int = 0
    left: int = 0  # for another day
    to_act_on: list[Link] = field(default_factory=list)


def agent() -> str:
    return f"link check of {settings.SITE_ADDRESS}"


def check(
    *,
    today: date,
    budget: Budget = Budget(),
    looker: Looker | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Those tried longest ago come first, so that a small budget reaches everything in time."""
    looker = looker or Looker(agent=agent())
    waiting = _up_to_date()
    report, until, last = Report(), clock() + budget.seconds, {}
    for link in waiting:
        if report.tried >= budget.links or clock() >= until:
            break
        host = urlsplit(link.url).netloc
        if host and host in last and (pause := last[host] + budget.pause - clock()) > 0:
            sleep(pause)
        record(link, answer_of(link.url, looker), today=today)
        last[host] = clock()
        report.tried += 1
    report.left = len(waiting) - report.tried
    report.to_act_on = list(Link.objects.to_act_on())
    return report


def _up_to_date() -> list[Link]:
    """One row for each address that something leads to now, none for others. The longest untried first."""
    held = links.held()
    Link.objects.exclude(url__in=held).delete()
    known = {link.url: link for link in Link.objects.all()}
    for url, holders in held.items():
        keys = [holder.key for holder in holders]
        link = known.setdefault(url, Link(url=url, holders=keys))
        if link.pk is None or link.holders != keys:
            link.holders = keys
            link.save()
    never = timezone.now().replace(year=2000)
    return sorted(known.values(), key=lambda link: (link.tried_at or never, link.pk))


def answer_of(url: str, looker: Looker) -> Answer:
    return inside(url) if url.startswith("/") else looker.look(url)


def inside(path: str) -> Answer:
    """What this site itself answers, without a network between."""
    before, _mark, query = path.partition("?")
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": before.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": settings.ALLOWED_HOSTS[0],
            "SERVER_PORT": "443",
            "HTTP_HOST": settings.ALLOWED_HOSTS[0],
            "wsgi.url_scheme": "https" if settings.HTTPS else "http",
            "wsgi.input": BytesIO(),
        }
    )
    response = _handler().get_response(request)
    return Answer(response.status_code, "", path)


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def record(link: Link, answer: Answer, *, today: date) -> None:
    """Keeps the outcome. The first day of failing stays until a try goes well."""
    link.outcome, link.detail = judged(answer)
    link.tried_at = timezone.now()
    link.failing_since = (link.failing_since or today) if link.outcome in FAILING else None
    link.failing_days = (today - link.failing_since).days if link.failing_since else 0
    link.save()


def judged(answer: Answer) -> tuple[str, str]:
    """(outcome, detail). A page that turns machines away (401, 403, 429 …) may be fine for people."""
    if answer.trouble == "refused":
        return Outcome.REFUSED, "refused"
    if answer.trouble:
        return Outcome.FAILED, answer.trouble
    if answer.status in GONE:
        return Outcome.GONE, str(answer.status)
    if answer.status >= 500:
        return Outcome.FAILED, str(answer.status)
    if answer.status >= 400:
        return Outcome.UNCLEAR, str(answer.status)
    return Outcome.FINE, ""
