"""Sources at the desk and their archived copies, which nobody else ever gets and which can do nothing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from site_app.content import changes, copies, pictures
from site_app.content.models import ArchivedCopy, Source
from tests import make

pytestmark = pytest.mark.django_db

ARTICLE = reverse("keeping:source", args=["article"])
KEEP = reverse("keeping:keep_copy", args=["article"])
PDF = b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def picture(kind="PNG"):
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    Image.new("RGB", (30, 20), "red").save(target, kind, exif=exif)
    return target.getvalue()


def upload(client, data, name="shot.png", follow=True):
    return client.post(KEEP, {"copy": SimpleUploadedFile(name, data)}, follow=follow)


def test_a_picture_is_kept_without_what_is_hidden_in_it_and_shown_to_people_at_the_desk(client, sign_in, source):
    person = sign_in("author", "publisher")
    assert b"SECRET" in picture()
    assert "Kept. Only people at the desk can open it." in upload(client, picture()).content.decode()
    kept = ArchivedCopy.objects.get()
    answer = client.get(reverse("keeping:copy", args=[kept.name]))
    content = b"".join(answer.streaming_content)
    assert (kept.by, answer.headers["Content-Type"]) == (person, "image/png")
    assert b"SECRET" not in content
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_a_pdf_is_only_ever_a_download_and_may_run_nothing(client, sign_in, source):
    sign_in("author", "publisher")
    upload(client, PDF, "page.html")  # by its content, not by its name
    kept = ArchivedCopy.objects.get()
    answer = client.get(reverse("keeping:copy", args=[kept.name]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="article-')


@pytest.mark.parametrize("data", [PDF, picture()], ids=["PDF", "picture"])
def test_whatever_is_in_it_a_browser_is_told_to_do_nothing_with_it(client, sign_in, source, data):
    sign_in("author", "publisher")
    upload(client, data)
    answer = client.get(reverse("keeping:copy", args=[ArchivedCopy.objects.get().name]))
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    answer.close()


def test_nobody_gets_a_copy_who_is_not_signed_in(client, sign_in, source):
    kept = copies.keep(source, picture(), by=None)
    address = reverse("keeping:copy", args=[kept.name])
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/login/")
    for guess in (f"/media/{kept.name}", f"/static/{kept.name}", f"/{kept.name}"):
        assert client.get(guess).status_code == 404
    sign_in()
    answer = client.get(address)
    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize("name", ["x.png", "..%2f..%2fsecret", "%2e%2e%2fsite.sqlite3", ".." * 3])
def test_no_name_leads_out_of_the_folder(client, sign_in, source, name):
    sign_in("author", "publisher")
    assert client.get(f"/staff/copies/{name}/").status_code == 404


def test_a_copy_whose_file_is_gone_is_not_found(client, sign_in, source):
    kept = copies.keep(source, picture(), by=None)
    copies.path(kept.name).unlink()
    sign_in("author", "publisher")
    assert client.get(reverse("keeping:copy", args=[kept.name])).status_code == 404


REFUSED = [
    (b"<svg/>", "neither a picture"),
    (b"MZ", "neither a picture"),
    (picture()[:60], "damaged or only half there"),
    (PDF[:-8], "damaged or only half there"),
    (PDF[:-8] + b" " * pictures.MAX_BYTES + b"%%EOF", "too big"),
]


@pytest.mark.parametrize(("data", "told"), REFUSED, ids=["SVG", "program", "half a picture", "half a PDF", "huge"])
def test_what_cannot_be_kept_is_told_and_leaves_nothing(client, sign_in, source, settings, data, told):
    sign_in("author", "publisher")
    answer = upload(client, data)
    assert told in answer.content.decode()
    assert not ArchivedCopy.objects.exists()
    assert not settings.MEDIA_ROOT.exists() or list(settings.MEDIA_ROOT.iterdir()) == []


@pytest.mark.parametrize(("files", "told"), [({}, "Choose a file first."), ({"copy": b""}, "That file is empty.")])
def test_no_file_is_told(client, sign_in, source, files, told):
    sign_in("author", "publisher")
    sent = {name: SimpleUploadedFile("x.png", data) for name, data in files.items()}
    assert told in client.post(KEEP, sent).content.decode()


def test_a_copy_is_removed_for_good(client, sign_in, source, settings, django_capture_on_commit_callbacks):
    kept = copies.keep(source, picture(), by=None)
    sign_in("author", "publisher")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("keeping:remove_copy", args=[kept.name]))
    assert client.get(reverse("keeping:copy", args=[kept.name])).status_code == 404
    assert list(settings.MEDIA_ROOT.iterdir()) == []
    assert "None so far." in client.get(ARTICLE).content.decode()


# --- the source itself -----------------------------------------------------------------------------------


def typed(client, **values):
    form = client.get(ARTICLE).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if value is not None} | values


def test_a_source_is_put_right_everywhere(client, sign_in, source, fact):
    fact.sources.add(source)
    make.live(make.explainer(slug="guide"), shared={"facts": ["F1"]})
    sign_in("author", "publisher")
    client.post(ARTICLE, typed(client, url="https://example.org/moved"))
    assert 'href="https://example.org/moved"' in client.get("/en/guides/guide/").content.decode()
    assert source.changes.get().before == {"url": "https://example.org/a"}


WRONG = [
    ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
    ({"url": "ftp://example.org/x"}, "Write an address that begins with https://"),
    ({"title": ""}, "This field is required."),
    ({"dated": "last year"}, "Write a date as 2023"),
    ({"read_on": "2999-01-01"}, "That day is still to come."),
    ({"read_on": "today"}, "Write the day as"),
]


@pytest.mark.parametrize(("values", "told"), WRONG)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, sign_in, source, values, told):
    sign_in("author", "publisher")
    html = client.post(ARTICLE, typed(client, publisher="Typed with care", **values)).content.decode()
    assert told in html
    assert "Typed with care" in html
    assert not source.changes.exists()


def test_somebody_elses_change_meanwhile_is_told(client, sign_in, source):
    sign_in("author", "publisher")
    mine = typed(client, title="Mine")
    changes.change(source, {"title": "Theirs"}, by=None, seen=0)
    html = client.post(ARTICLE, mine).content.decode()
    assert "Somebody else changed this" in html
    assert 'value="Mine"' in html
    source.refresh_from_db()
    assert source.title == "Theirs"


def test_nothing_different_is_nothing_saved(client, sign_in, source):
    sign_in("author", "publisher")
    assert "Nothing was different" in client.post(ARTICLE, typed(client), follow=True).content.decode()


def test_a_new_source_has_an_address_of_its_own(client, sign_in, today):
    sign_in("author", "publisher")
    sent = {"publisher": "The Detail", "title": "A report", "url": "https://example.org/r", "read_on": today}
    for slug in ("the-detail-a-report", "the-detail-a-report-2"):
        assert client.post(reverse("keeping:new_source"), sent).headers["Location"] == f"/staff/sources/{slug}/"
    assert "required" in client.post(reverse("keeping:new_source"), sent | {"title": ""}).content.decode()
    assert Source.objects.count() == 2


def test_sources_are_found_by_words(client, sign_in, source):
    sign_in()
    assert "An article" in client.get(reverse("keeping:sources"), {"q": "forum"}).content.decode()
    assert "There is none like that." in client.get(reverse("keeping:sources"), {"q": "zzz"}).content.decode()


def test_only_those_who_write_change_sources(client, sign_in, source):
    kept = copies.keep(source, picture(), by=None)
    sign_in(("translator", "ar"), "administrator")
    for address in (ARTICLE, KEEP, reverse("keeping:remove_copy", args=[kept.name]), reverse("keeping:new_source")):
        assert client.post(address, {}).status_code == 403


def test_an_author_changes_no_address_that_readers_are_led_to(client, sign_in, source):
    sign_in("author")
    address = reverse("keeping:source", args=["article"])
    assert client.post(address, {"url": "https://elsewhere.example/"}).status_code == 403
    assert "Tell a publisher what has to change." in client.get(address).content.decode()
