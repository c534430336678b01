"""Every screen of keeping it true: it opens, it is small, and it asks the database a fixed number of times."""

import pytest
from django.urls import reverse

from site_app.content import changes
from tests.staff.keeping.conftest import standing_on

pytestmark = pytest.mark.django_db

SCREENS = {
    "keeping:first": [],
    "keeping:facts": [],
    "keeping:new_fact": [],
    "keeping:fact": ["F1"],
    "keeping:organisations": [],
    "keeping:new_organisation": [],
    "keeping:organisation": ["helpline"],
    "keeping:sources": [],
    "keeping:new_source": [],
    "keeping:source": ["article"],
    "keeping:links": [],
    "keeping:rechecks": [],
    "keeping:trail": [],
}
MAY_LOOK = [name for name in SCREENS if not name.startswith("keeping:new")]


@pytest.fixture
def furnished(fact, source, helpline):
    fact.sources.add(source)
    standing_on(fact)
    changes.change(fact, {"statement": "Changed."}, by=None, seen=0, significance="meaning")


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_opens_and_is_small(client, sign_in, furnished, name):
    sign_in("author", "publisher")
    answer = client.get(reverse(name, args=SCREENS[name]))
    assert answer.status_code == 200
    assert len(answer.content) <= 30_000
    assert b"<h1>" in answer.content


@pytest.mark.parametrize("name", MAY_LOOK)
def test_whoever_works_at_the_desk_may_look_and_finds_nothing_to_press(client, sign_in, furnished, name):
    sign_in(("translator", "ar"))
    answer = client.get(reverse(name, args=SCREENS[name]))
    assert answer.status_code == 200
    forms = answer.content.decode().count('method="post"')
    assert forms == 1  # to sign out


@pytest.mark.parametrize("name", sorted(set(SCREENS) - set(MAY_LOOK)))
def test_making_something_new_is_for_those_who_write(client, sign_in, name):
    sign_in(("translator", "ar"))
    assert client.get(reverse(name)).status_code == 403
