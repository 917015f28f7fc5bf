"""Every block with everything that harms, in a browser: nothing runs, and nothing is asked of another host.

Films play only on a click, where the site's policy lets them; a reader without any of that follows a link.
"""

import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from .conftest import ROOT

FILM_PAGE = "/blog/what-311-data-can-and-cannot-tell-you/"


@pytest.fixture(scope="module")
def hostile_page(restored_site, site_environment, tmp_path_factory) -> str:
    answer = tmp_path_factory.mktemp("hostile") / "address"
    environment = site_environment | {"HOSTILE_PAGE": str(answer), "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    subprocess.run([sys.executable, "-m", "tests.browser.hostile_page"], cwd=ROOT, env=environment, check=True)
    return answer.read_text("utf-8")


@pytest.fixture
def open_page(chromium, live_site):
    """Opens a page with or without the policy of the site; what is asked of other hosts is noted, not sent."""
    contexts = []

    def open_page(path, *, policy=True, javascript=True):
        context = chromium.new_context(base_url=live_site, bypass_csp=not policy, java_script_enabled=javascript)
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.elsewhere, page.dialogs = [], []

        def elsewhere(route):
            page.elsewhere.append(route.request.url)
            route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")

        context.route(lambda url: urlsplit(url)[:2] != urlsplit(live_site)[:2], elsewhere)
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        assert page.goto(path, wait_until="networkidle").status == 200
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("policy", [True, False], ids=["strict policy", "no policy"])
def test_nothing_runs_and_nothing_is_asked_of_another_host(open_page, hostile_page, policy):
    page = open_page(hostile_page, policy=policy)
    assert page.locator(".pmi-body").inner_text().count("window.__xss=1") > 100, "The payloads are not on the page."
    page.evaluate("""() => {
        document.querySelectorAll("details").forEach(each => { each.open = true; });
        document.querySelectorAll("*").forEach(each => {
            for (const kind of ["mouseover", "focus", "error", "load", "toggle"])
                each.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
        });
        window.scrollTo(0, document.body.scrollHeight);
    }""")
    page.wait_for_timeout(500)
    assert page.evaluate("window.__xss") is None
    assert page.dialogs == [] and page.elsewhere == []
    assert page.locator("main :is(iframe, object, embed, base, form, style, link, meta)").count() == 0
    # The links of a drawing have no `protocol` of their own.
    scheme = "each => new URL(each.getAttribute('href'), document.baseURI).protocol"
    schemes = page.evaluate(f"[...new Set([...document.querySelectorAll('main a[href]')].map({scheme}))]")
    assert set(schemes) <= {"http:", "https:", "mailto:", "tel:"}


def test_the_policy_is_switched_off_where_the_tests_say_so(open_page, hostile_page):
    """The proof above would mean nothing if the browser went on refusing what the page asked for."""
    run = "() => { const s = document.createElement('script'); s.text = 'window.__ran = 1'; document.body.append(s); }"
    for policy, ran in ((True, None), (False, 1)):
        page = open_page(hostile_page, policy=policy)
        page.evaluate(run)
        assert page.evaluate("window.__ran") == ran


def test_a_film_plays_in_the_page_once_it_is_asked_for(open_page):
    page = open_page(FILM_PAGE, policy=False)
    assert page.locator("iframe").count() == 0 and page.elsewhere == []
    with page.expect_request(lambda request: "youtube" in request.url):
        page.locator(".pmi-embed__link").first.click()
    player = page.locator("iframe.pmi-embed__player")
    assert player.get_attribute("src").startswith("https://www.youtube-nocookie.com/embed/")
    assert player.get_attribute("title")
    assert {urlsplit(address).hostname for address in page.elsewhere} == {"www.youtube-nocookie.com"}


def test_where_the_policy_refuses_the_player_the_link_is_followed(open_page):
    page = open_page(FILM_PAGE)
    link = page.locator(".pmi-embed__link").first
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(address)


def test_without_javascript_a_film_is_a_link(open_page):
    page = open_page(FILM_PAGE, javascript=False)
    link = page.locator(".pmi-embed__link").first
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(address)
