"""All the languages the site can ever speak, open at once: none breaks a page, whichever the Forum opens next."""

import pytest

from site_app import languages
from tests.browser import pages
from tests.browser.conftest import Visit
from tests.browser.desk.staffing import run
from tests.browser.serving import copied, serving
from tests.browser.test_accessibility import FIRST_LOOK, SPILLED, violations_in

FILLED = """
from site_app.editions.models import Document
from site_app.operations import demonstration
demonstration.fill(4)
print(Document.objects.filter(kind="explainer", slug__startswith="demonstration-").first().slug)
"""


@pytest.fixture(scope="module")
def reader_and_guide(browser, served, tmp_path_factory):
    """Of a demonstration with every language open and some texts, which mean nothing, in each of them."""
    var = copied(served.var, tmp_path_factory.mktemp("every") / "var")
    guide = run(var, FILLED)
    with serving(var) as site:
        visit = Visit(browser, site.address, viewport=pages.PHONE)
        yield visit, f"guides/{guide}/"
        visit.close()


@pytest.mark.parametrize("language", languages.ALL, ids=lambda one: one.code)
def test_a_page_of_each_kind_has_its_language_and_direction_and_is_for_everybody(reader_and_guide, language):
    reader, guide = reader_and_guide
    for path in ("", "help/", guide):
        address = f"/{language.code}/{path}"
        assert reader.go(address).status == 200
        said = reader.page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]")
        assert said == [language.tag, language.direction], address
        assert reader.page.evaluate(SPILLED) == [], address
        assert violations_in(reader.page, [FIRST_LOOK]) == [], address
    assert reader.said == []
