"""The example site in a process of its own, and one Chromium that reads it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = Path(__file__).parent / "node_modules"
SCHEMES = ("light", "dark")
WIDTHS = (360, 1280)
START_LIMIT = 120
# Milliseconds after which a page is taken to hang; renditions are made by the first who reads it.
PATIENCE = 60_000


def pytest_collection_modifyitems(items):
    """Everything in this folder needs the browser (or Java) and is run by `make test-all`."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site_environment(tmp_path_factory) -> dict[str, str]:
    """The environment of the site that is read, for processes that add to its content."""
    home = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
        "CACHE_URL": "",
        "MEDIA_ROOT": str(home / "media"),
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
    }


@pytest.fixture(scope="session")
def live_site(site_environment, tmp_path_factory) -> Iterator[str]:
    """Address of the example site with its content, as `make demo` shows it, on a database of its own."""
    environment, port = site_environment, site_environment["PORT"]
    manage = [sys.executable, str(ROOT / "example_site" / "manage.py")]
    for command in ("migrate", "load_example"):
        subprocess.run([*manage, command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    log = tmp_path_factory.mktemp("log") / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="module")
def restored_site(live_site, site_environment, tmp_path_factory) -> Iterator[str]:
    """The site for a module that changes its content, which the next one finds as it was."""
    database = Path(urlsplit(site_environment["DATABASE_URL"]).path)
    kept = tmp_path_factory.mktemp("kept") / database.name
    shutil.copy(database, kept)
    yield live_site
    shutil.copy(kept, database)


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(f"{address}/").close()  # noqa: S310
        except URLError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The example site did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("Install Chromium (apt-get install chromium), or name one in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(chromium, live_site):
    """One browser context for each way of reading, kept for all tests."""
    made = {}

    def get(**options):
        key = tuple(sorted(options.items()))
        if key not in made:
            made[key] = chromium.new_context(
                base_url=live_site,
                color_scheme=options["scheme"],
                viewport={"width": options["width"], "height": 800},
                java_script_enabled=options["javascript"],
                reduced_motion="reduce",
            )
            made[key].set_default_timeout(PATIENCE)
        return made[key]

    yield get
    for context in made.values():
        context.close()


@pytest.fixture
def read(contexts):
    """Opens a page: `read("/cities/", scheme="dark", width=360)`.

    The page has two lists more: `asked`, the addresses it requested, and `complaints`, what the console said.
    """
    opened = []

    def read(path, *, scheme="light", width=1280, javascript=True):
        page = contexts(scheme=scheme, width=width, javascript=javascript).new_page()
        opened.append(page)
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        response = page.goto(path)
        assert response.status == 200, f"{path} answers {response.status}"
        return page

    yield read
    for page in opened:
        page.close()
