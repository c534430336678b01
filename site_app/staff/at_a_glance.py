"""The state of the site in a table: what is live in how many languages."""

from dataclasses import dataclass

from django.db.models import Count

from site_app import languages
from site_app.editions.models import Edition, Language
from site_app.staff import behind


@dataclass(frozen=True)
class Row:
    language: languages.Language
    policy: str
    live: int  # texts that are live
    checked: int  # of those, confirmed by a second speaker
    outdated: int  # of those, behind the English


@dataclass(frozen=True)
class State:
    rows: list[Row]
    documents: int  # live in English

    @property
    def open_languages(self) -> int:
        return sum(row.policy != Language.Policy.CLOSED for row in self.rows)


def state() -> State:
    """Open languages, and closed ones that have something. Five queries."""
    live = Edition.objects.filter(live__isnull=False, document__withdrawn="").order_by()
    counted = dict(live.values_list("language").annotate(texts=Count("pk")))
    checked = dict(live.with_checked().filter(checked=True).values_list("language").annotate(texts=Count("pk")))
    outdated = {code: sum(how.values()) for code, how in behind.by_language().items()}
    policies = dict(Language.objects.values_list("code", "policy"))
    rows = [
        Row(one, policies[one.code], counted.get(one.code, 0), checked.get(one.code, 0), outdated.get(one.code, 0))
        for one in languages.ALL
        if policies[one.code] != Language.Policy.CLOSED or counted.get(one.code)
    ]
    return State(rows, counted.get(languages.SOURCE, 0))
