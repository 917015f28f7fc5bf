"""Sites of every make take the package: see tests/hosts/."""

import json
import re
import shutil
import sys
from urllib.request import urlopen

import pytest

from tests.hosts.projects import DOCS, Project

MOUNT = ("how-to/add-to-a-site.md", "The apps")
TUTORIAL = "tutorial/first-network.md"
SETTINGS = "mysite/settings/base.py"


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path)
    project.start()
    return project


class TestHost:
    """One process each, which migrates once and runs all tests of the host."""

    def test_a_site_with_types_templates_and_a_block_of_its_own(self, project):
        """… and our apps before all others."""
        project.append(SETTINGS, 'INSTALLED_APPS = ["wagtail_pmi", "wagtail_modeladmin", *INSTALLED_APPS]')
        project.follow("how-to/extend-page-types.md")
        project.follow("how-to/override-templates.md")
        project.follow("how-to/write-a-block.md")
        project.manage("makemigrations", "home")
        project.test("every_host.py", "extended.py")

    def test_a_site_with_a_base_page_of_its_own_in_two_languages(self, project):
        # The home page that `wagtail start` makes builds on Wagtail's own base page.
        project.append(SETTINGS, 'INSTALLED_APPS.remove("home")')
        project.follow(*MOUNT)
        project.follow("how-to/own-models.md", "A base page")
        project.follow("how-to/languages.md", "Two languages")
        project.test("every_host.py", "languages.py")

    def test_a_site_in_spanish_with_an_image_and_a_user_model_of_its_own(self, project):
        project.follow(*MOUNT)
        project.follow("how-to/own-models.md", "An image model")
        project.follow("how-to/own-models.md", "A user model")
        project.follow("how-to/languages.md", "Another language")
        project.test("every_host.py", "own_models.py")


def test_a_fresh_site_from_the_tutorial_to_leaving(project):
    """A site that is there already: it changes in nothing before it has a network, and in nothing once we left."""
    project.manage("migrate")
    original = (project.folder / SETTINGS).read_text("utf-8")
    before = snapshot(project)

    project.follow(TUTORIAL, "The package")
    assert_unchanged(before, snapshot(project))
    shutil.copy(project.folder / "db.sqlite3", project.folder / "migrated.sqlite3")
    project.test("every_host.py", database="migrated.sqlite3")

    project.follow(TUTORIAL, "The network")
    with project.serving() as host:
        assert_all_answer(host)

    project.follow("how-to/leave.md", "Look first")
    project.follow("how-to/leave.md", "The content and the tables")
    (project.folder / SETTINGS).write_text(original, "utf-8")
    project.follow("how-to/leave.md", "The app")
    after = snapshot(project)
    assert {part: after[part] for part in after if part != "rows"} == {
        part: before[part] for part in before if part != "rows"
    }
    kept = ["django_content_type", "auth_permission", "wagtailcore_page", "wagtailcore_site", "home_homepage"]
    assert after["rows"].keys() == before["rows"].keys()
    assert [after["rows"][table] for table in kept] == [before["rows"][table] for table in kept]


def snapshot(project):
    return json.loads(project.run(sys.executable, "-m", "tests.hosts.snapshot"))


def assert_unchanged(before, after):
    """Django adds content types, permissions and migrations of ours, and the tutorial an account; that is all."""
    added = {
        table: [row for row in rows if row not in before["rows"].get(table, [])]
        for table, rows in after["rows"].items()
    }
    kinds = {row["id"] for row in added.pop("django_content_type") if row["app_label"] == "wagtail_pmi"}
    assert all(row["content_type_id"] in kinds for row in added.pop("auth_permission"))
    assert {row["app"] for row in added.pop("django_migrations")} == {"wagtail_pmi"}
    assert [row["username"] for row in added.pop("auth_user")] == ["admin"]
    assert {table: rows for table, rows in added.items() if rows} == {}
    assert all(row in after["rows"][table] for table, rows in before["rows"].items() for row in rows)
    for part in ("pages", "urls", "templates", "sitemap"):
        assert after[part] == before[part], part
    assert after["menus"]["editor"] == before["menus"]["editor"]
    for now, earlier in zip(after["menus"]["administrator"], before["menus"]["administrator"], strict=True):
        # Who may create a network is offered that.
        assert [name for name in now if not name.startswith("pmi-")] == earlier


def assert_all_answer(host):
    addresses = re.findall(r"http://localhost:8000[\w/-]*", (DOCS / TUTORIAL).read_text("utf-8"))
    assert len(addresses) > 3
    for address in addresses:
        with urlopen(address.replace("localhost:8000", host)) as response:  # noqa: S310
            assert response.status == 200, address
