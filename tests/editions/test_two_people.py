"""Two people publish at the same moment, with connections of their own, on the real database."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from site_app.content.models import Explainer
from site_app.editions import lifecycle
from site_app.editions.models import Edition, Publication
from tests import make

INTERLEAVINGS = 200


def attempt(barrier: Barrier, revisions, seen, person):
    barrier.wait()
    try:
        return lifecycle.publish(*revisions, seen=seen, significance="minor", by=person)
    except lifecycle.Stale as stale:
        return stale


@pytest.mark.usefixtures("committed_db")
def test_two_people_publishing_200_times_never_fail_and_never_mix_their_texts():
    chance = random.Random(1)
    documents = [make.explainer(), make.explainer()]
    people = [make.person(), make.person()]
    first_english = {}
    for document in documents:
        english = make.live(document, text="start")
        make.live(document, "ar", "start", based_on=english)
        first_english[document] = english
    barrier = Barrier(2)
    losers = 0
    with ThreadPoolExecutor(2) as threads:
        for turn in range(INTERLEAVINGS):
            places = [(document, language) for document in documents for language in ("en", "ar")]
            chosen = [chance.sample(places, chance.randint(1, 3)) for _ in people]
            plans = [
                [
                    make.revision(
                        document, language, f"t{turn}p{who}", by=people[who], based_on=first_english[document]
                    )
                    for document, language in mine
                ]
                for who, mine in enumerate(chosen)
            ]
            looks = [lifecycle.live_now(*plan) for plan in plans]
            ends = list(threads.map(attempt, [barrier] * 2, plans, looks, people))
            losers += _judge(plans, ends)
        _close_connections(threads)
    assert 0 < losers < INTERLEAVINGS, "both the fight and the peaceful case have to occur"
    _no_mixtures()


def _judge(plans, ends) -> int:
    """At most one of the two lost; if they wanted the same edition, exactly one did, and was told everything."""
    lost = [end for end in ends if isinstance(end, lifecycle.Stale)]
    wanted = [{revision.edition_id for revision in plan} for plan in plans]
    # The second to publish may also be refused because its text is now older than the live one: revisions are
    # numbered when they are saved. `seen` is looked at first, so that comes out as Stale too.
    assert len(lost) == (1 if wanted[0] & wanted[1] else 0)
    for who, end in enumerate(ends):
        if isinstance(end, lifecycle.Stale):
            mine = {revision.edition_id: revision for revision in plans[who]}
            theirs = {revision.edition_id: revision for revision in plans[1 - who]}
            assert end.yours == mine[end.edition.pk].texts
            assert end.theirs == theirs[end.edition.pk]
            assert not Publication.objects.filter(revision__in=plans[who]).exists(), "all or nothing"
        else:
            assert len(end) == len(plans[who])
    return len(lost)


def _no_mixtures() -> None:
    for edition in Edition.objects.select_related("live"):
        row = Explainer.objects.get(pk=edition.document_id)
        columns = {name: getattr(row, row.text_column(name, edition.language_id)) for name in edition.live.texts}
        assert columns == edition.live.texts


def _close_connections(threads: ThreadPoolExecutor) -> None:
    barrier = Barrier(2)
    list(threads.map(lambda _: (barrier.wait(), connection.close()), range(2)))
