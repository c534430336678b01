"""The daily digest: one plain mail to those for whom something waits, with no word of any text in it."""

import smtplib
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from site_app.operations import digests
from site_app.staff import digest
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails(settings):
    settings.MAILS = True
    settings.DEFAULT_FROM_EMAIL = "desk@example.org"


def person(name, *roles, email="someone@example.org", **values):
    made = make.person(name, roles=roles)
    for field, value in ({"email": email} | values).items():
        setattr(made, field, value)
    made.save()
    return made


def draft(by):
    return make.revision(make.explainer(), text={"title": "A secret title", "summary": "s"}, by=by)


def run():
    said, wrong = StringIO(), StringIO()
    call_command("send_digest", stdout=said, stderr=wrong)
    return said.getvalue(), wrong.getvalue()


def test_whoever_has_something_waiting_gets_one_plain_mail(settings):
    ann = person("ann", "author", first_name="Ann")
    draft(ann), draft(ann)
    assert run() == ("Mails sent: 1.\n", "")
    (letter,) = mail.outbox
    assert (letter.to, letter.from_email) == (["someone@example.org"], "desk@example.org")
    assert letter.subject == "2 things wait at the desk"
    assert "Hello Ann," in letter.body
    assert "• Your drafts: 2" in letter.body
    assert f"{settings.SITE_ADDRESS}/staff/" in letter.body
    assert "secret" not in letter.body + letter.subject
    assert letter.alternatives == []


def test_nobody_is_bothered_for_nothing_or_without_an_address_or_after_they_have_left():
    person("nothing", "author")
    draft(person("silent", "author", email=""))
    draft(person("gone", "author", is_active=False))
    assert run() == ("Mails sent: 0.\n", "")
    assert mail.outbox == []


def test_without_mail_the_command_says_what_to_do_instead(settings):
    settings.MAILS = False
    with pytest.raises(CommandError, match="EMAIL_URL is not set"):
        run()


@pytest.mark.parametrize(
    "problem", [smtplib.SMTPRecipientsRefused({}), ConnectionRefusedError("refused"), TimeoutError("late")]
)
def test_a_mail_that_is_not_taken_stops_no_other(monkeypatch, problem):
    for name in ("ann", "bob"):
        draft(person(name, "author", email=f"{name}@example.org"))
    sent, real = [], digests.send_mail

    def send(subject, text, sender, to):
        if to == ["ann@example.org"]:
            raise problem
        sent.extend(to)
        return real(subject, text, sender, to)

    monkeypatch.setattr(digests, "send_mail", send)
    said, wrong = run()
    assert (said, sent) == ("Mails sent: 1.\n", ["bob@example.org"])
    assert wrong.startswith("Not sent to ann")


def test_a_name_with_a_line_break_writes_no_header():
    ann = person("ann", "author", first_name="Ann\nBcc: everybody@example.org")
    draft(ann)
    run()
    assert set(mail.outbox[0].message().keys()) & {"Bcc", "Cc"} == set()


def test_the_message_for_whatsapp_is_the_same_and_a_plain_link():
    text = digest.message([])
    assert text.startswith("Nothing waits at the desk.")
    where = urlsplit(digest.whatsapp_address("a & b\n• c"))
    assert (where.scheme, where.netloc, parse_qs(where.query)) == ("https", "wa.me", {"text": ["a & b\n• c"]})
