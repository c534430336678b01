"""Old phones, and browsers that are set to be careful: everything is there without a script."""

from tests.browser import pages


def test_a_page_says_the_same_and_the_exit_leaves_from_its_end(opened, visit):
    careful = visit(viewport=pages.PHONE, java_script_enabled=False)
    careful.go(opened.address)
    words = opened.page.locator("body").inner_text()
    assert words.strip()
    assert careful.page.locator("body").inner_text() == words
    leads_to = careful.page.locator(".exit").get_attribute("href")
    careful.page.keyboard.press("End")
    box = careful.page.locator(".exit").bounding_box()
    careful.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    careful.page.wait_for_url(leads_to)
    assert careful.page.title() == "Weather"
