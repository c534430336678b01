"""Old phones, and browsers that are set to be careful: everything is there without a script."""

import pytest

from tests.browser import pages


@pytest.mark.parametrize("opened", pages.ONE_OF_EACH, indirect=True)
def test_a_page_says_the_same_and_the_exit_leaves_from_its_end(opened, careful_reader):
    careful_reader.go(opened.address)
    page = careful_reader.page
    words = opened.page.locator("body").inner_text()
    assert words.strip()
    assert page.locator("body").inner_text() == words
    leads_to = page.locator(".exit").get_attribute("href")
    page.keyboard.press("End")
    box = page.locator(".exit").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(leads_to)
    assert page.title() == "Weather"
