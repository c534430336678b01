"""The list of broken links: only what a person should act on, with the places where it is put right."""

import pytest
from django.urls import reverse
from django.utils import timezone

from site_app.content.models import Link, Source
from tests import make

pytestmark = pytest.mark.django_db

BAD = "https://example.org/bad"


def failing(today, holders, **values):
    tried = {"outcome": "gone", "detail": "404", "failing_since": today, "tried_at": timezone.now()}
    return Link.objects.create(url=BAD, holders=holders, **tried | values)


def guide(url=BAD):
    document = make.explainer(slug="guide")
    make.live(document, text=make.words() | {"body": f'<p><a href="{url}">x</a></p>'})
    return document


def page(client):
    return client.get(reverse("keeping:links")).content.decode()


def test_a_broken_link_says_what_is_wrong_and_where_it_is(client, sign_in, helpline, today):
    document = guide()
    helpline.web = BAD
    helpline.save(update_fields=["web"])
    failing(today, [["document", document.pk, "en"], ["organisation", helpline.pk]])
    sign_in()
    html = page(client)
    assert "The page is not there any more." in html
    assert "Title words" in html
    assert 'href="/staff/organisations/helpline/"' in html


@pytest.mark.parametrize(
    ("detail", "told"),
    [("410", "removed for good"), ("refused", "private address"), ("no host", "no such site"),
     ("time-out", "not answer"), ("failed", "could not be reached"), ("503", "answers with an error")],
)  # fmt: skip
def test_every_trouble_is_told_in_words(client, sign_in, source, today, detail, told):
    Source.objects.update(url=BAD)
    outcome = "refused" if detail == "refused" else "failed"
    failing(today, [["source", source.pk]], detail=detail, outcome=outcome, failing_days=3)
    sign_in()
    html = page(client)
    assert told in html
    # Nobody is led to an address on the inside of a network.
    assert (f'href="{BAD}"' in html) is (detail != "refused")


def test_what_failed_only_today_is_not_there(client, sign_in, source, today):
    Source.objects.update(url=BAD)
    failing(today, [["source", source.pk]], outcome="failed", detail="time-out", failing_days=0)
    sign_in()
    assert "No link needs you." in page(client)


def test_a_link_that_was_taken_out_is_gone_from_the_list_at_once(client, sign_in, today):
    document = guide()
    failing(today, [["document", document.pk, "en"]])
    sign_in()
    assert BAD in page(client)
    make.live(document, text="without it")
    assert "No link needs you." in page(client)


def test_before_the_first_run_it_says_how_to_begin(client, sign_in):
    sign_in()
    assert "check_links once a day" in page(client)


def test_still_correct_of_a_text_that_is_not_live_is_refused_aloud(client, sign_in):
    sign_in("author")
    answer = client.post(reverse("keeping:still_correct", args=[make.explainer().pk]), follow=True)
    assert "not live in English" in answer.content.decode()
    assert client.post(reverse("keeping:still_correct", args=[999])).status_code == 404
