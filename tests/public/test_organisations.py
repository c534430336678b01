"""What readers are told of an organisation, and what it weighs when everything is known."""

import gzip
from datetime import date

import pytest

from site_app.content.models import Organisation
from tests import make

pytestmark = pytest.mark.django_db

DAY = {"checked_on": date(2026, 11, 22), "check_by": date(2027, 2, 22)}
EVERYTHING = {
    "email": "advice-{n}@organisation-{n}.example.org",
    "web": "https://www.organisation-{n}.example.org/get-help/in-your-language/",
    "funded_by": "Department {n} and the Home Office (contract, 202{n})",
}
SENTENCES = [
    "They help people of any gender after abuse at home, all day and all night, and do not ask for a name.",
    "Advice about your rights at work, about housing and about benefits. You can come without an appointment.",
    "They go with you to the police, and help you to write down what happened, in your own words.",
    "For children and young people under 18. They can speak for you at school and with social workers.",
    "Help for people who ask for asylum: letters, forms, and somebody who listens. Ask for an interpreter.",
]


def known(number: int) -> Organisation:
    """As long as the longest of ours, and unlike the others, as real ones are."""
    made = Organisation(
        slug=f"organisation-{number}",
        name=f"Organisation number {number} for the north west",
        phones=[{"number": f"028 71{number:02} {number * 37 % 10000:04}", "label": f"office {number}"}],
        needs=["abuse"],
        area="derry",
        cost=("free", "paid")[number % 2],
        interpreters="yes",
        languages=["en", "ar", "pl", "lt", "ro"][number % 3 :],
        asks_status=("yes", "no")[number % 2],
        on_bill=("absent", "present")[number % 2],
        confidence="found",
        **{name: value.format(n=number) for name, value in EVERYTHING.items()},
        **DAY,
    )
    made.save()
    words = {
        "title": made.name,
        "summary": f"{SENTENCES[number % 5]} {number}.",
        "caution": SENTENCES[(number * 3) % 5],
    }
    make.live(made, text=words)
    make.live(made, "ar", {"title": made.name, "summary": f"يساعدون الناس بعد العنف في البيت. {number}"})
    return made


@pytest.mark.parametrize("language", ["en", "ar"])
def test_twenty_five_of_which_everything_is_known_fit_through_a_poor_line(client, language):
    for number in range(25):
        known(number)
    html = client.get(f"/{language}/help/").content
    assert html.count(b"tel:028") == 25
    assert len(gzip.compress(html)) <= 14_000


def test_in_arabic_what_is_known_is_said_in_arabic(client):
    known(1)
    html = client.get("/ar/help/").content.decode()
    for words in ("لا يسألون عن وضعك", "تظهر المكالمة في فاتورة الهاتف.", "يتحدثون:", "قد تكون هناك تكلفة"):
        assert words in html
    assert '<bdi lang="pl" dir="ltr">Polski</bdi>' in html


def test_what_is_not_known_is_not_said(client):
    made = known(1)
    silent = {"cost": "", "on_bill": "", "asks_status": "", "interpreters": "", "languages": [], "funded_by": ""}
    Organisation.objects.filter(pk=made.pk).update(**silent)
    html = client.get("/en/help/").content.decode()
    for words in ("It can cost money", "on the phone bill.", "immigration status", "They speak:", "Paid for by:"):
        assert words not in html


def test_a_phone_bill_is_not_spoken_of_without_a_number(client):
    made = known(1)
    Organisation.objects.filter(pk=made.pk).update(
        phones=[{"number": "101", "label": "", "confirmed": False}], email=""
    )
    html = client.get("/en/help/").content.decode()
    assert "A call is on the phone bill." not in html
    assert "Telephone number: not confirmed" in html
