"""An editor with nothing but the rights of the group makes, previews, schedules and publishes one of each type."""

import re
from datetime import datetime, timedelta

import pytest

TOPIC = "Transportation"
WIDE = {"width": 1400, "height": 1200}


@pytest.fixture(scope="module")
def editing(chromium, restored_site):
    """A window in which the editor of the example is signed in. The policy that readers' pages keep is not the admin's."""
    context = chromium.new_context(base_url=restored_site, viewport=WIDE, reduced_motion="reduce", bypass_csp=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("editor")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    yield page
    context.close()


@pytest.fixture
def form(editing):
    """The editor's window, whose scripts must not fail."""
    complaints = []
    editing.on("pageerror", lambda error: complaints.append(str(error)))
    yield editing
    assert complaints == []


def begin(page, section):
    """From the list of pages to the form of a new page of a section."""
    page.goto("/admin/pages/")
    page.get_by_role("link", name=re.compile(f"Explore child pages of .{section}")).click()
    page.get_by_role("link", name=re.compile("^Add child page")).first.click()
    page.wait_for_selector("#page-edit-form")


def tab(page, name):
    page.get_by_role("tab", name=re.compile(name)).click()


def field(page, name):
    return page.locator(f"#id_{name}")


def write(page, name, text):
    """Types into a rich text field."""
    _type(page, page.locator(f"[data-contentpath='{name}'] [role='textbox']").first, text)


def add_block(page, name, kind, text):
    """Adds a block of text to a stream."""
    panel = page.locator(f"[data-contentpath='{name}']").first
    panel.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name=kind, exact=True).click()
    _type(page, panel.locator("[role='textbox']").last, text)


def _type(page, editor, text):
    """The editor hands what was typed to the form a little later."""
    editor.click()
    page.keyboard.type(text)
    handed = "text => [...document.querySelectorAll('#page-edit-form input')].some(each => each.value.includes(text))"
    page.wait_for_function(handed, arg=text)


def choose(page, button, name):
    """Takes something from the list that a chooser opens."""
    page.get_by_role("button", name=button).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name=name, exact=True).first.click()
    dialog.wait_for(state="hidden")


def check_topic(page, name):
    page.locator(f"[data-contentpath='{name}']").get_by_label(TOPIC, exact=True).check()


def city(page):
    field(page, "summary").fill("A city that was made in a browser.")
    field(page, "state").fill("ME")
    for name, value in (("population", "68408"), ("population_year", "2020"), ("population_source", "2020 Census")):
        field(page, name).fill(value)
    choose(page, "Choose an image", re.compile("Example illustration skyline"))
    field(page, "image_alt").fill("A drawing of a skyline.")
    add_block(page, "body", "Text", "What the city is known for.")
    tab(page, "Facts")
    field(page, "form_of_government").select_option("council_manager")


def practice(page):
    field(page, "summary").fill("A practice that was made in a browser.")
    write(page, "problem", "What it answers.")
    add_block(page, "solution", "Text", "What is done.")
    check_topic(page, "topics")
    tab(page, "Evidence")
    page.get_by_role("button", name="Add Lesson").click()
    field(page, "lessons-0-text").fill("Begin small.")
    field(page, "lessons-0-kind").select_option("implementation")
    tab(page, "Origin and people")
    choose(page, "Choose a page (Member city)", "Baltimore")
    page.locator("[data-contentpath='experts']").get_by_label("Hana Castellan").check()


def expert(page):
    field(page, "role").fill("Analyst")
    field(page, "summary").fill("Somebody who was made in a browser.")
    check_topic(page, "topics")
    write(page, "bio", "A career that is invented.")
    tab(page, "Expertise")
    page.get_by_label("Practitioner").check()


def post(page):
    field(page, "teaser").fill("A post that was made in a browser.")
    page.get_by_role("button", name="Add Author").click()
    choose(page, "Choose a page (Expert)", "Hana Castellan")
    add_block(page, "body", "Text", "What happened.")
    tab(page, "Subject")
    page.locator("[data-contentpath='cities']").get_by_label("Baltimore").check()


# Section, what fills the form, words of the page that came from a field, a block, a chooser or a row.
TYPES = {
    "city": ("Cities", city, ["made in a browser", "known for", "68,408"]),
    "practice": ("Practices", practice, ["made in a browser", "What is done.", "Baltimore", "Begin small.", "Hana"]),
    "expert": ("Experts", expert, ["made in a browser", "A career that is invented.", "Analyst"]),
    "post": ("Blog", post, ["made in a browser", "What happened.", "Hana Castellan", "Baltimore"]),
}


@pytest.mark.parametrize("kind", TYPES)
def test_an_editor_makes_previews_schedules_and_publishes(form, read, live_site, kind):
    section, fill, words = TYPES[kind]
    title = f"Browser {kind}"
    begin(form, section)
    field(form, "title").fill(title)
    fill(form)

    assert title in save(form, "Save draft")
    assert_absent(form, live_site, section, title)

    preview = preview_of(form)
    assert [word for word in [title, *words] if word not in preview] == []

    schedule(form, datetime.now() + timedelta(days=30))
    assert "scheduled for publishing" in save(form, "Schedule to publish")
    assert_absent(form, live_site, section, title)

    form.get_by_role("main").get_by_role("link", name=title).first.click()
    with form.expect_navigation():
        form.get_by_text("Cancel scheduled publish").click()
    schedule(form, None)
    assert "published" in save(form, "Publish")
    listing = read(f"/{section.lower()}/?q=Browser")
    listing.get_by_role("main").get_by_role("link", name=title).first.click()
    shown = listing.get_by_role("main").inner_text()
    assert [word for word in [title, *words] if word not in shown] == []


def save(page, action):
    """Presses one of the buttons of the form's footer. What the admin answers."""
    footer = page.locator("footer")
    button = footer.get_by_role("button", name=action, exact=True)
    if not button.is_visible():
        footer.get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        button.click()
    return page.locator(".messages .success").inner_text()


def preview_of(page):
    """The text of the preview, in the window that the editor opens it in."""
    page.get_by_role("button", name="Toggle preview").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Preview in new tab").click()
    opened.value.wait_for_load_state()
    text = opened.value.get_by_role("main").inner_text()
    opened.value.close()
    return text


def schedule(page, moment):
    """Sets the time of going live, or none."""
    side = page.get_by_role("button", name="Toggle status")
    if side.get_attribute("aria-expanded") != "true":
        side.click()
    page.get_by_role("button", name=re.compile("(Set|Edit) schedule")).first.click()
    dialog = page.get_by_role("dialog", name=re.compile("publishing schedule", re.IGNORECASE))
    dialog.get_by_label("Go live date/time").fill(f"{moment:%Y-%m-%d %H:%M}" if moment else "")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Save schedule").press("Enter")


def assert_absent(page, live_site, section, title):
    answer = page.context.browser.new_context().request.get(f"{live_site}/{section.lower()}/?q=Browser")
    assert answer.ok and title not in answer.text()
