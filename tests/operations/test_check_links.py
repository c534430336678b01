"""Links are tried slowly, and only what a person should act on is reported."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from site_app.content import links
from site_app.content.models import Link, Organisation, Source
from site_app.editions import lifecycle
from site_app.operations import link_checking
from site_app.operations.link_checking import Budget
from site_app.operations.link_fetching import Answer, Looker
from tests import make
from tests.operations.loopback import loopback

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
DAY = {"checked_on": TODAY, "check_by": TODAY}
FINE = Answer(200)


class Answers:
    """Stands for the internet: {address: answer}."""

    def __init__(self, **answers):
        self.given, self.asked = {}, []

    def look(self, address):
        self.asked.append(address)
        return self.given.get(address, FINE)


@pytest.fixture
def internet():
    return Answers()


def source(number=1, url="https://example.org/source"):
    return Source.objects.create(slug=f"s{number}", publisher="P", title=f"T{number}", url=url, read_on=TODAY)


def guide(*addresses, language="en", **options):
    body = "".join(f'<p><a href="{one}">x</a></p>' for one in addresses)
    document = make.explainer(**options)
    make.live(document, language, text=make.words() | {"body": body})
    return document


def check(internet, today=TODAY, **options):
    return link_checking.check(today=today, looker=internet, sleep=lambda seconds: None, **options)


def test_links_of_live_texts_sources_and_organisations_are_found_with_who_has_them():
    document = guide("https://example.org/a?x=1&amp;y=2#part", "tel:999", "#here", "/en/help/")
    make.live(document, "ar", text=make.words() | {"body": '<p><a href="https://example.org/a?x=1&amp;y=2">x</a></p>'})
    kept = source(url="https://example.org/a?x=1&y=2")
    Organisation.objects.create(slug="o", name="O", area="uk", confidence="found", web="https://o.example/", **DAY)
    found = {address: [holder.key for holder in holders] for address, holders in links.held().items()}
    assert found.keys() == {"https://example.org/a?x=1&y=2", "/en/help/", "https://o.example/"}
    assert found["https://example.org/a?x=1&y=2"] == [
        ["document", document.pk, "ar"],
        ["document", document.pk, "en"],
        ["source", kept.pk],
    ]


def test_drafts_and_withdrawn_texts_are_no_matter_of_readers(internet):
    document = guide("https://example.org/withdrawn")
    lifecycle.withdraw(document, reason="mistake", by=None)
    make.revision(make.explainer(), text=make.words() | {"body": '<p><a href="https://example.org/draft">x</a></p>'})
    check(internet)
    assert internet.asked == []


def test_a_link_to_ourselves_is_kept_as_a_path(settings):
    assert links.target(f"{settings.SITE_ADDRESS}/en/help/") == "/en/help/"
    assert links.target(f"{settings.SITE_ADDRESS}.evil.example/") == f"{settings.SITE_ADDRESS}.evil.example/"


def test_links_to_ourselves_are_answered_by_the_site_itself(internet):
    guide("/en/help/", "/en/guides/nowhere/", "/en/guides/", slug="here")
    report = check(internet)
    assert internet.asked == []
    assert [(link.url, link.outcome) for link in report.to_act_on] == [("/en/guides/nowhere/", "gone")]


def test_a_page_that_is_gone_is_reported_at_once(internet):
    source()
    internet.given["https://example.org/source"] = Answer(404)
    (link,) = check(internet).to_act_on
    assert (link.outcome, link.detail, link.failing_since) == ("gone", "404", TODAY)


@pytest.mark.parametrize(
    "answer", [Answer(0, "time-out"), Answer(0, "no host"), Answer(0, "failed"), Answer(503)], ids=str
)
def test_what_may_be_over_tomorrow_is_reported_when_it_lasts(internet, answer):
    source()
    internet.given["https://example.org/source"] = answer
    reported = [len(check(internet, TODAY + timedelta(days=days)).to_act_on) for days in (0, 1, 2, 3, 4)]
    assert reported == [0, 0, 0, 1, 1]
    assert Link.objects.get().failing_since == TODAY


def test_a_time_out_that_was_tried_once_does_not_turn_into_a_broken_link_by_waiting(internet):
    source()
    internet.given["https://example.org/source"] = Answer(0, "time-out")
    check(internet)
    assert list(Link.objects.to_act_on()) == []


def test_one_good_answer_starts_the_count_anew(internet):
    source()
    for days, answer in enumerate([Answer(0, "time-out"), FINE, Answer(0, "time-out"), Answer(0, "time-out")]):
        internet.given["https://example.org/source"] = answer
        check(internet, TODAY + timedelta(days=days))
    assert Link.objects.get().failing_since == TODAY + timedelta(days=2)
    assert list(Link.objects.to_act_on()) == []


@pytest.mark.parametrize("status", [401, 403, 405, 429])
def test_a_page_that_turns_machines_away_bothers_nobody(internet, status):
    source()
    internet.given["https://example.org/source"] = Answer(status)
    assert check(internet).to_act_on == []
    assert Link.objects.get().outcome == "unclear"


def test_a_link_to_where_we_must_not_go_is_reported(internet):
    source()
    internet.given["https://example.org/source"] = Answer(0, "refused")
    assert [link.outcome for link in check(internet).to_act_on] == ["refused"]


def test_the_budget_holds_and_the_next_run_goes_on_where_it_ended(internet):
    for number in range(5):
        source(number, url=f"https://example.org/{number}")
    first = check(internet, budget=Budget(links=3))
    assert (first.tried, first.left) == (3, 2)
    check(internet, budget=Budget(links=3))
    assert set(internet.asked) == {f"https://example.org/{number}" for number in range(5)}


def test_a_run_ends_when_its_time_is_up(internet):
    for number in range(5):
        source(number, url=f"https://{number}.example/")
    times = iter(range(0, 1000, 10))
    report = check(internet, budget=Budget(seconds=35), clock=lambda: next(times))
    assert report.tried < 5
    assert report.left == 5 - report.tried


def test_one_host_is_asked_slowly_and_others_do_not_wait_for_it(internet):
    for number, host in enumerate(["a", "a", "b", "a"]):
        source(number, url=f"https://{host}.example/{number}")
    slept = []
    link_checking.check(
        today=TODAY, looker=internet, budget=Budget(pause=2), sleep=slept.append, clock=lambda: sum(slept)
    )
    assert slept == [2, 2]


def test_a_link_that_nobody_has_any_more_is_forgotten(internet):
    kept = source()
    check(internet)
    Source.objects.filter(pk=kept.pk).update(url="https://example.org/other")
    check(internet)
    assert list(Link.objects.values_list("url", flat=True)) == ["https://example.org/other"]


def test_a_link_that_was_just_taken_out_is_nobodys_matter(internet, django_assert_num_queries):
    bad, document = "https://example.org/bad", guide("https://example.org/bad")
    kept = source(url=bad)
    internet.given[bad] = Answer(404)
    check(internet)
    with django_assert_num_queries(3):
        ((_link, holders),) = links.still_held(Link.objects.to_act_on()).items()
    assert [holder.what for holder in holders] == ["document", "source"]
    make.live(document, text="without")
    assert [[holder.what for holder in one] for one in links.still_held(Link.objects.all()).values()] == [["source"]]
    Source.objects.filter(pk=kept.pk).update(url="https://example.org/good")
    assert links.still_held(Link.objects.all()) == {}


def test_the_command_says_what_to_look_at(monkeypatch):
    with loopback() as site:
        site.answers["/fine"] = (200, {})
        source(1, site.url("/fine"))
        source(2, site.url("/gone"))
        source(3, "http://10.0.0.1/inside")
        looker = Looker(agent="a test", allows=lambda address: address == "127.0.0.1", ports=range(1 << 16))
        monkeypatch.setattr(link_checking, "Looker", lambda agent: looker)
        said = StringIO()
        call_command("check_links", pause=0, stdout=said)
    assert f"gone since {date.today()}: {site.url('/gone')}" in said.getvalue()
    assert "refused since" in said.getvalue()
    assert "3 links tried, 0 left for another day, 2 to look at." in said.getvalue()
    assert site.url("/fine") not in said.getvalue()
