"""A new chief of staff goes from a problem to a stage in the ledger, without JavaScript; an editor approves it."""

import re

import pytest

WIDE = {"width": 1280, "height": 1000}
PRACTICE = "Civilian teams for mental health calls"
OTHER = "Pay for success and social impact bonds"


@pytest.fixture
def window(chromium, restored_site):
    """A window without JavaScript, of the site's own policy."""
    context = chromium.new_context(base_url=restored_site, viewport=WIDE, java_script_enabled=False)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def editing(chromium, restored_site):
    """A window of the editor of the example, in the admin, which needs its scripts."""
    context = chromium.new_context(base_url=restored_site, viewport=WIDE, reduced_motion="reduce", bypass_csp=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    sign_in(page, "/admin/login/", "editor")
    page.wait_for_url("**/admin/")
    yield page
    context.close()


def sign_in(page, address, name):
    if address:
        page.goto(address)
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(name)
    page.locator("[type=submit]").last.click()


def choose_city(page, city):
    page.locator("select[name=like]").select_option(label=city)
    page.get_by_role("button", name="Show for this city").click()


def test_from_a_problem_to_a_commitment_in_the_ledger(window, editing):
    # Looks for a practice on homelessness, and filters.
    window.goto("/practices/")
    topics = window.get_by_role("search").locator("details").first
    topics.locator("summary").click()
    topics.get_by_label("Homelessness").check()
    window.get_by_role("search").get_by_role("button").click()
    assert "topic=homelessness" in window.url

    # Compares two.
    for title in (PRACTICE, OTHER):
        window.get_by_label(f"Compare {title}").check()
    window.get_by_role("button", name=re.compile("Compare the chosen")).click()
    choose_city(window, "Wichita, Kansas")
    table = window.get_by_role("table").inner_text()
    assert "Ended" in table and "Poor results" in table
    assert "1 met" in table and "to find out" in table

    # Sees who is like the city, that one stopped, and why, and what is to be found out.
    window.get_by_role("table").get_by_role("link", name=PRACTICE, exact=True).click()
    choose_city(window, "Wichita, Kansas")
    rows = window.locator("#pmi-adopters ~ .pmi-ledger > li").all_inner_texts()
    assert len(rows) >= 3 and all("% alike" in row for row in rows)
    shares = [int(re.search(r"(\d+)% alike", row)[1]) for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert "same form of government" in rows[0]
    [stopped] = [row for row in rows if "Ended" in row]
    assert "Eugene" in stopped and "Cost" in stopped
    assert "4 to find out" in window.locator(".pmi-for-city").inner_text()

    # Takes the brief for the mayor along.
    window.get_by_role("link", name="One-page brief for Wichita").click()
    brief = window.get_by_role("main").inner_text()
    assert PRACTICE in brief and "Wichita" in brief and "Dayton" in brief and "% alike" in brief
    window.emulate_media(media="print")
    assert window.pdf().startswith(b"%PDF")
    window.emulate_media(media="screen")

    # Signs in, and records that the city assesses it.
    window.goto("/adoptions/record/?practice=civilian-crisis-response")
    assert "login" in window.url
    sign_in(window, "", "chief")
    assert "/adoptions/record/" in window.url
    window.get_by_label("stage", exact=False).first.select_option(label="Assessing")
    window.get_by_role("button", name="Record").click()
    assert "it is shown once an editor of the network has approved it" in window.get_by_role("status").inner_text()

    # The public sees it once an editor has approved it.
    address = "/adoptions/wichita-civilian-crisis-response/"
    assert window.goto(address).status == 404
    editing.goto("/admin/")
    editing.get_by_role("link", name=re.compile("Wichita")).first.click()
    editing.get_by_role("button", name="More actions").click()
    editing.get_by_role("button", name=re.compile("^Approve", re.I)).first.click()
    editing.wait_for_load_state("networkidle")
    assert window.goto(address).status == 200
    assert "Assessing" in window.get_by_role("main").inner_text()
    window.goto("/cities/wichita/")
    assert PRACTICE in window.get_by_role("main").inner_text()
