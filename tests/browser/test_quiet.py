"""Leaving by keyboard, and reading without a trail in Back for whoever asked for it."""

import pytest

from tests.browser import pages


def _left(reader) -> bool:
    reader.page.wait_for_load_state()
    return reader.destination in reader.page.url


@pytest.mark.parametrize("keys", [["ShiftLeft"] * 3, ["ShiftRight"] * 3, ["ShiftLeft", "ShiftRight", "ShiftLeft"]])
def test_shift_three_times_leaves_with_either_hand(visit, keys):
    reader = visit()
    reader.go(f"/ar/{pages.GUIDE}")
    with reader.page.expect_navigation(url=lambda url: reader.destination in url):
        for key in keys:
            reader.page.keyboard.press(key)
    assert _left(reader)


@pytest.mark.parametrize(
    "keys",
    [["ShiftLeft"] * 2, ["ShiftLeft", "ShiftLeft", "a", "ShiftLeft"], ["Escape"] * 3],
    ids=["only twice", "with another key between", "Escape"],
)
def test_other_keys_do_not_leave(visit, keys):
    reader = visit()
    reader.go(f"/en/{pages.GUIDE}")
    for key in keys:
        reader.page.keyboard.press(key)
    assert pages.GUIDE in reader.page.url
    assert reader.page.locator("h1").is_visible()


def test_writing_capitals_does_not_leave(visit):
    reader = visit()
    reader.go(f"/en/{pages.GUIDE}")
    reader.page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    reader.page.locator("input").focus()
    for _ in range(3):
        reader.page.keyboard.press("ShiftLeft")
    assert pages.GUIDE in reader.page.url


@pytest.mark.parametrize("language", ["en", "ar"])
def test_whoever_asked_for_it_leaves_no_page_behind_back(visit, language):
    reader = visit()
    reader.page.goto("about:blank")
    reader.go(f"/{language}/safety/")
    for link in (".button", 'a[href$="/guides/"]', f'a[href$="/{pages.GUIDE}"]'):
        with reader.page.expect_navigation():
            reader.page.locator(link).first.click()
        assert reader.page.url.endswith("#quiet")
    assert reader.page.evaluate("history.length") == 2
    with reader.page.expect_navigation(url=lambda url: reader.destination in url):
        reader.page.locator(".exit").click()
    reader.page.go_back()
    assert reader.page.url == "about:blank"


def test_without_asking_back_works_as_everywhere(visit):
    reader = visit()
    reader.go("/en/guides/")
    with reader.page.expect_navigation():
        reader.page.locator(f'a[href$="/{pages.GUIDE}"]').first.click()
    reader.page.go_back()
    assert reader.page.url.endswith("/en/guides/")
