"""Reading without JavaScript, without a mouse, on a narrow screen, on paper, and without any other server."""

import re
from urllib.parse import urlsplit

import pytest

from .conftest import SCHEMES
from .pages import KINDS

NARROW = 320  # WCAG 1.4.10


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_needs_another_server_or_breaks_a_strict_policy(read, live_site, kind):
    page = read(KINDS[kind])
    page.wait_for_load_state("networkidle")
    assert {urlsplit(address)[:2] for address in page.asked} == {urlsplit(live_site)[:2]}
    assert page.complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_on_a_narrow_screen(read, kind):
    page = read(KINDS[kind], width=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_a_reader_filters_without_javascript(read):
    page = read("/practices/", javascript=False)
    before = _number_of_results(page)
    page.get_by_role("searchbox").fill("budget")
    page.get_by_role("search").get_by_role("button").click()
    assert "q=budget" in page.url
    assert page.get_by_role("searchbox").input_value() == "budget"
    assert 0 < _number_of_results(page) < before


def test_a_reader_chooses_a_filter_without_javascript(read):
    page = read("/practices/", javascript=False)
    before = _number_of_results(page)
    group = page.get_by_role("search").locator("details").first
    group.locator("summary").click()
    group.get_by_role("checkbox").first.check()
    page.get_by_role("search").get_by_role("button").click()
    assert 0 < _number_of_results(page) < before
    page.get_by_role("link", name=re.compile("Remove the filter")).click()
    assert _number_of_results(page) == before


def test_a_reader_turns_the_pages_without_javascript(read):
    page = read("/cities/", javascript=False)
    first = _addresses_of_cards(page)
    page.get_by_role("link", name="Next", exact=True).click()
    assert "page=2" in page.url
    second = _addresses_of_cards(page)
    assert first and second and not set(first) & set(second)


def test_the_first_stop_of_the_keyboard_skips_to_the_content(read):
    page = read("/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#pmi-main"
    assert skip.bounding_box()["y"] >= 0, "The link is off the screen while it has the focus."
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["network", "cities", "practice", "post"])
def test_paper_shows_the_content_in_dark_on_white_and_no_controls(read, kind, scheme):
    page = read(KINDS[kind], scheme=scheme)
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.get_by_role("navigation").first.is_visible()
    ink, paper = page.evaluate("['color', 'backgroundColor'].map(name => getComputedStyle(document.body)[name])")
    assert _lightness(ink) < 100
    assert _lightness(paper) > 250 or paper == "rgba(0, 0, 0, 0)"
    assert page.pdf().startswith(b"%PDF")


def _addresses_of_cards(page) -> list[str]:
    links = page.get_by_role("main").get_by_role("article").get_by_role("link")
    return [link.get_attribute("href") for link in links.all() if "/cities/" in link.get_attribute("href")]


def _number_of_results(page) -> int:
    heading = page.get_by_role("heading", name=re.compile(r"^\d+ results?$"))
    return int(heading.inner_text().split()[0])


def _lightness(color: str) -> float:
    return sum(float(part) for part in re.findall(r"[\d.]+", color)[:3]) / 3
