"""Two people save one fact at the same moment, with connections of their own, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from site_app.content import changes
from site_app.content.models import Change, Fact
from tests import make

TURNS = 40


def attempt(barrier, fact, statement, seen, person):
    barrier.wait()
    try:
        return changes.change(fact, {"statement": statement}, by=person, seen=seen, significance="minor")
    except changes.ChangedMeanwhile as meanwhile:
        return meanwhile


@pytest.mark.usefixtures("committed_db")
def test_of_two_who_save_at_once_one_is_told_and_nobody_is_overwritten():
    days = {"checked_on": date(2026, 11, 1), "check_by": date(2027, 11, 1)}
    fact = Fact.objects.create(code="F1", statement="start", confidence="found", **days)
    people, barrier = [make.person(), make.person()], Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        for turn in range(TURNS):
            seen = changes.seen(fact)
            mine = [f"turn {turn} of {person}" for person in people]
            ends = list(threads.map(attempt, [barrier] * 2, [fact] * 2, mine, [seen] * 2, people))
            won = [end for end in ends if isinstance(end, Change)]
            lost = [end for end in ends if isinstance(end, changes.ChangedMeanwhile)]
            assert (len(won), len(lost)) == (1, 1)
            fact.refresh_from_db()
            assert fact.statement == won[0].after["statement"] == lost[0].row.statement
        list(threads.map(lambda _thread: (barrier.wait(), connection.close()), range(2)))
    assert Change.objects.count() == TURNS
