"""Every address of the desk, as the URLconf has them."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from site_app.staff.gate import Rule, rule_of

DESK = "staff/"


@dataclass(frozen=True)
class Address:
    route: str  # staff/people/<int:pk>/
    name: str  # people:person; some of the admin's have none
    view: object

    @property
    def rule(self) -> Rule | None:
        return rule_of(self.view)


def of_the_desk() -> list[Address]:
    return [address for address in _walk(get_resolver().url_patterns, "", "") if address.route.startswith(DESK)]


def _walk(patterns, route, namespace):
    for one in patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLPattern):
            yield Address(here, f"{namespace}{one.name or ''}", one.callback)
        else:
            yield from _walk(one.url_patterns, here, f"{namespace}{one.namespace}:" if one.namespace else namespace)
